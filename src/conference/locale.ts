import { languageOf } from "../locales/messages";

/**
 * The locale of the dates and times in our texts: the user's own in a language of ours, else English. Arabic gets the digits
 * that conference IDs, telephone numbers and links have.
 */
export function localeOf(tag: string): string {
  const language = languageOf(tag);
  if (language === "ar") return `${tag}-u-ca-gregory-nu-latn`;
  return language === "en" && !/^en\b/i.test(tag) ? "en-US" : tag;
}

/** The direction of our texts. */
export const directionOf = (tag: string): "ltr" | "rtl" => (languageOf(tag) === "ar" ? "rtl" : "ltr");

/** Says on the page itself in which language it is, for screen readers and for its direction. */
export function labelPage(tag: string, title: string): void {
  const { documentElement } = document;
  documentElement.lang = languageOf(tag);
  documentElement.dir = directionOf(tag);
  document.title = title;
}
