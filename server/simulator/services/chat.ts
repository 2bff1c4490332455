import { isSignedChat } from "./digests";
import { page } from "../pages/page";
import type { Presence } from "./presence";
import type { DirectoryEntry, DirectoryGroup } from "../world/settings";
import { escape } from "../soap/soap";
import type { Tokens } from "./tokens";

interface ChatOptions {
  people: readonly DirectoryEntry[];
  groups: readonly DirectoryGroup[];
  presence: Presence;
  tokens: Tokens;
}

export interface ChatMessage {
  from: string;
  text: string;
}

/** The web chat page (guide, chapter 4): opens for a right tokenDigest only; the history is the guest identity's. */
export function createChat({ people, groups, presence, tokens }: ChatOptions) {
  let histories = new Map<string, ChatMessage[]>();

  function targetOf(jid: string): { name: string; isOnline: boolean } | null {
    const group = groups.find((candidate) => candidate.jid === jid);
    const person = people.find(({ address }) => address === jid);
    const name = group?.name ?? (person && `${person.firstName} ${person.lastName}`);
    return name === undefined ? null : { name, isOnline: presence.select(jid, null, false).length > 0 };
  }

  function serve(form: URLSearchParams): Response {
    const get = (name: string) => form.get(name) ?? "";
    const context = { fromUserJID: get("r_fromUserJID"), groupJID: get("r_groupJID"), toJID: get("r_toJID") };
    const token = tokens.byId(get("tokenID"), "GUESTCHAT");
    const isValid =
      token !== null &&
      context.fromUserJID !== "" &&
      get("useToken") === "true" &&
      get("siteID") === token.entity.id &&
      isSignedChat(context, token, get("tokenDigest"));
    const target = isValid ? targetOf(context.groupJID || context.toJID) : null;
    if (!target) {
      return page(
        403,
        "No chat",
        "<h1>No chat</h1><p>This chat request is not valid, or is no longer so.</p>",
      );
    }
    const guest = get("guestDisplayName") || "Guest";
    const history = histories.get(context.fromUserJID) ?? [];
    const said = get("message").trim() || (history.length === 0 ? get("s").trim() : "");
    if (said !== "") {
      history.push({ from: guest, text: said.slice(0, 2000) });
      if (target.isOnline) history.push({ from: target.name, text: "Thank you. Let me look into it." });
      histories.set(context.fromUserJID, history.slice(-100));
    }
    const hidden = [...form]
      .filter(([name]) => name !== "message")
      .map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`);
    const lines = history.map(({ from, text }) => `<dt>${escape(from)}</dt><dd>${escape(text)}</dd>`);
    return page(
      200,
      `Chat with ${target.name}`,
      `<h1>${escape(target.name)}</h1><p>${target.isOnline ? "Somebody is there." : "Nobody is there at the moment; your message will be read later."}</p>` +
        `<dl>${lines.join("")}</dl><form method="post">${hidden.join("")}<label>Message<br><input name="message" autocomplete="off" required></label><button>Send</button></form>`,
    );
  }

  return {
    serve,
    save: (): [string, ChatMessage[]][] => [...histories],
    restore: (saved: readonly [string, ChatMessage[]][]) => {
      histories = new Map(saved.map(([guest, messages]) => [guest, [...messages]]));
    },
  };
}
