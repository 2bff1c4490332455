import type { ConferenceRequest } from "../../relay/dates";
import { hash53 } from "../../invitation/document/hash53";
import type { ItemProperties, AppointmentSnapshot } from "../../outlook/appointment/appointment";
import { conferenceWindowOf } from "./conferenceWindow";
import { titleFor } from "./title";

/** A field in which an appointment has moved on from what was last scheduled. */
export type SnapshotDifference =
  | { field: "title"; from: string; to: string }
  | { field: "start" | "end"; from: Date; to: Date }
  | { field: "attendees" }
  /** The series goes on after the end of its one conference, which is near. */
  | { field: "renewal"; until: Date };

interface ScheduledSnapshot {
  title: string;
  start: Date;
  end: Date;
  attendees: string;
  seriesDays: number;
}

/** The longest part of a title that is kept: what the appointment may remember is limited. */
const maxTitle = 120;

/**
 * The last scheduled request, shortened: its times in milliseconds since the epoch. Event handlers compare the appointment with it: they may not sign in, and some run in
 * an engine without cryptography.
 */
export function scheduledSnapshotOf({ appointment }: ConferenceRequest, seriesDays: number): string {
  const { title, start, end, attendees } = appointment;
  return JSON.stringify([
    title.slice(0, maxTitle),
    start.getTime(),
    end.getTime(),
    digestOf(attendees),
    seriesDays,
  ]);
}

/** Differences since; null: no conference, no snapshot, or an occurrence. */
export function compareWithSnapshot(
  { conferenceId, scheduledSnapshot: text }: ItemProperties,
  snapshot: AppointmentSnapshot,
  now: number,
): SnapshotDifference[] | null {
  // One of a series sees what its series remembers, and has times of its own.
  const isOccurrence = snapshot.series?.part === "occurrence";
  const scheduled = conferenceId === undefined || text === undefined || isOccurrence ? null : parse(text);
  if (!scheduled) return null;
  const differences: SnapshotDifference[] = [];
  const title = titleFor(snapshot, scheduled.title).slice(0, maxTitle);
  if (title !== scheduled.title) differences.push({ field: "title", from: scheduled.title, to: title });
  const span = conferenceWindowOf(snapshot, {
    seriesDays: scheduled.seriesDays,
    now,
    scheduledStart: scheduled.start,
  });
  if (span.renews) differences.push({ field: "renewal", until: span.renews });
  for (const field of span.renews ? [] : (["start", "end"] as const)) {
    const from = scheduled[field];
    if (from.getTime() !== span[field].getTime()) differences.push({ field, from, to: span[field] });
  }
  if (digestOf(snapshot.attendees) !== scheduled.attendees) differences.push({ field: "attendees" });
  return differences;
}

function parse(text: string): ScheduledSnapshot | null {
  try {
    const saved: unknown = JSON.parse(text);
    const values: unknown[] = Array.isArray(saved) ? saved : [];
    const [title, start, end, attendees, seriesDays] = values;
    const isScheduledSnapshot =
      typeof title === "string" &&
      typeof start === "number" &&
      typeof end === "number" &&
      typeof attendees === "string" &&
      typeof seriesDays === "number";
    return isScheduledSnapshot
      ? { title, start: new Date(start), end: new Date(end), attendees, seriesDays }
      : null;
  } catch {
    return null;
  }
}

/** Tells lists of people apart, and tells nothing of them to a reader. */
function digestOf(people: readonly { address: string }[]): string {
  return hash53(
    people
      .map(({ address }) => address.toLowerCase())
      .sort()
      .join("\n"),
  );
}
