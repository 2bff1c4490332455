import type { Conference } from "../contract/conference";
import { findInvitations } from "../invitation/splice";
import type { Appointment } from "../outlook/appointment";
import { RelayFailure } from "../relay/ask";
import type { RelayClient } from "../relay/client";

interface RecoveryOptions {
  appointment: Appointment;
  relay: RelayClient;
  /** What stands for the item; null or "": not known. */
  mark: string | null;
}

/**
 * Finds the conference of an appointment that remembers none: properties can vanish, and are not there on shared calendars.
 * By the item's mark, else by the invitation in the text. null: there is none. Throws OutlookError, and RelayFailure where
 * an invitation stands in the text and the relay cannot be asked.
 */
export async function recover({ appointment, relay, mark }: RecoveryOptions): Promise<Conference | null> {
  const conferenceId = await findInBody(appointment);
  const byMark = !mark ? null : await orNull(relay.findByMark(mark), conferenceId === null);
  if (byMark ?? conferenceId === null) return byMark;
  return orNull(relay.get(conferenceId), false);
}

async function findInBody(appointment: Appointment): Promise<string | null> {
  const { content, format } = await appointment.readBody();
  const ids = findInvitations(content, format).flatMap(({ isWhole, conferenceId }) =>
    isWhole && conferenceId !== null ? [conferenceId] : [],
  );
  return new Set(ids).size === 1 ? (ids[0] ?? null) : null;
}

/** null where there is none. `isGuess`: nor where the relay cannot be asked, since most appointments have none. */
async function orNull(asked: Promise<Conference>, isGuess: boolean): Promise<Conference | null> {
  try {
    return await asked;
  } catch (failure) {
    if (!(failure instanceof RelayFailure)) throw failure;
    if (isGuess || failure.code === "NOT_FOUND" || failure.code === "CONFERENCE_UNKNOWN") return null;
    throw failure;
  }
}
