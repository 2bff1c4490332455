import { limits } from "../contract/limits";

/** The conference's title: the subject, or the fallback while there is none. */
export function titleOf(subject: string, fallback: string): string {
  // A character of two units is not cut in half.
  const title = subject
    .trim()
    .slice(0, limits.title)
    .replace(/[\uD800-\uDBFF]$/, "");
  return title.trim() || fallback;
}
