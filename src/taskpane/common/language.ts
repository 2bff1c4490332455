import { createContext, useContext } from "react";
import { directionOf, localeOf } from "../../conference/locale";
import { loadPaneTexts, paneTexts, type failureTexts } from "../../locales/messages";

export type Texts = typeof paneTexts;

/** The language of everything in the pane: texts, dates and direction go together. */
export interface Language {
  /** For dates and times, such as "de-CH"; with the digits where Arabic has a choice of them. */
  tag: string;
  direction: "ltr" | "rtl";
  texts: Texts;
  /** null: the English ones, which are loaded when something fails. */
  failures: typeof failureTexts | null;
}

/** The fallback language. */
export const inEnglish: Language = { tag: "en-US", direction: "ltr", texts: paneTexts, failures: null };

/** The browser's language, until Outlook's is known; its texts are still English. */
export const untilKnown = (shown: string): Language => ({
  ...inEnglish,
  tag: localeOf(shown),
  direction: directionOf(shown),
});

/** The language that Outlook shows, where there is a translation; English elsewhere. */
export async function loadLanguage(shown: string): Promise<Language> {
  try {
    const [own, english] = [await loadPaneTexts(shown), untilKnown(shown)];
    return own ? { ...english, texts: own.pane, failures: own.failure } : english;
  } catch {
    // A translation that cannot be loaded is no reason to show nothing.
    return inEnglish;
  }
}

export const LanguageContext = createContext(inEnglish);

export function useTexts(): Texts {
  return useContext(LanguageContext).texts;
}
