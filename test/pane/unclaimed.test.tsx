import { act, screen, waitFor } from "@testing-library/react";
import axe from "axe-core";
import type { Unclaimed } from "../../src/conference/flow";
import { RelayFailure } from "../../src/relay/ask";
import { conferenceIn, createFakeRelay, outlookFails, request } from "../conference/fakes";
import { open } from "./scene";

const looks = { rules: { "color-contrast": { enabled: false } } };

/** A relay that has so many conferences that no appointment uses. */
function leftOver(count: number) {
  const known = createFakeRelay();
  const unclaimed: Unclaimed[] = Array.from({ length: count }, (_, index) => {
    const key = `left-${index}`;
    const appointment = { ...request.appointment, title: `Left over ${index}` };
    const options = { ...request.options, dialIn: "+41 44" };
    const id = String(70 + index);
    return { key, conference: conferenceIn(known, key, { id, scheduled: { appointment, options } }) };
  });
  return { known, unclaimed, findUnclaimed: () => Promise.resolve(unclaimed) };
}

test("a conference that no appointment uses is offered, with its title and time", async () => {
  await open(leftOver(1));
  expect(await screen.findByText("A web conference that no appointment uses")).toBeVisible();
  expect(screen.getByText("Left over 0")).toBeVisible();
  const name = "Left over 0, Tuesday, 2 March 2027, 15:00 – 15:30";
  expect(screen.getByRole("button", { name: `Use it here: ${name}` })).toHaveTextContent("Use it here");
  expect(screen.getByRole("button", { name: `Delete it: ${name}` })).toHaveTextContent("Delete it");
  expect(screen.getByRole("button", { name: "Add web conference" })).toBeEnabled();
});

test("the offer can be read and taken by everybody", async () => {
  const { container } = await open(leftOver(2));
  await screen.findByText("Left over 1");
  expect((await axe.run(container, looks)).violations).toEqual([]);
});

test("used here, it is brought up to date with this appointment, written and confirmed", async () => {
  const { press, state, conferences, claims } = await open(leftOver(1));
  await screen.findByText("Left over 0");
  await press(/^Use it here/);
  expect(await screen.findByText("The web conference is in the appointment.")).toBeVisible();
  expect(screen.getByText("Up to date")).toBeVisible();
  expect(state.memory).toMatchObject({ key: "left-0", conferenceId: "70" });
  expect(state.body.content).toContain("https://rtc.example.com/join/42");
  expect([...conferences.values()]).toMatchObject([
    { id: "70", scheduled: { appointment: { title: "Quarterly review" }, options: { dialIn: "+41 44" } } },
  ]);
  expect(claims).toEqual(["70 writing", "70 written"]);
  expect(screen.queryByText("A web conference that no appointment uses")).toBeNull();
});

test("deleted after a question, and then no longer offered", async () => {
  const { press, conferences, state } = await open(leftOver(1));
  await screen.findByText("Left over 0");
  await press(/^Delete it/);
  expect(conferences.size).toBe(1);
  await press("Delete it");
  expect(await screen.findByText("The web conference was deleted.")).toBeVisible();
  expect([conferences.size, state.memory]).toEqual([0, {}]);
  expect(screen.queryByText("A web conference that no appointment uses")).toBeNull();
  expect(screen.getByRole("button", { name: "Add web conference" })).toBeEnabled();
});

test("what cannot be deleted or used is said, can be tried again, and stays on offer", async () => {
  const { press, relay, appointment } = await open(leftOver(1));
  const remove = relay.remove;
  relay.remove = () => Promise.reject(new RelayFailure("SITE_UNREACHABLE"));
  await screen.findByText("Left over 0");
  await press(/^Delete it/);
  await press("Delete it");
  expect(await screen.findByRole("alert")).toHaveTextContent("The conferencing site cannot be reached.");
  relay.remove = remove;
  await press("Close");
  const save = appointment.saveMemory;
  appointment.saveMemory = outlookFails("PROPERTIES_UNAVAILABLE");
  await screen.findByText("Left over 0");
  await press(/^Use it here/);
  expect(await screen.findByRole("alert")).toHaveTextContent("Outlook could not save");
  appointment.saveMemory = save;
  await press("Try again");
  expect(await screen.findByText("The web conference is in the appointment.")).toBeVisible();
});

test("of several at most three are listed, and how many more there are is said", async () => {
  await open(leftOver(5));
  expect(await screen.findByText("Web conferences that no appointment uses")).toBeVisible();
  expect(screen.getAllByText(/^Left over/)).toHaveLength(3);
  expect(screen.getByText("and 2 others")).toBeVisible();
});

test("nobody is kept waiting for the offer", async () => {
  let answer: (unclaimed: Unclaimed[]) => void = () => undefined;
  const { unclaimed } = leftOver(1);
  await open({ findUnclaimed: () => new Promise((resolve) => (answer = resolve)) });
  await waitFor(() => expect(screen.getByRole("button", { name: "Add web conference" })).toBeEnabled());
  act(() => answer(unclaimed));
  expect(await screen.findByText("Left over 0")).toBeVisible();
});

test.each([
  ["an error of the relay", new RelayFailure("SITE_UNREACHABLE"), /site cannot be reached/],
  ["a piece of the pane that is gone", new Error("no such chunk"), /Something went wrong/],
])(
  "an offer that cannot be made (%s) is said, takes nothing away, and can be tried again",
  async (_, failure, why) => {
    const { unclaimed } = leftOver(1);
    let isBroken = true;
    const { press } = await open({
      findUnclaimed: () => (isBroken ? Promise.reject(failure) : Promise.resolve(unclaimed)),
    });
    expect(await screen.findByText("Couldn't load unused web conferences.")).toBeVisible();
    expect(screen.getByText(why)).toBeVisible();
    expect(screen.queryByRole("alert")).toBeNull();
    expect(screen.getByRole("button", { name: "Add web conference" })).toBeEnabled();
    isBroken = false;
    await press("Try again");
    expect(await screen.findByText("Left over 0")).toBeVisible();
    expect(screen.queryByText(/Couldn't load/)).toBeNull();
  },
);

test("an appointment that has a conference asks for no others", async () => {
  const findUnclaimed = jest.fn(() => Promise.resolve([]));
  const known = createFakeRelay();
  conferenceIn(known, "k");
  await open({ known, state: { memory: { key: "k" } }, findUnclaimed });
  await screen.findByText("Up to date");
  expect(findUnclaimed).not.toHaveBeenCalled();
});
