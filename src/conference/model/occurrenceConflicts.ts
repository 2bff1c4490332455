import type { Attendee } from "../../contract/conference";
import type { Conference } from "../../relay/dates";
import type { AppointmentSnapshot } from "../../outlook/appointment/appointment";
import type { SeriesRule } from "../../outlook/appointment/series";
import { inZone } from "./conferenceWindow";

/** In what one of a series does not go with the conference of its series. */
export type OccurrenceConflict =
  /** It is at a time that the series' rule does not have; the conference is open then. */
  | { kind: "moved" }
  /** The conference is not open for all of its time. */
  | { kind: "notOpen"; from: Date; to: Date }
  /** The conference lets in invited people only, and these are not. */
  | { kind: "notInvited"; people: Attendee[] };

const dayMs = 24 * 60 * 60 * 1000;

/** Of one that is over nothing is told. `now` in milliseconds. */
export function findOccurrenceConflicts(
  { start, end, attendees, series }: AppointmentSnapshot,
  { scheduled: { appointment, options } }: Conference,
  now: number,
): OccurrenceConflict[] {
  if (end.getTime() < now) return [];
  const exceptions: OccurrenceConflict[] = [];
  const { start: from, end: to } = appointment;
  // A change while one is under way opens its conference anew: what it was not open for is over.
  const isEarly = start < from && from.getTime() > now;
  if (isEarly || end > to) exceptions.push({ kind: "notOpen", from, to });
  else if (series?.rule && !hasTime(series.rule, start)) exceptions.push({ kind: "moved" });
  const invited = new Set(appointment.attendees.map(({ address }) => address.toLowerCase()));
  const people = attendees.filter(({ address }) => !invited.has(address.toLowerCase()));
  if (options.access === "invited" && people.length > 0) exceptions.push({ kind: "notInvited", people });
  return exceptions;
}

/** Whether one of the rule's times starts then. */
function hasTime(rule: SeriesRule, start: Date): boolean {
  const { timeZone, startMinutes } = rule;
  // The date in the series' zone may be another one than UTC's.
  return [-1, 0, 1]
    .map((days) => new Date(start.getTime() + days * dayMs).toISOString().slice(0, 10))
    .some(
      (date) =>
        inZone(date, startMinutes, timeZone).getTime() === start.getTime() && hasDate(rule, new Date(date)),
    );
}

const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const weeks = { first: 0, second: 1, third: 2, fourth: 3, last: -1 };

/** Whether the rule has a day; `date` is its midnight in UTC. */
function hasDate(rule: SeriesRule, date: Date): boolean {
  const { kind, interval, days, month, firstDay, lastDay } = rule;
  const first = new Date(firstDay);
  if (date < first || (lastDay !== null && date > new Date(lastDay))) return false;
  const monthsSince =
    12 * (date.getUTCFullYear() - first.getUTCFullYear()) + date.getUTCMonth() - first.getUTCMonth();
  switch (kind) {
    case "daily":
      return ((date.getTime() - first.getTime()) / dayMs) % interval === 0;
    case "weekday":
      return isCalled("weekday", date);
    case "weekly":
      return days.some((day) => isCalled(day, date)) && isInTurn(date, first, interval);
    case "monthly":
      return monthsSince % interval === 0 && isDayOfMonth(rule, date);
    case "yearly":
      return (month === null || months[date.getUTCMonth()] === month) && isDayOfMonth(rule, date);
  }
}

/** Whether a week has its turn, whether weeks begin on Sunday or on Monday. */
function isInTurn(date: Date, first: Date, interval: number): boolean {
  // 1 January 1970 was a Thursday.
  return [4, 3].some((shift) => {
    const week = (day: Date) => Math.floor((day.getTime() / dayMs + shift) / 7);
    return (week(date) - week(first)) % interval === 0;
  });
}

function isDayOfMonth({ days, dayOfMonth, weekOfMonth }: SeriesRule, date: Date): boolean {
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  // A month without a 31st has its last day instead.
  if (weekOfMonth === null) return dayOfMonth === null || date.getUTCDate() === Math.min(dayOfMonth, length);
  const fitting = Array.from({ length }, (_, at) => new Date(Date.UTC(year, month, at + 1))).filter((day) =>
    days.some((name) => isCalled(name, day)),
  );
  return fitting.at(weeks[weekOfMonth])?.getTime() === date.getTime();
}

/** By Outlook's short names, of which some stand for several days. */
function isCalled(name: string, date: Date): boolean {
  const day = date.getUTCDay();
  const isWeekend = day === 0 || day === 6;
  if (name === "day") return true;
  if (name === "weekday") return !isWeekend;
  return name === "weekendDay" ? isWeekend : weekdays[day] === name;
}
