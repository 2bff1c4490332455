import { titleOf } from "../conference/compare";
import { defaultOptions, fitToSite } from "../conference/options";
import { createAskFor } from "../conference/useCases";
import type { InstantConference } from "../contract/services";
import { composeInvitation } from "../invitation/compose";
import type { Message } from "../outlook/message";
import { createServices, type Services } from "../relay/services";
import type { Speech, Surface, Tell } from "./surface";

interface MeetNowOptions {
  message: Message;
  services: Pick<Services, "configuration" | "startInstant">;
  /** Name of whoever starts it. */
  organizer: string;
  newKey: () => string;
  openLink: (url: string) => void;
  tell: Tell;
  speech: Speech;
}

/**
 * Starts a conference now, puts its link into the message or into a reply, and lets its host in. Throws RelayFailure;
 * what Outlook refuses is said, since the conference has begun.
 */
export async function meetNow(options: MeetNowOptions): Promise<void> {
  const { message, services, newKey, openLink, tell, speech } = options;
  const { texts } = speech;
  await tell("progress", texts.starting);
  const [subject, site] = await Promise.all([
    message.readSubject(),
    // Where the site does not say what it wants, the call itself will tell.
    services.configuration().catch(() => null),
  ]);
  const { access, conferenceKey } = fitToSite(defaultOptions, site);
  const title = titleOf(subject, texts.titleFallback(""));
  const started = await services.startInstant({ title, access, conferenceKey }, newKey());
  const said = await insert(started, { ...options, conferenceKey });
  openLink(started.hostUrl);
  await tell(said === "notInserted" ? "failed" : "done", texts[said]);
}

async function insert(
  { id, joinUrl }: InstantConference,
  { message, organizer, conferenceKey }: MeetNowOptions & { conferenceKey: string | null },
): Promise<"met" | "metReply" | "metAlone" | "notInserted"> {
  if (id === null || joinUrl === null) return "metAlone";
  try {
    const format = await message.readBodyFormat();
    const invitation = { conferenceId: id, joinUrl, hostUrl: null, conferenceKey, organizer };
    const content = composeInvitation(format, { ...invitation, dialIn: "", note: "" });
    await message.insert({ format, content });
    return message.isCompose ? "met" : "metReply";
  } catch {
    return "notInserted";
  }
}

export async function runMeet({ host, tell, speech }: Surface): Promise<void> {
  if (host.mode !== "message") return;
  const services = createServices(createAskFor(host, null));
  const newKey = () => crypto.randomUUID();
  await meetNow({ ...host, services, organizer: host.me.name, newKey, tell, speech });
}
