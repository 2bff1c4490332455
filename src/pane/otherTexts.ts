/** The words where the conference that is there is another appointment's, or the series'. */
interface OtherTexts {
  copiedTitle: string;
  copied: string;
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
    "It holds links that may be another appointment's. Does it get a web conference of its own? The other one stays as it is.",
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
    "Seine Links sind vielleicht die eines anderen Termins. Soll er eine eigene Webkonferenz bekommen? Die andere bleibt, wie sie ist.",
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
  copied: "قد تكون روابطه روابط موعد آخر. هل يحصل على مؤتمر خاص به؟ يبقى المؤتمر الآخر كما هو.",
  occurrence: "هذا واحد من سلسلة، ومؤتمره هو مؤتمر السلسلة: افتح السلسلة لتغييره.",
  occurrenceNone: "هذا واحد من سلسلة بلا مؤتمر ويب. افتح السلسلة لإضافة مؤتمر.",
  moved: "هذا الموعد استثناء: ليس هذا الوقت من أوقات السلسلة. مؤتمر السلسلة مفتوح حينئذٍ.",
  notOpen: (from, to) =>
    `مؤتمر السلسلة مفتوح من ${from} إلى ${to}: لا يعمل الرابط في كل هذا الوقت. افتح السلسلة وحدّث مؤتمرها؛ وإن لم يُفد ذلك فأنشئ لهذا الوقت موعدًا مستقلًا.`,
  notInvited: (names) =>
    `لا ينضم إلا المدعوون، ومؤتمر السلسلة لا يدعو: ${names}. ادعهم إلى السلسلة، أو افتح السلسلة واسمح لغيرهم بالانضمام.`,
};

const byLanguage: Partial<Record<string, OtherTexts>> = { de: german, ar: arabic };

export function otherTexts(tag: string): OtherTexts {
  return byLanguage[tag.split("-")[0] ?? ""] ?? english;
}
