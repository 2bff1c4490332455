import type { Attendee, ConferenceOptions } from "../../contract/conference";
import type { ConferenceRequest } from "../../relay/dates";
import { limits } from "../../contract/limits";
import type { AppointmentSnapshot } from "../../outlook/appointment/appointment";
import { hasEnded, conferenceWindowOf } from "./conferenceWindow";
import { titleFor } from "./title";

/** Reasons why an appointment can't become a conference. */
export type BlockingError =
  | "END_BEFORE_START"
  | "STARTS_IN_THE_PAST"
  | "TOO_MANY_ATTENDEES"
  | "KEY_MISSING"
  | "SCHEDULING_NOT_ALLOWED"
  | "OCCURRENCE"
  | "NOT_A_DELEGATE";

/** Finds what the conferencing site would refuse anyway. `now` in milliseconds. */
export function findBlockingErrors(
  appointment: AppointmentSnapshot,
  { conferenceKey }: ConferenceOptions,
  now: number,
): BlockingError[] {
  const { start, end, attendees, series } = appointment;
  const blockingErrors: BlockingError[] = [];
  if (end.getTime() <= start.getTime()) blockingErrors.push("END_BEFORE_START");
  if (series?.part === "occurrence") blockingErrors.push("OCCURRENCE");
  // An appointment that has started may still have time left.
  if (hasEnded(appointment, now)) blockingErrors.push("STARTS_IN_THE_PAST");
  if (attendees.length > limits.attendees) blockingErrors.push("TOO_MANY_ATTENDEES");
  if (conferenceKey?.trim() === "") blockingErrors.push("KEY_MISSING");
  return blockingErrors;
}

/** Values that a request needs beside the appointment and its options. */
export interface RequestTerms {
  /** The title of a conference whose appointment has no subject. */
  titleFallback: string;
  /** How many days the one conference of a series may last. */
  seriesDays: number;
  /** Milliseconds since the epoch. */
  now: number;
  /** The scheduled request; null: none. */
  scheduled: ConferenceRequest | null;
}

/** The whole request for an appointment: RTC's update replaces, so nothing may be left out. */
export function toScheduleRequest(
  snapshot: AppointmentSnapshot,
  options: ConferenceOptions,
  terms: RequestTerms,
): ConferenceRequest {
  return makeRequest(snapshot, options, { ...terms, isToChange: false });
}

/**
 * The request by which what is scheduled is changed. No site takes a start in the past: where anything has changed, a
 * conference that has begun starts at once, or with the series' next time.
 */
export function toUpdateRequest(
  snapshot: AppointmentSnapshot,
  options: ConferenceOptions,
  terms: RequestTerms,
): ConferenceRequest {
  const request = toScheduleRequest(snapshot, options, terms);
  const { scheduled } = terms;
  if (!scheduled || findDifferences(scheduled, request).length === 0) return request;
  return makeRequest(snapshot, options, { ...terms, isToChange: true });
}

function makeRequest(
  snapshot: AppointmentSnapshot,
  options: ConferenceOptions,
  { titleFallback, scheduled, ...terms }: RequestTerms & { isToChange: boolean },
): ConferenceRequest {
  const scheduledStart = scheduled && scheduled.appointment.start;
  const { start, end } = conferenceWindowOf(snapshot, { ...terms, scheduledStart });
  const appointment = {
    // Without a subject the title that it has been given stays, whatever language it is in.
    title: titleFor(snapshot, scheduled?.appointment.title ?? titleFallback),
    start,
    end,
    attendees: snapshot.attendees,
  };
  return { appointment, options };
}

/** One field in which the appointment has moved on from what is scheduled. */
export type Difference =
  | { field: "title"; from: string; to: string }
  | { field: "start" | "end"; from: Date; to: Date }
  | { field: "attendees"; added: Attendee[]; removed: Attendee[] }
  | { field: "options"; from: ConferenceOptions; to: ConferenceOptions };

/** Compares what is scheduled with what would be scheduled now. */
export function findDifferences(scheduled: ConferenceRequest, now: ConferenceRequest): Difference[] {
  const from = scheduled.appointment;
  const to = now.appointment;
  const differences: Difference[] = [];
  if (from.title !== to.title) differences.push({ field: "title", from: from.title, to: to.title });
  for (const field of ["start", "end"] as const) {
    const [before, after] = [from[field], to[field]];
    if (before.getTime() !== after.getTime()) differences.push({ field, from: before, to: after });
  }
  const added = notIn(from.attendees, to.attendees);
  const removed = notIn(to.attendees, from.attendees);
  if (added.length + removed.length > 0) differences.push({ field: "attendees", added, removed });
  if (JSON.stringify(sorted(scheduled.options)) !== JSON.stringify(sorted(now.options))) {
    differences.push({ field: "options", from: scheduled.options, to: now.options });
  }
  return differences;
}

function notIn(some: Attendee[], others: Attendee[]): Attendee[] {
  const known = new Set(some.map(({ address }) => address.toLowerCase()));
  return others.filter(({ address }) => !known.has(address.toLowerCase()));
}

function sorted(options: ConferenceOptions): [string, unknown][] {
  return Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1));
}
