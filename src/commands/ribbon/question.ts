import type { SafeStorage } from "../../conference/instant/safeLocalStorage";

interface QuestionOptions {
  /** The question of the first press; the second one may run in another page. */
  question: SafeStorage;
  /** The subject of the question. */
  subject: string;
  /** When this press came; milliseconds since the epoch. */
  pressedAt: number;
  now: () => number;
}

/** When the second press is an answer: after what may be a slow double click, before the question is forgotten. */
const soonestMs = 1_000;
const latestMs = 60_000;

/** Asks by the first press of a button; the second one says yes. "notKept": another page would not know that it was asked. */
export function askOnce({
  question,
  subject,
  pressedAt,
  now,
}: QuestionOptions): "answered" | "asked" | "notKept" {
  const [askedSubject, askedAt] = question.read()?.split(" ") ?? [];
  const thoughtMs = pressedAt - Number(askedAt);
  if (askedSubject === encodeURIComponent(subject) && thoughtMs >= soonestMs && thoughtMs <= latestMs) {
    question.remove();
    return "answered";
  }
  return question.write(`${encodeURIComponent(subject)} ${now()}`) ? "asked" : "notKept";
}
