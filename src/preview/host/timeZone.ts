/** A wall clock's date and time, as HTML inputs hold them: "2027-03-02" and "14:00". */
export interface WallTime {
  date: string;
  time: string;
}

/** The wall-clock time in the zone at an instant (milliseconds). */
export function toWallTime(instant: number, timeZone: string): WallTime {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(instant);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? "";
  return {
    date: `${part("year")}-${part("month")}-${part("day")}`,
    time: `${part("hour")}:${part("minute")}`,
  };
}

/** The instant at which a clock in the zone shows this; in the hour that is skipped in spring, one hour later. */
export function toInstant({ date, time }: WallTime, timeZone: string): number {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  const offsetAt = (instant: number) => {
    const wall = toWallTime(instant, timeZone);
    return Date.parse(`${wall.date}T${wall.time}:00Z`) - instant;
  };
  const first = asUtc - offsetAt(asUtc);
  const second = asUtc - offsetAt(first);
  return toWallTime(second, timeZone).time === time ? second : first;
}

const hour = 3_600_000;
const day = 24 * hour;
const halfYear = 183 * day;

/** How far the zone is ahead of UTC around an instant, as Outlook tells it: spans with the same offset, as texts. */
export function offsetsAround(
  instant: number,
  timeZone: string,
): { start: string; end: string; offset: string }[] {
  const offsetAt = (time: number) => {
    const wall = toWallTime(time, timeZone);
    return Math.round(
      (Date.parse(`${wall.date}T${wall.time}:00Z`) - Math.floor(time / 60_000) * 60_000) / 60_000,
    );
  };
  const [from, until] = [instant - halfYear, instant + halfYear];
  const spans: { start: string; end: string; offset: string }[] = [];
  let start = from;
  for (let time = from + day; time <= until; time += day) {
    const offset = offsetAt(start);
    if (offsetAt(time) === offset) continue;
    let change = time - day;
    while (offsetAt(change) === offset) change += hour;
    spans.push({ start: String(start), end: String(change), offset: String(offset) });
    start = change;
  }
  spans.push({ start: String(start), end: String(until), offset: String(offsetAt(start)) });
  return spans;
}
