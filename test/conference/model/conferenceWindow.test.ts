import {
  findDifferences,
  findBlockingErrors,
  toUpdateRequest,
  toScheduleRequest,
} from "../../../src/conference/model/differences";
import { defaultOptions } from "../../../src/conference/model/options";
import { inZone, conferenceWindowOf, type WindowTerms } from "../../../src/conference/model/conferenceWindow";
import type { AppointmentSnapshot } from "../../../src/outlook/appointment/appointment";
import type { SeriesRule } from "../../../src/outlook/appointment/series";
import { now, rule, snapshot, terms } from "../fakes";

const seriesOf = (change: Partial<SeriesRule> = {}): AppointmentSnapshot => ({
  ...snapshot,
  series: { part: "series", rule: { ...rule, ...change } },
});
const spanTerms: WindowTerms = { seriesDays: 366, now, scheduledStart: null };
const told = ({ start, end, isCut }: ReturnType<typeof conferenceWindowOf>) => [
  start.toISOString(),
  end.toISOString(),
  isCut,
];
const at = (time: string) => Date.parse(time);

describe("the one conference of a series is open", () => {
  test("from its first occurrence to the end of its last, in the series' zone on both sides of a change of clocks", () => {
    expect(told(conferenceWindowOf(seriesOf(), spanTerms))).toEqual([
      "2027-03-02T14:00:00.000Z",
      "2027-06-29T13:30:00.000Z",
      false,
    ]);
  });

  test("over midnight to the end of its last night", () => {
    const night = seriesOf({ startMinutes: 23 * 60, durationMinutes: 120 });
    expect(told(conferenceWindowOf(night, spanTerms))[1]).toBe("2027-06-29T23:00:00.000Z");
  });

  // In wall-clock time: 9:00 for half an hour, every day.
  test.each([
    ["Europe/Zurich", "2027-03-27", "2027-03-28", "2027-03-28T07:30:00.000Z"],
    ["Europe/Zurich", "2027-10-30", "2027-10-31", "2027-10-31T08:30:00.000Z"],
    ["America/St_Johns", "2027-03-13", "2027-03-14", "2027-03-14T12:00:00.000Z"],
    ["America/Santiago", "2027-04-03", "2027-04-04", "2027-04-04T13:30:00.000Z"],
    ["Australia/Sydney", "2027-10-02", "2027-10-03", "2027-10-02T22:30:00.000Z"],
    ["Australia/Lord_Howe", "2027-04-03", "2027-04-04", "2027-04-03T23:00:00.000Z"],
    ["Australia/Lord_Howe", "2027-10-02", "2027-10-03", "2027-10-02T22:30:00.000Z"],
    ["Asia/Kathmandu", "2027-03-27", "2027-03-28", "2027-03-28T03:45:00.000Z"],
  ])("in %s over a change of clocks (%s to %s)", (timeZone, firstDay, lastDay, end) => {
    const days = seriesOf({
      kind: "daily",
      days: [],
      startMinutes: 540,
      durationMinutes: 30,
      timeZone,
      firstDay,
      lastDay,
    });
    expect(told(conferenceWindowOf(days, spanTerms))[1]).toBe(end);
    // No longer than one day: the next day at the same time, whatever clocks do in between.
    const cut = conferenceWindowOf(
      seriesOf({
        kind: "daily",
        days: [],
        startMinutes: 540,
        durationMinutes: 30,
        timeZone,
        firstDay,
        lastDay: null,
      }),
      { ...spanTerms, seriesDays: 1 },
    );
    expect(cut.end.getTime()).toBe(Date.parse(end) - 1_800_000);
  });

  test.each([
    ["Europe/Zurich", "2027-03-28", "2027-03-28T22:00:00.000Z", 23],
    ["Europe/Zurich", "2027-10-31", "2027-10-31T23:00:00.000Z", 25],
    ["America/Santiago", "2027-04-03", "2027-04-04T04:00:00.000Z", 25],
    // Their midnight is left out.
    ["America/Santiago", "2027-09-05", "2027-09-06T03:00:00.000Z", 23],
    ["Africa/Cairo", "2027-04-30", "2027-04-30T21:00:00.000Z", 23],
    ["Australia/Lord_Howe", "2027-04-04", "2027-04-04T13:30:00.000Z", 24.5],
    ["Australia/Lord_Howe", "2027-10-03", "2027-10-03T13:00:00.000Z", 23.5],
  ])("in %s a whole day (%s) ends at midnight", (timeZone, lastDay, end, hours) => {
    const days = seriesOf({
      kind: "daily",
      days: [],
      startMinutes: 0,
      durationMinutes: 1440,
      timeZone,
      lastDay,
    });
    const only = seriesOf({ ...days.series?.rule, firstDay: lastDay });
    expect(told(conferenceWindowOf(days, spanTerms))[1]).toBe(end);
    const { start, end: until } = conferenceWindowOf(only, spanTerms);
    expect((until.getTime() - start.getTime()) / 3_600_000).toBe(hours);
  });

  test.each([
    ["without an end", null, 366, "2028-03-02T14:00:00.000Z"],
    ["that is longer than the site wants", "2027-06-29", 30, "2027-04-01T13:00:00.000Z"],
  ])("for no longer than it may, of one %s: said", (_, lastDay, seriesDays, end) => {
    const span = conferenceWindowOf(seriesOf({ lastDay }), { ...spanTerms, seriesDays });
    expect(told(span)).toEqual(["2027-03-02T14:00:00.000Z", end, true]);
  });

  test("as the appointment is, where Outlook does not say how it repeats, and where it does not", () => {
    const unknown = { ...snapshot, series: { part: "series" as const, rule: null } };
    for (const one of [unknown, snapshot]) {
      expect(conferenceWindowOf(one, spanTerms)).toEqual({
        ...{ start: snapshot.start, end: snapshot.end },
        ...{ isCut: false, renews: null },
      });
    }
  });
});

describe("a series that has begun", () => {
  const later = at("2027-04-07T12:00:00Z");
  const first = new Date("2027-03-02T14:00:00Z");
  const start = (options: Partial<WindowTerms>, change = {}) =>
    conferenceWindowOf(seriesOf(change), { ...spanTerms, ...options }).start.toISOString();

  test.each([
    ["before it", "2027-04-06T12:00:00Z", "2027-04-06T13:00:00.000Z"],
    ["five minutes after it has begun", "2027-04-06T13:05:00Z", "2027-04-06T13:00:00.000Z"],
    ["later", "2027-04-06T13:05:01Z", "2027-04-06T13:07:00.000Z"],
    ["in its last minutes", "2027-04-06T13:28:00Z", "2027-04-06T13:29:00.000Z"],
    ["when nothing is left of it", "2027-04-06T13:28:01Z", "2027-04-07T13:00:00.000Z"],
  ])("begins with the next time of day, or at once while one is under way: %s", (_, time, expected) => {
    expect(start({ now: at(time) })).toBe(expected);
  });

  test("begins at once in a night that began on another day, also where every day's time is under way", () => {
    const night = { startMinutes: 23 * 60, durationMinutes: 120 };
    expect(start({ now: at("2027-04-06T22:10:00Z") }, night)).toBe("2027-04-06T22:11:00.000Z");
    const days = { startMinutes: 0, durationMinutes: 3 * 24 * 60 };
    expect(start({ now: at("2027-04-06T21:58:00Z") }, days)).toBe("2027-04-06T21:59:00.000Z");
    expect(start({ now: at("2027-04-06T21:59:30Z") }, days)).toBe("2027-04-06T22:00:00.000Z");
  });

  test("is never open after its last time", () => {
    const last = at("2027-06-29T13:10:00Z");
    expect(told(conferenceWindowOf(seriesOf(), { ...spanTerms, now: last }))).toEqual([
      "2027-06-29T13:11:00.000Z",
      "2027-06-29T13:30:00.000Z",
      false,
    ]);
    for (const now of [at("2027-06-29T13:29:30Z"), at("2027-06-29T14:00:00Z"), at("2027-07-20T14:00:00Z")]) {
      const over = told(conferenceWindowOf(seriesOf(), { ...spanTerms, now }));
      expect(over).toEqual([first.toISOString(), "2027-06-29T13:30:00.000Z", false]);
    }
  });

  test("keeps a start that was now in the middle of one of its times, none that another length leaves out", () => {
    const scheduledStart = new Date("2027-04-06T13:11:00Z");
    for (const time of ["2027-04-06T13:10:01Z", "2027-04-06T13:40:00Z", "2027-05-01T09:00:00Z"]) {
      expect(start({ now: at(time), scheduledStart })).toBe(scheduledStart.toISOString());
    }
    const now = at("2027-04-07T12:00:00Z");
    expect(start({ now, scheduledStart }, { durationMinutes: 11 })).toBe("2027-04-07T13:00:00.000Z");
  });

  test("that is moved to begin before what is scheduled for later today, takes its conference there", () => {
    const [now, scheduledStart] = [at("2027-04-06T12:40:00Z"), new Date("2027-04-06T13:00:00Z")];
    const longer = { startMinutes: 14 * 60 + 30, durationMinutes: 60 };
    expect(start({ now, scheduledStart }, longer)).toBe("2027-04-06T12:41:00.000Z");
  });

  test("is not out of date for that: what is scheduled keeps its start", () => {
    expect(start({ now: later, scheduledStart: first })).toBe(first.toISOString());
    const second = new Date("2027-03-05T14:00:00Z");
    expect(start({ now: later, scheduledStart: second })).toBe(second.toISOString());
  });

  test("keeps none that is of another time of day, before its first day, or after the next time", () => {
    for (const time of ["2027-03-05T15:00:00Z", "2027-03-01T14:00:00Z", "2027-04-20T13:00:00Z"]) {
      expect(start({ now: later, scheduledStart: new Date(time) })).toBe("2027-04-07T13:00:00.000Z");
    }
  });

  test("and whose conference is over while it goes on, begins anew; one that is over itself does not", () => {
    const much = at("2028-05-03T12:00:00Z");
    expect(start({ now: much, scheduledStart: first }, { lastDay: null })).toBe("2028-05-03T13:00:00.000Z");
    expect(start({ now: much, scheduledStart: first })).toBe(first.toISOString());
  });

  const renewed = (options: Partial<WindowTerms>, change = {}) => {
    const { start, end, renews } = conferenceWindowOf(seriesOf({ lastDay: null, ...change }), {
      ...{ ...spanTerms, scheduledStart: first },
      ...options,
    });
    return [start.toISOString(), end.toISOString(), renews?.toISOString() ?? null];
  };

  test("is renewed from thirty days before its conference's end on, while it can still be replaced", () => {
    const before = [first.toISOString(), "2028-03-02T14:00:00.000Z", null];
    expect(renewed({ now: at("2028-02-01T13:59:59Z") })).toEqual(before);
    expect(renewed({ now: at("2028-02-01T14:00:00Z") })).toEqual([
      "2028-02-01T14:00:00.000Z",
      "2029-02-01T14:00:00.000Z",
      "2028-03-02T14:00:00.000Z",
    ]);
    // What is scheduled then is not renewed once more.
    const scheduledStart = new Date("2028-02-01T14:00:00.000Z");
    expect(renewed({ now: at("2028-02-20T09:00:00Z"), scheduledStart })[2]).toBeNull();
  });

  test("never sooner than after two thirds of what a conference may last", () => {
    expect(renewed({ seriesDays: 9, now: at("2027-03-08T13:59:59Z") })[2]).toBeNull();
    expect(renewed({ seriesDays: 9, now: at("2027-03-08T14:00:00Z") })[2]).toBe("2027-03-11T14:00:00.000Z");
  });

  test("is not renewed where it ends with its conference, or is over", () => {
    const now = at("2028-02-20T09:00:00Z");
    expect(renewed({ now }, { lastDay: "2028-03-01" })[2]).toBeNull();
    expect(renewed({ now: at("2028-04-20T09:00:00Z") }, { lastDay: "2028-04-01" })[2]).toBeNull();
    expect(renewed({ now }, { lastDay: "2028-04-01" })[2]).not.toBeNull();
  });

  test("and was moved to an earlier first day is open from there, not from what is scheduled", () => {
    const scheduledStart = new Date("2027-03-10T14:00:00Z");
    expect(start({ scheduledStart })).toBe(first.toISOString());
  });

  test("is changed with a start that is to come, and not sent where nothing has changed", () => {
    const scheduled = toScheduleRequest(seriesOf(), defaultOptions, terms);
    const then = { ...terms, now: later, scheduled };
    expect(toScheduleRequest(seriesOf(), defaultOptions, then)).toEqual(scheduled);
    expect(toUpdateRequest(seriesOf(), defaultOptions, then)).toEqual(scheduled);
    const renamed = { ...seriesOf(), subject: "Review" };
    expect(findDifferences(scheduled, toScheduleRequest(renamed, defaultOptions, then))).toEqual([
      { field: "title", from: "Quarterly review", to: "Review" },
    ]);
    expect(toUpdateRequest(renamed, defaultOptions, then).appointment).toMatchObject({
      title: "Review",
      start: new Date("2027-04-07T13:00:00.000Z"),
      end: scheduled.appointment.end,
    });
  });

  test.each(["2027-04-06", "2027-06-29"])("and is meeting, is changed from now on: on %s", (day) => {
    const scheduled = toScheduleRequest(seriesOf(), defaultOptions, terms);
    const then = { ...terms, now: at(`${day}T13:10:00Z`), scheduled };
    const renamed = { ...seriesOf(), subject: "Review" };
    expect(findBlockingErrors(renamed, defaultOptions, then.now)).toEqual([]);
    expect(toUpdateRequest(renamed, defaultOptions, then).appointment).toMatchObject({
      start: new Date(`${day}T13:11:00.000Z`),
      end: new Date("2027-06-29T13:30:00.000Z"),
    });
  });
});

describe("a series that is changed", () => {
  const scheduled = toScheduleRequest(seriesOf(), defaultOptions, terms);
  const differences = (one: AppointmentSnapshot) =>
    findDifferences(scheduled, toScheduleRequest(one, defaultOptions, { ...terms, scheduled })).map(
      ({ field }) => field,
    );

  test.each([
    ["is no series any more", snapshot, ["end"]],
    ["goes on for longer", seriesOf({ lastDay: "2027-07-06" }), ["end"]],
    ["begins on another day", seriesOf({ firstDay: "2027-03-09" }), ["start"]],
    ["is at another time of day", seriesOf({ startMinutes: 16 * 60 }), ["start", "end"]],
    ["takes longer", seriesOf({ durationMinutes: 60 }), ["end"]],
    ["is in another zone", seriesOf({ timeZone: "America/New_York" }), ["start", "end"]],
  ])("%s: out of date", (_, one, fields) => {
    expect(differences(one)).toEqual(fields);
  });

  test("in what a conference cannot tell, such as its days of the week: in step", () => {
    expect(differences(seriesOf({ kind: "weekly", days: ["tue", "thu"], interval: 1 }))).toEqual([]);
  });

  test("from a single appointment: out of date", () => {
    const single = toScheduleRequest(snapshot, defaultOptions, terms);
    const series = toScheduleRequest(seriesOf(), defaultOptions, { ...terms, scheduled: single });
    expect(findDifferences(single, series).map(({ field }) => field)).toEqual(["end"]);
  });
});

describe("what keeps a series from becoming a conference", () => {
  const obstacles = (one: AppointmentSnapshot, when = now) => findBlockingErrors(one, defaultOptions, when);

  test("nothing, until its last time is over or as good as over", () => {
    for (const time of ["2027-04-07T12:00:00Z", "2027-06-29T13:28:00Z"]) {
      expect(obstacles(seriesOf(), at(time))).toEqual([]);
    }
    for (const time of ["2027-06-29T13:28:01Z", "2027-06-29T13:31:00Z", "2027-07-01T00:00:00Z"]) {
      expect(obstacles(seriesOf(), at(time))).toEqual(["STARTS_IN_THE_PAST"]);
    }
    expect(obstacles(seriesOf({ lastDay: null }), at("2030-01-01T00:00:00Z"))).toEqual([]);
  });

  test("in its own zone: its last night goes on while another day has begun elsewhere", () => {
    const night = seriesOf({ startMinutes: 23 * 60, durationMinutes: 120, timeZone: "Pacific/Pago_Pago" });
    expect(obstacles(night, at("2027-06-30T11:50:00Z"))).toEqual([]);
    expect(obstacles(night, at("2027-06-30T12:00:00Z"))).toEqual(["STARTS_IN_THE_PAST"]);
  });

  test("that it is one of its occurrences", () => {
    const occurrence = { ...snapshot, series: { part: "occurrence" as const, rule } };
    expect(obstacles(occurrence)).toEqual(["OCCURRENCE"]);
  });
});

describe("a time of day in a zone", () => {
  test.each([
    ["in winter", "2027-03-27", 150, "Europe/Zurich", "2027-03-27T01:30:00.000Z"],
    [
      "that clocks leave out is as much later",
      "2027-03-28",
      150,
      "Europe/Zurich",
      "2027-03-28T01:30:00.000Z",
    ],
    ["in summer", "2027-03-29", 150, "Europe/Zurich", "2027-03-29T00:30:00.000Z"],
    ["that comes twice is the first", "2027-10-31", 150, "Europe/Zurich", "2027-10-31T00:30:00.000Z"],
    ["before the one that comes twice", "2027-10-31", 119, "Europe/Zurich", "2027-10-30T23:59:00.000Z"],
    ["after it", "2027-10-31", 180, "Europe/Zurich", "2027-10-31T02:00:00.000Z"],
    ["left out at midnight", "2027-03-12", 0, "Asia/Beirut", "2027-03-11T22:00:00.000Z"],
    ["half an hour that is left out", "2027-10-03", 135, "Australia/Lord_Howe", "2027-10-02T15:45:00.000Z"],
    ["far ahead of UTC", "2027-01-01", 30, "Pacific/Kiritimati", "2026-12-31T10:30:00.000Z"],
    ["far behind it", "2027-01-01", 23 * 60 + 30, "Pacific/Pago_Pago", "2027-01-02T10:30:00.000Z"],
    ["of a quarter of an hour", "2027-01-01", 0, "Asia/Kathmandu", "2026-12-31T18:15:00.000Z"],
  ])("%s", (_, date, minutes, zone, instant) => {
    expect(inZone(date, minutes, zone).toISOString()).toBe(instant);
  });
});
