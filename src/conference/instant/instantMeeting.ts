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
  /** Starts a conference; a message that has one already gets no second one. */
  start(access: Access, site: SiteConfiguration | null): Promise<StartedMeeting>;
  /** The conference that was started already; null: none. */
  resume(): Promise<StartedMeeting | null>;
  /** Inserts the link into the message unless it is there, or into a reply to all. */
  insertLink(meeting: StartedMeeting): Promise<void>;
  /** The same unless another page is inserting it; opens no second reply before the host has joined. */
  insertLinkOnce(meeting: StartedMeeting): Promise<void>;
  /** Opens the host's window. "elsewhere": another page has done so; "heldBack": the browser blocked it. */
  openHostWindow(meeting: StartedMeeting, openWindow: () => boolean): "in" | "elsewhere" | "heldBack";
}

/** A started conference, with what this browser knew of it before this call. */
export type StartedMeeting = InstantConference &
  Pick<PendingMeeting, "idempotencyKey" | "conferenceKey" | "insertedConferenceId" | "hostEntries"> & {
    /** Whether its link is in the message being written. */
    isInText: boolean;
  };

interface InstantMeetingOptions {
  message: Message;
  services: Pick<Services, "startInstant">;
  /** The title where the message has no subject. */
  titleFallback: string;
  /** The user who starts it. */
  me: { name: string; address: string };
  pendingMeetings?: PendingMeetings;
  newKey?: () => string;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

/** Prefixes that mail programs put before the subject of a reply or forward. */
const replyPrefixes = /^(?:\s*(?:re|fwd?|aw|wg|sv|tr|rif|رد|إعادة توجيه)\s*:)+\s*/i;
/** After this time an insertion that was begun counts as given up. */
const insertingMs = 60_000;

/** Starts an instant conference from a message. Every call throws ConferenceError. */
export function createInstantMeeting(options: InstantMeetingOptions): InstantMeeting {
  const { message, services, titleFallback, me } = options;
  const { newKey = () => crypto.randomUUID(), now = Date.now } = options;
  const { pendingMeetings = createSharedPendingMeetings() } = options;
  const { isCompose } = message;

  interface FoundMeeting {
    title: string;
    messageHash: string;
    /** null: the message has no conference that this browser knows. */
    pending: PendingMeeting | null;
    isInText: boolean;
  }

  /**
   * The message's conference is the one that was started from this form, or the one whose link is in the user's own text; a
   * quoted link does not count. Until the host has joined, a message with the same subject counts as the same message.
   */
  async function findPending(): Promise<FoundMeeting> {
    const [subject, savedKey, body] = await Promise.all([
      message.readSubject(),
      message.readIdempotencyKey(),
      isCompose ? message.readBody().catch(nullIfRefused) : null,
    ]);
    const title = titleOf(subject.replace(replyPrefixes, ""), titleFallback);
    const messageHash = await hashOfItemId(JSON.stringify([me.address, message.id, title]));
    const pending =
      pendingMeetings.find(({ idempotencyKey }) => idempotencyKey === savedKey) ??
      pendingMeetings.find(({ insertedConferenceId }) => holds(body, insertedConferenceId)) ??
      pendingMeetings.find((other) => other.messageHash === messageHash);
    const isInText = holds(body, pending?.insertedConferenceId ?? null);
    return { title, messageHash, pending, isInText };
  }

  async function startAtSite(pending: PendingMeeting, isInText: boolean): Promise<StartedMeeting> {
    const { idempotencyKey, title, access, conferenceKey, insertedConferenceId, hostEntries } = pending;
    const conference = await services.startInstant({ title, access, conferenceKey }, idempotencyKey);
    update(idempotencyKey, { isStarted: true });
    message.saveIdempotencyKey(idempotencyKey);
    return { ...conference, idempotencyKey, conferenceKey, insertedConferenceId, hostEntries, isInText };
  }

  const findByKey = (key: string) => pendingMeetings.find(({ idempotencyKey }) => idempotencyKey === key);
  function update(key: string, change: Partial<PendingMeeting>): void {
    const pending = findByKey(key);
    if (pending) pendingMeetings.save({ ...pending, ...change });
  }

  const writeLink = ({ idempotencyKey, id, joinUrl, conferenceKey }: StartedMeeting) =>
    guard("nothingDone", async () => {
      if (id === null || joinUrl === null) throw new ConferenceError("UNSAFE_LINK", "nothingDone");
      const isInserted = isCompose && findByKey(idempotencyKey)?.insertedConferenceId === id;
      if (isInserted && holds(await message.readBody(), id)) return;
      const format = await message.readBodyFormat();
      const invitation = { conferenceId: id, joinUrl, hostUrl: null, conferenceKey, organizer: me.name };
      const content = composeInvitation(format, { ...invitation, dialIn: "", note: "" });
      await message.insertAtCursor({ format, content });
      update(idempotencyKey, { insertedConferenceId: id });
    });

  let writing: Promise<void> | null = null;
  /** Joins a write that is under way: a second press inserts nothing more. */
  const insertLink = (meeting: StartedMeeting) =>
    (writing ??= writeLink(meeting).finally(() => (writing = null)));

  return {
    start: (wanted, site) =>
      guard("nothingDone", async () => {
        const { title, messageHash, pending, isInText } = await findPending();
        const { access, conferenceKey } = fitToSite({ ...defaultOptions, access: wanted }, site);
        // After a lost answer the same idempotency key finds the same conference.
        const hasKey = conferenceKey !== null;
        const isSame = pending?.access === access && (pending.conferenceKey !== null) === hasKey;
        // A started conference is used again even if other options are wanted now.
        if (pending && (isSame || pending.isStarted)) return startAtSite(pending, isInText);
        const created: PendingMeeting = {
          idempotencyKey: newKey(),
          messageHash,
          title,
          access,
          conferenceKey,
          isStarted: false,
          insertedConferenceId: null,
          insertingSince: null,
          hostEntries: 0,
        };
        pendingMeetings.save(created);
        return startAtSite(created, false);
      }),
    resume: () =>
      guard("nothingDone", async () => {
        const { pending, isInText } = await findPending();
        return pending?.isStarted === true ? startAtSite(pending, isInText) : null;
      }),
    insertLink,
    insertLinkOnce: async (meeting) => {
      const pending = findByKey(meeting.idempotencyKey);
      if (!pending || now() - (pending.insertingSince ?? -Infinity) < insertingMs) return;
      const isInserted = pending.insertedConferenceId === meeting.id;
      // A reply cannot be looked for: it is opened again only if the user starts again after the host has joined.
      const isRestarted = meeting.insertedConferenceId === meeting.id && meeting.hostEntries > 0;
      if (!isCompose && isInserted && !isRestarted) return;
      // Saved before inserting, so that two pages with the same answer insert it once.
      pendingMeetings.save({ ...pending, insertingSince: now() });
      try {
        await insertLink(meeting);
      } finally {
        update(meeting.idempotencyKey, { insertingSince: null });
      }
    },
    openHostWindow: (meeting, openWindow) => {
      const pending = findByKey(meeting.idempotencyKey);
      if (pending?.hostEntries !== meeting.hostEntries) return "elsewhere";
      // From now on a message with the same subject starts a conference of its own.
      const messageHash = isCompose ? null : pending.messageHash;
      pendingMeetings.save({ ...pending, hostEntries: pending.hostEntries + 1, messageHash });
      if (openWindow()) return "in";
      pendingMeetings.save(pending);
      return "heldBack";
    },
  };
}

/** Whether the user's own text, without quoted mail, has a conference's link. */
function holds(body: Body | null, conferenceId: string | null): boolean {
  return body !== null && conferenceId !== null && isInOwnText(body.content, body.format, conferenceId);
}

function nullIfRefused(failure: unknown): null {
  if (failure instanceof OutlookError) return null;
  throw failure;
}
