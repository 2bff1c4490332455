import { toRequest } from "../../src/conference/compare";
import { defaultOptions } from "../../src/conference/options";
import { compareWithStamp, stampOf } from "../../src/conference/stamp";
import type { AppointmentSnapshot } from "../../src/outlook/appointment";
import { now, request, rule, snapshot, terms } from "./fakes";

const remembers = (stamp: string | undefined) => ({
  conferenceId: "42",
  ...(stamp !== undefined && { stamp }),
});
const compare = (one: AppointmentSnapshot, scheduled = request, when = now) =>
  compareWithStamp(remembers(stampOf(scheduled, 366)), one, when);
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
  const scheduled = toRequest(series, defaultOptions, terms);
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
  const scheduled = toRequest(series, defaultOptions, terms);
  expect(compare(series, scheduled, Date.parse("2028-02-01T13:00:00Z"))).toEqual([]);
  const renewal = { field: "renewal", until: new Date("2028-03-02T14:00:00Z") };
  for (const time of ["2028-02-01T15:00:00Z", "2028-05-01T15:00:00Z"]) {
    expect(compare(series, scheduled, Date.parse(time))).toEqual([renewal]);
  }
});

test.each([
  ["no conference", { stamp: stampOf(request, 366) }],
  ["no stamp", remembers(undefined)],
  ["half a stamp", remembers(stampOf(request, 366).slice(0, 30))],
  ["another form of it", remembers(JSON.stringify({ title: "x" }))],
  ["a stamp of other values", remembers("[1,2,3,4,5]")],
])("an appointment that remembers %s says nothing", (_, memory) => {
  expect(compareWithStamp(memory, snapshot, now)).toBeNull();
});

test("a stamp is short, whatever was scheduled, and names nobody", () => {
  const attendees = Array.from({ length: 1000 }, (_, at) => person(`person${at}@example.com`));
  const long = { ...request, appointment: { ...request.appointment, title: "議".repeat(255), attendees } };
  expect(stampOf(long, 366).length).toBeLessThan(200);
  expect(stampOf(long, 366)).not.toContain("@");
});
