import { translated } from "../../conference/translated";

/** The words of the buttons that help after a failure. */
interface FailedTexts {
  writeAgain: string;
  takeBack: string;
  takeOut: string;
  useNewer: string;
  replaceNewer: string;
  anew: string;
  /** Although there is another way in. */
  addAnyway: string;
  notUndone: string;
  changedElsewhere: string;
}

const english: FailedTexts = {
  writeAgain: "Write the links again",
  takeBack: "Take the conference back",
  takeOut: "Take the links out",
  useNewer: "Use the newer one",
  replaceNewer: "Replace it with mine",
  anew: "Make a new one for what is to come",
  addAnyway: "Add anyway",
  notUndone: "The appointment's text has been changed since then, so it cannot be put back.",
  changedElsewhere: "Changed elsewhere",
};

const german: FailedTexts = {
  writeAgain: "Links noch einmal schreiben",
  takeBack: "Konferenz zurücknehmen",
  takeOut: "Links herausnehmen",
  useNewer: "Die neuere nehmen",
  replaceNewer: "Durch meine ersetzen",
  anew: "Eine neue für das Kommende anlegen",
  addAnyway: "Trotzdem hinzufügen",
  notUndone: "Der Text des Termins wurde seither geändert; er kann nicht mehr zurückgesetzt werden.",
  changedElsewhere: "Anderswo geändert",
};

const arabic: FailedTexts = {
  writeAgain: "كتابة الروابط مجددًا",
  takeBack: "سحب المؤتمر",
  takeOut: "إزالة الروابط",
  useNewer: "استخدام الأحدث",
  replaceNewer: "استبداله بما لديّ",
  anew: "إنشاء مؤتمر جديد لما هو آتٍ",
  addAnyway: "إضافة على أي حال",
  notUndone: "تغيّر نص الموعد منذ ذلك الحين، فلا يمكن إرجاعه كما كان.",
  changedElsewhere: "تغيّر في مكان آخر",
};

export const failedTexts = translated(english, german, arabic);
