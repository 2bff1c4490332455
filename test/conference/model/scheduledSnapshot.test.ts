import fc from "fast-check";
import {
  findDifferences,
  findBlockingErrors,
  toUpdateRequest,
  toScheduleRequest,
} from "../../../src/conference/model/differences";
import { defaultOptions } from "../../../src/conference/model/options";
import { compareWithSnapshot, scheduledSnapshotOf } from "../../../src/conference/model/scheduledSnapshot";
import { inZone } from "../../../src/conference/model/conferenceWindow";
import type { AppointmentSnapshot } from "../../../src/outlook/appointment/appointment";
import type { SeriesRule } from "../../../src/outlook/appointment/series";
import { now, request, rule, snapshot, terms } from "../fakes";

const remembers = (scheduledSnapshot: string | undefined) => ({
  conferenceId: "42",
  ...(scheduledSnapshot !== undefined && { scheduledSnapshot }),
});
const compare = (one: AppointmentSnapshot, scheduled = request, when = now) =>
  compareWithSnapshot(remembers(scheduledSnapshotOf(scheduled, 366)), one, when);
const person = (address: string) => ({ name: "", address, kind: "required" as const });

test("without the relay: what was scheduled and what is now", () => {
  expect(compare(snapshot)).toEqual([]);
  const moved = {
    ...snapshot,
    subject: "Review",
    start: new Date("2027-03-02T15:00:00Z"),
    end: new Date("2027-03-02T15:30:00Z"),
    attendees: [],
  };
  expect(compare(moved)).toEqual([
    { field: "title", from: "Quarterly review", to: "Review" },
    { field: "start", from: snapshot.start, to: moved.start },
    { field: "end", from: snapshot.end, to: moved.end },
    { field: "attendees" },
  ]);
});

test("order and capitals of the attendees make no difference; one more, one less and another one do", () => {
  const attendees = [person("a@example.com"), person("B@example.com")];
  const scheduled = { ...request, appointment: { ...request.appointment, attendees } };
  const changed = (addresses: string[]) =>
    compare({ ...snapshot, attendees: addresses.map(person) }, scheduled)?.length;
  expect(changed(["b@example.com", "A@EXAMPLE.COM"])).toBe(0);
  expect(changed(["a@example.com"])).toBe(1);
  expect(changed(["a@example.com", "b@example.com", "c@example.com"])).toBe(1);
  expect(changed(["a@example.com", "c@example.com"])).toBe(1);
});

test("a title that stood in for a missing subject stays; a long one is told apart as far as it is kept", () => {
  const of = (title: string) => ({ ...request, appointment: { ...request.appointment, title } });
  expect(compare({ ...snapshot, subject: "" }, of("Web conference with Alice Adams"))).toEqual([]);
  const long = "議".repeat(255);
  expect(compare({ ...snapshot, subject: long }, of(long))).toEqual([]);
  expect(compare({ ...snapshot, subject: `x${long}` }, of(long))).toMatchObject([{ field: "title" }]);
});

test("a series is in step as long as its span is, also once it has begun; one of it is never asked about", () => {
  const series = { ...snapshot, series: { part: "series" as const, rule } };
  const scheduled = toScheduleRequest(series, defaultOptions, terms);
  const then = Date.parse("2027-04-07T12:00:00Z");
  expect(compare(series, scheduled, then)).toEqual([]);
  const longer = { ...series, series: { ...series.series, rule: { ...rule, lastDay: "2027-07-06" } } };
  expect(compare(longer, scheduled, then)).toMatchObject([{ field: "end" }]);
  expect(compare(snapshot, scheduled)).toMatchObject([{ field: "end" }]);
  const occurrence = { ...snapshot, series: { part: "occurrence" as const, rule } };
  expect(compare(occurrence, scheduled, then)).toBeNull();
});

test("a series that goes on after its conference says so in time, instead of times that nobody has changed", () => {
  const series = { ...snapshot, series: { part: "series" as const, rule: { ...rule, lastDay: null } } };
  const scheduled = toScheduleRequest(series, defaultOptions, terms);
  expect(compare(series, scheduled, Date.parse("2028-02-01T13:00:00Z"))).toEqual([]);
  const renewal = { field: "renewal", until: new Date("2028-03-02T14:00:00Z") };
  for (const time of ["2028-02-01T15:00:00Z", "2028-05-01T15:00:00Z"]) {
    expect(compare(series, scheduled, Date.parse(time))).toEqual([renewal]);
  }
});

test.each([
  ["no conference", { scheduledSnapshot: scheduledSnapshotOf(request, 366) }],
  ["no stamp", remembers(undefined)],
  ["half a stamp", remembers(scheduledSnapshotOf(request, 366).slice(0, 30))],
  ["another form of it", remembers(JSON.stringify({ title: "x" }))],
  ["a stamp of other values", remembers("[1,2,3,4,5]")],
])("an appointment that remembers %s says nothing", (_, properties) => {
  expect(compareWithSnapshot(properties, snapshot, now)).toBeNull();
});

test("a stamp is short, whatever was scheduled, and names nobody", () => {
  const attendees = Array.from({ length: 1000 }, (_, at) => person(`person${at}@example.com`));
  const long = { ...request, appointment: { ...request.appointment, title: "議".repeat(255), attendees } };
  expect(scheduledSnapshotOf(long, 366).length).toBeLessThan(200);
  expect(scheduledSnapshotOf(long, 366)).not.toContain("@");
});

describe("what was just scheduled or changed is in step, by both comparisons", () => {
  const minute = 60_000;
  const day = 24 * 60 * minute;
  const seriesOf = (change: Partial<SeriesRule>): AppointmentSnapshot => {
    const one = { ...rule, ...change };
    const start = inZone(one.firstDay, one.startMinutes, "Europe/Zurich");
    const end = new Date(start.getTime() + one.durationMinutes * minute);
    return { ...snapshot, start, end, series: { part: "series", rule: one } };
  };
  const appointments: Record<string, AppointmentSnapshot> = {
    "a single one": snapshot,
    "a single one all day": { ...snapshot, end: new Date(snapshot.start.getTime() + day) },
    "a series": seriesOf({}),
    "a series of nights": seriesOf({ startMinutes: 23 * 60, durationMinutes: 120 }),
    "a series in the hour that clocks leave out or repeat": seriesOf({
      ...{ startMinutes: 150, durationMinutes: 90, lastDay: "2027-11-30" },
    }),
    "a series of whole days": seriesOf({ startMinutes: 0, durationMinutes: 24 * 60 }),
    "a series of several days at a time": seriesOf({ startMinutes: 0, durationMinutes: 3 * 24 * 60 }),
    "a series without an end": seriesOf({ lastDay: null }),
    "a series where clocks change by half an hour": seriesOf({ timeZone: "Australia/Lord_Howe" }),
  };
  const options = { ...defaultOptions };
  const days = ["2027-03-02", "2027-03-23", "2027-03-27", "2027-03-28", "2027-03-30", "2027-06-29"];
  const instants = fc
    .record({
      day: fc.constantFrom(...days, "2027-10-30", "2027-10-31"),
      // Most of them shortly before, in or after one of the times.
      minutes: fc.oneof(
        fc.integer({ min: 0, max: 24 * 60 }),
        ...[0, 90, 150, 240, 900, 930, 1380].map((at) => fc.integer({ min: at - 10, max: at + 10 })),
      ),
      ms: fc.constantFrom(0, 1, 30_000, 59_999),
    })
    .map(({ day: date, minutes, ms }) => inZone(date, 0, "Europe/Zurich").getTime() + minutes * minute + ms);

  test.each(Object.entries(appointments))("%s", (_, one) => {
    fc.assert(
      fc.property(instants, fc.constantFrom(366, 30), (when, seriesDays) => {
        fc.pre(findBlockingErrors(one, options, when).length === 0);
        const at = { ...terms, seriesDays, now: when };
        const before = toScheduleRequest(one, options, { ...at, now });
        const latest = toScheduleRequest(one, options, { ...terms, seriesDays: 1000 }).appointment.end;
        const made = [
          toScheduleRequest(one, options, at),
          toUpdateRequest({ ...one, subject: "Review" }, options, { ...at, scheduled: before }),
        ];
        for (const scheduled of made) {
          const { title, start, end } = scheduled.appointment;
          // No site takes another start, or an end before it.
          expect(start.getTime()).toBeGreaterThanOrEqual(when - 5 * minute);
          expect(end > start && end <= latest).toBe(true);
          for (const later of [when, when + 1000, when + minute, when + 10 * minute]) {
            const then = { ...one, subject: title };
            const wanted = toScheduleRequest(then, options, { ...at, now: later, scheduled });
            expect(findDifferences(scheduled, wanted)).toEqual([]);
            const properties = remembers(scheduledSnapshotOf(scheduled, seriesDays));
            expect(compareWithSnapshot(properties, then, later)).toEqual([]);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  test("whatever is scheduled, both find the same fields, or that it is time to renew", () => {
    const starts = fc.tuple(instants, fc.integer({ min: -90, max: 90 }));
    fc.assert(
      fc.property(
        ...[fc.constantFrom(...Object.values(appointments)), instants, starts],
        (one, when, [start, length]) => {
          const appointment = {
            ...request.appointment,
            start: new Date(start),
            end: new Date(start + length * day),
          };
          const scheduled = { ...request, appointment };
          const wanted = toScheduleRequest(one, options, { ...terms, now: when, scheduled });
          const stamped = compare(one, scheduled, when)!;
          if (stamped.some(({ field }) => field === "renewal")) return;
          expect(stamped).toEqual(findDifferences(scheduled, wanted));
        },
      ),
    );
  });
});
