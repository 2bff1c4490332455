import { FlowFailure } from "../../conference/failure";
import type { Flow } from "../../conference/useCases";
import { createKeeping, type Keeping } from "../../conference/instant/safeLocalStorage";
import { createUseCases } from "../../conference/appointmentServices";
import { askOnce } from "./question";
import { askedLine, withNotes, type Speech, type Surface, type Tell } from "../surface";

interface RemoveWebConferenceOptions {
  flow: Flow;
  /** What the first press asked: the second one may run in another page. */
  question: Keeping;
  /** Milliseconds since the epoch. */
  now: () => number;
  tell: Tell;
  speech: Speech;
}

/** Deletes the appointment's conference and takes its links out, when it is pressed a second time. Throws FlowFailure. */
export async function removeWebConference({
  flow,
  question,
  now,
  tell,
  speech,
}: RemoveWebConferenceOptions): Promise<void> {
  const { texts } = speech;
  const pressedAt = now();
  await tell("progress", texts.removing);
  const opened = await flow.open();
  if (opened.status === "occurrence") throw new FlowFailure("OCCURRENCE", "nothingDone");
  // It may be another appointment's.
  if (opened.status === "copied") return tell("failed", askedLine(opened, { texts, hasPane: true }), true);
  if (opened.status === "none") return tell("done", texts.none);
  const answer = askOnce({ question, subject: opened.conference.id, pressedAt, now });
  if (answer !== "answered") {
    // Where another page would not know that it was asked, pressing again may ask for ever.
    return tell("outOfDate", answer === "asked" ? texts.askRemove : texts.askRemoveInPane, true);
  }
  const notes = await flow.remove(opened.conference);
  await tell("done", withNotes(texts.removed, notes, speech));
}

export async function runRemove({ host, tell, speech }: Surface): Promise<void> {
  if (host.mode !== "compose") return;
  const { flow } = createUseCases({ host, titleFallback: speech.texts.titleFallback });
  const question = createKeeping("webConference.remove");
  await removeWebConference({ flow: flow(() => undefined), question, now: Date.now, tell, speech });
}
