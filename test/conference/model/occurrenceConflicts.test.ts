import { findOccurrenceConflicts } from "../../../src/conference/model/occurrenceConflicts";
import type { SeriesRule } from "../../../src/outlook/appointment/series";
import { conferenceOf, now, request, rule, snapshot } from "../fakes";

const conference = conferenceOf({
  ...request,
  appointment: {
    ...request.appointment,
    start: new Date("2027-01-01T00:00:00.000Z"),
    end: new Date("2028-12-31T00:00:00.000Z"),
  },
});

test.each<[words: string, change: Partial<SeriesRule>, own: string[], moved: string[]]>([
  ["every third day", { kind: "daily", interval: 3 }, ["2027-03-05", "2027-03-29"], ["2027-03-04"]],
  ["every weekday", { kind: "weekday" }, ["2027-03-05"], ["2027-03-06"]],
  [
    "every other week",
    { interval: 2, days: ["tue", "thu"] },
    ["2027-03-02", "2027-03-04", "2027-03-16"],
    ["2027-03-09", "2027-03-11", "2027-03-17"],
  ],
  // Whether the first Sunday is of the first week, depends on where the week begins.
  ["every other week, Sundays too", { interval: 2, days: ["sun"] }, ["2027-03-07", "2027-03-14"], []],
  [
    "every other month on the 31st, or its last day",
    { kind: "monthly", interval: 2, days: [], dayOfMonth: 31, firstDay: "2027-03-31" },
    ["2027-03-31", "2027-05-31"],
    ["2027-04-30", "2027-05-30"],
  ],
  ["on the 31st of a short month", { kind: "monthly", days: [], dayOfMonth: 31 }, ["2027-04-30"], []],
  [
    "every month on its last weekday",
    { kind: "monthly", days: ["weekday"], weekOfMonth: "last" },
    ["2027-03-31", "2027-04-30", "2027-05-31"],
    ["2027-04-29"],
  ],
  [
    "every month on its second Tuesday",
    { kind: "monthly", days: ["tue"], weekOfMonth: "second" },
    ["2027-03-09", "2027-04-13"],
    ["2027-03-16", "2027-04-14"],
  ],
  [
    "every year on 2 March",
    { kind: "yearly", days: [], dayOfMonth: 2, month: "mar", lastDay: null },
    ["2027-03-02", "2028-03-02"],
    ["2027-04-02", "2028-03-03"],
  ],
  ["every week until a day", { lastDay: "2027-03-16" }, ["2027-03-16"], ["2027-03-23"]],
])("%s: its own days are no exceptions", (_, change, own, moved) => {
  const isMoved = (day: string) => {
    const start = new Date(`${day}T${day > "2027-03-28" && day < "2027-10-31" ? "13" : "14"}:00:00Z`);
    const one = { ...snapshot, start, end: new Date(start.getTime() + 1_800_000) };
    const series = { part: "occurrence" as const, rule: { ...rule, ...change } };
    return findOccurrenceConflicts({ ...one, series }, conference, now).length > 0;
  };
  expect(own.filter(isMoved)).toEqual([]);
  expect(moved.filter(isMoved)).toEqual(moved);
});

test("of a rule that Outlook does not tell none is called moved", () => {
  const series = { part: "occurrence" as const, rule: null };
  const start = new Date("2027-03-03T10:00:00Z");
  const end = new Date("2027-03-03T10:30:00Z");
  expect(findOccurrenceConflicts({ ...snapshot, start, end, series }, conference, now)).toEqual([]);
});

test("one under way whose conference was opened anew meanwhile has it again; one of which it is yet to open has not", () => {
  const [start, end] = [new Date("2027-04-06T13:00:00Z"), new Date("2027-04-06T13:30:00Z")];
  const one = { ...snapshot, start, end, series: { part: "occurrence" as const, rule } };
  const appointment = {
    ...request.appointment,
    start: new Date("2027-04-06T13:11:00Z"),
    end: new Date("2027-06-29T13:30:00Z"),
  };
  const changed = conferenceOf({ ...request, appointment });
  expect(findOccurrenceConflicts(one, changed, Date.parse("2027-04-06T13:11:00Z"))).toEqual([]);
  expect(findOccurrenceConflicts(one, changed, now)).toMatchObject([{ kind: "notOpen" }]);
});
