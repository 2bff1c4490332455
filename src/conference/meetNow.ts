import type { Access } from "../contract/conference";
import type { InstantConference, InstantConferenceRequest, SiteConfiguration } from "../contract/services";
import { composeInvitation } from "../invitation/compose";
import { markOf } from "../outlook/mark";
import type { Message } from "../outlook/message";
import type { Services } from "../relay/services";
import { FlowFailure, guard } from "./failure";
import { defaultOptions, fitToSite } from "./options";
import { titleOf } from "./title";
import { createSharedWishes, type Wish, type Wishes } from "./wishes";

export interface MeetNow {
  /** Begins a conference about the message; until its host is let in, asking again begins no second one. */
  start(access: Access, site: SiteConfiguration | null): Promise<Begun>;
  /** The one that has begun already, but whose host is not in it yet; null: there is none. */
  resume(): Promise<Begun | null>;
  /** Writes the link into the message, or into a reply to everybody on it. */
  offer(begun: Begun): Promise<void>;
  /** Writes the link unless it is there already. */
  offerOnce(begun: Begun): Promise<void>;
  /** Lets the host in by `enter`, which says whether that worked; "elsewhere": another run of ours has done it. */
  letIn(begun: Begun, enter: () => boolean): "in" | "elsewhere" | "heldBack";
}

/** A conference that has begun, with what others need to get in. */
export type Begun = InstantConference & Pick<InstantConferenceRequest, "conferenceKey"> & { wish: string };

interface MeetNowOptions {
  message: Message;
  services: Pick<Services, "startInstant">;
  /** The title where the message has no subject. */
  titleFallback: string;
  /** Whoever starts it. */
  me: { name: string; address: string };
  wishes?: Wishes;
  newKey?: () => string;
}

/** What mail programs put before the subject of an answer, in the languages of the pane and their neighbours'. */
const answer = /^(?:\s*(?:re|fwd?|aw|wg|sv|tr|rif|رد|إعادة توجيه)\s*:)+\s*/i;

/** A conference at once, out of a message. Everything throws FlowFailure. */
export function createMeetNow(options: MeetNowOptions): MeetNow {
  const { message, services, titleFallback, me } = options;
  const { newKey = () => crypto.randomUUID() } = options;
  const { wishes = createSharedWishes() } = options;

  async function look(): Promise<{ title: string; name: string }> {
    const subject = await message.readSubject();
    const title = titleOf(subject.replace(answer, ""), titleFallback);
    return { title, name: await markOf(JSON.stringify([me.address, message.id, title])) };
  }

  async function ask(name: string, title: string, wish: Wish): Promise<Begun> {
    const { access, conferenceKey, key } = wish;
    const begun = await services.startInstant({ title, access, conferenceKey }, key);
    // Not where another run with the same key has let its host in meanwhile.
    change(name, { isBegun: true });
    return { ...begun, conferenceKey, wish: name };
  }

  function change(name: string, to: Partial<Wish>): void {
    const wish = wishes.get(name);
    if (wish) wishes.set(name, { ...wish, ...to });
  }

  const offer = ({ id, joinUrl, conferenceKey, wish }: Begun) =>
    guard("nothingDone", async () => {
      if (id === null || joinUrl === null) throw new FlowFailure("UNSAFE_LINK", "nothingDone");
      const format = await message.readBodyFormat();
      const invitation = { conferenceId: id, joinUrl, hostUrl: null, conferenceKey, organizer: me.name };
      const content = composeInvitation(format, { ...invitation, dialIn: "", note: "" });
      await message.insert({ format, content });
      change(wish, { offered: id });
    });

  return {
    start: (wanted, site) =>
      guard("nothingDone", async () => {
        const { title, name } = await look();
        const { access, conferenceKey } = fitToSite({ ...defaultOptions, access: wanted }, site);
        const kept = wishes.get(name);
        // Where an answer was lost, the same key finds the same conference.
        const isSame = kept?.access === access && (kept.conferenceKey === null) === (conferenceKey === null);
        const wish = isSame ? kept : { key: newKey(), access, conferenceKey, isBegun: false, offered: null };
        if (!isSame) wishes.set(name, wish);
        return ask(name, title, wish);
      }),
    resume: () =>
      guard("nothingDone", async () => {
        const { title, name } = await look();
        const wish = wishes.get(name);
        return wish?.isBegun === true ? ask(name, title, wish) : null;
      }),
    offer,
    offerOnce: async (begun) => {
      const wish = wishes.get(begun.wish);
      if (!wish || wish.offered === begun.id) return;
      // Before it is done: two runs that get the same answer write it once.
      wishes.set(begun.wish, { ...wish, offered: begun.id });
      try {
        await offer(begun);
      } catch (failure) {
        change(begun.wish, { offered: null });
        throw failure;
      }
    },
    letIn: (begun, enter) => {
      const wish = wishes.get(begun.wish);
      if (!wish) return "elsewhere";
      wishes.set(begun.wish, null);
      if (enter()) return "in";
      wishes.set(begun.wish, wish);
      return "heldBack";
    },
  };
}
