import { translated } from "../../conference/translated";
import type { Part } from "../common/optionalData";

/** The words for what could not be loaded. */
interface MissingTexts {
  title: (parts: string) => string;
  parts: Record<Part, string>;
}

const english: MissingTexts = {
  title: (parts) => `Couldn't load ${parts}.`,
  parts: {
    settings: "the conferencing site's settings",
    presence: "who's available",
    unclaimed: "unused web conferences",
    people: "the people on this message",
    conference: "the host link",
    progress: "whether the web conference has started",
    report: "the report",
    recording: "the recording",
    attendees: "attendance",
  },
};

const german: MissingTexts = {
  title: (parts) => `Nicht geladen: ${parts}.`,
  parts: {
    settings: "Einstellungen des Konferenzsystems",
    presence: "Verfügbarkeit der Personen",
    unclaimed: "nicht verwendete Webkonferenzen",
    people: "Personen dieser Nachricht",
    conference: "Gastgeberlink",
    progress: "Stand der Webkonferenz",
    report: "Bericht",
    recording: "Aufzeichnung",
    attendees: "Teilnahme",
  },
};

const arabic: MissingTexts = {
  title: (parts) => `تعذّر تحميل: ${parts}.`,
  parts: {
    settings: "إعدادات موقع المؤتمرات",
    presence: "حالة توفر الأشخاص",
    unclaimed: "مؤتمرات الويب غير المستخدمة",
    people: "الأشخاص في هذه الرسالة",
    conference: "رابط المضيف",
    progress: "حالة مؤتمر الويب",
    report: "التقرير",
    recording: "التسجيل",
    attendees: "الحضور",
  },
};

export const missingTexts = translated(english, german, arabic);
