/** Uses, or deletes, a conference that no appointment uses. */
import type { Appointment } from "../../outlook/appointment/appointment";
import { RelayError } from "../../relay/ask";
import { guard } from "../failure";
import type { Done, UnusedConference } from "./results";
import type { UseCaseContext } from "./context";
import { readForRequest, updateFrom } from "./update";
import { writeChange } from "./write";

interface AdoptOptions {
  context: UseCaseContext;
  unused: UnusedConference;
}

export async function adoptConference({ context, unused }: AdoptOptions): Promise<Done> {
  const { conference } = unused;
  const { options } = conference.scheduled;
  const snapshot = await readForRequest(context, options);
  await guard("nothingDone", () => saveAdopted(unused, context.appointment));
  const updated = await updateFrom(snapshot, { context, conference, options, outcome: "notWritten" });
  return writeChange({ context, conference: updated, change: null });
}

/** Throws OutlookError, and RelayError KEY_REUSED. */
async function saveAdopted({ key, conference }: UnusedConference, appointment: Appointment): Promise<void> {
  const { conferenceId, ownedLines } = await appointment.readProperties();
  // Another page may have scheduled a conference since this one was offered.
  if (conferenceId !== undefined && conferenceId !== conference.id) throw new RelayError("KEY_REUSED");
  await appointment.saveProperties({
    idempotencyKey: key,
    conferenceId: conference.id,
    ...(ownedLines !== undefined && { ownedLines }),
  });
}

export async function discardConference({ context, unused }: AdoptOptions): Promise<void> {
  context.onStep("removing");
  const remove = () => context.relay.remove(unused.conference.id);
  await guard("nothingDone", remove, undefined, "maybeDeleted");
}
