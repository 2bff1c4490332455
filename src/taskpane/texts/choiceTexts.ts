import { translated } from "../../conference/translated";
import { plural } from "./texts";

/** The words where the user chooses among conferences. */
const english = {
  /** Asked where an answer was lost. */
  which: "Which one is it?",
  useThis: "Use this one",
  none: "None of these: make a new one",
  noTime: "Times unavailable",
  created: (when: string) => `Created ${when}`,
  several: (count: number) => plural(count, "web conference", "web conferences"),
  unused: (count: number) => plural(count, "unused web conference", "unused web conferences"),
  use: "Use it here",
  remove: "Delete it",
};

type ChoiceTexts = typeof english;

const german: ChoiceTexts = {
  which: "Welche ist es?",
  useThis: "Diese nehmen",
  none: "Keine davon: eine neue anlegen",
  noTime: "Zeiten nicht bekannt",
  created: (when) => `Erstellt: ${when}`,
  several: (count) => plural(count, "Webkonferenz", "Webkonferenzen"),
  unused: (count) => plural(count, "nicht verwendete Webkonferenz", "nicht verwendete Webkonferenzen"),
  use: "Hier benutzen",
  remove: "Löschen",
};

const arabic: ChoiceTexts = {
  which: "أيّها هو؟",
  useThis: "استخدام هذا",
  none: "لا شيء منها: إنشاء مؤتمر جديد",
  noTime: "أوقاته غير معروفة",
  created: (when) => `أُنشئ: ${when}`,
  several: (count) => `مؤتمرات الويب: ${count}`,
  unused: (count) => `مؤتمرات ويب غير مستخدمة: ${count}`,
  use: "استخدامه هنا",
  remove: "حذفه",
};

export const choiceTexts = translated(english, german, arabic);
