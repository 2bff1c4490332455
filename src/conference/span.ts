import type { AppointmentSnapshot } from "../outlook/appointment";
import type { SeriesRule } from "../outlook/series";

/** When a conference begins and ends. */
export interface Span {
  start: Date;
  end: Date;
  /** Whether a series goes on for longer than its one conference may. */
  isCut: boolean;
  /** When the conference that is there ends while its series goes on, once it is time to renew it; null: it is not. */
  renews: Date | null;
}

export interface SpanTerms {
  /** How many days the one conference of a series may last. */
  seriesDays: number;
  /** Milliseconds since the epoch. */
  now: number;
  /** When the conference that is there begins; null: there is none. */
  scheduledStart: Date | null;
}

const minute = 60_000;
const day = 24 * 60 * minute;
/** How far back a start may lie: the time it takes to fill in the form and press the button. */
export const graceMs = 5 * minute;

/**
 * When the conference of an appointment is open. RTC schedules single conferences: the one of a series is open from its
 * first occurrence to its last. Of a series that has begun it starts with the next time of day. What is scheduled keeps its
 * start for as long as that is one of the series' and its conference need not be renewed.
 */
export function spanOf(
  { start, end, series }: Pick<AppointmentSnapshot, "start" | "end" | "series">,
  terms: SpanTerms,
): Span {
  const rule = series?.rule;
  if (!rule) return { start: startOnce(start, end, terms), end, isCut: false, renews: null };
  const { seriesDays, now } = terms;
  const at = (date: string) => instantOf(date, rule, start);
  const first = at(rule.firstDay);
  const last = rule.lastDay === null ? Infinity : at(rule.lastDay).getTime() + rule.durationMinutes * minute;
  const isToCome = first.getTime() >= now - graceMs;
  const kept = isToCome ? null : keptStart({ first, terms, at });
  const renews = kept && endToRenew(kept, last, terms);
  const from = isToCome ? first : kept && !renews ? kept : nextTime(now, at);
  const longest = from.getTime() + seriesDays * day;
  const isCut = last > longest;
  const until = isCut ? longest : Math.max(last, from.getTime() + rule.durationMinutes * minute);
  return { start: from, end: new Date(until), isCut, renews };
}

/**
 * When the conference of an appointment begins that happens once. No site takes a start in the past: of one that has begun it
 * is the next minute but one, since the site looks later than we do, or what is scheduled since. One that is over keeps its own.
 */
function startOnce(start: Date, end: Date, { now, scheduledStart: kept }: SpanTerms): Date {
  if (start.getTime() >= now - graceMs) return start;
  const soon = soonAfter(now);
  if (kept && kept >= start && kept <= soon) return kept;
  return end > soon ? soon : start;
}

/** A full minute, so that two presses of a button ask for the same. */
export function soonAfter(now: number): Date {
  return new Date(Math.ceil(now / minute + 1) * minute);
}

/** From when on a conference is to be renewed that ends before its series. */
export function renewalOf(end: Date, seriesDays: number): Date {
  return new Date(end.getTime() - Math.min(30, seriesDays / 3) * day);
}

/** `last`: the end of the series, in milliseconds. */
function endToRenew(start: Date, last: number, { seriesDays, now }: SpanTerms): Date | null {
  const end = new Date(start.getTime() + seriesDays * day);
  const isDue = renewalOf(end, seriesDays).getTime() <= now && now < last;
  return end.getTime() < last && isDue ? end : null;
}

interface Kept {
  first: Date;
  terms: SpanTerms;
  at: (date: string) => Date;
}

/** The start of what is scheduled, where no time to come is before it; null: another one is needed. */
function keptStart({ first, terms, at }: Kept): Date | null {
  const { now, scheduledStart: kept } = terms;
  if (!kept || kept < first || kept > nextTime(now, at)) return null;
  const isTimeOfDay = timesAround(kept.getTime(), at).some((time) => time.getTime() === kept.getTime());
  return isTimeOfDay ? kept : null;
}

function nextTime(now: number, at: (date: string) => Date): Date {
  return timesAround(now, at).find((time) => time.getTime() >= now - graceMs) ?? new Date(now);
}

/** The series' time of day on the days around an instant: its date in the series' zone may be another one than UTC's. */
function timesAround(instant: number, at: (date: string) => Date): Date[] {
  return [-1, 0, 1, 2].map((days) => at(new Date(instant + days * day).toISOString().slice(0, 10)));
}

/** The series' time of day on a date, as an instant; where the zone is not known, by whole days from its first time. */
function instantOf(date: string, rule: SeriesRule, start: Date): Date {
  if (rule.timeZone !== null) return inZone(date, rule.startMinutes, rule.timeZone);
  const days = Math.round((Date.parse(date) - Date.parse(rule.firstDay)) / day);
  return new Date(start.getTime() + days * day);
}

/**
 * A time of day in a zone as an instant. One that is left out when clocks go forward is as much later, of one that comes
 * twice it is the first, as Outlook has it.
 */
export function inZone(date: string, minutes: number, timeZone: string): Date {
  const wall = Date.parse(`${date}T00:00:00Z`) + minutes * minute;
  const before = offsetOf(wall - day, timeZone);
  const after = offsetOf(wall + day, timeZone);
  const fits = [wall - before, wall - after].filter((time) => time + offsetOf(time, timeZone) === wall);
  return new Date(fits.length > 0 ? Math.min(...fits) : wall - before);
}

/** How far a zone is ahead of UTC at an instant; milliseconds. */
function offsetOf(time: number, timeZone: string): number {
  const shown = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  }).format(time);
  // "3/28/2027, 14:05"
  const [month = 1, dayOfMonth, year = 0, hour, minutes] = (shown.match(/\d+/g) ?? []).map(Number);
  return Date.UTC(year, month - 1, dayOfMonth, hour, minutes) - Math.floor(time / minute) * minute;
}
