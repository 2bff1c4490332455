/** Writes, inspects and removes the invitation in text and location. */
import type { Conference } from "../../relay/dates";
import { composeInvitation } from "../../invitation/compose";
import { invitationTexts } from "../../locales/messages";
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

/** Notes for the user on a successful write. */
export type WriteNote =
  /** The location had no room left, or could not be written. */
  | "LOCATION_NOT_SET"
  /** Outlook changed the location. */
  | "LOCATION_CHANGED"
  /** Outlook changed other text of the body while it wrote ours. */
  | "OTHER_TEXT_CHANGED"
  /** Outlook lost other text of the body, again at the second write. */
  | "OTHER_TEXT_LOST"
  /** A line of the old invitation was replaced that may have been the user's. */
  | "UNKNOWN_TEXT_GONE";

interface WriteOptions {
  appointment: Appointment;
  conference: Conference;
  organizerName: string;
  properties: ItemProperties;
}

/** The changes of a write, for undo. */
export interface LastWrite {
  before: Body;
  after: Body;
  /** Whether there was no invitation before. */
  isFirst: boolean;
  /** Our words in the location, and the words they replaced; null: the location was not changed. */
  location: { ours: string; earlier: string | undefined } | null;
  /** The saved lines of the invitation that was replaced. */
  ownedLines: string | undefined;
}

interface Written {
  notes: WriteNote[];
  /** Our words in the location now. */
  location: string | undefined;
  /** The invitation's lines, to save. */
  ownedLines: string | undefined;
  /** null: the body was not written, or can't be restored without losing what the user typed since. */
  lastWrite: LastWrite | null;
}

/** Our words in the location. */
function locationOf(conferenceId: string): string {
  return `${invitationTexts.title} ${conferenceId}`;
}

/**
 * Writes the invitation into body and location, or brings the one that is there up to date.
 * Reads back what was written. Throws OutlookError and InvitationError.
 */
export async function writeInvitation(options: WriteOptions): Promise<Written> {
  const { appointment, conference, properties } = options;
  const { notes, body, ownedLines, isFirst } = await retryIfEdited(() => writeBody(options));
  const ours = locationOf(conference.id);
  const earlier = properties.location ?? (properties.conferenceId && locationOf(properties.conferenceId));
  const outcome = await appointment.addLocation(ours, earlier);
  const isAdded = outcome !== "refused";
  if (outcome !== "done") notes.push(isAdded ? "LOCATION_CHANGED" : "LOCATION_NOT_SET");
  const isNew = properties.location === undefined ? isFirst : properties.location !== ours;
  const location = isAdded && isNew ? { ours, earlier: properties.location } : null;
  const lastWrite = body && { ...body, isFirst, location, ownedLines: properties.ownedLines };
  return { notes, location: isAdded ? ours : undefined, ownedLines, lastWrite };
}

interface WrittenBody {
  notes: WriteNote[];
  /** Whether there was no invitation before. */
  isFirst: boolean;
  ownedLines: string | undefined;
  body: { before: Body; after: Body } | null;
}

async function writeBody(options: WriteOptions): Promise<WrittenBody> {
  const { appointment, conference, organizerName, properties } = options;
  const before = await appointment.readBody();
  const { format } = before;
  const block = blockOf(conference, organizerName, format);
  const { writtenId, found: own } = findOwn(before, conference, properties);
  const isThere = own.length > 0;
  let after: Body;
  if (isThere) {
    const content = replaceInvitation(before.content, block, format, writtenId, properties.ownedLines);
    // Each write risks the user's own text: skip it if nothing visible changes.
    if (isVisiblySame(content, before.content, format)) {
      const { ownedLines } = readBack(before.content, block, format, writtenId);
      return { notes: [], isFirst: false, ownedLines, body: null };
    }
    after = await replace(appointment, before, content);
  } else after = await prepend(appointment, before, block);

  let found = findInvitations(after.content, after.format, conference.id);
  if (!isThere && found.length > 1) {
    // Pane and ribbon command have written at the same time: keep one.
    const content = keepOneInvitation(after.content, block, after.format, conference.id);
    after = await replace(appointment, after, content);
    found = findInvitations(after.content, after.format, conference.id);
  }
  if (found.length === 0) throw new OutlookError("NOT_WRITTEN", "write into the body");
  const rest = isThere
    ? removeInvitation(before.content, format, writtenId, properties.ownedLines, block)
    : before.content;
  const { rest: restAfter, ownedLines } = readBack(after.content, block, after.format, conference.id);
  const isGuess = isThere && takesUnknown(before.content, block, format, writtenId, properties.ownedLines);
  return {
    notes: [...compare(restAfter, rest, after.format), ...(isGuess ? unknownGone : [])],
    isFirst: !isThere,
    ownedLines,
    // Undo would lose words that were typed in between.
    body: isVisiblyContained(restAfter, rest, after.format) ? { before, after } : null,
  };
}

const unknownGone: WriteNote[] = ["UNKNOWN_TEXT_GONE"];

/** Notes on text that Outlook should not have changed. */
function compare(after: string, before: string, format: BodyFormat): WriteNote[] {
  if (after === before) return [];
  return [isVisiblyShorter(after, before, format) ? "OTHER_TEXT_LOST" : "OTHER_TEXT_CHANGED"];
}

/** Retries once if the user typed in the meantime. */
async function retryIfEdited<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (failure) {
    if (failure instanceof OutlookError && failure.code === "BODY_CHANGED") return work();
    throw failure;
  }
}

/** Restores body and location as they were before a write. Throws OutlookError BODY_CHANGED if the body was changed since. */
export async function undoWrite(
  appointment: Appointment,
  { before, after, location }: LastWrite,
): Promise<void> {
  await appointment.replaceBody(before, after);
  if (!location) return;
  await appointment.removeLocation(location.ours);
  if (location.earlier !== undefined) await appointment.addLocation(location.earlier, undefined);
}

/**
 * Whether the body holds the invitation, and whether writing it now would change what a reader sees. `ownedLines`: to
 * save, if all lines of it are ours.
 */
export async function inspectInvitation(
  options: WriteOptions,
): Promise<{ state: "missing" | "current" | "outdated"; ownedLines?: string | undefined }> {
  const { appointment, conference, organizerName, properties } = options;
  const body = await appointment.readBody();
  const { content, format } = body;
  const { writtenId, found } = findOwn(body, conference, properties);
  // The rest of a damaged invitation counts as none: writing reports the damage.
  if (!found[0]?.isWhole) return { state: "missing" };
  // Only the user can tell which of several counts, and need not until something changes.
  if (found.length > 1) return { state: "current" };
  const block = blockOf(conference, organizerName, format);
  const written = replaceInvitation(content, block, format, writtenId, properties.ownedLines);
  if (!isVisiblySame(content, written, format)) return { state: "outdated" };
  return { state: "current", ownedLines: readBack(content, block, format, writtenId).ownedLines };
}

/** The invitations of a conference; if there are none, of the conference that it replaces. */
function findOwn({ content, format }: Body, conference: Conference, properties: ItemProperties) {
  const all = [conference.id, properties.conferenceId ?? conference.id].map((writtenId) => ({
    writtenId,
    found: findWritten(content, format, writtenId, properties),
  }));
  const isWhole = all.find(({ found }) => found[0]?.isWhole);
  return isWhole ?? all.find(({ found }) => found.length > 0) ?? { writtenId: conference.id, found: [] };
}

/** The invitations of a conference. If none was written yet, an incomplete one that names no conference is a quotation. */
function findWritten(content: string, format: BodyFormat, writtenId: string, { version }: ItemProperties) {
  const found = findInvitations(content, format, writtenId);
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
  properties: ItemProperties;
  /** The invitation in a format; "": not known. */
  composed: (format: BodyFormat) => string;
}

/** Removes an invitation from body and location, if it is there. Throws OutlookError and InvitationError. */
export async function removeInvitationText(options: RemoveInvitationOptions): Promise<WriteNote[]> {
  const { appointment, conferenceId, properties } = options;
  const notes = await retryIfEdited(() => removeFromBody(options));
  const location = properties.location ?? locationOf(conferenceId);
  return (await appointment.removeLocation(location)) ? notes : [...notes, "LOCATION_CHANGED"];
}

async function removeFromBody(options: RemoveInvitationOptions): Promise<WriteNote[]> {
  const { appointment, conferenceId, properties, composed } = options;
  const body = await appointment.readBody();
  const { format } = body;
  if (findWritten(body.content, format, conferenceId, properties).length === 0) return [];
  const block = composed(format);
  const content = removeInvitation(body.content, format, conferenceId, properties.ownedLines, block);
  const isGuess = takesUnknown(body.content, block, format, conferenceId, properties.ownedLines);
  const after = await replace(appointment, body, content);
  if (findInvitations(after.content, after.format, conferenceId).some(({ isWhole }) => isWhole)) {
    throw new OutlookError("NOT_WRITTEN", "write into the body");
  }
  return [...compare(after.content, content, after.format), ...(isGuess ? unknownGone : [])];
}

/** Returns the body as Outlook has it afterwards. Writes once more if Outlook lost text (docs/outlook-quirks.md, 5). */
async function replace(appointment: Appointment, before: Body, content: string): Promise<Body> {
  const wanted = { ...before, content };
  await appointment.replaceBody(wanted, before);
  const after = await appointment.readBody();
  if (!isVisiblyShorter(after.content, content, before.format)) return after;
  await appointment.replaceBody(wanted, after);
  return appointment.readBody();
}

/** The first write sends only our block through Outlook, so that nothing else can be damaged. */
async function prepend(appointment: Appointment, before: Body, block: string): Promise<Body> {
  await appointment.prependToBody({ format: before.format, content: block });
  const after = await appointment.readBody();
  const content = insertInvitation(before.content, block, before.format);
  // Some hosts accept a prepend and do nothing, or lose other text.
  return isVisiblyShorter(after.content, content, after.format)
    ? replace(appointment, after, content)
    : after;
}
