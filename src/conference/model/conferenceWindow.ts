import type { AppointmentSnapshot } from "../../outlook/appointment/appointment";
import type { SeriesRule } from "../../outlook/appointment/series";

/** When a conference begins and ends. */
export interface ConferenceWindow {
  start: Date;
  end: Date;
  /** Whether a series goes on for longer than its one conference may. */
  isCut: boolean;
  /** When the conference that is there ends while its series goes on, once it is time to renew it; null: it is not. */
  renews: Date | null;
}

export interface WindowTerms {
  /** How many days the one conference of a series may last. */
  seriesDays: number;
  /** Milliseconds since the epoch. */
  now: number;
  /** When the conference that is there begins; null: there is none. */
  scheduledStart: Date | null;
  /** Whether that is to be changed: no site takes a start that has passed once more. */
  isToChange?: boolean;
}

const minute = 60_000;
const day = 24 * 60 * minute;
/** How far back a start may lie: the time it takes to fill in the form and press the button. */
const graceMs = 5 * minute;

type Times = Pick<AppointmentSnapshot, "start" | "end" | "series">;

/**
 * When the conference of an appointment is open. RTC schedules single conferences: the one of a series is open from its
 * first occurrence to its last. Of a series that has begun it starts at once while one of its times is under way, else with
 * the next. What is scheduled keeps its start for as long as that is one of the series' and its conference need not be renewed.
 */
export function conferenceWindowOf(appointment: Times, terms: WindowTerms): ConferenceWindow {
  const { start, end, series } = appointment;
  const rule = series?.rule;
  if (!rule) return { start: startOnce(start, end, terms), end, isCut: false, renews: null };
  const { seriesDays, now } = terms;
  const clock: Clock = {
    at: (date) => inZone(date, rule.startMinutes, rule.timeZone),
    endOf: (start) => endOf(start, rule),
  };
  const first = clock.at(rule.firstDay);
  const last = lastTimeOf(appointment)?.end.getTime() ?? Infinity;
  const isPast = hasEnded(appointment, now);
  const isToCome = first.getTime() >= now - graceMs;
  const kept = isToCome ? null : keptStart(first, terms, clock);
  const renews = kept && !isPast ? endToRenew(kept, last, terms, rule.timeZone) : null;
  const fresh = isToCome || isPast ? first : nextTime(now, clock);
  const from = kept && !renews && maySend(kept, terms) ? kept : fresh;
  const longest = addDays(from, seriesDays, rule.timeZone).getTime();
  const isCut = last > longest;
  const until = isCut ? longest : Math.max(last, clock.endOf(first).getTime());
  return { start: from, end: new Date(until), isCut, renews };
}

/** Whether nothing is left of an appointment, or too little for a conference. `now` in milliseconds. */
export function hasEnded(appointment: Times, now: number): boolean {
  const last = lastTimeOf(appointment);
  return last !== null && last.start.getTime() < now - graceMs && last.end <= soonAfter(now);
}

/** When an appointment takes place for the last time; null: its series has no end. */
function lastTimeOf({ start, end, series }: Times): { start: Date; end: Date } | null {
  const rule = series?.rule;
  if (!rule) return { start, end };
  if (rule.lastDay === null) return null;
  const last = inZone(rule.lastDay, rule.startMinutes, rule.timeZone);
  return { start: last, end: endOf(last, rule) };
}

/**
 * When the conference of an appointment begins that happens once. No site takes a start in the past: of one that has begun it
 * is the next minute but one, since the site looks later than we do, or what is scheduled since. One that is over keeps its own.
 */
function startOnce(start: Date, end: Date, terms: WindowTerms): Date {
  const { now, scheduledStart: kept } = terms;
  if (start.getTime() >= now - graceMs) return start;
  const soon = soonAfter(now);
  if (kept && kept >= start && kept <= soon && maySend(kept, terms)) return kept;
  return end > soon ? soon : start;
}

/** Whether a start that is kept would be taken again, where it is sent at all. */
function maySend(kept: Date, { now, isToChange = false }: WindowTerms): boolean {
  return !isToChange || kept.getTime() >= now - graceMs;
}

/** A full minute, so that two presses of a button ask for the same. */
function soonAfter(now: number): Date {
  return new Date(Math.ceil(now / minute + 1) * minute);
}

/** From when on a conference is to be renewed that ends before its series. */
export function renewalOf(end: Date, seriesDays: number, timeZone: string): Date {
  return addDays(end, -Math.min(30, Math.ceil(seriesDays / 3)), timeZone);
}

/** `last`: the end of the series, in milliseconds. */
function endToRenew(
  start: Date,
  last: number,
  { seriesDays, now }: WindowTerms,
  timeZone: string,
): Date | null {
  const end = addDays(start, seriesDays, timeZone);
  return end.getTime() < last && renewalOf(end, seriesDays, timeZone).getTime() <= now ? end : null;
}

/** At what times a series may take place: which days are its own is not asked. */
interface Clock {
  /** Its time of day on a date. */
  at: (date: string) => Date;
  /** When the one ends that begins at an instant. */
  endOf: (start: Date) => Date;
}

/** The start of what is scheduled, where no time to come is before it; null: another one is needed. */
function keptStart(first: Date, { now, scheduledStart: kept }: WindowTerms, clock: Clock): Date | null {
  if (!kept || kept < first || kept > nextTime(now, clock)) return null;
  // One that was under way when its conference was scheduled had begun before that.
  const isDuring = timesAround(kept.getTime(), clock).some((time) => {
    return kept.getTime() === time.getTime() || (kept > time && kept < clock.endOf(time));
  });
  return isDuring ? kept : null;
}

/** The next time of a series, or now while one is under way that has begun too long ago. */
function nextTime(now: number, clock: Clock): Date {
  const soon = soonAfter(now);
  const times = timesAround(now, clock);
  const next = times.find((time) => time.getTime() >= now - graceMs) ?? soon;
  const isUnderWay = times.some((time) => time < next && clock.endOf(time) > soon);
  return isUnderWay && soon < next ? soon : next;
}

/** The series' time of day on the days around an instant: its date in the series' zone may be another one than UTC's. */
function timesAround(instant: number, { at }: Clock): Date[] {
  return [-2, -1, 0, 1, 2].map((days) => at(new Date(instant + days * day).toISOString().slice(0, 10)));
}

/** When an occurrence ends: its whole days are the calendar's. */
function endOf(start: Date, { startMinutes, durationMinutes, timeZone }: SeriesRule): Date {
  const minutesADay = 24 * 60;
  // By the rule's time of day: one that is left out on its own day is not on the next.
  const dates = addDays(start, Math.floor(durationMinutes / minutesADay), timeZone, startMinutes);
  return new Date(dates.getTime() + (durationMinutes % minutesADay) * minute);
}

/** The same time of day so many dates later: some days have 23 or 25 hours, or half an hour more or less. */
function addDays(time: Date, days: number, timeZone: string, minutes?: number): Date {
  if (days === 0) return time;
  const wall = new Date(time.getTime() + offsetOf(time.getTime(), formatIn(timeZone)));
  const timeOfDay = minutes ?? 60 * wall.getUTCHours() + wall.getUTCMinutes();
  wall.setUTCDate(wall.getUTCDate() + days);
  return inZone(wall.toISOString().slice(0, 10), timeOfDay, timeZone);
}

/**
 * A time of day in a zone as an instant. One that is left out when clocks go forward is as much later, of one that comes
 * twice it is the first, as Outlook has it.
 */
export function inZone(date: string, minutes: number, timeZone: string): Date {
  const format = formatIn(timeZone);
  const wall = Date.parse(`${date}T00:00:00Z`) + minutes * minute;
  const before = offsetOf(wall - day, format);
  const after = offsetOf(wall + day, format);
  const fits = [wall - before, wall - after].filter((time) => time + offsetOf(time, format) === wall);
  return new Date(fits.length > 0 ? Math.min(...fits) : wall - before);
}

/** One for each zone: making one takes longer than all that is done with it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  formats.set(timeZone, format);
  return format;
}

/** How far the zone of a format is ahead of UTC at an instant; milliseconds. */
function offsetOf(time: number, format: Intl.DateTimeFormat): number {
  // "3/28/2027, 14:05"
  const [month = 1, dayOfMonth, year = 0, hour, minutes] = (format.format(time).match(/\d+/g) ?? []).map(
    Number,
  );
  return Date.UTC(year, month - 1, dayOfMonth, hour, minutes) - Math.floor(time / minute) * minute;
}
