import { createTitleFallback } from "../../conference/model/title";
import { ConferenceError } from "../../conference/failure";
import type { ConferenceUseCases } from "../../conference/useCases";
import { createSafeStorage, type SafeStorage } from "../../conference/instant/safeLocalStorage";
import { createAppointmentServices } from "../../conference/appointmentServices";
import { askOnce } from "./question";
import {
  describePossibleConferences,
  withNotes,
  type Strings,
  type RibbonContext,
  type Notify,
} from "../surface";

interface RemoveWebConferenceOptions {
  useCases: ConferenceUseCases;
  /** The question of the first press; the second one may run in another page. */
  question: SafeStorage;
  /** Milliseconds since the epoch. */
  now: () => number;
  notify: Notify;
  strings: Strings;
}

/** Deletes the appointment's conference and takes its links out, when it is pressed a second time. Throws ConferenceError. */
export async function removeWebConference({
  useCases,
  question,
  now,
  notify,
  strings,
}: RemoveWebConferenceOptions): Promise<void> {
  const { texts } = strings;
  const pressedAt = now();
  await notify("progress", texts.removing);
  const opened = await useCases.open();
  if (opened.status === "occurrence") throw new ConferenceError("OCCURRENCE", "nothingDone");
  // It may be another appointment's.
  if (opened.status === "copied")
    return notify("failed", describePossibleConferences(opened, { texts, hasPane: true }), true);
  if (opened.status === "none") return notify("done", texts.none);
  const answer = askOnce({ question, subject: opened.conference.id, pressedAt, now });
  if (answer !== "answered") {
    // Where another page would not know that it was asked, pressing again may ask for ever.
    return notify("outOfDate", answer === "asked" ? texts.askRemove : texts.askRemoveInPane, true);
  }
  const notes = await useCases.remove(opened.conference);
  await notify("done", withNotes(texts.removed, notes, strings));
}

export async function runRemove({ host, notify, strings }: RibbonContext): Promise<void> {
  if (host.mode !== "compose") return;
  const { createUseCases } = createAppointmentServices({
    host,
    titleFallback: createTitleFallback(strings.texts),
  });
  const question = createSafeStorage("webConference.confirmRemove");
  await removeWebConference({
    useCases: createUseCases(() => undefined),
    question,
    now: Date.now,
    notify,
    strings,
  });
}
