/** The words for what has changed. */
const english = {
  change: { title: "Subject", start: "Start", end: "End", attendees: "Attendees", options: "Options" },
  added: (names: string) => `Added: ${names}`,
  removed: (names: string) => `Removed: ${names}`,
};

type DifferencesTexts = typeof english;

const german: DifferencesTexts = {
  change: { title: "Betreff", start: "Beginn", end: "Ende", attendees: "Teilnehmer", options: "Optionen" },
  added: (names) => `Neu: ${names}`,
  removed: (names) => `Nicht mehr dabei: ${names}`,
};

const arabic: DifferencesTexts = {
  change: { title: "الموضوع", start: "البداية", end: "النهاية", attendees: "الحضور", options: "الخيارات" },
  added: (names) => `أُضيف: ${names}`,
  removed: (names) => `أُزيل: ${names}`,
};

const byLanguage: Partial<Record<string, DifferencesTexts>> = { de: german, ar: arabic };

export function differencesTexts(tag: string): DifferencesTexts {
  return byLanguage[tag.split("-")[0] ?? ""] ?? english;
}
