import { limits } from "../../contract/limits";
import type { paneTexts, ribbonTexts } from "../../locales/messages";
import type { AppointmentSnapshot } from "../../outlook/appointment/appointment";

/** The title of a private appointment's conference, in every language: the conferencing site shows titles to others. */
export const neutralTitle = "Web conference";

/** The conference's title: the subject, or the fallback while there is none that can be seen; a neutral one where that is private. */
export function titleFor(
  { subject, isPrivate }: Pick<AppointmentSnapshot, "subject" | "isPrivate">,
  fallback: string,
): string {
  return isPrivate ? neutralTitle : titleOf(subject, fallback);
}

/** The title of a conference without a subject, by its organizer's name. */
export const createTitleFallback =
  ({ product, titleWith }: Pick<typeof paneTexts | typeof ribbonTexts, "product" | "titleWith">) =>
  (organizer: string): string =>
    organizer === "" ? product : titleWith({ organizer });

/** The title that a subject makes, or the fallback. */
export function titleOf(subject: string, fallback: string): string {
  // A character of two units is not cut in half.
  const title = subject
    .trim()
    .slice(0, limits.title)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trim();
  return isVisible(title) ? title : fallback;
}

/** Whether a reader sees anything: more than spaces, controls, marks without a letter, and characters without a shape. */
function isVisible(text: string): boolean {
  try {
    // Blanks of Braille and of musical notation are signs by Unicode's own account.
    return new RegExp("[^\\p{Z}\\p{Cc}\\p{Cf}\\p{Cs}\\p{M}\\p{DI}\\p{NChar}\\u2800\\u{1d159}]", "u").test(
      text,
    );
  } catch {
    // Older engines of classic Outlook know no properties of characters.
    return /\S/.test(text);
  }
}
