import { act, render, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import type { SiteConfiguration } from "../../src/contract/services";
import { RelayError } from "../../src/relay/ask";
import { createFakeRelay, snapshot } from "../conference/fakes";
import Attendees from "../../src/taskpane/people/Attendees";
import { open, siteOf } from "./scene";

const many = Array.from({ length: 1000 }, (_, at) => ({
  name: `Person ${at}`,
  address: `person${at}@example.com`,
  kind: "required" as const,
}));

const some = many.slice(0, 60);

describe("a thousand attendees", () => {
  test("while the pane works, the appointment is read once; changes made meanwhile show afterwards", async () => {
    let answer = () => {};
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const read = jest.fn(() => Promise.resolve({ ...snapshot, attendees: many }));
    const site = createFakeRelay();
    const { press, change } = await open({
      outlook: { read },
      relay: { schedule: (key, wanted) => answered.then(() => site.relay.schedule(key, wanted)) },
    });
    await screen.findByText("1000 people invited");
    read.mockClear();
    await press("Add web conference");
    await screen.findByText("Scheduling at the conferencing site…");
    expect(read).toHaveBeenCalledTimes(1);
    read.mockImplementation(() =>
      Promise.resolve({ ...snapshot, subject: "Another subject", attendees: many }),
    );
    // Outlook tells of a change, and the pane's own clock comes by.
    act(() => change({}));
    act(() => change({}));
    expect(read).toHaveBeenCalledTimes(1);
    answer();
    expect(await screen.findByText("Out of date")).toBeVisible();
    expect(screen.getByRole("heading", { name: "Another subject" })).toBeVisible();
    expect(read).toHaveBeenCalledTimes(2);
  });

  test("each step of the work leaves the rows of an unfolded list alone", async () => {
    const presence = new Map();
    const rendered = jest.spyOn(presence, "get");
    let step = () => {};
    function Pane() {
      const [, set] = useState(0);
      step = () => set((count) => count + 1);
      return <Attendees attendees={some} presence={presence} />;
    }
    render(<Pane />);
    act(() => screen.getByRole("button", { name: "and 55 others" }).click());
    await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(60));
    rendered.mockClear();
    act(step);
    expect(rendered).not.toHaveBeenCalled();
  });
});

const realTimeout = globalThis.setTimeout;
const pass = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));

/** Waits until a check holds, while the pane's clock stands still: hashing and loading take real time. */
async function until(check: () => unknown): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      check();
      return;
    } catch (failure) {
      if (tries > 2_000) throw failure;
    }
    await act(() => new Promise<void>((resolve) => realTimeout(resolve, 5)));
  }
}

const appears = (text: string | RegExp) => until(() => expect(screen.getByText(text)).toBeVisible());
const alarms = (text: string) => until(() => expect(screen.getByRole("alert")).toHaveTextContent(text));

describe("work that takes long", () => {
  afterEach(() => jest.useRealTimers());

  const press = (name: string) => act(() => screen.getByRole("button", { name }).click());
  const never = new Promise<never>(() => undefined);

  /** A pane whose site answers when it is told to, and whose clock stands still. */
  async function openSlow() {
    const site = createFakeRelay();
    const calls: { key: string; answer: () => void; fail: () => void }[] = [];
    const pane = await open({
      known: {
        ...site,
        relay: {
          ...site.relay,
          schedule: (key, wanted) =>
            new Promise((resolve, reject) =>
              calls.push({
                key,
                answer: () => resolve(site.relay.schedule(key, wanted)),
                fail: () => reject(new RelayError("RELAY_TIMEOUT")),
              }),
            ),
        },
      },
    });
    jest.useFakeTimers();
    return { ...pane, calls, conferences: site.conferences };
  }

  /** Presses Add, waits for ten seconds, and no longer. */
  async function stopScheduling(calls: readonly unknown[]): Promise<void> {
    press("Add web conference");
    await until(() => expect(calls).toHaveLength(1));
    await pass(10_000);
    await until(() => press("Stop waiting"));
    await alarms("You stopped waiting.");
  }

  test("is said to go on after two seconds; after ten the slow site is named, and waiting can end", async () => {
    await openSlow();
    press("Add web conference");
    await appears("Scheduling at the conferencing site…");
    await pass(1_900);
    expect(screen.queryByText("Still working…")).toBeNull();
    await pass(100);
    await appears("Still working…");
    await pass(7_900);
    expect(screen.queryByRole("button", { name: "Stop waiting" })).toBeNull();
    await pass(100);
    await appears(/The conferencing site hasn't answered yet/);
    expect(screen.queryByText("Still working…")).toBeNull();
    await appears(/won't create a second web conference/);
    press("Stop waiting");
    await alarms("You stopped waiting.");
    await alarms("Trying again is safe");
    expect(screen.queryByRole("progressbar")).toBeNull();
  });

  test("Outlook is named where it is the slow one", async () => {
    await open({ outlook: { prependToBody: () => never } });
    jest.useFakeTimers();
    press("Add web conference");
    await pass(10_000);
    await appears("Writing into the appointment…");
    await appears(/Outlook hasn't answered yet/);
  });

  test("opening, too, says what is slow, and can be stopped and tried again", async () => {
    jest.useFakeTimers();
    const read = jest.fn(() => never);
    await expect(open({ outlook: { read, readProperties: () => never } })).rejects.toThrow();
    await pass(10_000);
    await appears(/Outlook hasn't answered yet/);
    press("Stop waiting");
    await alarms("You stopped waiting.");
    // Nothing was about to be made.
    expect(screen.getByRole("alert")).not.toHaveTextContent("duplicate");
    expect(screen.queryByRole("button", { name: "Add web conference" })).toBeNull();
    press("Try again");
    await pass(2_000);
    await appears("Still working…");
  });

  test("what finishes after the user has stopped waiting is found", async () => {
    const { calls, conferences, state } = await openSlow();
    await stopScheduling(calls);
    calls[0]!.answer();
    await appears("Up to date");
    expect(screen.queryByRole("alert")).toBeNull();
    expect(conferences.size).toBe(1);
    expect(state.body.content.match(/\/join\/42"/g)).toHaveLength(1);
  });

  test.each(["Try again", "Add web conference"])(
    "%s after that waits for what is under way, and doubles nothing",
    async (again) => {
      const { calls, conferences, state } = await openSlow();
      await stopScheduling(calls);
      press(again);
      expect(calls).toHaveLength(1);
      calls[0]!.answer();
      await appears("Up to date");
      expect(calls).toHaveLength(1);
      expect(conferences.size).toBe(1);
      expect(state.body.content.match(/\/join\/42"/g)).toHaveLength(1);
    },
  );

  test("where that fails in the end, the same key is used again", async () => {
    const { calls, conferences } = await openSlow();
    await stopScheduling(calls);
    press("Try again");
    calls[0]!.fail();
    await until(() => expect(calls).toHaveLength(2));
    expect(calls[1]!.key).toBe(calls[0]!.key);
    calls[1]!.answer();
    await appears("Up to date");
    expect(conferences.size).toBe(1);
  });

  test("a failure that comes after it takes the place of the message", async () => {
    const { calls } = await openSlow();
    await stopScheduling(calls);
    calls[0]!.fail();
    await alarms("The web conference service took too long to answer.");
  });
});

describe("a service that cannot be reached", () => {
  afterEach(() => jest.useRealTimers());

  test("is told when the pane opens, also where no answer comes at all, until one comes", async () => {
    let answer: (site: SiteConfiguration) => void = () => undefined;
    jest.useFakeTimers();
    await open({
      services: { configuration: () => new Promise<SiteConfiguration>((resolve) => (answer = resolve)) },
    });
    await pass(8_000);
    expect(screen.queryByText(/Couldn't load/)).toBeNull();
    await pass(2_000);
    await appears("Couldn't load the conferencing site's settings.");
    await appears(/took too long to answer/);
    answer(siteOf({}));
    await until(() => expect(screen.queryByText(/Couldn't load/)).toBeNull());
  });
});
