/** A recurring appointment. */
export interface Series {
  /** Whether this is the series itself, or one of its occurrences (an exception too). */
  part: "series" | "occurrence";
  /** null where Outlook does not say: below Mailbox 1.7, and of some occurrences. */
  rule: SeriesRule | null;
}

/** How a series repeats. Days are Outlook's short names: mon to sun, day, weekday, weekendDay. */
export interface SeriesRule {
  kind: "daily" | "weekday" | "weekly" | "monthly" | "yearly";
  interval: number;
  days: string[];
  dayOfMonth: number | null;
  weekOfMonth: "first" | "second" | "third" | "fourth" | "last" | null;
  /** Outlook's short name, jan to dec. */
  month: string | null;
  /** Calendar dates (YYYY-MM-DD) in `timeZone`; `lastDay` null: the series has no end. */
  firstDay: string;
  lastDay: string | null;
  startMinutes: number;
  durationMinutes: number;
  /** IANA name; the zone in which Outlook shows times, where its name for the series' own is not known. */
  timeZone: string;
}
