import { readFileSync } from "node:fs";
import path from "node:path";
import vm from "node:vm";
import { scheduledSnapshotOf } from "../../../src/conference/model/scheduledSnapshot";
import type { ConferenceRequest } from "../../../src/relay/dates";
import { installFakeOffice } from "../../outlook/fakeOffice";
import { request, snapshot } from "../../conference/fakes";

// The file of `npm run build` that classic Outlook on Windows loads.
const file = readFileSync(path.join(__dirname, "../../../dist/web/events.js"), "utf8");

/** Syntax that ES2017 lacks, so that the file may not use it. */
const tooNew = `
  for (const [owner, names] of [
    [Array.prototype, ["flat", "flatMap", "at", "findLast", "toSorted", "toReversed"]],
    [String.prototype, ["matchAll", "replaceAll", "at", "trimStart", "trimEnd"]],
    [Object, ["fromEntries", "hasOwn", "groupBy"]],
    [Promise, ["allSettled", "any", "withResolvers"]],
    [Promise.prototype, ["finally"]],
    [globalThis, ["globalThis", "structuredClone", "AggregateError"]],
  ]) for (const name of names) delete owner[name];`;

const memoryOf = (scheduled: ConferenceRequest) => ({
  webConference: JSON.stringify({
    idempotencyKey: "k",
    conferenceId: "42",
    scheduledSnapshot: scheduledSnapshotOf(scheduled, 366),
  }),
});

/** Runs the file with nothing there but JavaScript, timers and Office. */
function load(values: Record<string, unknown> = {}, supported = ["1.7", "1.8", "1.10", "1.14"]) {
  const fake = installFakeOffice(
    {
      subject: snapshot.subject,
      start: snapshot.start,
      end: snapshot.end,
      location: "",
      organizer: { displayName: "Alice Adams", emailAddress: "alice.adams@example.com" },
      required: [{ displayName: "Bruno Keller", emailAddress: "bruno.keller@example.com" }],
      optional: [],
      recurrence: null,
      properties: memoryOf(request),
      platform: "PC",
      ...values,
    },
    supported,
  );
  const functions = new Map<string, (event: { completed: (answer: unknown) => void }) => void>();
  const { Office } = globalThis as unknown as { Office: object };
  const actions = { associate: (name: string, run: never) => functions.set(name, run) };
  const onReady = () => new Promise(() => undefined);
  const context = vm.createContext({ Office: { ...Office, actions, onReady }, setTimeout, clearTimeout });
  vm.runInContext(tooNew, context);
  vm.runInContext(file, context);
  const fire = (name: string) =>
    new Promise((resolve) => functions.get(name)?.({ completed: (answer) => resolve(answer) }));
  return { ...fake, fire, functions };
}

test("classic Outlook's file is one plain file of old syntax, and names its handlers at once", () => {
  expect(file).not.toMatch(/\bimport\b|\basync\b|\bawait\b|\?\.[a-z]|\bdocument\b|\bwindow\b|\bfetch\b/);
  expect([...load().functions.keys()].sort()).toEqual([
    "onAppointmentOpened",
    "onAppointmentSend",
    "onAttendeesChanged",
    "onNewAppointment",
    "onRecurrenceChanged",
    "onTimeChanged",
  ]);
});

test("an appointment in step is sent", async () => {
  expect(await load().fire("onAppointmentSend")).toEqual({ allowEvent: true });
});

test("one that was renamed asks before it is sent, and says so in its bar while it is written", async () => {
  const { fire, values } = load({ subject: "Renamed" });
  expect(await fire("onAppointmentSend")).toEqual({
    allowEvent: false,
    errorMessage:
      "The web conference is still called “Quarterly review”. The appointment is now called “Renamed”. Update it first, or send anyway.",
    cancelLabel: "Update",
    commandId: "Compose.Options",
  });
  await fire("onTimeChanged");
  expect(values.notification).toMatchObject({ type: "insight", actions: [{ commandId: "Compose.Options" }] });
});

test("a series is compared in its own zone, which classic Outlook names as Windows does", async () => {
  const recurrence = {
    recurrenceType: "weekly",
    recurrenceProperties: { interval: 1, days: ["tue"] },
    recurrenceTimeZone: { name: "W. Europe Standard Time", offset: 60 },
    seriesTime: {
      getStartDate: () => "2027-03-02",
      getEndDate: () => "2027-04-06",
      getStartTime: () => "T15:00:00.000",
      getDuration: () => 30,
    },
  };
  const scheduled = {
    ...request,
    // To the last occurrence, which is after the clocks have gone forward.
    appointment: { ...request.appointment, end: new Date("2027-04-06T13:30:00.000Z") },
  };
  const { fire } = load({ recurrence, properties: memoryOf(scheduled) });
  expect(await fire("onAppointmentSend")).toEqual({ allowEvent: true });
});

test.each(["properties.load", "subject.get", "required.get"])(
  "an Outlook that fails in %s keeps nobody from sending",
  async (operation) => {
    const { fire, disturb } = load({ subject: "Renamed" });
    disturb(operation, 5000, 100);
    expect(await fire("onAppointmentSend")).toEqual({ allowEvent: true });
  },
);

test("never more than three Office calls are under way", async () => {
  const { fire, maxInFlight } = load({ subject: "Renamed" });
  await Promise.all([fire("onTimeChanged"), fire("onAttendeesChanged"), fire("onAppointmentSend")]);
  expect(maxInFlight()).toBeLessThanOrEqual(3);
});
