/** The words for one of a series that does not go with its series' conference. */
interface ExceptionTexts {
  moved: string;
  notOpen: (from: string, to: string) => string;
  notInvited: (names: string) => string;
}

const english: ExceptionTexts = {
  moved:
    "This one is an exception: the series does not have this time. The series' web conference is open then.",
  notOpen: (from, to) =>
    `The series' web conference is open from ${from} to ${to}: the link does not work for all of this time. Open the series and update its web conference; where that does not help, make an appointment of its own for this time.`,
  notInvited: (names) =>
    `Only invited people may join, and the series' web conference does not invite: ${names}. Invite them to the series, or open the series and let others join.`,
};

const german: ExceptionTexts = {
  moved:
    "Dieser Termin ist eine Ausnahme: Die Serie hat diese Zeit nicht. Die Webkonferenz der Serie ist dann offen.",
  notOpen: (from, to) =>
    `Die Webkonferenz der Serie ist vom ${from} bis zum ${to} offen: Der Link geht nicht für diese ganze Zeit. Öffnen Sie die Serie und aktualisieren Sie ihre Webkonferenz; hilft das nicht, legen Sie für diese Zeit einen eigenen Termin an.`,
  notInvited: (names) =>
    `Nur Eingeladene dürfen teilnehmen, und die Webkonferenz der Serie lädt nicht ein: ${names}. Laden Sie sie zur Serie ein, oder öffnen Sie die Serie und lassen Sie andere teilnehmen.`,
};

const arabic: ExceptionTexts = {
  moved: "هذا الموعد استثناء: ليس هذا الوقت من أوقات السلسلة. مؤتمر السلسلة مفتوح حينئذٍ.",
  notOpen: (from, to) =>
    `مؤتمر السلسلة مفتوح من ${from} إلى ${to}: لا يعمل الرابط في كل هذا الوقت. افتح السلسلة وحدّث مؤتمرها؛ وإن لم يُفد ذلك فأنشئ لهذا الوقت موعدًا مستقلًا.`,
  notInvited: (names) =>
    `لا ينضم إلا المدعوون، ومؤتمر السلسلة لا يدعو: ${names}. ادعهم إلى السلسلة، أو افتح السلسلة واسمح لغيرهم بالانضمام.`,
};

const byLanguage: Partial<Record<string, ExceptionTexts>> = { de: german, ar: arabic };

export function exceptionTexts(tag: string): ExceptionTexts {
  return byLanguage[tag.split("-")[0] ?? ""] ?? english;
}
