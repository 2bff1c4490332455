/** Deletes a conference and removes its invitation from the appointment. */
import type { Conference } from "../../relay/dates";
import { guard } from "../failure";
import type { WriteNote } from "../writing/invitationText";
import { removeFromAppointment } from "../writing/writeConference";
import type { UseCaseContext } from "./context";

interface RemoveOptions {
  context: UseCaseContext;
  conference: Conference;
}

export async function removeConference({ context, conference }: RemoveOptions): Promise<WriteNote[]> {
  await deleteConference({ context, conference });
  return removeInvitation({ context, conference });
}

/** Deletes a conference at the site; the appointment stays as it is. */
export async function deleteConference({ context, conference }: RemoveOptions): Promise<void> {
  context.onStep("removing");
  await guard("nothingDone", () => context.relay.remove(conference.id), conference, "maybeDeleted");
}

interface RemoveInvitationOptions {
  context: UseCaseContext;
  /** null: the conference is unknown; the appointment's properties name it. */
  conference: Conference | null;
}

export async function removeInvitation({
  context,
  conference,
}: RemoveInvitationOptions): Promise<WriteNote[]> {
  const { appointment, organizerName, onStep, onWritten } = context;
  onStep("writing");
  const previousConferenceId = conference?.id ?? context.previousConferenceId;
  context.previousConferenceId = previousConferenceId;
  return guard("notTakenOut", async () => {
    const notes = await removeFromAppointment({
      appointment,
      organizerName,
      conference,
      previousConferenceId,
    });
    context.lastChange = null;
    context.previousConferenceId = null;
    if (previousConferenceId !== null) onWritten(previousConferenceId);
    return notes;
  });
}
