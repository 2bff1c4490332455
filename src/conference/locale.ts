import { translated } from "./translated";

/**
 * The locale of the dates and times in our texts: the user's own in a language of ours, else English. Arabic gets the digits
 * that conference IDs, telephone numbers and links have.
 */
export const localeOf = (tag: string): string =>
  translated(/^en\b/i.test(tag) ? tag : "en-US", tag, `${tag}-u-ca-gregory-nu-latn`)(tag);

/** The direction of our texts. */
export const directionOf = translated<"ltr" | "rtl">("ltr", "ltr", "rtl");

/** Says on the page itself in which language it is, for screen readers and for its direction. */
export function labelPage(tag: string, title: string): void {
  const { documentElement } = document;
  documentElement.lang = translated("en", "de", "ar")(tag);
  documentElement.dir = directionOf(tag);
  document.title = title;
}
