/** Decides whose conference a copied or quoted invitation is: a separate one, this one, or none of them. */
import type { ConferenceOptions } from "../../contract/conference";
import type { Conference } from "../../relay/dates";
import type { Appointment } from "../../outlook/appointment/appointment";
import { guard } from "../failure";
import type { Done } from "./results";
import { pendingCopy } from "../writing/itemHash";
import { readPropertiesIfPossible, savePropertiesIfPossible } from "../writing/itemProperties";
import { claimForItem, saveQuoted } from "../writing/writeConference";
import { writingOptionsOf, type UseCaseContext } from "./context";
import { scheduleConference } from "./schedule";
import { writeChange } from "./write";

interface SeparateOptions {
  context: UseCaseContext;
  options: ConferenceOptions;
}

export async function separateConference({ context, options }: SeparateOptions): Promise<Done> {
  const { appointment, previousConferenceId } = context;
  await guard("nothingDone", () => preparePendingCopy(appointment, previousConferenceId));
  return scheduleConference({ context, options, previousConferenceId });
}

/**
 * Marks the appointment as one for which a separate conference is scheduled. The previous conference's ID stays until the new
 * invitation is written, so that the old one is found. Throws OutlookError.
 */
async function preparePendingCopy(
  appointment: Appointment,
  previousConferenceId: string | null,
): Promise<void> {
  const stored = await readPropertiesIfPossible(appointment);
  const { conferenceId = previousConferenceId, location, ownedLines } = stored;
  await savePropertiesIfPossible(appointment, {
    ...(conferenceId !== null && { conferenceId }),
    ...(location !== undefined && { location }),
    ...(ownedLines !== undefined && { ownedLines }),
    itemHash: pendingCopy,
  });
}

interface ShareOptions {
  context: UseCaseContext;
  conference: Conference;
}

export async function shareConference({
  context,
  conference,
}: ShareOptions): Promise<Done & { isWritten: boolean }> {
  const share = async () => {
    const state = await claimForItem(await writingOptionsOf(context, conference));
    context.previousConferenceId = conference.id;
    if (state !== "outdated") return { conference, notes: [], isWritten: state === "current" };
    return { ...(await writeChange({ context, conference, change: null })), isWritten: true };
  };
  return guard("nothingDone", share, conference);
}

interface LeaveOptions {
  context: UseCaseContext;
  conferences: readonly Conference[];
}

export async function leaveConferences({ context, conferences }: LeaveOptions): Promise<null> {
  await saveQuoted(context.appointment, conferences);
  return (context.previousConferenceId = null);
}
