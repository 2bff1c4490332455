import type { Conference } from "../../relay/dates";

/** Outlook's own prefix of a cancellation, in the languages that we speak. */
const cancelled = /^\s*(cancell?ed|abgesagt|storniert|ملغى|ملغي|تم الإلغاء|تم إلغاؤه)\s*[:：]/i;

/** Whether an appointment's subject says that it was cancelled: Outlook has no event that tells (docs/outlook-quirks.md, 2). */
export function isCancelled(subject: string): boolean {
  return cancelled.test(subject);
}

/**
 * Whether a conference has outlived its appointment, whose subject says that it was cancelled. One that is called so itself has
 * not: somebody has only written it into the subject.
 */
export function isLeftOver(subject: string, { scheduled }: Conference): boolean {
  return isCancelled(subject) && !isCancelled(scheduled.appointment.title);
}
