import { act, screen, within } from "@testing-library/react";
import { RelayFailure } from "../../src/relay/ask";
import { createFakeRelay, now, snapshot } from "../conference/fakes";
import { open } from "./scene";

const time = (text: string) => new Date(`2027-03-01T${text}:00Z`);
const begun = { ...snapshot, start: time("08:30"), end: time("10:00") };
const refusing = () =>
  createFakeRelay({ update: () => Promise.reject(new RelayFailure("CANNOT_CHANGE_NOW")) });

test.each([
  ["that has begun", begun, /The appointment has begun\. Its web conference opens now: 10:01 – 11:00\./],
  [
    "of today that lasts all day",
    { ...snapshot, start: new Date("2027-02-28T23:00:00Z"), end: time("23:00") },
    /The appointment has begun\. .*10:01 – .*2 Mar.* 0?0:00\./,
  ],
])("an appointment %s gets a conference from now on, and the pane says so", async (_, one, times) => {
  const { press, conferences } = await open({ state: { snapshot: one } });
  expect(await screen.findByText(times)).toBeVisible();
  await press("Add web conference");
  expect(await screen.findByText("Up to date")).toBeVisible();
  expect([...conferences.values()][0]?.scheduled.appointment).toMatchObject({
    start: "2027-03-01T09:01:00.000Z",
    end: one.end.toISOString(),
  });
  expect(screen.queryByText(/The appointment has begun/)).toBeNull();
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
  await press("Update conference");
  await press("Make a new one for what is to come");
  expect(await screen.findByText("Up to date")).toBeVisible();
  expect([...conferences.values()][1]?.scheduled.appointment).toMatchObject({
    start: "2027-03-01T09:11:00.000Z",
    end: "2027-03-01T10:30:00.000Z",
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
