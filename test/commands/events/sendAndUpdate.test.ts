import { scheduledSnapshotOf } from "../../../src/conference/model/scheduledSnapshot";
import { OutlookError } from "../../../src/outlook/appointment/appointment";
import { rule, snapshot } from "../../conference/fakes";
import { createEventContext, inStep } from "./eventContext";
import { eventsOf, fire, send, later, twice, flush } from "./launchScene";

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
        "The web conference is still set for 3:00 PM. The appointment now starts 4:00 PM. Update it first, or send anyway.",
      cancelLabel: "Update",
      commandId: "Compose.Options",
    });
  });

  test("an Outlook that knows no such button is told where to go", async () => {
    expect(await send(createEventContext(later, { hasAlertButton: false }).context)).toEqual({
      allowEvent: false,
      errorMessage:
        "The web conference is still set for 3:00 PM. The appointment now starts 4:00 PM. Update it in “Conference options”, or send anyway.",
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
    [
      "en-US",
      "The series continues, but its web conference ends on Thu, Mar 2, 3:00 PM. Update it first, or",
    ],
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
      errorMessage: expect.stringMatching(/^The web conference still ends 3:30 PM\. .* ends 5:00 PM\. Up/),
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
