import type { Conference } from "../contract/conference";
import { findInvitations } from "../invitation/splice";
import { OutlookError, type Appointment, type AppointmentMemory } from "../outlook/appointment";
import {
  inspectInvitation,
  takeOutInvitation,
  writeInvitation,
  type WriteNote,
  type WrittenBody,
} from "./appointmentText";
import { claimWriting, confirmWritten, type ClaimOptions } from "./claims";
import { isForgetful, readOrNothing } from "./memory";
import { stampOf } from "./stamp";

interface WritingOptions extends ClaimOptions {
  appointment: Appointment;
  conference: Conference;
  organizerName: string;
  /** How many days the one conference of a series may last. */
  seriesDays: number;
}

/**
 * Writes a conference into the appointment: first its ID, so that what fails later can be found again, then invitation and
 * location. The relay is told before and afterwards. Throws OutlookError and InvitationError.
 */
export async function writeConference(options: WritingOptions): Promise<{
  notes: WriteNote[];
  body: WrittenBody | null;
}> {
  const { appointment, conference, organizerName } = options;
  const [memory] = await Promise.all([readOrNothing(appointment), claimWriting(conference, options)]);
  const conferenceId = conference.id;
  if (memory.conferenceId !== conferenceId) await saveIfPossible(appointment, { ...memory, conferenceId });
  const { notes, location, body } = await writeInvitation({ appointment, conference, organizerName, memory });
  void confirmWritten(conference, options);
  await settle(options, memory, location);
  return { notes, body };
}

/**
 * How a conference stands in the appointment's text; "outdated" only where the text is of another version: what somebody
 * changed by hand is theirs. Throws OutlookError and InvitationError.
 */
export async function inspectConference(
  options: WritingOptions,
): Promise<"missing" | "standing" | "outdated"> {
  const { appointment, conference, organizerName } = options;
  const memory = await readOrNothing(appointment);
  const found = await inspectInvitation({ appointment, conference, organizerName, memory });
  if (found === "missing") return found;
  void confirmWritten(conference, options);
  const isOfThisVersion =
    memory.conferenceId === conference.id && memory.version === String(conference.version);
  if (found === "outdated" && !isOfThisVersion) return found;
  await settle(options, memory, memory.location);
  return "standing";
}

/** An item that can remember nothing is found again by its mark, and by the invitation in its text. */
async function saveIfPossible(appointment: Appointment, memory: AppointmentMemory): Promise<void> {
  try {
    await appointment.saveMemory(memory);
  } catch (failure) {
    if (!isForgetful(failure)) throw failure;
  }
}

/** Remembers that nothing is under way any more. */
async function settle(
  { appointment, conference, mark, seriesDays }: WritingOptions,
  memory: AppointmentMemory,
  location = memory.location,
): Promise<void> {
  const next: AppointmentMemory = {
    ...(memory.key !== undefined && { key: memory.key }),
    conferenceId: conference.id,
    ...(location !== undefined && { location }),
    version: String(conference.version),
    ...(mark !== null && { mark }),
    stamp: stampOf(conference.scheduled, seriesDays),
  };
  if (JSON.stringify(next) === JSON.stringify(memory)) return;
  try {
    await appointment.saveMemory(next);
  } catch (failure) {
    // What stands in the text stands there; it is looked at again when the appointment is next opened.
    if (!(failure instanceof OutlookError)) throw failure;
  }
}

export { undoWrite } from "./appointmentText";

/** Whether the appointment's text holds the invitation of a conference. */
export async function holdsInvitation(appointment: Appointment, conferenceId: string): Promise<boolean> {
  const { content, format } = await appointment.readBody();
  return findInvitations(content, format, conferenceId).length > 0;
}

/** Takes a conference out of the appointment, and forgets it. Throws OutlookError and InvitationError. */
export async function takeOutConference(appointment: Appointment): Promise<void> {
  const memory = await readOrNothing(appointment);
  await takeOutInvitation(appointment, memory);
  await saveIfPossible(appointment, {});
}
