import { pendingCopy } from "../../../src/conference/writing/itemHash";
import { scheduledSnapshotOf } from "../../../src/conference/model/scheduledSnapshot";
import { OutlookError } from "../../../src/outlook/appointment/appointment";
import { now, request, rule, snapshot } from "../../conference/fakes";
import { createEventContext, inStep } from "./eventContext";
import { eventsOf, fire, send, hour, later, twice, flush } from "./launchScene";

/** The properties once the invitation is written. */
const written = { ...inStep, version: "1" };
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

describe("while the appointment is written", () => {
  test.each(["onTimeChanged", "onAttendeesChanged", "onRecurrenceChanged", "onAppointmentOpened"] as const)(
    "%s: one that is no longer in step says so, with a button to the pane",
    async (name) => {
      const { context, bar } = createEventContext(later);
      await fire(eventsOf(context), name);
      expect(bar).toEqual([
        "outOfDate: The web conference is still set for 3:00 PM. The appointment now starts 4:00 PM. (pane)",
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
      "outOfDate: The web conference is still set for 2:30 AM GMT+2. The appointment now starts 2:30 AM GMT+1. (pane)",
    ]);
  });

  test("one that has become private says that its conference still has its subject", async () => {
    const { context, bar } = createEventContext({ isPrivate: true });
    await fire(eventsOf(context), "onAppointmentOpened");
    expect(bar).toEqual([
      "outOfDate: The web conference is still called “Quarterly review”. The appointment is now called “Web conference”. (pane)",
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
    expect(cancelled.bar).toEqual([expect.stringContaining("This appointment was canceled")]);
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
      "outOfDate: This appointment was canceled, but its web conference still exists. (pane)",
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
      "outOfDate: The web conference is still called “Quarterly review”. The appointment is now called “Renamed”. (pane)",
    ]);
  });

  test("a new appointment that remembers a conference is a copy, and says so; any other is left alone", async () => {
    const copy = createEventContext({}, { properties: written });
    await fire(eventsOf(copy.context), "onNewAppointment");
    expect(copy.bar).toEqual([
      "outOfDate: This appointment was copied and has another appointment's conference links. (pane)",
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
          "outOfDate: This appointment was copied and has another appointment's conference links. (pane)",
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
      expect(moved.bar).toEqual([expect.stringContaining("The web conference is still set for")]);
      const copy = createEventContext(later, { itemHash: "copy", properties: state.properties });
      await fire(eventsOf(copy.context), "onAppointmentOpened");
      expect(copy.bar).toEqual([expect.stringContaining("This appointment was copied")]);
      expect(copy.state.properties).toBe(state.properties);
    });

    test("sent and moved before it was ever opened: it is out of date, and no copy", async () => {
      const { context, bar } = createEventContext(later, { itemHash: "mine" });
      await fire(eventsOf(context), "onAppointmentOpened");
      expect(bar).toEqual([expect.stringContaining("The web conference is still set for")]);
      expect(await send(context)).toMatchObject({
        errorMessage: expect.stringContaining("The web conference is still set for"),
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
