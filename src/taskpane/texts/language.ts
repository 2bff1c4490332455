import { createContext, useContext } from "react";
import type { FailureTexts } from "../../conference/failureTexts";
import { directionOf, localeOf } from "../../conference/locale";
import { translated } from "../../conference/translated";
import { english, type Texts } from "./texts";

/** The language of everything in the pane: texts, dates and direction go together. */
export interface Language {
  /** For dates and times, such as "de-CH"; with the digits where Arabic has a choice of them. */
  tag: string;
  direction: "ltr" | "rtl";
  texts: Texts;
  /** null: the English ones, which are loaded when something fails. */
  failures: FailureTexts | null;
}

/** The fallback language. */
export const inEnglish: Language = { tag: "en-US", direction: "ltr", texts: english, failures: null };

/** The browser's language, until Outlook's is known. */
export function untilKnown(shown: string): Language {
  const opening = translated(english.opening, "Der Termin wird gelesen …", "جارٍ قراءة الموعد…");
  return {
    ...{ tag: localeOf(shown), direction: directionOf(shown), failures: null },
    texts: { ...english, opening: opening(shown) },
  };
}

/** The language that Outlook shows, where there is a translation; English elsewhere. */
export async function loadLanguage(shown: string): Promise<Language> {
  const tag = localeOf(shown);
  try {
    switch (tag.toLowerCase().split("-")[0]) {
      case "de":
        return { tag, direction: "ltr", ...(await import("./languages/german")).german };
      case "ar":
        return { tag, direction: "rtl", ...(await import("./languages/arabic")).arabic };
      default:
        return { ...inEnglish, tag };
    }
  } catch {
    // A translation that cannot be loaded is no reason to show nothing.
    return inEnglish;
  }
}

export const LanguageContext = createContext(inEnglish);

export function useTexts(): Texts {
  return useContext(LanguageContext).texts;
}
