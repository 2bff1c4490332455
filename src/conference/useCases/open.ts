/** Opens an appointment: loads it, and finishes the interrupted work of an earlier run. */
import type { Conference } from "../../relay/dates";
import { ConferenceError } from "../failure";
import type { LoadedAppointment } from "./results";
import { confirmWritten, saveWritten } from "../writing/writeConference";
import { requestTermsOf, writingOptionsOf, type UseCaseContext } from "./context";
import { loadAppointment, type LoadDecision } from "./load";
import { removeInvitation } from "./remove";
import { updateConference } from "./update";
import { writeAgain } from "./write";

export async function openAppointment(context: UseCaseContext): Promise<LoadedAppointment> {
  const opened = await carryOut(await load(context), context);
  if (opened.status === "copied") context.previousConferenceId = opened.previousConferenceId;
  else context.previousConferenceId = opened.status === "scheduled" ? opened.conference.id : null;
  return opened;
}

function load(context: UseCaseContext, refusedConferenceId: string | null = null): Promise<LoadDecision> {
  const { appointment, relay, organizerName } = context;
  const terms = requestTermsOf(context, null);
  return loadAppointment({ appointment, relay, organizerName, terms, refusedConferenceId });
}

async function carryOut(decision: LoadDecision, context: UseCaseContext): Promise<LoadedAppointment> {
  switch (decision.status) {
    case "none":
    case "occurrence":
    case "copied":
      return decision;
    case "leftOver":
      await removeInvitation({ context, conference: null });
      return { status: "none" };
    case "keySpent":
      await context.appointment.saveProperties({});
      return carryOut(decision.otherwise, context);
    case "updateUnsent":
      return resendUpdate(decision.conference, context);
    case "unwritten": {
      const { conference, finish } = decision;
      if (finish === "refresh") void confirmWritten(conference, await writingOptionsOf(context, conference));
      const done = await writeAgain({ context, conference });
      return { status: "scheduled", ...done, isWritten: true, finished: finish };
    }
    case "scheduled": {
      const { conference, inspection } = decision;
      const options = await writingOptionsOf(context, conference);
      void confirmWritten(conference, options);
      const isWritten = inspection.state === "current";
      if (isWritten) await saveWritten(options, inspection.properties, inspection.ownedLines);
      return { status: "scheduled", conference, notes: [], isWritten, finished: null };
    }
  }
}

async function resendUpdate(conference: Conference, context: UseCaseContext): Promise<LoadedAppointment> {
  const { options } = conference.scheduled;
  try {
    const done = await updateConference({ context, conference, options });
    return { status: "scheduled", ...done, isWritten: true, finished: "update" };
  } catch (failure) {
    const isHarmless = failure instanceof ConferenceError && failure.standing === "nothingDone";
    if (!isHarmless) throw failure;
    // Refused again: the user sees that the conference is out of date, and decides.
    return carryOut(await load(context, conference.id), context);
  }
}
