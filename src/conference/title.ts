import { limits } from "../contract/limits";
import type { AppointmentSnapshot } from "../outlook/appointment";

/** The title of a private appointment's conference, in every language: the conferencing site shows titles to others. */
export const neutralTitle = "Web conference";

/** The conference's title: the subject, or the fallback while there is none that can be seen; a neutral one where that is private. */
export function titleFor(
  { subject, isPrivate }: Pick<AppointmentSnapshot, "subject" | "isPrivate">,
  fallback: string,
): string {
  return isPrivate ? neutralTitle : titleOf(subject, fallback);
}

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

/** Fillers that Unicode counts as letters and signs: of Hangul, Khmer, Braille and musical notation. */
const fillers = "\\u115f\\u1160\\u17b4\\u17b5\\u2800\\u3164\\uffa0\\u{1d159}";
const visible = visibleSign();

/** Whether a reader sees anything: more than spaces, controls, marks without a letter, and characters without a shape. */
function isVisible(text: string): boolean {
  return visible.test(text);
}

function visibleSign(): RegExp {
  try {
    return new RegExp(
      `[^\\s\\p{Z}\\p{Cc}\\p{Cf}\\p{Cs}\\p{M}\\p{Default_Ignorable_Code_Point}\\p{Noncharacter_Code_Point}${fillers}]`,
      "u",
    );
  } catch {
    // Older engines of classic Outlook know no properties of characters: the commonest ones must do.
    const common =
      "\\0-\\x20\\x7f-\\xa0\\xad\\u0300-\\u036f\\u061c\\u180b-\\u180e\\u2000-\\u200f\\u2028-\\u202f";
    return new RegExp(
      `[^\\s${common}\\u205f-\\u206f\\u20d0-\\u20f0\\ud800-\\udfff\\ufe00-\\ufe0f\\ufeff\\ufff0-\\ufffb\\u{e0000}-\\u{e0fff}${fillers}]`,
      "u",
    );
  }
}
