import { createLaunchEvents, type LaunchEvents } from "../../../src/commands/events/launchEvents";
import { pendingCopy } from "../../../src/conference/writing/itemHash";
import { scheduledSnapshotOf } from "../../../src/conference/model/scheduledSnapshot";
import { OutlookError } from "../../../src/outlook/appointment/appointment";
import type { EventContext } from "../../../src/outlook/eventContext";
import { now, request, rule, snapshot } from "../../conference/fakes";
import { createEventContext, inStep } from "./eventContext";

type Options = Partial<Parameters<typeof createLaunchEvents>[0]>;

function eventsOf(context: EventContext | null, options: Options = {}) {
  return createLaunchEvents({
    open: () => Promise.resolve(context),
    autoUpdate: null,
    wait: () => Promise.resolve(),
    now: () => now,
    ...options,
  });
}

/** Fires an event; answers what Outlook is told when the handler says that it is done. */
const fire = (events: LaunchEvents, name: keyof LaunchEvents) =>
  new Promise((resolve) => events[name]({ completed: resolve }));
const send = (context: EventContext | null, options: Options = {}) =>
  fire(eventsOf(context, options), "onAppointmentSend");

const hour = 3_600_000;
/** What is remembered once the invitation stands in the text. */
const written = { ...inStep, version: "1" };
const later = { start: new Date("2027-03-02T15:00:00Z"), end: new Date("2027-03-02T15:30:00Z") };

/** Half an hour from an instant. */
const twice = (start: Date) => {
  const end = new Date(start.getTime() + hour / 2);
  return { ...request, appointment: { ...request.appointment, start, end } };
};

describe("while the appointment is written", () => {
  test.each(["onTimeChanged", "onAttendeesChanged", "onRecurrenceChanged", "onAppointmentOpened"] as const)(
    "%s: one that is no longer in step says so, with a button to the pane",
    async (name) => {
      const { context, bar } = createEventContext(later);
      await fire(eventsOf(context), name);
      expect(bar).toEqual([
        "outOfDate: The web conference still says 3:00 PM; the appointment now says 4:00 PM. (pane)",
      ]);
    },
  );

  test("moved within the hour that comes twice when clocks go back, both times say which of them", async () => {
    const properties = {
      ...inStep,
      scheduledSnapshot: scheduledSnapshotOf(twice(new Date("2027-10-31T00:30:00.000Z")), 366),
    };
    const times = { start: new Date("2027-10-31T01:30:00Z"), end: new Date("2027-10-31T02:00:00Z") };
    const { context, bar } = createEventContext(times, { properties });
    await fire(eventsOf(context), "onTimeChanged");
    expect(bar).toEqual([
      "outOfDate: The web conference still says 2:30 AM GMT+2; the appointment now says 2:30 AM GMT+1. (pane)",
    ]);
  });

  test("one that has become private says that its conference still has its subject", async () => {
    const { context, bar } = createEventContext({ isPrivate: true });
    await fire(eventsOf(context), "onAppointmentOpened");
    expect(bar).toEqual([
      "outOfDate: The web conference is still called “Quarterly review”; the appointment is now called “Web conference”. (pane)",
    ]);
  });

  test("a private one whose conference has the neutral title is in step", async () => {
    const title = "Web conference";
    const neutral = { ...request, appointment: { ...request.appointment, title } };
    const properties = { ...inStep, scheduledSnapshot: scheduledSnapshotOf(neutral, 366) };
    const { context, bar } = createEventContext({ isPrivate: true, subject: "Salaries" }, { properties });
    await fire(eventsOf(context), "onAppointmentOpened");
    expect(bar).toEqual([]);
    const cancelled = createEventContext({ isPrivate: true, subject: "Canceled: Salaries" }, { properties });
    await fire(eventsOf(cancelled.context), "onAppointmentOpened");
    expect(cancelled.bar).toEqual([expect.stringContaining("This appointment was cancelled")]);
  });

  test("one that is opened in step has nothing to say, and takes nothing away that was said", async () => {
    const { context, bar } = createEventContext();
    await fire(eventsOf(context), "onAppointmentOpened");
    expect(bar).toEqual([]);
  });

  test("back in step, the line goes away", async () => {
    const { context, bar } = createEventContext();
    await fire(eventsOf(context), "onTimeChanged");
    expect(bar).toEqual(["cleared"]);
  });

  test.each([
    ["without a conference", {}, { properties: {} }],
    ["of a series, whose conference is the series'", { series: { part: "occurrence", rule: null } }, {}],
    [
      "of a series that is over, as its conference is",
      {
        subject: "Renamed",
        series: { part: "series", rule: { ...rule, firstDay: "2027-01-05", lastDay: "2027-02-23" } },
      },
      { properties: inStepAt(120) },
    ],
    [
      "whose conference is over, as it is itself",
      { subject: "Renamed", ...past(2) },
      { properties: inStepAt(2) },
    ],
  ] as const)("one %s has nothing to say", async (_, change, overrides) => {
    const { context, bar } = createEventContext(change, overrides);
    await fire(eventsOf(context), "onTimeChanged");
    expect(bar).toEqual([]);
    expect(await send(context)).toEqual({ allowEvent: true });
  });

  test("one that was cancelled says that its conference is still there, and is sent unasked", async () => {
    const { context, bar } = createEventContext({ ...later, subject: "Canceled: Quarterly review" });
    await fire(eventsOf(context), "onAppointmentOpened");
    expect(bar).toEqual([
      "outOfDate: This appointment was cancelled, but its web conference still exists. (pane)",
    ]);
    expect(await send(context)).toEqual({ allowEvent: true });
    const scheduled = { ...request, appointment: { ...request.appointment, title: "Canceled: the show" } };
    const called = createEventContext(
      { subject: "Canceled: the show" },
      { properties: { ...inStep, scheduledSnapshot: scheduledSnapshotOf(scheduled, 366) } },
    );
    await fire(eventsOf(called.context), "onAppointmentOpened");
    expect(called.bar).toEqual([]);
  });

  test("a copy that is cancelled is sent unasked", async () => {
    const change = { subject: "Canceled: Quarterly review" };
    const { context } = createEventContext(change, { properties: { ...inStep, itemHash: "another" } });
    expect(await send(context)).toEqual({ allowEvent: true });
  });

  test("of several changes in a row the last one tells", async () => {
    const { context, bar, state } = createEventContext(later);
    const reads: (() => void)[] = [];
    const slow = {
      ...context.appointment,
      read: () => new Promise<typeof snapshot>((resolve) => reads.push(() => resolve(state.snapshot))),
    };
    const events = eventsOf({ ...context, appointment: slow });
    const first = fire(events, "onTimeChanged");
    await flush();
    const second = fire(events, "onTimeChanged");
    await flush();
    state.snapshot = { ...snapshot, subject: "Renamed" };
    for (const answer of reads) answer();
    await Promise.all([first, second]);
    expect(bar).toEqual([
      "outOfDate: The web conference is still called “Quarterly review”; the appointment is now called “Renamed”. (pane)",
    ]);
  });

  test("a new appointment that remembers a conference is a copy, and says so; any other is left alone", async () => {
    const copy = createEventContext({}, { properties: written });
    await fire(eventsOf(copy.context), "onNewAppointment");
    expect(copy.bar).toEqual([
      "outOfDate: This appointment was copied, and holds the links of another one's web conference. (pane)",
    ]);
    // The pane asks the same.
    expect(copy.state.properties).toEqual({ ...written, itemHash: pendingCopy });
    const fresh = createEventContext({}, { properties: {} });
    await fire(eventsOf(fresh.context), "onNewAppointment");
    expect(fresh.bar).toEqual([]);
  });

  test("a conference that was added in the very form is not called a copy's", async () => {
    const { context, bar, state } = createEventContext(
      {},
      { properties: written, session: { conferenceId: "42" } },
    );
    await fire(eventsOf(context), "onNewAppointment");
    expect(bar).toEqual([]);
    expect(state.properties).toEqual(written);
  });

  test("where Outlook has no session data, a new appointment without a mark may be the very form: nothing is said", async () => {
    const { context, bar, state } = createEventContext({}, { properties: written, itemHash: "" });
    context.appointment.readSession = () => Promise.resolve(undefined);
    await fire(eventsOf(context), "onNewAppointment");
    expect([bar, state.properties]).toEqual([[], written]);
    const copy = createEventContext({}, { properties: { ...written, openedItemHash: "x" }, itemHash: "" });
    copy.context.appointment.readSession = context.appointment.readSession;
    await fire(eventsOf(copy.context), "onNewAppointment");
    expect(copy.bar).toHaveLength(1);
  });

  test("a copy that remembers its original's mark is told late, too, and where nothing can be saved", async () => {
    const { context, bar } = createEventContext({}, { properties: { ...inStep, itemHash: "original" } });
    context.appointment.saveProperties = () => Promise.reject(new OutlookError("OFFICE_FAILED", "save"));
    let time = now;
    await fire(eventsOf(context, { now: () => (time += 5_000) }), "onNewAppointment");
    expect(bar).toHaveLength(1);
  });

  test.each(["onAppointmentOpened", "onTimeChanged"] as const)(
    "%s: a copy says that it is one, in step or not, and is not sent unasked",
    async (name) => {
      for (const change of [{}, later]) {
        const copy = createEventContext(change, { properties: { ...inStep, itemHash: "another" } });
        await fire(eventsOf(copy.context), name);
        expect(copy.bar).toEqual([
          "outOfDate: This appointment was copied, and holds the links of another one's web conference. (pane)",
        ]);
        expect(await send(copy.context)).toMatchObject({
          allowEvent: false,
          errorMessage: expect.stringMatching(/^This appointment was copied.*or send anyway\.$/),
        });
      }
    },
  );

  test("what another page has done in this form counts, also where its properties are not seen yet", async () => {
    const stamp = inStep.scheduledSnapshot!;
    const added = createEventContext(later, {
      properties: {},
      session: { conferenceId: "42", scheduledSnapshot: stamp },
    });
    await fire(eventsOf(added.context), "onTimeChanged");
    expect(added.bar).toHaveLength(1);
    expect(await send(added.context)).toMatchObject({ allowEvent: false });
    const removed = createEventContext(later, { session: { conferenceId: null } });
    expect(await send(removed.context)).toEqual({ allowEvent: true });
    // A copy that was given its own, or shares the other one's, in this form is no copy any more.
    const answered = createEventContext(
      {},
      {
        properties: { ...inStep, itemHash: pendingCopy },
        session: { conferenceId: "43", scheduledSnapshot: stamp },
      },
    );
    expect(await send(answered.context)).toEqual({ allowEvent: true });
    const old = JSON.stringify(["Quarterly review", 0, 0, "", 366]);
    const updated = createEventContext(
      {},
      {
        properties: { ...inStep, scheduledSnapshot: old },
        session: { conferenceId: "42", scheduledSnapshot: stamp },
      },
    );
    expect(await send(updated.context)).toEqual({ allowEvent: true });
  });

  describe("one that is opened, and was added before its item had an ID", () => {
    test("remembers in which item it was seen: there it is no copy, in another one it is", async () => {
      const { context, bar, state } = createEventContext({}, { itemHash: "mine" });
      await fire(eventsOf(context), "onAppointmentOpened");
      // Only the relay knows whether another item has claimed the conference.
      expect([state.properties, bar]).toEqual([{ ...inStep, openedItemHash: "mine" }, []]);
      const moved = createEventContext(later, { itemHash: "mine", properties: state.properties });
      await fire(eventsOf(moved.context), "onAppointmentOpened");
      expect(moved.bar).toEqual([expect.stringContaining("The web conference still says")]);
      const copy = createEventContext(later, { itemHash: "copy", properties: state.properties });
      await fire(eventsOf(copy.context), "onAppointmentOpened");
      expect(copy.bar).toEqual([expect.stringContaining("This appointment was copied")]);
      expect(copy.state.properties).toBe(state.properties);
    });

    test("sent and moved before it was ever opened: it is out of date, and no copy", async () => {
      const { context, bar } = createEventContext(later, { itemHash: "mine" });
      await fire(eventsOf(context), "onAppointmentOpened");
      expect(bar).toEqual([expect.stringContaining("The web conference still says")]);
      expect(await send(context)).toMatchObject({
        errorMessage: expect.stringContaining("The web conference still says"),
      });
    });

    test.each([
      ["is out of step", later, {}],
      ["was never saved", {}, { itemHash: "" }],
      ["has no ID that is told", {}, { itemHash: null }],
      ["was seen in another item", {}, { properties: { ...inStep, openedItemHash: "another" } }],
      ["remembers a mark", {}, { properties: { ...inStep, itemHash: "another" } }],
      ["is one of a series", { series: { part: "occurrence" as const, rule: null } }, {}],
      ["has no conference", {}, { properties: { idempotencyKey: "k" } }],
    ])("one that %s is left as it is", async (_, change, overrides) => {
      const { context, state } = createEventContext(change, overrides);
      const before = state.properties;
      await fire(eventsOf(context), "onAppointmentOpened");
      expect(state.properties).toBe(before);
    });

    test("nothing that the pane saves meanwhile is lost", async () => {
      const { context, state } = createEventContext();
      const moved = { ...inStep, requestHash: "sent" };
      context.appointment.readItemHash = () => {
        state.properties = moved;
        return Promise.resolve("mine");
      };
      await fire(eventsOf(context), "onAppointmentOpened");
      expect(state.properties).toEqual({ ...moved, openedItemHash: "mine" });
    });

    test("what cannot be saved is borne in silence", async () => {
      const { context, bar } = createEventContext();
      context.appointment.saveProperties = () => Promise.reject(new OutlookError("OFFICE_FAILED", "save"));
      await fire(eventsOf(context), "onAppointmentOpened");
      expect(bar).toEqual([]);
    });
  });

  test.each(["PROPERTIES_UNAVAILABLE", "NO_ANSWER", "OFFICE_FAILED"] as const)(
    "what Outlook refuses with %s is borne in silence",
    async (code) => {
      const { context, bar } = createEventContext(later);
      context.appointment.readProperties = () => Promise.reject(new OutlookError(code, "read"));
      await fire(eventsOf(context), "onTimeChanged");
      await fire(eventsOf(context), "onNewAppointment");
      expect(bar).toEqual([]);
    },
  );
});

describe("automatic update, if the site wants it", () => {
  const auto = { getSetting: () => "auto" };

  test("one follows, and the bar is left to what it says", async () => {
    const { context, bar } = createEventContext(later, auto);
    const autoUpdate = jest.fn(() => Promise.resolve(true));
    await fire(eventsOf(context, { autoUpdate }), "onTimeChanged");
    expect(autoUpdate).toHaveBeenCalledTimes(1);
    expect(bar).toEqual([]);
  });

  test.each([
    ["cannot", () => Promise.reject(new Error("signed out"))],
    ["may not any more", () => Promise.resolve(false)],
  ])("one that %s is marked instead", async (_, autoUpdate) => {
    const { context, bar } = createEventContext(later, auto);
    await fire(eventsOf(context, { autoUpdate }), "onTimeChanged");
    expect(bar).toHaveLength(1);
  });

  test("several changes in a row lead to one update", async () => {
    const { context } = createEventContext(later, auto);
    const autoUpdate = jest.fn(() => Promise.resolve(true));
    const pauses: (() => void)[] = [];
    const wait = () => new Promise<void>((resolve) => pauses.push(resolve));
    const events = eventsOf(context, { autoUpdate, wait });
    const fired = [fire(events, "onTimeChanged"), fire(events, "onTimeChanged")];
    await flush();
    for (const end of pauses) end();
    await Promise.all(fired);
    expect(autoUpdate).toHaveBeenCalledTimes(1);
  });

  test("a change during an update is sent after it", async () => {
    const { context } = createEventContext(later, auto);
    const ends: (() => void)[] = [];
    const autoUpdate = jest.fn(() => new Promise<boolean>((resolve) => ends.push(() => resolve(true))));
    const events = eventsOf(context, { autoUpdate });
    const first = fire(events, "onTimeChanged");
    await flush();
    const second = fire(events, "onAttendeesChanged");
    await flush();
    expect(autoUpdate).toHaveBeenCalledTimes(1);
    ends[0]?.();
    await first;
    await flush();
    expect(autoUpdate).toHaveBeenCalledTimes(2);
    ends[1]?.();
    await second;
  });

  test("changed back during an update: it is updated back, and no warning is shown", async () => {
    const { context, bar, state } = createEventContext(later, auto);
    const ends: (() => void)[] = [];
    const autoUpdate = jest.fn(
      () =>
        new Promise<boolean>((resolve) =>
          ends.push(() => {
            const { start } = autoUpdate.mock.calls.length === 1 ? later : snapshot;
            state.properties = {
              ...inStep,
              scheduledSnapshot: scheduledSnapshotOf(twice(start), 366),
            };
            resolve(true);
          }),
        ),
    );
    const events = eventsOf(context, { autoUpdate });
    const first = fire(events, "onTimeChanged");
    await flush();
    state.snapshot = snapshot;
    const back = fire(events, "onTimeChanged");
    await flush();
    ends[0]?.();
    await flush();
    expect(autoUpdate).toHaveBeenCalledTimes(2);
    ends[1]?.();
    await Promise.all([first, back]);
    expect(bar).toEqual([]);
  });

  test("where it is not wanted, or there is no page to do it in, nothing follows", async () => {
    const autoUpdate = jest.fn(() => Promise.resolve(true));
    const asked = createEventContext(later, { getSetting: () => "ask" });
    await fire(eventsOf(asked.context, { autoUpdate }), "onTimeChanged");
    expect(autoUpdate).not.toHaveBeenCalled();
    expect(asked.bar).toHaveLength(1);
    const classic = createEventContext(later, auto);
    await fire(eventsOf(classic.context), "onTimeChanged");
    expect(classic.bar).toHaveLength(1);
  });
});

describe("before it is sent", () => {
  test("an appointment in step is sent", async () => {
    expect(await send(createEventContext().context)).toEqual({ allowEvent: true });
  });

  test("one that is not asks, and leads to the pane", async () => {
    expect(await send(createEventContext(later).context)).toEqual({
      allowEvent: false,
      errorMessage:
        "The web conference still says 3:00 PM; the appointment now says 4:00 PM. Update it first, or send anyway.",
      cancelLabel: "Update",
      commandId: "Compose.Options",
    });
  });

  test("an Outlook that knows no such button is told where to go", async () => {
    expect(await send(createEventContext(later, { hasAlertButton: false }).context)).toEqual({
      allowEvent: false,
      errorMessage:
        "The web conference still says 3:00 PM; the appointment now says 4:00 PM. Update it in “Conference options”, or send anyway.",
    });
  });

  test("everything that differs is said, in the user's language, and within an alert's 500 characters", async () => {
    const change = {
      subject: "Quartalsbesprechung ".repeat(12).trim(),
      start: new Date("2027-03-03T08:00:00Z"),
      end: new Date("2027-03-03T10:00:00Z"),
      attendees: [],
    };
    for (const [language, words] of [
      [
        "de-CH",
        /Die Webkonferenz heißt noch „Quarterly review“.*noch Di., 2. März, 15:00, der Termin jetzt Mi., 3. März, 9:00\./,
      ],
      ["ar", /مؤتمر الويب/],
      ["fr-FR", /still called/],
    ] as const) {
      const { errorMessage = "", cancelLabel = "" } = (await send(
        createEventContext(change, { language }).context,
      )) as Office.SmartAlertsEventCompletedOptions;
      expect(errorMessage).toMatch(words);
      expect(errorMessage.length).toBeLessThanOrEqual(500);
      expect(cancelLabel.length).toBeLessThanOrEqual(20);
    }
  });

  test.each([
    ["en-US", "The series goes on, but its web conference ends on Thu, Mar 2, 3:00 PM. Update it first, or"],
    ["de-CH", "Die Serie geht weiter, ihre Webkonferenz endet aber am Do., 2. März, 15:00. Akt"],
  ])("a series that goes on after its conference says when that ends (%s)", async (language, words) => {
    const series = { part: "series" as const, rule: { ...rule, lastDay: null } };
    const { context } = createEventContext({ series }, { language });
    const answer = await send(context, { now: () => Date.parse("2028-02-10T09:00:00Z") });
    expect(answer).toMatchObject({ errorMessage: expect.stringContaining(words) as string });
  });

  test("a longer appointment says when it ends now; one that was only moved does not", async () => {
    const longer = createEventContext({ end: new Date("2027-03-02T16:00:00Z") }).context;
    expect(await send(longer)).toMatchObject({
      errorMessage: expect.stringMatching(
        /^The web conference still ends at 3:30 PM; .* ends at 5:00 PM\. Up/,
      ),
    });
  });

  test.each(["Canceled: ", "Cancelled: ", "Abgesagt: ", "ملغى: "])(
    "a cancellation (%s) is sent without a question",
    async (prefix) => {
      const { context } = createEventContext({ ...later, subject: `${prefix}Quarterly review` });
      expect(await send(context)).toEqual({ allowEvent: true });
    },
  );

  test.each(["PROPERTIES_UNAVAILABLE", "NO_ANSWER", "OFFICE_FAILED", "OUTLOOK_OFFLINE"] as const)(
    "what Outlook refuses with %s keeps nobody from sending",
    async (code) => {
      const { context } = createEventContext(later);
      context.appointment.read = () => Promise.reject(new OutlookError(code, "read"));
      expect(await send(context)).toEqual({ allowEvent: true });
    },
  );

  test("an Outlook that never answers lets it go before anybody is told that it takes long", async () => {
    jest.useFakeTimers();
    const { context } = createEventContext(later);
    context.appointment.readProperties = () => new Promise(() => undefined);
    const answers: unknown[] = [];
    eventsOf(context).onAppointmentSend({ completed: (answer) => answers.push(answer) });
    await jest.advanceTimersByTimeAsync(4_000);
    jest.useRealTimers();
    expect(answers).toEqual([{ allowEvent: true }]);
  });

  test("asked twice at once, it looks once and answers both", async () => {
    const { context } = createEventContext(later);
    const open = jest.fn(() => Promise.resolve(context));
    const events = eventsOf(null, { open });
    const answers = await Promise.all([fire(events, "onAppointmentSend"), fire(events, "onAppointmentSend")]);
    expect(open).toHaveBeenCalledTimes(1);
    expect(answers[0]).toMatchObject({ allowEvent: false });
    expect(answers[1]).toEqual(answers[0]);
  });

  test("where there is no appointment there is nothing to ask", async () => {
    expect(await send(null)).toEqual({ allowEvent: true });
  });
});

/** Times so many hours ago, half an hour long. */
function past(hours: number) {
  const start = new Date(now - hours * hour);
  return { start, end: new Date(start.getTime() + hour / 2) };
}

function inStepAt(hours: number) {
  const { start, end } = past(hours);
  const [title, , , attendees, seriesDays] = JSON.parse(inStep.scheduledSnapshot ?? "[]") as unknown[];
  return {
    ...inStep,
    scheduledSnapshot: JSON.stringify([title, start.getTime(), end.getTime(), attendees, seriesDays]),
  };
}

async function flush(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
