/** Writes a conference into its appointment: properties, text and location, and the relay's claim. */
import type { Conference } from "../../relay/dates";
import { readParts } from "../../invitation/parts";
import { findInvitations, isReplaceable } from "../../invitation/edit";
import {
  OutlookError,
  type Appointment,
  type ItemProperties,
  type BodyFormat,
} from "../../outlook/appointment/appointment";
import {
  blockOf,
  inspectInvitation,
  removeInvitationText,
  writeInvitation,
  undoWrite,
  type LastWrite,
  type WriteNote,
} from "./invitationText";
import { claimHere, claimWriting, confirmWritten, type ClaimOptions } from "./claims";
import { ConferenceError, guard } from "../failure";
import type { InvitationInText } from "../useCases/results";
import { readPropertiesIfPossible, savePropertiesIfPossible } from "./itemProperties";
import { scheduledSnapshotOf } from "../model/scheduledSnapshot";

export interface WritingOptions extends ClaimOptions {
  appointment: Appointment;
  conference: Conference;
  organizerName: string;
  /** How many days the one conference of a series may last. */
  seriesDays: number;
}

interface FirstWritingOptions extends WritingOptions {
  /** The conference whose invitation is replaced, if the properties do not name it; null: none. */
  previousConferenceId: string | null;
}

/**
 * Writes the conference's ID first, so that an interrupted write is found again, then invitation and location. The relay gets
 * a claim before and after. Throws ConferenceError.
 */
export async function writeConference(options: FirstWritingOptions): Promise<Written> {
  const { conference, confirmed } = options;
  // Nobody has the link of a conference that was never claimed.
  const isNew = conference.claim === "none" && !confirmed.has(conference.id);
  try {
    return await guard("notWritten", () => writeAll(options), conference);
  } catch (failure) {
    if (!(failure instanceof ConferenceError)) throw failure;
    const { code, details, cause } = failure;
    const text = await readText(options).catch(() => null);
    const isOld = text?.invitation === "old";
    const standing = text?.invitation === "current" ? "halfWritten" : isOld ? "notRewritten" : "notWritten";
    const isUnsent = isNew && text?.invitation === "none";
    throw new ConferenceError(
      code,
      standing,
      { ...details, isUnsent, lacksKey: isOld && !text.hasKey },
      { cause },
    );
  }
}

interface Written {
  notes: WriteNote[];
  lastWrite: LastWrite | null;
}

async function writeAll(options: FirstWritingOptions): Promise<Written> {
  const { appointment, conference, organizerName, previousConferenceId } = options;
  const [stored] = await Promise.all([
    readPropertiesIfPossible(appointment),
    claimWriting(conference, options),
  ]);
  appointment.saveSession({ conferenceId: conference.id });
  // The ID of a replaced conference stays until the new invitation is written: the old one is found by it.
  if (stored.conferenceId === undefined) {
    await savePropertiesIfPossible(appointment, { ...stored, conferenceId: conference.id });
  }
  const properties = {
    ...(previousConferenceId !== null && { conferenceId: previousConferenceId }),
    ...stored,
  };
  const written = await writeInvitation({ appointment, conference, organizerName, properties });
  const { notes, location, ownedLines, lastWrite } = written;
  void confirmWritten(conference, options);
  await saveWritten(options, { ...properties, ...(location !== undefined && { location }) }, ownedLines);
  return { notes, lastWrite };
}

export { confirmWritten } from "./claims";

/** A conference's invitation in the appointment, with the properties that were read with it. */
export interface Inspection {
  /** "outdated": it is that of an earlier version. Manual edits of the current version are kept and count as "current". */
  state: "missing" | "current" | "outdated";
  properties: ItemProperties;
  /** The lines of an unedited invitation, to save with it. */
  ownedLines: string | undefined;
}

/** Compares the text with the conference; changes nothing. Throws OutlookError and InvitationError. */
export async function inspectConference(
  options: Pick<WritingOptions, "appointment" | "conference" | "organizerName">,
): Promise<Inspection> {
  const { appointment, conference } = options;
  const properties = await readPropertiesIfPossible(appointment);
  const { state: textState, ownedLines = properties.ownedLines } = await inspectInvitation({
    ...options,
    properties,
  });
  const isEdited = textState === "outdated" && isOfVersion(conference, properties);
  return { state: isEdited ? "current" : textState, properties, ownedLines };
}

function isOfVersion({ id, version }: Conference, properties: ItemProperties): boolean {
  return properties.conferenceId === id && properties.version === String(version);
}

/** The parts of a conference's invitation that the text has. Throws OutlookError and InvitationError. */
export async function readText(
  options: Pick<WritingOptions, "appointment" | "conference" | "organizerName">,
): Promise<InvitationInText> {
  const { appointment, conference } = options;
  const { id: conferenceId, hostUrl } = conference;
  const { conferenceKey } = conference.scheduled.options;
  const [properties, { content, format }] = await Promise.all([
    readPropertiesIfPossible(appointment),
    appointment.readBody(),
  ]);
  // The invitation of a replaced conference does not count.
  if (!findInvitations(content, format, conferenceId)[0]?.isWhole) {
    return { invitation: "none", hasKey: false, hasHostLink: false };
  }
  const { hasKey, hasHostLink } = readParts(content, format, { conferenceId, conferenceKey, hostUrl });
  const { state } = await inspectInvitation({ ...options, properties });
  const lacksKey = conferenceKey !== null && !hasKey;
  // Manual edits of the current version are kept.
  const isOld = !isOfVersion(conference, properties) && (state === "outdated" || lacksKey);
  return {
    invitation: isOld ? "old" : "current",
    hasKey: !lacksKey,
    hasHostLink,
  };
}

/** Makes a conference this item's, as the user decided. Throws OutlookError and InvitationError. */
export async function claimForItem(options: WritingOptions): Promise<Inspection["state"]> {
  const { appointment, conference, itemHash } = options;
  const properties = await readPropertiesIfPossible(appointment);
  const next = properties.conferenceId === conference.id ? { ...properties } : {};
  delete next.itemHash;
  delete next.openedItemHash;
  appointment.saveSession({ conferenceId: conference.id });
  await savePropertiesIfPossible(appointment, {
    ...next,
    conferenceId: conference.id,
    ...(itemHash !== null && { itemHash }),
  });
  await claimHere(conference, options);
  const { state, properties: stored, ownedLines } = await inspectConference(options);
  if (state !== "missing") void confirmWritten(conference, options);
  if (state === "current") await saveWritten(options, stored, ownedLines);
  return state;
}

/** Saves that the text only quotes these conferences. Throws OutlookError. */
export async function saveQuoted(
  appointment: Appointment,
  conferences: readonly Conference[],
): Promise<void> {
  const stored = await readPropertiesIfPossible(appointment);
  const { quotedConferenceIds, idempotencyKey, conferenceId } = stored;
  const ids = new Set([...(quotedConferenceIds?.split(" ") ?? []), ...conferences.map(({ id }) => id)]);
  appointment.saveSession({ conferenceId: null });
  await savePropertiesIfPossible(appointment, {
    // The key of another item's conference is that item's.
    ...(idempotencyKey !== undefined && conferenceId === undefined && { idempotencyKey }),
    quotedConferenceIds: [...ids].join(" "),
  });
}

/** Whether a conference's invitation can be replaced: it is in the text once, and not in quoted mail. */
export async function canReplace(appointment: Appointment, conferenceId: string): Promise<boolean> {
  const { content, format } = await appointment.readBody();
  return isReplaceable(content, format, conferenceId);
}

/** Saves what was written; no request is under way any more. */
export async function saveWritten(
  { appointment, conference, itemHash, seriesDays }: WritingOptions,
  properties: ItemProperties,
  ownedLines: string | undefined,
): Promise<void> {
  const { idempotencyKey, location } = properties;
  const scheduledSnapshot = scheduledSnapshotOf(conference.scheduled, seriesDays);
  appointment.saveSession({ conferenceId: conference.id, scheduledSnapshot });
  const next: ItemProperties = {
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    conferenceId: conference.id,
    ...(location !== undefined && { location }),
    version: String(conference.version),
    ...(itemHash !== null && { itemHash }),
    scheduledSnapshot,
    ...(ownedLines !== undefined && { ownedLines }),
  };
  if (JSON.stringify(next) === JSON.stringify(properties)) return;
  try {
    await appointment.saveProperties(next);
  } catch (failure) {
    // The text is written all the same; it is inspected again when the appointment is next opened.
    if (!(failure instanceof OutlookError)) throw failure;
  }
}

/** Restores text and location as they were before a write; the conference stays. Throws OutlookError. */
export async function undoWriting(appointment: Appointment, lastWrite: LastWrite): Promise<void> {
  await undoWrite(appointment, lastWrite);
  const { location, ownedLines } = lastWrite;
  const { ownedLines: newer, ...properties } = await readPropertiesIfPossible(appointment);
  if (ownedLines !== undefined) Object.assign(properties, { ownedLines });
  if (location?.earlier !== undefined) Object.assign(properties, { location: location.earlier });
  else if (location) delete properties.location;
  if (location || newer !== ownedLines) await savePropertiesIfPossible(appointment, properties);
}

/** Whether the appointment's text holds the invitation of a conference. */
export async function holdsInvitation(appointment: Appointment, conferenceId: string): Promise<boolean> {
  const { content, format } = await appointment.readBody();
  return findInvitations(content, format, conferenceId).length > 0;
}

interface RemoveOptions {
  appointment: Appointment;
  organizerName: string;
  /** null: not known; the properties name it. */
  conference: Conference | null;
  /** The conference whose invitation was last found in the text; null: none. */
  previousConferenceId: string | null;
}

/** Removes a conference's invitation and properties. Throws ConferenceError. */
export async function removeFromAppointment(options: RemoveOptions): Promise<WriteNote[]> {
  const { appointment, conference, previousConferenceId } = options;
  try {
    return await guard("notTakenOut", () => removeAll(options));
  } catch (failure) {
    const conferenceId = conference?.id ?? previousConferenceId;
    if (!(failure instanceof ConferenceError) || conferenceId === null) throw failure;
    const isThere = await holdsInvitation(appointment, conferenceId).catch(() => true);
    if (isThere) throw failure;
    const { code, details, cause } = failure;
    throw new ConferenceError(code, "halfTakenOut", details, { cause });
  }
}

async function removeAll(options: RemoveOptions): Promise<WriteNote[]> {
  const { appointment, organizerName, conference, previousConferenceId } = options;
  const properties = await readPropertiesIfPossible(appointment);
  const conferenceId = properties.conferenceId ?? conference?.id ?? previousConferenceId;
  const composed = (format: BodyFormat) => (conference ? blockOf(conference, organizerName, format) : "");
  const notes =
    conferenceId === null
      ? []
      : await removeInvitationText({ appointment, conferenceId, properties, composed });
  appointment.saveSession({ conferenceId: null });
  await savePropertiesIfPossible(appointment, {});
  return notes;
}
