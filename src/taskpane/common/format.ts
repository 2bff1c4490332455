/** Formats instants in the user's language and zone. */
export interface Formats {
  /** "Tuesday, 24 November 2026". */
  day(instant: Date): string;
  /** "15:00 – 15:30", with the day where the end is on another one. */
  times(start: Date, end: Date): string;
  /** "Tue 24 Nov, 15:00". */
  moment(instant: Date): string;
  /** "Tue, 24 Nov 2026, 15:00", for what may be another year's. */
  longMoment(instant: Date): string;
  /** "Sun 31 Oct, 02:30 CET", for the hour that comes twice when clocks go back. */
  zonedMoment(instant: Date): string;
  /** The zone spelled out: "Central European Standard Time". */
  zone(instant: Date): string;
}

export function createFormats(language: string, timeZone: string): Formats {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { timeZone, ...options });
  const day = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const time = format({ hour: "numeric", minute: "2-digit" });
  const short = {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "numeric",
    minute: "2-digit",
  } as const;
  const moment = format(short);
  const zone = format({ timeZoneName: "long" });
  return {
    day: (instant) => day.format(instant),
    times: (start, end) =>
      day.format(start) === day.format(end)
        ? `${time.format(start)} – ${time.format(end)}`
        : `${moment.format(start)} – ${moment.format(end)}`,
    moment: (instant) => moment.format(instant),
    longMoment: (instant) => format({ ...short, year: "numeric" }).format(instant),
    zonedMoment: (instant) => format({ ...short, timeZoneName: "short" }).format(instant),
    zone: (instant) =>
      zone.formatToParts(instant).find(({ type }) => type === "timeZoneName")?.value ?? timeZone,
  };
}
