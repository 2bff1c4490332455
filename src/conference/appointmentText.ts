import type { Conference } from "../contract/conference";
import { composeInvitation } from "../invitation/compose";
import { addToLocation, removeFromLocation } from "../invitation/location";
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

interface Written {
  notes: WriteNote[];
  /** What of the location is ours now. */
  location: string | undefined;
}

/**
 * Writes the invitation into body and location, or brings the one that is there up to date.
 * Reads back what was written. Throws OutlookError and InvitationError.
 */
export async function writeInvitation(options: WriteOptions): Promise<Written> {
  const { appointment, conference, organizerName, memory } = options;
  const notes: WriteNote[] = [];
  const before = await appointment.readBody();
  const block = blockOf(conference, organizerName, before.format);
  const ownId = memory.conferenceId ?? conference.id;
  const isThere = findInvitations(before.content, before.format, ownId).length > 0;
  if (isThere) await rewrite(appointment, before, block, ownId);
  else await prepend(appointment, before, block);

  let after = await appointment.readBody();
  let found = findInvitations(after.content, after.format, conference.id);
  if (!isThere && found.length > 1) {
    // There was none a moment ago: the pane and the ribbon command have written at the same time.
    const content = keepOneInvitation(after.content, block, after.format, conference.id);
    await appointment.replaceBody({ ...after, content });
    after = await appointment.readBody();
    found = findInvitations(after.content, after.format, conference.id);
  }
  if (found.length === 0) throw new OutlookError("NOT_WRITTEN", "write into the body");
  const without = (body: Body, id: string) => removeInvitation(body.content, body.format, id);
  const rest = isThere ? without(before, ownId) : before.content;
  if (without(after, conference.id) !== rest) notes.push("OTHER_TEXT_CHANGED");

  const location = await writeLocation(appointment, `${wording.title} ${conference.id}`, memory.location);
  if (location === undefined) notes.push("LOCATION_NOT_SET");
  return { notes, location };
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
  const body = await appointment.readBody();
  const found = findInvitations(body.content, body.format, memory.conferenceId);
  if (found.length > 0) {
    const content = removeInvitation(body.content, body.format, memory.conferenceId);
    await appointment.replaceBody({ ...body, content });
    const after = await appointment.readBody();
    if (findInvitations(after.content, after.format, memory.conferenceId).length > 0) {
      throw new OutlookError("NOT_WRITTEN", "write into the body");
    }
  }
  if (memory.location === undefined) return;
  const location = await appointment.readLocation();
  const rest = removeFromLocation(location, memory.location);
  if (rest !== location) await appointment.writeLocation(rest);
}

/** The first write: nothing but our block travels through Outlook, so nothing else can be harmed. */
async function prepend(appointment: Appointment, before: Body, block: string): Promise<void> {
  await appointment.prependToBody({ format: before.format, content: block });
  const after = await appointment.readBody();
  if (after.content !== before.content) return;
  // Some hosts take a prepend and do nothing.
  const content = insertInvitation(before.content, block, before.format);
  await appointment.replaceBody({ format: before.format, content });
}

async function rewrite(
  appointment: Appointment,
  before: Body,
  block: string,
  conferenceId: string,
): Promise<void> {
  const content = replaceInvitation(before.content, block, before.format, conferenceId);
  if (content !== before.content) await appointment.replaceBody({ format: before.format, content });
}

/** Adds our words to the location, replacing earlier ones; undefined when that cannot be done. */
async function writeLocation(
  appointment: Appointment,
  ours: string,
  earlier: string | undefined,
): Promise<string | undefined> {
  try {
    const location = await appointment.readLocation();
    const isThere = removeFromLocation(location, ours) !== location;
    if (isThere) return ours;
    const theirs = earlier === undefined ? location : removeFromLocation(location, earlier);
    const wanted = addToLocation(theirs, ours);
    if (wanted === null) return undefined;
    if (wanted !== location) await appointment.writeLocation(wanted);
    return ours;
  } catch (failure) {
    if (failure instanceof OutlookError) return undefined;
    throw failure;
  }
}
