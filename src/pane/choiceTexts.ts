import { translated } from "../conference/translated";
import { plural } from "./texts";

/** The words where the user chooses among conferences. */
const english = {
  candidates: {
    title: "Which one is it?",
    use: "Use this one",
    none: "None of these: make a new one",
    noTime: "Its times are not known.",
  },
  unclaimed: {
    title: (count: number): string =>
      count === 1 ? "A web conference that no appointment uses" : "Web conferences that no appointment uses",
    use: "Use it here",
    remove: "Delete it",
    more: (count: number) => `and ${plural(count, "other", "others")}`,
  },
};

type ChoiceTexts = typeof english;

const german: ChoiceTexts = {
  candidates: {
    title: "Welche ist es?",
    use: "Diese nehmen",
    none: "Keine davon: eine neue anlegen",
    noTime: "Ihre Zeiten sind nicht bekannt.",
  },
  unclaimed: {
    title: (count) =>
      count === 1 ? "Eine Webkonferenz, die kein Termin benutzt" : "Webkonferenzen, die kein Termin benutzt",
    use: "Hier benutzen",
    remove: "Löschen",
    more: (count) => (count === 1 ? "und 1 weitere" : `und ${count} weitere`),
  },
};

const arabic: ChoiceTexts = {
  candidates: {
    title: "أيّها هو؟",
    use: "استخدام هذا",
    none: "لا شيء منها: إنشاء مؤتمر جديد",
    noTime: "أوقاته غير معروفة.",
  },
  unclaimed: {
    title: (count) => (count === 1 ? "مؤتمر ويب لا يستخدمه أي موعد" : "مؤتمرات ويب لا يستخدمها أي موعد"),
    use: "استخدامه هنا",
    remove: "حذفه",
    more: (count) => `ومؤتمرات أخرى: ${count}`,
  },
};

export const choiceTexts = translated(english, german, arabic);
