import { FlowFailure } from "../conference/failure";
import type { Flow } from "../conference/flow";
import { createUseCases } from "../conference/useCases";
import { withNotes, type Speech, type Surface, type Tell } from "./surface";

/** Remembers between two presses of a button, which may run in pages of their own, what the first one asked. */
export interface Question {
  read: () => string | null;
  write: (asked: string) => void;
}

interface RemoveWebConferenceOptions {
  flow: Flow;
  question: Question;
  /** Milliseconds since the epoch. */
  now: () => number;
  tell: Tell;
  speech: Speech;
}

/** How long the second press may take to come. */
const answerMs = 60_000;

/** Deletes the appointment's conference and takes its links out, when it is pressed a second time. Throws FlowFailure. */
export async function removeWebConference({
  flow,
  question,
  now,
  tell,
  speech,
}: RemoveWebConferenceOptions): Promise<void> {
  const { texts } = speech;
  await tell("progress", texts.removing);
  const opened = await flow.open();
  if (opened.status === "occurrence") throw new FlowFailure("OCCURRENCE", "nothingDone");
  // A copy's conference is another appointment's.
  if (opened.status === "copied") return tell("failed", `${texts.copied} ${texts.openPane}`, true);
  if (opened.status === "none") return tell("done", texts.none);
  const { id } = opened.conference;
  const [askedId, askedAt] = question.read()?.split(" ") ?? [];
  if (askedId !== encodeURIComponent(id) || now() - Number(askedAt) > answerMs) {
    question.write(`${encodeURIComponent(id)} ${now()}`);
    return tell("outOfDate", texts.askRemove, true);
  }
  question.write("");
  const notes = await flow.remove(opened.conference);
  await tell("done", withNotes(texts.removed, notes, speech));
}

const questionName = "webConference.remove";

export async function runRemove({ host, tell, speech }: Surface): Promise<void> {
  if (host.mode !== "compose") return;
  const { flow } = createUseCases({ host, titleFallback: speech.texts.titleFallback });
  const question: Question = {
    read: () => orNull(() => localStorage.getItem(questionName)),
    write: (asked) => void orNull(() => localStorage.setItem(questionName, asked)),
  };
  await removeWebConference({ flow: flow(() => undefined), question, now: Date.now, tell, speech });
}

/** A browser may keep nothing for a page in a frame: then every press asks, with a button to the pane. */
function orNull<Value>(work: () => Value): Value | null {
  try {
    return work();
  } catch {
    return null;
  }
}
