import { translated } from "../../conference/translated";
import type { Report } from "../../contract/services";
import { plural } from "./texts";

/** The words for what came of a conference. */
const english = {
  title: "What came of it",
  endings: {
    graceful: "This web conference is over.",
    abandoned: "Nobody came to this web conference.",
    aborted: "This web conference was broken off.",
    failed: "This web conference failed.",
    forced: "This web conference was ended from outside.",
    unknown: "This web conference is over.",
  } satisfies Record<Report["ending"], string>,
  summary: (minutes: number, people: number) =>
    `${plural(minutes, "minute", "minutes")}, ${plural(people, "attendee", "attendees")}`,
  recording: "Watch the recording",
  attendance: "Attendance",
  rating: (rating: string) => `Rating: ${rating}`,
  comments: "Comments",
  nameless: "Unknown attendee",
  guest: "guest",
  unreadable: (people: number) =>
    `The conferencing site also listed ${plural(people, "attendee", "attendees")} that can't be shown.`,
};
type ReportTexts = typeof english;

const german: ReportTexts = {
  title: "Was daraus wurde",
  endings: {
    graceful: "Diese Webkonferenz ist vorbei.",
    abandoned: "Zu dieser Webkonferenz kam niemand.",
    aborted: "Diese Webkonferenz wurde abgebrochen.",
    failed: "Diese Webkonferenz ist fehlgeschlagen.",
    forced: "Diese Webkonferenz wurde von außen beendet.",
    unknown: "Diese Webkonferenz ist vorbei.",
  },
  summary: (minutes, people) =>
    `${minutes} ${minutes === 1 ? "Minute" : "Minuten"}, ${people} ${people === 1 ? "Person" : "Personen"}`,
  recording: "Aufzeichnung ansehen",
  attendance: "Teilnahme",
  rating: (rating) => `Bewertung: ${rating}`,
  comments: "Anmerkungen",
  nameless: "Unbekannte Person",
  guest: "Gast",
  unreadable: (people) =>
    people === 1
      ? "Das Konferenzsystem nennt eine weitere Person, die nicht angezeigt werden kann."
      : `Das Konferenzsystem nennt ${people} weitere Personen, die nicht angezeigt werden können.`,
};

const arabic: ReportTexts = {
  title: "ما جرى فيه",
  endings: {
    graceful: "انتهى مؤتمر الويب هذا.",
    abandoned: "لم يحضر أحد مؤتمر الويب هذا.",
    aborted: "قُطع مؤتمر الويب هذا.",
    failed: "فشل مؤتمر الويب هذا.",
    forced: "أُنهي مؤتمر الويب هذا من الخارج.",
    unknown: "انتهى مؤتمر الويب هذا.",
  },
  summary: (minutes, people) => `الدقائق: ${minutes}، الحضور: ${people}`,
  recording: "مشاهدة التسجيل",
  attendance: "الحضور",
  rating: (rating) => `التقييم: ${rating}`,
  comments: "تعليقات",
  nameless: "حاضر غير معروف",
  guest: "ضيف",
  unreadable: (people) => `أدرج موقع المؤتمرات حضورًا آخرين لا يمكن عرضهم: ${people}`,
};

export const reportTexts = translated(english, german, arabic);
