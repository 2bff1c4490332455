import { translated } from "../../conference/translated";

/** The words for an appointment that is only read. */
interface ReadTexts {
  none: string;
  failed: string;
  join: string;
  /** Before the site has said whether the host is its own. */
  leadsTo: (host: string) => string;
  foreign: (host: string) => string;
  openAt: (host: string) => string;
  startAsHost: string;
  opens: (moment: string) => string;
  /** Beside the way in, until the conference has begun. */
  notStarted: string;
  /** After the time at which it should have begun. */
  waiting: string;
  inProgress: string;
  over: string;
  host: (name: string) => string;
  /** Of a series, whose times all have the same conference. */
  shared: string;
}

const english: ReadTexts = {
  none: "This appointment has no web conference.",
  failed: "Outlook did not give the appointment's text. Close this pane and open it again.",
  join: "Join web conference",
  leadsTo: (host) => `This link leads to ${host}.`,
  foreign: (host) =>
    `The link in this text leads to ${host}, which isn't your conferencing site. Open it only if you trust it.`,
  openAt: (host) => `Open ${host}`,
  startAsHost: "Start as host",
  opens: (moment) => `The door opens at ${moment}.`,
  notStarted: "Not started yet",
  waiting: "Waiting for the host",
  inProgress: "In progress",
  over: "This web conference is over.",
  host: (name) => `Host: ${name}`,
  shared: "The whole series shares this web conference.",
};

const german: ReadTexts = {
  none: "Dieser Termin hat keine Webkonferenz.",
  failed:
    "Outlook gab den Text des Termins nicht her. Schließen Sie diesen Bereich und öffnen Sie ihn wieder.",
  join: "An der Webkonferenz teilnehmen",
  leadsTo: (host) => `Dieser Link führt zu ${host}.`,
  foreign: (host) =>
    `Der Link in diesem Text führt zu ${host}, nicht zu Ihrem Konferenzsystem. Öffnen Sie ihn nur, wenn Sie ihm vertrauen.`,
  openAt: (host) => `${host} öffnen`,
  startAsHost: "Als Gastgeber starten",
  opens: (moment) => `Die Tür öffnet sich am ${moment}.`,
  notStarted: "Noch nicht begonnen",
  waiting: "Wartet auf den Gastgeber",
  inProgress: "Hat begonnen",
  over: "Diese Webkonferenz ist vorbei.",
  host: (name) => `Gastgeber: ${name}`,
  shared: "Die ganze Serie teilt diese Webkonferenz.",
};

const arabic: ReadTexts = {
  none: "لا يوجد مؤتمر ويب لهذا الموعد.",
  failed: "لم يُتح Outlook نص الموعد. أغلق هذا الجزء وافتحه من جديد.",
  join: "الانضمام إلى مؤتمر الويب",
  leadsTo: (host) => `يؤدي هذا الرابط إلى \u2066${host}\u2069.`,
  foreign: (host) =>
    `يؤدي الرابط في هذا النص إلى \u2066${host}\u2069، وليس هذا موقع مؤتمراتك. لا تفتحه إلا إذا كنت تثق به.`,
  openAt: (host) => `فتح \u2066${host}\u2069`,
  startAsHost: "البدء بصفة مضيف",
  opens: (moment) => `يُفتح الباب في ${moment}.`,
  notStarted: "لم يبدأ بعد",
  waiting: "في انتظار المضيف",
  inProgress: "جارٍ الآن",
  over: "انتهى مؤتمر الويب هذا.",
  host: (name) => `المضيف: ${name}`,
  shared: "تشترك السلسلة كلها في مؤتمر الويب هذا.",
};

export const readTexts = translated(english, german, arabic);
