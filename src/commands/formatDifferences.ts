import type { SnapshotDifference } from "../conference/model/scheduledSnapshot";
import { localeOf } from "../conference/locale";
import type { eventTexts } from "../locales/messages";

interface FormatDifferencesOptions {
  texts: ReturnType<typeof eventTexts>;
  language: string;
  timeZone: string;
}

/** A bar has 150 characters, an alert 500. */
const maxTitle = 36;

/** Each difference in a sentence. An end that has moved as far as the start is not worth one. */
export function formatDifferences(
  differences: SnapshotDifference[],
  options: FormatDifferencesOptions,
): string[] {
  const movedBy = new Set<number>();
  const sentences: string[] = [];
  for (const difference of differences) {
    if (difference.field === "start" || difference.field === "end") {
      const ms = difference.to.getTime() - difference.from.getTime();
      if (movedBy.has(ms)) continue;
      movedBy.add(ms);
    }
    sentences.push(say(difference, options));
  }
  return sentences;
}

function say(
  difference: SnapshotDifference,
  { texts, language, timeZone }: FormatDifferencesOptions,
): string {
  if (difference.field === "attendees") return texts.attendees;
  if (difference.field === "title")
    return texts.title({ from: shorten(difference.from), to: shorten(difference.to) });
  if (difference.field === "renewal")
    return texts.renewal({ until: momentOf(language, timeZone)(difference.until) });
  const { from, to, field } = difference;
  const day = formatOf(language, { timeZone, day: "numeric", month: "short" });
  const isSameDay = day(from) === day(to);
  const plain = isSameDay
    ? formatOf(language, { timeZone, hour: "numeric", minute: "2-digit" })
    : momentOf(language, timeZone);
  // When clocks go back, an hour comes twice.
  const isTwice = plain(from) === plain(to);
  const when = isTwice
    ? formatOf(language, { timeZone, hour: "numeric", minute: "2-digit", timeZoneName: "short" })
    : plain;
  return texts[field]({ from: when(from), to: when(to) });
}

function momentOf(language: string, timeZone: string): (time: Date) => string {
  const date = { timeZone, day: "numeric", month: "short" } as const;
  return formatOf(language, { ...date, weekday: "short", hour: "numeric", minute: "2-digit" });
}

function formatOf(language: string, options: Intl.DateTimeFormatOptions): (time: Date) => string {
  const format = new Intl.DateTimeFormat(localeOf(language), options);
  return (time) => format.format(time);
}

function shorten(title: string): string {
  // A character of two units is not cut in half.
  return title.length > maxTitle ? `${title.slice(0, maxTitle - 1).replace(/[\uD800-\uDBFF]$/, "")}…` : title;
}
