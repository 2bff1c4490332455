import type { Conference } from "../../contract/conference";
import { composeInvitation } from "../../invitation/compose";
import { wording } from "../../invitation/wording";
import { isVisiblyShorter, isVisiblyContained, isVisiblySame } from "../../invitation/visibleDiff";
import {
  findInvitations,
  insertInvitation,
  keepOneInvitation,
  readBack,
  removeInvitation,
  replaceInvitation,
  takesUnknown,
} from "../../invitation/edit";
import {
  OutlookError,
  type Appointment,
  type ItemProperties,
  type Body,
  type BodyFormat,
} from "../../outlook/appointment/appointment";

/** Notes on a write that succeeded. */
export type WriteNote =
  /** The location had no room left, or could not be written. */
  | "LOCATION_NOT_SET"
  /** Outlook made something else of the location than it was asked to. */
  | "LOCATION_CHANGED"
  /** Outlook changed other text of the body while it wrote ours. */
  | "OTHER_TEXT_CHANGED"
  /** Outlook lost other text of the body while it wrote ours, and did so again when it was given it once more. */
  | "OTHER_TEXT_LOST"
  /** A line went with the old invitation of which nobody remembers whether it was ours. */
  | "UNKNOWN_TEXT_GONE";

interface WriteOptions {
  appointment: Appointment;
  conference: Conference;
  organizerName: string;
  memory: ItemProperties;
}

/** What a write has changed, to undo it. */
export interface LastWrite {
  before: Body;
  after: Body;
  /** Whether there was no invitation before. */
  isFirst: boolean;
  /** Ours in the location, and what stood there before; null: it was not changed. */
  place: { ours: string; earlier: string | undefined } | null;
  /** What was remembered of the lines of the invitation that stood there before. */
  lines: string | undefined;
}

interface Written {
  notes: WriteNote[];
  /** What of the location is ours now. */
  location: string | undefined;
  /** What to remember of the invitation's lines. */
  lines: string | undefined;
  /** null: the body did not have to be written, or cannot be put back without taking somebody's new words away. */
  lastWrite: LastWrite | null;
}

/** What we add to the location. */
function placeOf(conferenceId: string): string {
  return `${wording.title} ${conferenceId}`;
}

/**
 * Writes the invitation into body and location, or brings the one that is there up to date.
 * Reads back what was written. Throws OutlookError and InvitationError.
 */
export async function writeInvitation(options: WriteOptions): Promise<Written> {
  const { appointment, conference, memory } = options;
  const { notes, body, lines, isFirst } = await againIfTyped(() => writeBody(options));
  const ours = placeOf(conference.id);
  const earlier = memory.location ?? (memory.conferenceId && placeOf(memory.conferenceId));
  const outcome = await appointment.addLocation(ours, earlier);
  const isAdded = outcome !== "refused";
  if (outcome !== "done") notes.push(isAdded ? "LOCATION_CHANGED" : "LOCATION_NOT_SET");
  const isNew = memory.location === undefined ? isFirst : memory.location !== ours;
  const place = isAdded && isNew ? { ours, earlier: memory.location } : null;
  const lastWrite = body && { ...body, isFirst, place, lines: memory.lines };
  return { notes, location: isAdded ? ours : undefined, lines, lastWrite };
}

interface WrittenBody {
  notes: WriteNote[];
  /** Whether there was no invitation before. */
  isFirst: boolean;
  lines: string | undefined;
  body: { before: Body; after: Body } | null;
}

async function writeBody(options: WriteOptions): Promise<WrittenBody> {
  const { appointment, conference, organizerName, memory } = options;
  const before = await appointment.readBody();
  const { format } = before;
  const block = blockOf(conference, organizerName, format);
  const { ownId, found: own } = findOwn(before, conference, memory);
  const isThere = own.length > 0;
  let after: Body;
  if (isThere) {
    const content = replaceInvitation(before.content, block, format, ownId, memory.lines);
    // Each write is a risk for what others wrote: none where a reader would see no difference.
    if (isVisiblySame(content, before.content, format)) {
      const { lines } = readBack(before.content, block, format, ownId);
      return { notes: [], isFirst: false, lines, body: null };
    }
    after = await replace(appointment, before, content);
  } else after = await prepend(appointment, before, block);

  let found = findInvitations(after.content, after.format, conference.id);
  if (!isThere && found.length > 1) {
    // There was none a moment ago: the pane and the ribbon command have written at the same time.
    const content = keepOneInvitation(after.content, block, after.format, conference.id);
    after = await replace(appointment, after, content);
    found = findInvitations(after.content, after.format, conference.id);
  }
  if (found.length === 0) throw new OutlookError("NOT_WRITTEN", "write into the body");
  const rest = isThere
    ? removeInvitation(before.content, format, ownId, memory.lines, block)
    : before.content;
  const { rest: restAfter, lines } = readBack(after.content, block, after.format, conference.id);
  const isGuess = isThere && takesUnknown(before.content, block, format, ownId, memory.lines);
  return {
    notes: [...compare(restAfter, rest, after.format), ...(isGuess ? unknownGone : [])],
    isFirst: !isThere,
    lines,
    // Words that came in between were typed: taking the write back would take them away.
    body: isVisiblyContained(restAfter, rest, after.format) ? { before, after } : null,
  };
}

const unknownGone: WriteNote[] = ["UNKNOWN_TEXT_GONE"];

/** What became of text that was to stay as it is. */
function compare(after: string, before: string, format: BodyFormat): WriteNote[] {
  if (after === before) return [];
  return [isVisiblyShorter(after, before, format) ? "OTHER_TEXT_LOST" : "OTHER_TEXT_CHANGED"];
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

/** Puts body and location back as they were before a write. Throws OutlookError BODY_CHANGED where the body was changed since. */
export async function undoWrite(
  appointment: Appointment,
  { before, after, place }: LastWrite,
): Promise<void> {
  await appointment.replaceBody(before, after);
  if (!place) return;
  await appointment.removeLocation(place.ours);
  if (place.earlier !== undefined) await appointment.addLocation(place.earlier, undefined);
}

/**
 * Whether the body holds the invitation, and whether writing it now would change what a reader sees. `lines`: what to
 * remember of it, where all of it is ours.
 */
export async function inspectInvitation(
  options: WriteOptions,
): Promise<{ state: "missing" | "current" | "outdated"; lines?: string | undefined }> {
  const { appointment, conference, organizerName, memory } = options;
  const body = await appointment.readBody();
  const { content, format } = body;
  const { ownId, found } = findOwn(body, conference, memory);
  // What is left of one is none; writing it tells what is the matter.
  if (!found[0]?.isWhole) return { state: "missing" };
  // Which of several is meant, only the user can tell, and need not before something changes.
  if (found.length > 1) return { state: "current" };
  const block = blockOf(conference, organizerName, format);
  const written = replaceInvitation(content, block, format, ownId, memory.lines);
  if (!isVisiblySame(content, written, format)) return { state: "outdated" };
  return { state: "current", lines: readBack(content, block, format, ownId).lines };
}

/** The invitations of a conference; where there are none, of the one that it takes the place of. */
function findOwn({ content, format }: Body, conference: Conference, memory: ItemProperties) {
  const all = [conference.id, memory.conferenceId ?? conference.id].map((ownId) => ({
    ownId,
    found: findWritten(content, format, ownId, memory),
  }));
  const isWhole = all.find(({ found }) => found[0]?.isWhole);
  return isWhole ?? all.find(({ found }) => found.length > 0) ?? { ownId: conference.id, found: [] };
}

/** The invitations of a conference. Where none was written yet, half a one that names no conference is somebody's quotation. */
function findWritten(content: string, format: BodyFormat, ownId: string, { version }: ItemProperties) {
  const found = findInvitations(content, format, ownId);
  return version === undefined ? found.filter(({ isNamed }) => isNamed) : found;
}

/** The invitation to a conference. */
export function blockOf(conference: Conference, organizer: string, format: BodyFormat): string {
  const { id: conferenceId, joinUrl, hostUrl, note, oneTap } = conference;
  const { conferenceKey, dialIn } = conference.scheduled.options;
  return composeInvitation(format, {
    conferenceId,
    joinUrl,
    hostUrl,
    conferenceKey,
    dialIn,
    oneTap,
    organizer,
    note,
  });
}

interface RemoveInvitationOptions {
  appointment: Appointment;
  conferenceId: string;
  memory: ItemProperties;
  /** The invitation in a format, as far as it is known; else "". */
  composed: (format: BodyFormat) => string;
}

/** Takes an invitation out of body and location; what is not there is no failure. Throws OutlookError and InvitationError. */
export async function removeInvitationText(options: RemoveInvitationOptions): Promise<WriteNote[]> {
  const { appointment, conferenceId, memory } = options;
  const notes = await againIfTyped(() => takeOutOfBody(options));
  const place = memory.location ?? placeOf(conferenceId);
  return (await appointment.removeLocation(place)) ? notes : [...notes, "LOCATION_CHANGED"];
}

async function takeOutOfBody(options: RemoveInvitationOptions): Promise<WriteNote[]> {
  const { appointment, conferenceId, memory, composed } = options;
  const body = await appointment.readBody();
  const { format } = body;
  if (findWritten(body.content, format, conferenceId, memory).length === 0) return [];
  const block = composed(format);
  const content = removeInvitation(body.content, format, conferenceId, memory.lines, block);
  const isGuess = takesUnknown(body.content, block, format, conferenceId, memory.lines);
  const after = await replace(appointment, body, content);
  if (findInvitations(after.content, after.format, conferenceId).some(({ isWhole }) => isWhole)) {
    throw new OutlookError("NOT_WRITTEN", "write into the body");
  }
  return [...compare(after.content, content, after.format), ...(isGuess ? unknownGone : [])];
}

/** Answers what stands there afterwards. What Outlook loses of a body, it is given once more (docs/outlook-quirks.md, 5). */
async function replace(appointment: Appointment, before: Body, content: string): Promise<Body> {
  const wanted = { ...before, content };
  await appointment.replaceBody(wanted, before);
  const after = await appointment.readBody();
  if (!isVisiblyShorter(after.content, content, before.format)) return after;
  await appointment.replaceBody(wanted, after);
  return appointment.readBody();
}

/** The first write: nothing but our block travels through Outlook, so nothing else can be harmed. */
async function prepend(appointment: Appointment, before: Body, block: string): Promise<Body> {
  await appointment.prependToBody({ format: before.format, content: block });
  const after = await appointment.readBody();
  const content = insertInvitation(before.content, block, before.format);
  // Some hosts take a prepend and do nothing, or lose other text over it.
  return isVisiblyShorter(after.content, content, after.format)
    ? replace(appointment, after, content)
    : after;
}
