import { seriesTexts } from "../../locales/messages";
import type { SeriesRule } from "../../outlook/appointment/series";

const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** A rule in words, such as "Every 2 weeks on Monday and Thursday, from 2 March 2027, until 30 June 2027". */
export function describeRule(rule: SeriesRule, tag: string): string {
  const texts = seriesTexts(tag);
  const kinds: Record<string, string> = texts.kinds;
  const named = (options: Intl.DateTimeFormatOptions, time: number) =>
    new Intl.DateTimeFormat(tag, { timeZone: "UTC", ...options }).format(time);
  const date = (day: string) => named({ dateStyle: "long" }, Date.parse(day));
  const dayName = (day: string) => {
    const at = weekdays.indexOf(day);
    // 4 January 1970 was a Sunday.
    return at < 0 ? (kinds[day] ?? day) : named({ weekday: "long" }, Date.UTC(1970, 0, 4 + at));
  };
  const { kind, interval, days, dayOfMonth, weekOfMonth, month, firstDay, lastDay } = rule;
  const list = new Intl.ListFormat(tag, { type: "conjunction" }).format(days.map(dayName));
  const isOnDays = kind === "weekly" || weekOfMonth !== null;
  const head = [
    kind === "weekday" ? texts.weekdays : texts.every[kind]({ interval }),
    isOnDays &&
      days.length > 0 &&
      texts.on({ days: weekOfMonth === null ? list : `${texts.weeks[weekOfMonth]} ${list}` }),
    dayOfMonth !== null && texts.onDay({ day: dayOfMonth }),
    month !== null &&
      texts.inMonth({ month: named({ month: "long" }, Date.UTC(1970, months.indexOf(month), 1)) }),
  ].filter(Boolean);
  const until = lastDay === null ? texts.noEnd : texts.until({ date: date(lastDay) });
  return [head.join(" "), texts.from({ date: date(firstDay) }), until].join(texts.comma);
}
