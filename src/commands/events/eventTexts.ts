import { translated } from "../../conference/translated";

/** What event handlers say. Small, and all languages at once: classic Outlook on Windows takes one file only. */
export interface EventTexts {
  title: (from: string, to: string) => string;
  start: (from: string, to: string) => string;
  end: (from: string, to: string) => string;
  attendees: string;
  renewal: (until: string) => string;
  copied: string;
  cancelled: string;
  /** After what differs, where a button of the alert opens the pane; where there is none. */
  askWithButton: string;
  askWithout: string;
  /** 20 characters at most. */
  update: string;
  open: string;
  followed: string;
}

const english: EventTexts = {
  title: (from, to) => `The web conference is still called “${from}”; the appointment is now called “${to}”.`,
  start: (from, to) => `The web conference still says ${from}; the appointment now says ${to}.`,
  end: (from, to) => `The web conference still ends at ${from}; the appointment now ends at ${to}.`,
  renewal: (until) => `The series goes on, but its web conference ends on ${until}.`,
  attendees: "The attendees have changed since the web conference was scheduled.",
  copied: "This appointment was copied, and holds the links of another one's web conference.",
  cancelled: "This appointment was cancelled, but its web conference still exists.",
  askWithButton: "Update it first, or send anyway.",
  askWithout: "Update it in “Conference options”, or send anyway.",
  update: "Update",
  open: "Open",
  followed: "The web conference is up to date with the appointment.",
};

const german: EventTexts = {
  title: (from, to) => `Die Webkonferenz heißt noch „${from}“, der Termin jetzt „${to}“.`,
  start: (from, to) => `Als Beginn nennt die Webkonferenz noch ${from}, der Termin jetzt ${to}.`,
  end: (from, to) => `Als Ende nennt die Webkonferenz noch ${from}, der Termin jetzt ${to}.`,
  renewal: (until) => `Die Serie geht weiter, ihre Webkonferenz endet aber am ${until}.`,
  attendees: "Die Teilnehmer haben sich seit der Planung geändert.",
  copied: "Dieser Termin wurde kopiert und enthält die Links der Webkonferenz eines anderen.",
  cancelled: "Dieser Termin wurde abgesagt, seine Webkonferenz gibt es aber noch.",
  askWithButton: "Aktualisieren Sie sie zuerst, oder senden Sie trotzdem.",
  askWithout: "Aktualisieren Sie sie in den „Konferenzoptionen“, oder senden Sie trotzdem.",
  update: "Aktualisieren",
  open: "Öffnen",
  followed: "Die Webkonferenz ist auf dem Stand des Termins.",
};

const arabic: EventTexts = {
  title: (from, to) => `لا يزال عنوان مؤتمر الويب «${from}»، وعنوان الموعد الآن «${to}».`,
  start: (from, to) => `لا يزال مؤتمر الويب يبدأ ${from}، والموعد الآن يبدأ ${to}.`,
  end: (from, to) => `لا يزال مؤتمر الويب ينتهي ${from}، والموعد الآن ينتهي ${to}.`,
  renewal: (until) => `تستمر السلسلة، لكن مؤتمر الويب ينتهي ${until}.`,
  attendees: "تغيّر الحضور منذ جدولة مؤتمر الويب.",
  copied: "نُسخ هذا الموعد، وفيه روابط مؤتمر ويب لموعد آخر.",
  cancelled: "أُلغي هذا الموعد، لكن مؤتمر الويب ما زال قائمًا.",
  askWithButton: "حدّثه أولاً، أو أرسل على أي حال.",
  askWithout: "حدّثه في «خيارات المؤتمر»، أو أرسل على أي حال.",
  update: "تحديث",
  open: "فتح",
  followed: "مؤتمر الويب مطابق للموعد.",
};

export const eventTextsOf = translated(english, german, arabic);
