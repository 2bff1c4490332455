import { act, screen, within } from "@testing-library/react";
import type { Conference } from "../../src/relay/dates";
import type { AppointmentSnapshot } from "../../src/outlook/appointment/appointment";
import { RelayError } from "../../src/relay/ask";
import { createFakeRelay, now, rule, snapshot } from "../conference/fakes";
import { open } from "./scene";

const time = (text: string) => new Date(`2027-03-01T${text}:00Z`);
const begun = { ...snapshot, start: time("08:30"), end: time("10:00") };
const refusing = () => createFakeRelay({ update: () => Promise.reject(new RelayError("CANNOT_CHANGE_NOW")) });

test.each([
  ["that has begun", begun, /The appointment has started\. Its web conference opens now: 10:01 – 11:00\./],
  [
    "of today that lasts all day",
    { ...snapshot, start: new Date("2027-02-28T23:00:00Z"), end: time("23:00") },
    /The appointment has started\. .*10:01 – .*2 Mar.* 0?0:00\./,
  ],
])("an appointment %s gets a conference from now on, and the pane says so", async (_, one, times) => {
  const { press, conferences } = await open({ state: { snapshot: one } });
  expect(await screen.findByText(times)).toBeVisible();
  await press("Add web conference");
  expect(await screen.findByText("Up to date")).toBeVisible();
  expect([...conferences.values()][0]?.scheduled.appointment).toMatchObject({
    start: new Date("2027-03-01T09:01:00.000Z"),
    end: one.end,
  });
  expect(screen.queryByText(/The appointment has started/)).toBeNull();
});

test("a meeting that has begun and is extended can be updated; where it is refused, a new one takes over", async () => {
  const clock = { now };
  const { press, change, conferences } = await open({
    known: refusing(),
    clock,
    state: { snapshot: { ...begun, start: time("09:00") } },
  });
  await press("Add web conference");
  await screen.findByText("Up to date");
  clock.now = time("09:10").getTime();
  act(() => change({ end: time("10:30") }));
  const changes = await screen.findByRole("region", { name: "Changed since it was scheduled" });
  expect(within(changes).queryByText("Start")).toBeNull();
  expect(await screen.findByText(/Its web conference opens now: 10:11 – 11:30\./)).toBeVisible();
  await press("Update conference");
  await press("Schedule a new conference");
  expect(await screen.findByText("Up to date")).toBeVisible();
  expect([...conferences.values()][1]?.scheduled.appointment).toMatchObject({
    start: new Date("2027-03-01T09:11:00.000Z"),
    end: new Date("2027-03-01T10:30:00.000Z"),
  });
});

test("one that was scheduled and is moved to the past cannot be updated: said, with what to do", async () => {
  const { press, change } = await open();
  await press("Add web conference");
  await screen.findByText("Up to date");
  act(() => change({ start: time("07:00"), end: time("08:00") }));
  expect(await screen.findByText("Out of date")).toBeVisible();
  expect(await screen.findByText("The appointment is in the past. Choose a later time.")).toBeVisible();
  expect(screen.getByRole("button", { name: "Update conference" })).toBeDisabled();
  act(() => change({ start: time("08:00"), end: time("10:00") }));
  await press("Update conference");
  expect(await screen.findByText("Up to date")).toBeVisible();
});

test("what has just been scheduled is up to date, also where the pane last looked in another minute", async () => {
  const clock = { now: now - 10_000 };
  const { press } = await open({ clock, state: { snapshot: begun } });
  clock.now = now + 10_000;
  await press("Add web conference");
  expect(await screen.findByText("Up to date")).toBeVisible();
  expect(screen.queryByText("Out of date")).toBeNull();
});

describe("a series that is meeting", () => {
  const series: AppointmentSnapshot = { ...snapshot, series: { part: "series", rule } };
  const opens = (from: string) =>
    `One conference covers the series, open from ${from} to Tue, 29 Jun 2027, 15:30. All occurrences share its link.`;
  const appointmentIn = (conferences: ReadonlyMap<string, Conference>) =>
    [...conferences.values()][0]?.scheduled.appointment;

  test.each([
    ["one of its times", "2027-04-06", "Tue, 6 Apr 2027"],
    ["its last time", "2027-06-29", "Tue, 29 Jun 2027"],
  ])("gets, and keeps, a conference from now on in %s, and the pane says so", async (_, date, day) => {
    const clock = { now: Date.parse(`${date}T13:10:00Z`) };
    const { press, change, conferences } = await open({ clock, state: { snapshot: series } });
    expect(await screen.findByText(opens(`${day}, 15:11`))).toBeVisible();
    await press("Add web conference");
    expect(await screen.findByText("Up to date")).toBeVisible();
    const end = new Date("2027-06-29T13:30:00.000Z");
    expect(appointmentIn(conferences)).toMatchObject({ start: new Date(`${date}T13:11:00.000Z`), end });
    clock.now = Date.parse(`${date}T13:20:00Z`);
    act(() => change({ subject: "Review" }));
    const changes = await screen.findByRole("region", { name: "Changed since it was scheduled" });
    expect(
      within(changes)
        .getAllByRole("term")
        .map((term) => term.textContent),
    ).toEqual(["Subject"]);
    expect(screen.getByText(opens(`${day}, 15:21`))).toBeVisible();
    await press("Update conference");
    expect(await screen.findByText("Up to date")).toBeVisible();
    expect(appointmentIn(conferences)).toMatchObject({ start: new Date(`${date}T13:21:00.000Z`), end });
    expect(screen.getByText(opens(`${day}, 15:21`))).toBeVisible();
  });

  test("for the last time, and is over: said, and nothing can be added", async () => {
    const clock = { now: Date.parse("2027-06-29T13:31:00Z") };
    await open({ clock, state: { snapshot: series } });
    expect(await screen.findByText("The appointment is in the past. Choose a later time.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Add web conference" })).toBeDisabled();
  });

  test("and of which Outlook does not say how it repeats, says when its conference opens", async () => {
    const untold: AppointmentSnapshot = { ...begun, series: { part: "series", rule: null } };
    const { press, conferences } = await open({ state: { snapshot: untold } });
    expect(await screen.findByText(/Its web conference opens now: 10:01 – 11:00\./)).toBeVisible();
    await press("Add web conference");
    expect(await screen.findByText("Up to date")).toBeVisible();
    expect(appointmentIn(conferences)?.start).toEqual(new Date("2027-03-01T09:01:00.000Z"));
  });
});
