import type { Conference } from "../../contract/conference";
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
import type { InvitationInText } from "../useCases";
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
  /** The ID of the conference whose invitation goes, where the appointment does not remember it; null: none. */
  previousConferenceId: string | null;
}

/**
 * Writes a conference into the appointment: first its ID, so that what fails later can be found again, then invitation and
 * location. The relay is told before and afterwards. Throws OutlookError and InvitationError.
 */
export async function writeConference(options: FirstWritingOptions): Promise<Written> {
  const { conference, confirmed } = options;
  // Somebody who has the link may be waiting for it to work.
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
  const { appointment, conference, organizerName, previousConferenceId: replaces } = options;
  const [remembered] = await Promise.all([
    readPropertiesIfPossible(appointment),
    claimWriting(conference, options),
  ]);
  appointment.saveSession({ conferenceId: conference.id });
  // One whose invitation is replaced is remembered until that is done: by it the invitation is found, and by the key this one.
  if (remembered.conferenceId === undefined) {
    await savePropertiesIfPossible(appointment, { ...remembered, conferenceId: conference.id });
  }
  const properties = { ...(replaces !== null && { conferenceId: replaces }), ...remembered };
  const { notes, location, lines, lastWrite } = await writeInvitation({
    ...{ appointment, conference, organizerName, properties },
  });
  void confirmWritten(conference, options);
  await rememberWritten(options, { ...properties, ...(location !== undefined && { location }) }, lines);
  return { notes, lastWrite };
}

export { confirmWritten } from "./claims";

/**
 * How a conference stands in the appointment's text; "outdated" only where the text is of another version: what somebody
 * changed by hand is theirs. Throws OutlookError and InvitationError.
 */
export async function inspectConference(
  options: WritingOptions,
): Promise<"missing" | "standing" | "outdated"> {
  const { appointment, conference, organizerName } = options;
  const properties = await readPropertiesIfPossible(appointment);
  const { state, lines = properties.ownedLines } = await inspectInvitation({
    ...{ appointment, conference, organizerName, properties },
  });
  if (state === "missing") return state;
  void confirmWritten(conference, options);
  const isOfThisVersion =
    properties.conferenceId === conference.id && properties.version === String(conference.version);
  if (state === "outdated" && !isOfThisVersion) return state;
  await rememberWritten(options, properties, lines);
  return "standing";
}

/** What the appointment's text has of a conference. Throws OutlookError and InvitationError. */
export async function readText(
  options: Pick<WritingOptions, "appointment" | "conference" | "organizerName">,
): Promise<InvitationInText> {
  const { appointment, conference } = options;
  const { id: conferenceId, hostUrl, version } = conference;
  const { conferenceKey } = conference.scheduled.options;
  const [properties, { content, format }] = await Promise.all([
    readPropertiesIfPossible(appointment),
    appointment.readBody(),
  ]);
  // Of a conference in whose place this one is, nothing counts.
  if (!findInvitations(content, format, conferenceId)[0]?.isWhole) {
    return { invitation: "none", hasKey: false, hasHostLink: false };
  }
  const { hasKey, hasHostLink } = readParts(content, format, { conferenceId, conferenceKey, hostUrl });
  const { state } = await inspectInvitation({ ...options, properties });
  const lacksKey = conferenceKey !== null && !hasKey;
  // What somebody has changed by hand since it was written is theirs.
  const isOfThisVersion = properties.conferenceId === conferenceId && properties.version === String(version);
  const isOld = !isOfThisVersion && (state === "outdated" || lacksKey);
  return {
    invitation: isOld ? "old" : "current",
    hasKey: !lacksKey,
    hasHostLink,
  };
}

/** Makes a conference this item's, as the user said. Throws OutlookError and InvitationError. */
export async function claimForItem(options: WritingOptions): Promise<"missing" | "standing" | "outdated"> {
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
  return inspectConference(options);
}

/** Remembers that the text only quotes some conferences. Throws OutlookError. */
export async function rememberQuoted(
  appointment: Appointment,
  conferences: readonly Conference[],
): Promise<null> {
  const {
    quotedConferenceIds: quoted,
    idempotencyKey: key,
    conferenceId,
  } = await readPropertiesIfPossible(appointment);
  const ids = new Set([...(quoted?.split(" ") ?? []), ...conferences.map(({ id }) => id)]);
  appointment.saveSession({ conferenceId: null });
  await savePropertiesIfPossible(appointment, {
    // The key of a conference that is left is its own item's.
    ...(key !== undefined && conferenceId === undefined && { idempotencyKey: key }),
    quotedConferenceIds: [...ids].join(" "),
  });
  return null;
}

/** Whether a conference's invitation can give its place to another one's: it stands there once, and in no quoted mail. */
export async function canReplace(appointment: Appointment, conferenceId: string): Promise<boolean> {
  const { content, format } = await appointment.readBody();
  return isReplaceable(content, format, conferenceId);
}

/** Remembers that nothing is under way any more. */
export async function rememberWritten(
  { appointment, conference, itemHash, seriesDays }: WritingOptions,
  properties: ItemProperties,
  lines: string | undefined,
): Promise<void> {
  const { idempotencyKey: key, location } = properties;
  const scheduledSnapshot = scheduledSnapshotOf(conference.scheduled, seriesDays);
  appointment.saveSession({ conferenceId: conference.id, scheduledSnapshot });
  const next: ItemProperties = {
    ...(key !== undefined && { idempotencyKey: key }),
    conferenceId: conference.id,
    ...(location !== undefined && { location }),
    version: String(conference.version),
    ...(itemHash !== null && { itemHash }),
    scheduledSnapshot,
    ...(lines !== undefined && { ownedLines: lines }),
  };
  if (JSON.stringify(next) === JSON.stringify(properties)) return;
  try {
    await appointment.saveProperties(next);
  } catch (failure) {
    // What stands in the text stands there; it is looked at again when the appointment is next opened.
    if (!(failure instanceof OutlookError)) throw failure;
  }
}

/** Puts text and location back as they were before a write; the conference stays. Throws OutlookError. */
export async function undoWriting(appointment: Appointment, lastWrite: LastWrite): Promise<void> {
  await undoWrite(appointment, lastWrite);
  const { place, lines } = lastWrite;
  const { ownedLines: newer, ...properties } = await readPropertiesIfPossible(appointment);
  if (lines !== undefined) Object.assign(properties, { lines });
  if (place?.earlier !== undefined) Object.assign(properties, { location: place.earlier });
  else if (place) delete properties.location;
  if (place || newer !== lines) await savePropertiesIfPossible(appointment, properties);
}

/** Whether the appointment's text holds the invitation of a conference. */
export async function holdsInvitation(appointment: Appointment, conferenceId: string): Promise<boolean> {
  const { content, format } = await appointment.readBody();
  return findInvitations(content, format, conferenceId).length > 0;
}

interface RemoveOptions {
  appointment: Appointment;
  organizerName: string;
  /** The conference, as far as it is known; null: what the appointment remembers must do. */
  conference: Conference | null;
  /** The ID of the conference whose invitation the text was seen to hold, where nothing is remembered; null: not known. */
  held: string | null;
}

/** Takes a conference out of the appointment, and forgets it. Throws ConferenceError. */
export async function removeFromAppointment(options: RemoveOptions): Promise<WriteNote[]> {
  const { appointment, conference, held } = options;
  try {
    return await guard("notTakenOut", () => takeOutAll(options));
  } catch (failure) {
    const conferenceId = conference?.id ?? held;
    if (!(failure instanceof ConferenceError) || conferenceId === null) throw failure;
    const isThere = await holdsInvitation(appointment, conferenceId).catch(() => true);
    if (isThere) throw failure;
    const { code, details, cause } = failure;
    throw new ConferenceError(code, "halfTakenOut", details, { cause });
  }
}

async function takeOutAll(options: RemoveOptions): Promise<WriteNote[]> {
  const { appointment, organizerName, conference, held } = options;
  const properties = await readPropertiesIfPossible(appointment);
  const conferenceId = properties.conferenceId ?? conference?.id ?? held;
  const composed = (format: BodyFormat) => (conference ? blockOf(conference, organizerName, format) : "");
  const notes =
    conferenceId === null
      ? []
      : await removeInvitationText({ ...{ appointment, conferenceId, properties, composed } });
  appointment.saveSession({ conferenceId: null });
  await savePropertiesIfPossible(appointment, {});
  return notes;
}
