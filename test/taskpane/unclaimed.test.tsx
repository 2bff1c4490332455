import { act, screen, waitFor } from "@testing-library/react";
import axe from "axe-core";
import type { UnusedConference } from "../../src/conference/useCases";
import { RelayError } from "../../src/relay/ask";
import { conferenceIn, createFakeRelay, outlookFails, request } from "../conference/fakes";
import { open } from "./scene";

const looks = { rules: { "color-contrast": { enabled: false } } };

/** A relay that has so many conferences that no appointment uses, each made a minute after the one before. */
function leftOver(count: number, firstMade: string | null = null) {
  const known = createFakeRelay();
  const unclaimed: UnusedConference[] = Array.from({ length: count }, (_, index) => {
    const key = `left-${index}`;
    const appointment = { ...request.appointment, title: `Left over ${index}` };
    const options = { ...request.options, dialIn: "+41 44" };
    const id = String(70 + index);
    const made = firstMade !== null && new Date(Date.parse(firstMade) + index * 60_000);
    const change = { id, scheduled: { appointment, options }, ...(made && { createdAt: made }) };
    return { key, conference: conferenceIn(known, key, change) };
  });
  return { known, unclaimed, findUnclaimed: () => Promise.resolve(unclaimed) };
}

/** The pane, with the line unfolded. */
async function openLeftOver(count: number, firstMade: string | null = null) {
  const scene = await open(leftOver(count, firstMade));
  await scene.user.click(await screen.findByText(/^\d unused web conferences?$/));
  return scene;
}

test("a conference that no appointment uses is one line, until that is opened", async () => {
  const { user } = await open(leftOver(1));
  const line = await screen.findByText("1 unused web conference");
  expect(screen.queryByText("Left over 0")).toBeNull();
  expect(screen.getByRole("button", { name: "Add web conference" })).toBeEnabled();
  await user.click(line);
  expect(screen.getByText("Left over 0")).toBeVisible();
  const name = "Left over 0, Tuesday, 2 March 2027, 15:00 – 15:30, Conference ID: 70";
  expect(screen.getByRole("button", { name: `Use here: ${name}` })).toHaveTextContent("Use here");
  expect(screen.getByRole("button", { name: `Delete: ${name}` })).toHaveTextContent("Delete");
  // When it was made, this relay does not say.
  expect(screen.queryByText(/Created/)).toBeNull();
  await user.click(line);
  expect(screen.queryByText("Left over 0")).toBeNull();
});

test("several that look alike are told apart: by ID, times, and when they were made, in the appointment's zone", async () => {
  await openLeftOver(5, "2027-02-28T23:30:00Z");
  expect(screen.getByText("5 unused web conferences")).toBeVisible();
  const items = screen.getAllByText(/^Left over/).map((title) => title.closest("li"));
  expect(items).toHaveLength(5);
  expect(items[4]).toHaveTextContent("Tuesday, 2 March 2027");
  expect(items[4]).toHaveTextContent("15:00 – 15:30");
  expect(items[4]).toHaveTextContent("Conference ID: 74");
  expect(items[4]).toHaveTextContent("Created Mon, 1 Mar 2027, 0:34");
});

test("the offer can be read and taken by everybody", async () => {
  const { container } = await openLeftOver(2);
  await screen.findByText("Left over 1");
  expect((await axe.run(container, looks)).violations).toEqual([]);
});

test("used here, it is brought up to date with this appointment, written and confirmed", async () => {
  const { press, state, conferences, claims } = await openLeftOver(1);
  await press(/^Use here/);
  expect(await screen.findByText("Web conference added.")).toBeVisible();
  expect(screen.getByText("Up to date")).toBeVisible();
  expect(state.properties).toMatchObject({ idempotencyKey: "left-0", conferenceId: "70" });
  expect(state.body.content).toContain("https://rtc.example.com/join/42");
  expect([...conferences.values()]).toMatchObject([
    { id: "70", scheduled: { appointment: { title: "Quarterly review" }, options: { dialIn: "+41 44" } } },
  ]);
  expect(claims).toEqual(["70 writing", "70 written"]);
  expect(screen.queryByText(/unused web conference/)).toBeNull();
});

test("deleted after a question, and then no longer offered", async () => {
  const { press, conferences, state } = await openLeftOver(1);
  await press(/^Delete/);
  expect(conferences.size).toBe(1);
  await press("Delete");
  expect(await screen.findByText("The web conference was deleted.")).toBeVisible();
  expect([conferences.size, state.properties]).toEqual([0, {}]);
  expect(screen.queryByText(/unused web conference/)).toBeNull();
  expect(screen.getByRole("button", { name: "Add web conference" })).toBeEnabled();
});

test("what cannot be deleted or used is said, can be tried again, and stays on offer", async () => {
  const { press, relay, appointment, user } = await openLeftOver(1);
  const remove = relay.remove;
  relay.remove = () => Promise.reject(new RelayError("SITE_UNREACHABLE"));
  await press(/^Delete/);
  await press("Delete");
  expect(await screen.findByRole("alert")).toHaveTextContent("The conferencing site can't be reached.");
  relay.remove = remove;
  await press("Close");
  const save = appointment.saveProperties;
  appointment.saveProperties = outlookFails("PROPERTIES_UNAVAILABLE");
  await user.click(await screen.findByText("1 unused web conference"));
  await press(/^Use here/);
  expect(await screen.findByRole("alert")).toHaveTextContent("Outlook couldn't save");
  appointment.saveProperties = save;
  await press("Try again");
  expect(await screen.findByText("Web conference added.")).toBeVisible();
});

test("nobody is kept waiting for the offer", async () => {
  let answer: (unclaimed: UnusedConference[]) => void = () => undefined;
  const { unclaimed } = leftOver(1);
  await open({ findUnclaimed: () => new Promise((resolve) => (answer = resolve)) });
  await waitFor(() => expect(screen.getByRole("button", { name: "Add web conference" })).toBeEnabled());
  act(() => answer(unclaimed));
  expect(await screen.findByText("1 unused web conference")).toBeVisible();
});

test.each([
  ["an error of the relay", new RelayError("SITE_UNREACHABLE"), /site can't be reached/],
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
    expect(await screen.findByText("1 unused web conference")).toBeVisible();
    expect(screen.queryByText(/Couldn't load/)).toBeNull();
  },
);

test("an appointment that has a conference asks for no others", async () => {
  const findUnclaimed = jest.fn(() => Promise.resolve([]));
  const known = createFakeRelay();
  conferenceIn(known, "k");
  await open({ known, state: { properties: { idempotencyKey: "k" } }, findUnclaimed });
  await screen.findByText("Up to date");
  expect(findUnclaimed).not.toHaveBeenCalled();
});
