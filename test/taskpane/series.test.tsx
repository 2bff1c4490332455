import { act, cleanup, screen, within } from "@testing-library/react";
import type { ConferenceRequest } from "../../src/relay/dates";
import type { AppointmentSnapshot } from "../../src/outlook/appointment/appointment";
import type { SeriesRule } from "../../src/outlook/appointment/series";
import { seriesTexts } from "../../src/locales/messages";
import { describeRule } from "../../src/taskpane/common/describeRule";
import { RelayError } from "../../src/relay/ask";
import {
  conferenceIn,
  createFakeRelay,
  now,
  outlookFails,
  request,
  snapshot,
  rule,
} from "../conference/fakes";
import { open } from "./scene";

const weekly: SeriesRule = { ...rule, interval: 2, days: ["tue", "thu"] };
const series = (rule: SeriesRule | null) => ({
  snapshot: { ...snapshot, series: { part: "series" as const, rule } },
});
const occurrence = { ...snapshot, series: { part: "occurrence" as const, rule: null } };

test.each<[string, Partial<SeriesRule>, string]>([
  ["en-GB", {}, "Every 2 weeks on Tuesday and Thursday, from 2 March 2027, until 29 June 2027"],
  ["de-CH", {}, "Alle 2 Wochen am Dienstag und Donnerstag, ab 2. März 2027, bis 29. Juni 2027"],
  ["en-GB", { kind: "daily", interval: 1, lastDay: null }, "Every day, from 2 March 2027, with no end date"],
  ["en-GB", { kind: "weekday" }, "Every weekday, from 2 March 2027, until 29 June 2027"],
  [
    "en-GB",
    { kind: "monthly", interval: 1, days: ["weekday"], weekOfMonth: "last" },
    "Every month on the last weekday, from 2 March 2027, until 29 June 2027",
  ],
  [
    "de-CH",
    { kind: "monthly", interval: 3, days: [], dayOfMonth: 15 },
    "Alle 3 Monate am 15., ab 2. März 2027, bis 29. Juni 2027",
  ],
  [
    "en-GB",
    { kind: "yearly", interval: 1, days: [], dayOfMonth: 2, month: "mar" },
    "Every year on day 2 in March, from 2 March 2027, until 29 June 2027",
  ],
])("a rule in words (%s)", (tag, change, words) => {
  expect(describeRule({ ...weekly, ...change }, tag)).toBe(words);
});

test("a rule in Arabic says the same, with Arabic days and dates", () => {
  const words = describeRule(weekly, "ar-EG");
  expect(words).toContain("الثلاثاء");
  expect(words).toContain("الخميس");
  expect(words).toContain(seriesTexts("ar-EG").every.weekly({ interval: 2 }));
  expect(words).not.toMatch(/[a-z]/i);
});

test("a series: how it repeats, and that one conference is open for all of it", async () => {
  const { press, conferences } = await open({ state: series(weekly) });
  expect(
    await screen.findByText("Every 2 weeks on Tuesday and Thursday, from March 2, 2027, until June 29, 2027"),
  ).toBeVisible();
  expect(
    screen.getByText(
      "One conference covers the series, open from Tue, 2 Mar 2027, 15:00 to Tue, 29 Jun 2027, 15:30. All occurrences share its link.",
    ),
  ).toBeVisible();
  expect(screen.queryByText(/is longer than/)).toBeNull();
  await press("Add web conference");
  expect(await screen.findByText("Up to date")).toBeVisible();
  expect([...conferences.values()][0]?.scheduled.appointment).toMatchObject({
    start: new Date("2027-03-02T14:00:00.000Z"),
    end: new Date("2027-06-29T13:30:00.000Z"),
  });
});

test("a series that is longer than a conference may be: said, with the time in which to renew it", async () => {
  await open({ state: series({ ...weekly, lastDay: null }) });
  expect(
    await screen.findByText(
      "The series is longer than the 366 days that a web conference can last. Renew it here between Tue, 1 Feb 2028, 15:00 and Thu, 2 Mar 2028, 15:00.",
    ),
  ).toBeVisible();
});

test.each([
  ["before its conference ends", "2028-02-10T09:00:00Z", "2028-02-10T14:00:00.000Z"],
  ["after it has ended", "2028-04-10T09:00:00Z", "2028-04-10T13:00:00.000Z"],
])("a series that goes on is renewed %s, by a new one where it cannot be changed", async (_, time, start) => {
  const clock = { now };
  const known = createFakeRelay({ update: () => Promise.reject(new RelayError("CANNOT_CHANGE_NOW")) });
  const endless = series({ ...rule, lastDay: null });
  const { press, conferences, change } = await open({ state: endless, known, clock });
  await press("Add web conference");
  await screen.findByText("Up to date");
  clock.now = Date.parse(time);
  act(() => change({}));
  expect(await screen.findByText("Out of date")).toBeVisible();
  expect(
    await screen.findByText(/The series continues, but its web conference ends on Thu, 2 Mar 2028, 15:00\./),
  ).toBeVisible();
  expect(screen.queryByText(/Renew it here/)).toBeNull();
  await press("Update conference");
  await press("Schedule a new conference");
  expect(await screen.findByText("Up to date")).toBeVisible();
  expect([...conferences.values()][1]?.scheduled.appointment.start).toEqual(new Date(start));
  expect(screen.getByText(/Renew it here/)).toBeVisible();
});

test("a series whose rule Outlook does not tell is still called a series", async () => {
  await open({ state: series(null) });
  expect(await screen.findByText("A series. Outlook doesn't say how it repeats.")).toBeVisible();
});

test("where Outlook does not say whether an appointment repeats, that is said before a conference is added", async () => {
  const { unmount } = await open({ tellsSeries: false });
  expect(
    await screen.findByText(
      "This Outlook doesn't say whether an appointment repeats. A series' web conference is open only at the first time. Create separate appointments for the other times.",
    ),
  ).toBeVisible();
  unmount();
  await open();
  expect(await screen.findByText("Organized by Alice Adams")).toBeVisible();
  expect(screen.queryByText(/doesn't say whether/)).toBeNull();
});

test("when the series gets another end, old and new are told with their years", async () => {
  const { press, change, conferences } = await open({ state: series(weekly) });
  await press("Add web conference");
  await screen.findByText("Up to date");
  act(() => change(series({ ...weekly, lastDay: "2028-02-01" }).snapshot));
  const changes = await screen.findByRole("region", { name: "Changed since it was scheduled" });
  expect(within(changes).getByText("End").nextSibling).toHaveTextContent(
    "Tue, 29 Jun 2027, 15:30 → Tue, 1 Feb 2028, 15:30",
  );
  await press("Update conference");
  expect(await screen.findByText("Up to date")).toBeVisible();
  expect([...conferences.values()][0]?.scheduled.appointment.end).toEqual(
    new Date("2028-02-01T14:30:00.000Z"),
  );
});

test("a series whose conference has begun, and cannot be changed: a new one takes over what is to come", async () => {
  const known = createFakeRelay({
    update: () => Promise.reject(new RelayError("CANNOT_CHANGE_NOW")),
  });
  const { press, change, state, conferences } = await open({ state: series(weekly), known });
  await press("Add web conference");
  await screen.findByText("Up to date");
  act(() => change(series({ ...weekly, lastDay: "2027-08-31" }).snapshot));
  await press("Update conference");
  await press("Schedule a new conference");
  expect(await screen.findByText("Up to date")).toBeVisible();
  expect([...conferences.keys()]).toEqual(["42", "43"]);
  expect(state.body.content).toContain("/join/43");
  expect(state.body.content).not.toContain("/join/42");
});

describe("one of a series", () => {
  const outlook = { isOccurrence: () => true };

  test("shows the series' conference; nothing can be changed and nothing is written", async () => {
    const known = createFakeRelay();
    conferenceIn(known, "key-1", { claim: "written" });
    const { state } = await open({
      known,
      state: { snapshot: occurrence, properties: { idempotencyKey: "key-1", conferenceId: "42" } },
      outlook: {
        ...outlook,
        saveProperties: outlookFails("OCCURRENCE"),
        prependToBody: outlookFails("OCCURRENCE"),
      },
    });
    expect(await screen.findByText(/Open the series to change it/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Copy: Join link" })).toBeVisible();
    expect(screen.getByRole("region", { name: "Appointment" })).toBeVisible();
    for (const name of ["Add web conference", "Update conference", "Remove", /^Options/]) {
      expect(screen.queryByRole("button", { name })).toBeNull();
    }
    expect(state.body.content).toBe("<p>Agenda</p>");
  });

  const seriesRule: SeriesRule = { ...weekly, interval: 1, days: ["tue"] };
  async function openOne(
    change: Partial<AppointmentSnapshot>,
    { scheduled = request, clock = {} }: { scheduled?: ConferenceRequest; clock?: { now?: number } } = {},
  ) {
    const known = createFakeRelay();
    const { appointment, options } = scheduled;
    conferenceIn(known, "key-1", {
      scheduled: { appointment: { ...appointment, end: new Date("2027-06-29T13:30:00.000Z") }, options },
      claim: "written",
    });
    const series = { part: "occurrence" as const, rule: seriesRule };
    const { container } = await open({
      known,
      clock: { now, ...clock },
      outlook: { ...outlook, saveProperties: outlookFails("OCCURRENCE") },
      state: { snapshot: { ...snapshot, series, ...change }, properties: { conferenceId: "42" } },
    });
    await screen.findByText(/Open the series to change it/);
    return container;
  }
  const at = (start: string, end: string) => ({ start: new Date(start), end: new Date(end) });
  const isException = /This appointment was moved/;

  test("at a time of the series says no more, also when the clocks have changed since", async () => {
    const container = await openOne(at("2027-03-30T13:00:00Z", "2027-03-30T13:30:00Z"));
    expect(container).not.toHaveTextContent(isException);
    expect(container).not.toHaveTextContent("won't work");
  });

  test.each([
    ["day", at("2027-03-10T14:00:00Z", "2027-03-10T14:30:00Z")],
    ["time", at("2027-03-09T15:00:00Z", "2027-03-09T15:30:00Z")],
  ])("that was moved to another %s is an exception, for which the conference is open", async (_, times) => {
    const container = await openOne(times);
    expect(container).toHaveTextContent(isException);
    expect(container).toHaveTextContent("The series' web conference is open at the new time.");
  });

  test.each([
    ["before it", at("2027-03-02T13:00:00Z", "2027-03-02T13:30:00Z")],
    ["after it", at("2027-07-06T13:00:00Z", "2027-07-06T13:30:00Z")],
    ["beyond its end", at("2027-06-29T13:00:00Z", "2027-06-29T14:30:00Z")],
  ])("%s: the link will not work", async (_, times) => {
    const container = await openOne(times);
    expect(container).toHaveTextContent(
      "The series' web conference is open from Tue, 2 Mar 2027, 15:00 to Tue, 29 Jun 2027, 15:30, so the link won't work for all of this appointment.",
    );
    expect(container).not.toHaveTextContent(isException);
  });

  test("that is over is not warned about", async () => {
    const container = await openOne(at("2027-03-02T13:00:00Z", "2027-03-02T13:30:00Z"), {
      clock: { now: Date.parse("2027-03-03T09:00:00Z") },
    });
    expect(container).not.toHaveTextContent("won't work");
  });

  test("whose people the conference does not let in, says who; anyone with the link may come anyway", async () => {
    const cleo = { name: "Cleo Costa", address: "cleo.costa@example.com", kind: "optional" as const };
    const attendees = [...snapshot.attendees, cleo];
    const free = await openOne({ attendees });
    expect(free).not.toHaveTextContent(/doesn't invite/);
    cleanup();
    const options = { ...request.options, access: "invited" as const };
    expect(await openOne({ attendees }, { scheduled: { ...request, options } })).toHaveTextContent(
      "the series doesn't invite: Cleo Costa.",
    );
  });

  test("of a series without one says where to add it", async () => {
    await open({ state: { snapshot: occurrence }, outlook });
    expect(await screen.findByText(/Open the series to add one/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Add web conference" })).toBeNull();
  });
});
