import { isLeftOver } from "../conference/cancelled";
import { FlowFailure, guard } from "../conference/failure";
import type { Flow } from "../conference/flow";
import { findOtherWays } from "../conference/otherWays";
import { defaultOptions, fitToSite } from "../conference/options";
import { neutralTitle } from "../conference/title";
import { createUseCases } from "../conference/useCases";
import type { ConferenceOptions } from "../contract/conference";
import type { Appointment } from "../outlook/appointment";
import { hasPane } from "../outlook/platform";
import { askedLine, withNotes, type Speech, type Surface, type Tell } from "./surface";

interface AddWebConferenceOptions {
  flow: Flow;
  appointment: Pick<Appointment, "read" | "readBody">;
  options: () => Promise<ConferenceOptions>;
  tell: Tell;
  speech: Speech;
  hasPane: boolean;
}

/**
 * The one-click button: adds a conference with the default options, or brings the one that is there up to date, unless the
 * appointment was cancelled. Says in the appointment's own bar what it does. Throws FlowFailure.
 */
export async function addWebConference({
  flow,
  appointment,
  options,
  tell,
  speech,
  hasPane,
}: AddWebConferenceOptions): Promise<void> {
  const { texts } = speech;
  await tell("progress", texts.adding);
  // How long a series' conference may last, the site says: before anything is compared.
  const wanted = await options();
  const opened = await flow.open();
  if (opened.status === "occurrence") throw new FlowFailure("OCCURRENCE", "nothingDone");
  if (opened.status === "copied") return tell("failed", askedLine(opened, { texts, hasPane }), hasPane);
  if (opened.status === "none") {
    const { location, isPrivate } = await guard("nothingDone", () => appointment.read());
    const names = (await findOtherWays(appointment, location)).join(", ");
    const { notes } = await flow.schedule(wanted);
    const more = [
      ...(isPrivate ? [texts.isPrivate(neutralTitle)] : []),
      ...(names === "" ? [] : [texts.otherWay(names)]),
    ];
    return tell("done", withAll(withNotes(texts.added, notes, speech), more), true);
  }
  const { conference, finished, notes: before } = opened;
  // An earlier press was cut short before its links were written.
  const isAdded = finished === "write";
  try {
    const { subject, isPrivate } = await guard("nothingDone", () => appointment.read());
    // By its old title the pane knows it as what is left over.
    if (isLeftOver(subject, conference)) {
      await tell("outOfDate", `${texts.cancelled} ${texts.removeCancelled}`, true);
      return;
    }
    if (isAdded && (await flow.isInStep(conference))) {
      await tell("done", withNotes(texts.added, before, speech), true);
      return;
    }
    const { notes } = await flow.update(conference, conference.scheduled.options);
    const sentence = isAdded ? texts.added : texts.already;
    const line = withNotes(sentence, isAdded ? [...before, ...notes] : notes, speech);
    await tell("done", withAll(line, isPrivate ? [texts.isPrivate(neutralTitle)] : []), true);
  } catch (failure) {
    const isUnchanged = failure instanceof FlowFailure && failure.standing === "nothingDone";
    if (!isAdded || !isUnchanged) throw failure;
    // It was done: a phone's switch stays on.
    await tell("outOfDate", `${texts.addedOld} ${texts.openPane}`, true);
  }
}

/** What a bar has room for. */
const maxLine = 150;

/** A line with those of further sentences for which there is room. */
function withAll(line: string, more: readonly string[]): string {
  return more.reduce((all, one) => (`${all} ${one}`.length > maxLine ? all : `${all} ${one}`), line);
}

export async function runAdd({ host, tell, speech }: Surface): Promise<void> {
  if (host.mode !== "compose") return;
  const { services, flow } = createUseCases({ host, titleFallback: speech.texts.titleFallback });
  const options = async () => {
    // What the site wants; where it does not say, the call itself will tell.
    const site = await services.configuration().catch(() => null);
    return fitToSite({ ...defaultOptions, dialIn: host.recall("dialIn") ?? "" }, site);
  };
  const { appointment } = host;
  await addWebConference({
    ...{ flow: flow(() => undefined), appointment, options, tell, speech },
    hasPane: hasPane(host.platform),
  });
}
