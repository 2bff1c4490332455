import { translated } from "../../conference/translated";

/** The words where the conference that is there is another appointment's, or the series'. */
interface OtherTexts {
  copiedTitle: string;
  copied: string;
  /** Where only the text names conferences. */
  quotedTitle: (count: number) => string;
  quoted: string;
  separate: string;
  leave: string;
  occurrence: string;
  occurrenceNone: string;
  /** In what one of a series does not go with that conference. */
  moved: string;
  notOpen: (from: string, to: string) => string;
  notInvited: (names: string) => string;
}

const english: OtherTexts = {
  copiedTitle: "This appointment seems to be a copy.",
  copied:
    "Another appointment has this web conference. If you create a separate conference, this one stays as it is.",
  quotedTitle: (count) =>
    count === 1 ? "Use this web conference here?" : "Use one of these web conferences here?",
  quoted:
    "This appointment isn't connected to it. Its links may be copied or quoted from another appointment. If you create a separate conference, this one stays as it is.",
  separate: "Create a separate conference",
  leave: "Leave it",
  occurrence:
    "This is one of a series. Its web conference is that of the series: open the series to change it.",
  occurrenceNone: "This is one of a series that has no web conference. Open the series to add one.",
  moved:
    "This one is an exception: the series does not have this time. The series' web conference is open then.",
  notOpen: (from, to) =>
    `The series' web conference is open from ${from} to ${to}: the link does not work for all of this time. Open the series and update its web conference; where that does not help, make an appointment of its own for this time.`,
  notInvited: (names) =>
    `Only invited people may join, and the series' web conference does not invite: ${names}. Invite them to the series, or open the series and let others join.`,
};

const german: OtherTexts = {
  copiedTitle: "Dieser Termin ist anscheinend eine Kopie.",
  copied:
    "Diese Webkonferenz gehört zu einem anderen Termin. Wenn Sie eine eigene Konferenz erstellen, bleibt sie, wie sie ist.",
  quotedTitle: (count) =>
    count === 1 ? "Diese Webkonferenz hier verwenden?" : "Eine dieser Webkonferenzen hier verwenden?",
  quoted:
    "Dieser Termin ist nicht mit ihr verbunden. Ihre Links sind vielleicht aus einem anderen Termin kopiert oder zitiert. Wenn Sie eine eigene Konferenz erstellen, bleibt sie, wie sie ist.",
  separate: "Eigene Konferenz erstellen",
  leave: "So lassen",
  occurrence:
    "Dies ist einer aus einer Serie. Seine Webkonferenz ist die der Serie: Öffnen Sie die Serie, um sie zu ändern.",
  occurrenceNone:
    "Dies ist einer aus einer Serie ohne Webkonferenz. Öffnen Sie die Serie, um eine hinzuzufügen.",
  moved:
    "Dieser Termin ist eine Ausnahme: Die Serie hat diese Zeit nicht. Die Webkonferenz der Serie ist dann offen.",
  notOpen: (from, to) =>
    `Die Webkonferenz der Serie ist vom ${from} bis zum ${to} offen: Der Link geht nicht für diese ganze Zeit. Öffnen Sie die Serie und aktualisieren Sie ihre Webkonferenz; hilft das nicht, legen Sie für diese Zeit einen eigenen Termin an.`,
  notInvited: (names) =>
    `Nur Eingeladene dürfen teilnehmen, und die Webkonferenz der Serie lädt nicht ein: ${names}. Laden Sie sie zur Serie ein, oder öffnen Sie die Serie und lassen Sie andere teilnehmen.`,
};

const arabic: OtherTexts = {
  copiedTitle: "يبدو أن هذا الموعد نسخة.",
  copied: "مؤتمر الويب هذا لموعد آخر. إن أنشأت مؤتمرًا منفصلًا فسيبقى هذا كما هو.",
  quotedTitle: (count) =>
    count === 1 ? "هل تريد استخدام مؤتمر الويب هذا هنا؟" : "هل تريد استخدام أحد مؤتمرات الويب هذه هنا؟",
  quoted:
    "هذا الموعد غير مرتبط به. قد تكون روابطه منسوخة أو مقتبسة من موعد آخر. إن أنشأت مؤتمرًا منفصلًا فسيبقى هذا كما هو.",
  separate: "إنشاء مؤتمر منفصل",
  leave: "تركه كما هو",
  occurrence: "هذا واحد من سلسلة، ومؤتمره هو مؤتمر السلسلة: افتح السلسلة لتغييره.",
  occurrenceNone: "هذا واحد من سلسلة بلا مؤتمر ويب. افتح السلسلة لإضافة مؤتمر.",
  moved: "هذا الموعد استثناء: ليس هذا الوقت من أوقات السلسلة. مؤتمر السلسلة مفتوح حينئذٍ.",
  notOpen: (from, to) =>
    `مؤتمر السلسلة مفتوح من ${from} إلى ${to}: لا يعمل الرابط في كل هذا الوقت. افتح السلسلة وحدّث مؤتمرها؛ وإن لم يُفد ذلك فأنشئ لهذا الوقت موعدًا مستقلًا.`,
  notInvited: (names) =>
    `لا ينضم إلا المدعوون، ومؤتمر السلسلة لا يدعو: ${names}. ادعهم إلى السلسلة، أو افتح السلسلة واسمح لغيرهم بالانضمام.`,
};

export const otherTexts = translated(english, german, arabic);
