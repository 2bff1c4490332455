import type { Conference } from "../contract/conference";
import { composeInvitation } from "../invitation/compose";
import { wording } from "../invitation/wording";
import { saysTheSame } from "../invitation/same";
import {
  findInvitations,
  insertInvitation,
  keepOneInvitation,
  removeInvitation,
  replaceInvitation,
} from "../invitation/splice";
import {
  OutlookError,
  type Appointment,
  type AppointmentMemory,
  type Body,
  type BodyFormat,
} from "../outlook/appointment";

/** What the user should know of a write that succeeded. */
export type WriteNote =
  /** The location had no room left, or could not be written. */
  | "LOCATION_NOT_SET"
  /** Outlook changed other text of the body while it wrote ours. */
  | "OTHER_TEXT_CHANGED";

interface WriteOptions {
  appointment: Appointment;
  conference: Conference;
  organizerName: string;
  memory: AppointmentMemory;
}

/** The body before and after a write, to undo it. */
export interface WrittenBody {
  before: Body;
  after: Body;
}

interface Written {
  notes: WriteNote[];
  /** What of the location is ours now. */
  location: string | undefined;
  /** null: nothing had to be written. */
  body: WrittenBody | null;
}

/**
 * Writes the invitation into body and location, or brings the one that is there up to date.
 * Reads back what was written. Throws OutlookError and InvitationError.
 */
export async function writeInvitation(options: WriteOptions): Promise<Written> {
  const { appointment, conference, memory } = options;
  const { notes, body } = await againIfTyped(() => writeBody(options));
  const ours = `${wording.title} ${conference.id}`;
  const isAdded = await appointment.addPlace(ours, memory.location);
  if (!isAdded) notes.push("LOCATION_NOT_SET");
  return { notes, location: isAdded ? ours : undefined, body };
}

async function writeBody(options: WriteOptions): Promise<Pick<Written, "notes" | "body">> {
  const { appointment, conference, organizerName, memory } = options;
  const before = await appointment.readBody();
  const block = blockOf(conference, organizerName, before.format);
  const ownId = memory.conferenceId ?? conference.id;
  const isThere = findInvitations(before.content, before.format, ownId).length > 0;
  if (isThere) {
    const content = replaceInvitation(before.content, block, before.format, ownId);
    // Each write is a risk for what others wrote: none where a reader would see no difference.
    if (saysTheSame(content, before.content, before.format)) return { notes: [], body: null };
    await appointment.replaceBody({ ...before, content }, before);
  } else await prepend(appointment, before, block);

  let after = await appointment.readBody();
  let found = findInvitations(after.content, after.format, conference.id);
  if (!isThere && found.length > 1) {
    // There was none a moment ago: the pane and the ribbon command have written at the same time.
    const content = keepOneInvitation(after.content, block, after.format, conference.id);
    await appointment.replaceBody({ ...after, content }, after);
    after = await appointment.readBody();
    found = findInvitations(after.content, after.format, conference.id);
  }
  if (found.length === 0) throw new OutlookError("NOT_WRITTEN", "write into the body");
  const without = (body: Body, id: string) => removeInvitation(body.content, body.format, id);
  const rest = isThere ? without(before, ownId) : before.content;
  const isElse = without(after, conference.id) !== rest;
  return { notes: isElse ? ["OTHER_TEXT_CHANGED"] : [], body: { before, after } };
}

/** Where somebody types at this very moment, once more from what stands there then. */
async function againIfTyped<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (failure) {
    if (failure instanceof OutlookError && failure.code === "BODY_CHANGED") return work();
    throw failure;
  }
}

/** Puts the body back as it was before a write. Throws OutlookError BODY_CHANGED where it was changed since. */
export async function undoWrite(appointment: Appointment, { before, after }: WrittenBody): Promise<void> {
  await appointment.replaceBody(before, after);
}

/** Whether the body holds the invitation, and whether writing it now would change what a reader sees. */
export async function inspectInvitation(options: WriteOptions): Promise<"missing" | "current" | "outdated"> {
  const { appointment, conference, organizerName, memory } = options;
  const { content, format } = await appointment.readBody();
  const ownId = memory.conferenceId ?? conference.id;
  const found = findInvitations(content, format, ownId);
  if (found.length === 0) return "missing";
  // Which of several is meant, only the user can tell, and need not before something changes.
  if (found.length > 1) return "current";
  const written = replaceInvitation(content, blockOf(conference, organizerName, format), format, ownId);
  return saysTheSame(content, written, format) ? "current" : "outdated";
}

function blockOf(conference: Conference, organizer: string, format: BodyFormat): string {
  const { id: conferenceId, joinUrl, hostUrl, note } = conference;
  const { conferenceKey, dialIn } = conference.scheduled.options;
  return composeInvitation(format, {
    conferenceId,
    joinUrl,
    hostUrl,
    conferenceKey,
    dialIn,
    organizer,
    note,
  });
}

/** Takes the invitation out of body and location; what is not there is no failure. */
export async function takeOutInvitation(appointment: Appointment, memory: AppointmentMemory): Promise<void> {
  await againIfTyped(() => takeOutOfBody(appointment, memory.conferenceId));
  if (memory.location !== undefined) await appointment.removePlace(memory.location);
}

async function takeOutOfBody(appointment: Appointment, conferenceId: string | undefined): Promise<void> {
  const body = await appointment.readBody();
  if (findInvitations(body.content, body.format, conferenceId).length === 0) return;
  const content = removeInvitation(body.content, body.format, conferenceId);
  await appointment.replaceBody({ ...body, content }, body);
  const after = await appointment.readBody();
  if (findInvitations(after.content, after.format, conferenceId).length > 0) {
    throw new OutlookError("NOT_WRITTEN", "write into the body");
  }
}

/** The first write: nothing but our block travels through Outlook, so nothing else can be harmed. */
async function prepend(appointment: Appointment, before: Body, block: string): Promise<void> {
  await appointment.prependToBody({ format: before.format, content: block });
  const after = await appointment.readBody();
  if (after.content !== before.content) return;
  // Some hosts take a prepend and do nothing.
  const content = insertInvitation(before.content, block, before.format);
  await appointment.replaceBody({ format: before.format, content }, before);
}
