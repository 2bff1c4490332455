import { translated } from "../../conference/translated";

/** The words for what has changed. */
const english = {
  change: { title: "Subject", start: "Start", end: "End", attendees: "Attendees", options: "Options" },
  /** Where the options differ in what their line does not say. */
  optionsChanged: "Conference key, dial-in or attendee list",
  added: (names: string) => `Added: ${names}`,
  removed: (names: string) => `Removed: ${names}`,
};

type DifferencesTexts = typeof english;

const german: DifferencesTexts = {
  change: { title: "Betreff", start: "Beginn", end: "Ende", attendees: "Teilnehmer", options: "Optionen" },
  optionsChanged: "Konferenzschlüssel, Einwahl oder Teilnehmerliste",
  added: (names) => `Neu: ${names}`,
  removed: (names) => `Nicht mehr dabei: ${names}`,
};

const arabic: DifferencesTexts = {
  change: { title: "الموضوع", start: "البداية", end: "النهاية", attendees: "الحضور", options: "الخيارات" },
  optionsChanged: "مفتاح المؤتمر أو الاتصال الهاتفي أو قائمة الحضور",
  added: (names) => `أُضيف: ${names}`,
  removed: (names) => `أُزيل: ${names}`,
};

export const differencesTexts = translated(english, german, arabic);
