import { translated } from "../../conference/translated";
import type { SeriesRule } from "../../outlook/appointment/series";

/** The words in which a series is told. `every`: "Every 2 weeks"; the other parts are put behind it. */
interface SeriesTexts {
  every: Record<Exclude<SeriesRule["kind"], "weekday">, (interval: number) => string>;
  weekdays: string;
  kinds: Record<string, string>;
  weeks: Record<NonNullable<SeriesRule["weekOfMonth"]>, string>;
  on: (days: string) => string;
  onDay: (day: number) => string;
  inMonth: (month: string) => string;
  from: (date: string) => string;
  until: (date: string) => string;
  noEnd: string;
  comma: string;
  unknown: string;
  /** Below Mailbox 1.7. */
  untold: string;
  /** The policy: one conference from the first occurrence to the last. */
  policy: (from: string, to: string) => string;
  /** Before it can be renewed, and when. */
  cut: (days: number, from: string, to: string) => string;
  /** From then on. */
  renew: (until: string) => string;
  /** Not of a series: the times of a conference whose appointment has begun. */
  begun: (times: string) => string;
}

const every = (one: string, many: string) => (interval: number) =>
  interval === 1 ? `Every ${one}` : `Every ${interval} ${many}`;
const jeden = (one: string, many: string) => (interval: number) =>
  interval === 1 ? one : `Alle ${interval} ${many}`;
const kull = (one: string, many: string) => (interval: number) =>
  interval === 1 ? `كل ${one}` : `كل ${interval} ${many}`;

const english: SeriesTexts = {
  every: {
    daily: every("day", "days"),
    weekly: every("week", "weeks"),
    monthly: every("month", "months"),
    yearly: every("year", "years"),
  },
  weekdays: "Every weekday",
  kinds: { day: "day", weekday: "weekday", weekendDay: "weekend day" },
  weeks: {
    first: "the first",
    second: "the second",
    third: "the third",
    fourth: "the fourth",
    last: "the last",
  },
  on: (days) => `on ${days}`,
  onDay: (day) => `on day ${day}`,
  inMonth: (month) => `in ${month}`,
  from: (date) => `from ${date}`,
  until: (date) => `until ${date}`,
  noEnd: "without an end",
  comma: ", ",
  unknown: "A series; Outlook does not say how it repeats.",
  untold:
    "This Outlook does not say whether an appointment repeats. The web conference of a series is open at its first time only: make appointments of their own for the other times.",
  policy: (from, to) =>
    `One web conference for all of it, open from ${from} to ${to}. All occurrences share its link.`,
  cut: (days, from, to) =>
    `The series goes on for longer than the ${days} days that one web conference may last. Renew it here between ${from} and ${to}.`,
  renew: (until) =>
    `The series goes on, but its web conference ends on ${until}. Update it; where that is refused because it has begun, make a new one for what is to come.`,
  begun: (times) => `The appointment has begun. Its web conference opens now: ${times}.`,
};

const german: SeriesTexts = {
  every: {
    daily: jeden("Jeden Tag", "Tage"),
    weekly: jeden("Jede Woche", "Wochen"),
    monthly: jeden("Jeden Monat", "Monate"),
    yearly: jeden("Jedes Jahr", "Jahre"),
  },
  weekdays: "Jeden Werktag",
  kinds: { day: "Tag", weekday: "Werktag", weekendDay: "Wochenendtag" },
  weeks: { first: "ersten", second: "zweiten", third: "dritten", fourth: "vierten", last: "letzten" },
  on: (days) => `am ${days}`,
  onDay: (day) => `am ${day}.`,
  inMonth: (month) => `im ${month}`,
  from: (date) => `ab ${date}`,
  until: (date) => `bis ${date}`,
  noEnd: "ohne Ende",
  comma: ", ",
  unknown: "Eine Serie; Outlook sagt nicht, wie sie sich wiederholt.",
  untold:
    "Dieses Outlook sagt nicht, ob sich ein Termin wiederholt. Die Webkonferenz einer Serie ist nur zu deren erstem Termin offen: Legen Sie für die anderen eigene Termine an.",
  policy: (from, to) =>
    `Eine Webkonferenz für die ganze Serie, offen vom ${from} bis zum ${to}. Alle Termine teilen ihren Link.`,
  cut: (days, from, to) =>
    `Die Serie dauert länger als die ${days} Tage, die eine Webkonferenz dauern darf. Erneuern Sie sie hier zwischen dem ${from} und dem ${to}.`,
  renew: (until) =>
    `Die Serie geht weiter, ihre Webkonferenz endet aber am ${until}. Aktualisieren Sie sie; wird das abgelehnt, weil sie begonnen hat, legen Sie für das Kommende eine neue an.`,
  begun: (times) => `Der Termin hat begonnen. Seine Webkonferenz öffnet jetzt: ${times}.`,
};

const arabic: SeriesTexts = {
  every: {
    daily: kull("يوم", "أيام"),
    weekly: kull("أسبوع", "أسابيع"),
    monthly: kull("شهر", "أشهر"),
    yearly: kull("سنة", "سنوات"),
  },
  weekdays: "كل يوم عمل",
  kinds: { day: "يوم", weekday: "يوم عمل", weekendDay: "يوم عطلة" },
  weeks: { first: "أول", second: "ثاني", third: "ثالث", fourth: "رابع", last: "آخر" },
  on: (days) => `في ${days}`,
  onDay: (day) => `في اليوم ${day}`,
  inMonth: (month) => `من ${month}`,
  from: (date) => `من ${date}`,
  until: (date) => `حتى ${date}`,
  noEnd: "بلا نهاية",
  comma: "، ",
  unknown: "سلسلة؛ لا يذكر Outlook كيف تتكرر.",
  untold:
    "لا يذكر Outlook هذا ما إذا كان الموعد يتكرر. مؤتمر السلسلة مفتوح في موعدها الأول فقط: أنشئ مواعيد مستقلة للأوقات الأخرى.",
  policy: (from, to) =>
    `مؤتمر ويب واحد للسلسلة كلها، مفتوح من ${from} إلى ${to}. تشترك كل المواعيد في رابطه.`,
  cut: (days, from, to) =>
    `تستمر السلسلة أطول من ${days} يومًا، وهي أقصى مدة لمؤتمر واحد. جدّده هنا بين ${from} و${to}.`,
  renew: (until) =>
    `تستمر السلسلة، لكن مؤتمر الويب ينتهي ${until}. حدّثه؛ وإن رُفض ذلك لأنه بدأ، فأنشئ مؤتمرًا جديدًا لما هو قادم.`,
  begun: (times) => `بدأ الموعد. يُفتح مؤتمر الويب الآن: ${times}.`,
};

export const seriesTexts = translated(english, german, arabic);

const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** A rule in words, such as "Every 2 weeks on Monday and Thursday, from 2 March 2027, until 30 June 2027". */
export function describeRule(rule: SeriesRule, tag: string): string {
  const texts = seriesTexts(tag);
  const named = (options: Intl.DateTimeFormatOptions, time: number) =>
    new Intl.DateTimeFormat(tag, { timeZone: "UTC", ...options }).format(time);
  const date = (day: string) => named({ dateStyle: "long" }, Date.parse(day));
  const dayName = (day: string) => {
    const at = weekdays.indexOf(day);
    // 4 January 1970 was a Sunday.
    return at < 0 ? (texts.kinds[day] ?? day) : named({ weekday: "long" }, Date.UTC(1970, 0, 4 + at));
  };
  const { kind, interval, days, dayOfMonth, weekOfMonth, month, firstDay, lastDay } = rule;
  const list = new Intl.ListFormat(tag, { type: "conjunction" }).format(days.map(dayName));
  const isOnDays = kind === "weekly" || weekOfMonth !== null;
  const head = [
    kind === "weekday" ? texts.weekdays : texts.every[kind](interval),
    isOnDays &&
      days.length > 0 &&
      texts.on(weekOfMonth === null ? list : `${texts.weeks[weekOfMonth]} ${list}`),
    dayOfMonth !== null && texts.onDay(dayOfMonth),
    month !== null && texts.inMonth(named({ month: "long" }, Date.UTC(1970, months.indexOf(month), 1))),
  ].filter(Boolean);
  const until = lastDay === null ? texts.noEnd : texts.until(date(lastDay));
  return [head.join(" "), texts.from(date(firstDay)), until].join(texts.comma);
}
