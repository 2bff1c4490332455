import type { Access } from "../../contract/conference";
import type { InstantConference, SiteConfiguration } from "../../contract/services";
import { composeInvitation } from "../../invitation/compose";
import { isInOwnText } from "../../invitation/edit";
import { OutlookError, type Body } from "../../outlook/appointment/appointment";
import { hashOfItemId } from "../../outlook/appointment/itemHash";
import type { Message } from "../../outlook/message/message";
import type { Services } from "../../relay/services";
import { ConferenceError, guard } from "../failure";
import { defaultOptions, fitToSite } from "../model/options";
import { titleOf } from "../model/title";
import { createSharedPendingMeetings, type PendingMeeting, type PendingMeetings } from "./pendingMeetings";

export interface InstantMeeting {
  /** Begins a conference about the message; while the message has one, asking again begins no second one. */
  start(access: Access, site: SiteConfiguration | null): Promise<StartedMeeting>;
  /** The one that has begun already; null: there is none. */
  resume(): Promise<StartedMeeting | null>;
  /** Writes the link into the message unless it stands there, or into a reply to everybody on it. */
  insertLink(begun: StartedMeeting): Promise<void>;
  /** Does that unless another run of ours does; opens no second reply before the host was in. */
  insertLinkOnce(begun: StartedMeeting): Promise<void>;
  /** Lets the host in by `enter`, which says whether that worked; "elsewhere": another run of ours has done it. */
  openHostWindow(begun: StartedMeeting, enter: () => boolean): "in" | "elsewhere" | "heldBack";
}

/** A conference that has begun, with what others need to get in, and what was known of it before this run. */
export type StartedMeeting = InstantConference &
  Pick<PendingMeeting, "key" | "conferenceKey" | "insertedConferenceId" | "entries"> & {
    /** Whether its link stands in the message that is written. */
    isInText: boolean;
  };

interface InstantMeetingOptions {
  message: Message;
  services: Pick<Services, "startInstant">;
  /** The title where the message has no subject. */
  titleFallback: string;
  /** Whoever starts it. */
  me: { name: string; address: string };
  wishes?: PendingMeetings;
  newKey?: () => string;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

/** What mail programs put before the subject of an answer, in the languages of the pane and their neighbours'. */
const answer = /^(?:\s*(?:re|fwd?|aw|wg|sv|tr|rif|رد|إعادة توجيه)\s*:)+\s*/i;
/** How long Outlook may take to put a link into a message: then nobody is at it any more. */
const offeringMs = 60_000;

/** A conference at once, out of a message. Everything throws ConferenceError. */
export function createInstantMeeting(options: InstantMeetingOptions): InstantMeeting {
  const { message, services, titleFallback, me } = options;
  const { newKey = () => crypto.randomUUID(), now = Date.now } = options;
  const { wishes = createSharedPendingMeetings() } = options;
  const { isCompose } = message;

  interface Seen {
    title: string;
    name: string;
    /** null: the message has no conference that this browser knows. */
    wish: PendingMeeting | null;
    isInText: boolean;
  }

  /**
   * The message's conference is the one that was begun in this very form, or whose link stands in what is written here; a
   * quoted mail says nothing. Until its host was let in, that it is called like another message counts, too.
   */
  async function look(): Promise<Seen> {
    const [subject, key, body] = await Promise.all([
      message.readSubject(),
      message.readKey(),
      isCompose ? message.readBody().catch(nullIfRefused) : null,
    ]);
    const title = titleOf(subject.replace(answer, ""), titleFallback);
    const name = await hashOfItemId(JSON.stringify([me.address, message.id, title]));
    const wish =
      wishes.find((one) => one.key === key) ??
      wishes.find(({ insertedConferenceId: offered }) => holds(body, offered)) ??
      wishes.find((one) => one.name === name);
    return { title, name, wish, isInText: holds(body, wish?.insertedConferenceId ?? null) };
  }

  async function ask(wish: PendingMeeting, isInText: boolean): Promise<StartedMeeting> {
    const { key, title, access, conferenceKey, insertedConferenceId: offered, entries } = wish;
    const begun = await services.startInstant({ title, access, conferenceKey }, key);
    change(key, { isBegun: true });
    message.saveKey(key);
    return { ...begun, key, conferenceKey, insertedConferenceId: offered, entries, isInText };
  }

  const wishOf = (key: string) => wishes.find((wish) => wish.key === key);
  function change(key: string, to: Partial<PendingMeeting>): void {
    const wish = wishOf(key);
    if (wish) wishes.save({ ...wish, ...to });
  }

  const write = ({ key, id, joinUrl, conferenceKey }: StartedMeeting) =>
    guard("nothingDone", async () => {
      if (id === null || joinUrl === null) throw new ConferenceError("UNSAFE_LINK", "nothingDone");
      const isThere =
        isCompose && wishOf(key)?.insertedConferenceId === id && holds(await message.readBody(), id);
      if (isThere) return;
      const format = await message.readBodyFormat();
      const invitation = { conferenceId: id, joinUrl, hostUrl: null, conferenceKey, organizer: me.name };
      const content = composeInvitation(format, { ...invitation, dialIn: "", note: "" });
      await message.insert({ format, content });
      change(key, { insertedConferenceId: id });
    });

  let writing: Promise<void> | null = null;
  /** A second press while the link is being written is the same press. */
  const offer = (begun: StartedMeeting) => (writing ??= write(begun).finally(() => (writing = null)));

  return {
    start: (wanted, site) =>
      guard("nothingDone", async () => {
        const { title, name, wish: kept, isInText } = await look();
        const { access, conferenceKey } = fitToSite({ ...defaultOptions, access: wanted }, site);
        // Where an answer was lost, the same key finds the same conference.
        const isSame = kept?.access === access && (kept.conferenceKey === null) === (conferenceKey === null);
        // One that has begun is the one to meet in.
        if (kept && (isSame || kept.isBegun)) return ask(kept, isInText);
        const wish: PendingMeeting = {
          ...{ key: newKey(), name, title, access, conferenceKey },
          ...{ isBegun: false, insertedConferenceId: null, insertingSince: null, entries: 0 },
        };
        wishes.save(wish);
        return ask(wish, false);
      }),
    resume: () =>
      guard("nothingDone", async () => {
        const { wish, isInText } = await look();
        return wish?.isBegun === true ? ask(wish, isInText) : null;
      }),
    insertLink: offer,
    insertLinkOnce: async (begun) => {
      const wish = wishOf(begun.key);
      if (!wish || now() - (wish.insertingSince ?? -Infinity) < offeringMs) return;
      // Whether a reply is still there nobody knows: it is opened again where the user begins anew.
      const isAnew = begun.insertedConferenceId === begun.id && begun.entries > 0;
      if (!isCompose && wish.insertedConferenceId === begun.id && !isAnew) return;
      // Before it is done: two runs that get the same answer write it once.
      wishes.save({ ...wish, insertingSince: now() });
      try {
        await offer(begun);
      } finally {
        change(begun.key, { insertingSince: null });
      }
    },
    openHostWindow: (begun, enter) => {
      const wish = wishOf(begun.key);
      if (wish?.entries !== begun.entries) return "elsewhere";
      // From here on another message that is called like this one is another wish.
      wishes.save({ ...wish, entries: wish.entries + 1, name: isCompose ? null : wish.name });
      if (enter()) return "in";
      wishes.save(wish);
      return "heldBack";
    },
  };
}

/** Whether a conference's link stands in what is written here. */
function holds(body: Body | null, conferenceId: string | null): boolean {
  return body !== null && conferenceId !== null && isInOwnText(body.content, body.format, conferenceId);
}

function nullIfRefused(failure: unknown): null {
  if (failure instanceof OutlookError) return null;
  throw failure;
}
