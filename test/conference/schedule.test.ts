import { requestHashOf } from "../../src/conference/model/requestHash";
import { defaultOptions } from "../../src/conference/model/options";
import type { Appointment } from "../../src/outlook/appointment/appointment";
import { RelayError } from "../../src/relay/ask";
import type { RelayClient } from "../../src/relay/client";
import {
  conferenceIn,
  createFakeAppointment,
  createFakeRelay,
  createTestUseCases,
  outlookFails,
  request,
  snapshot,
} from "./fakes";

describe("what stands in the appointment before the call", () => {
  test("a fingerprint of what is sent, whatever the order of the attendees", async () => {
    const attendees = [
      { name: "Bruno", address: "bruno@example.com", kind: "required" as const },
      { name: "Dina", address: "dina@example.com", kind: "optional" as const },
    ];
    const of = (change: Partial<typeof request.appointment>) =>
      requestHashOf({ ...request, appointment: { ...request.appointment, attendees, ...change } });
    expect(await of({})).toMatch(/^[\w+/]{16}$/);
    expect(await of({ attendees: attendees.toReversed() })).toBe(await of({}));
    expect(await of({ attendees: attendees.slice(1) })).not.toBe(await of({}));
    expect(await of({ title: "Other" })).not.toBe(await of({}));
    expect(await of({ end: new Date("2027-03-02T15:00:00.000Z") })).not.toBe(await of({}));
  });

  test("nothing that could be guessed from it is a secret", async () => {
    const of = (conferenceKey: string | null, dialIn: string) =>
      requestHashOf({ ...request, options: { ...defaultOptions, conferenceKey, dialIn } });
    expect(await of("k7k7", "PIN 1234")).toBe(await of(null, ""));
  });

  test("for a change, beside the version that stands in the text; afterwards nothing is under way", async () => {
    const { appointment, state } = createFakeAppointment();
    const { relay } = createFakeRelay();
    const { useCases } = createTestUseCases(appointment, relay);
    const { conference } = await useCases.schedule(defaultOptions);
    const settled = {
      idempotencyKey: "key-1",
      conferenceId: "42",
      location: "Web conference 42",
      version: "1",
    };
    const any = expect.any(String) as string;
    expect(state.properties).toEqual({ ...settled, scheduledSnapshot: any, ownedLines: any });
    state.snapshot = { ...snapshot, subject: "Moved" };
    const { useCases: watched } = createTestUseCases(appointment, {
      ...relay,
      update: async (before, wanted) => {
        expect(state.properties).toMatchObject({ ...settled, requestHash: await requestHashOf(wanted) });
        return relay.update(before, wanted);
      },
    });
    await watched.update(conference, defaultOptions);
    expect(state.properties).toEqual({ ...settled, version: "2", scheduledSnapshot: any, ownedLines: any });
    expect.assertions(3);
  });

  test("an appointment that cannot remember it can still be updated", async () => {
    const { appointment, state } = createFakeAppointment();
    const { relay } = createFakeRelay();
    const { conference } = await createTestUseCases(appointment, relay).useCases.schedule(defaultOptions);
    state.snapshot = { ...snapshot, subject: "Moved" };
    const forgetful = { ...appointment, saveProperties: outlookFails("PROPERTIES_UNAVAILABLE") };
    const { useCases } = createTestUseCases(forgetful, relay);
    expect(await useCases.update(conference, defaultOptions)).toMatchObject({ conference: { version: 2 } });
  });
});

test("a change of what somebody else has changed meanwhile is refused, with what it is now", async () => {
  const { appointment, state } = createFakeAppointment();
  const { relay } = createFakeRelay();
  const { useCases } = createTestUseCases(appointment, relay);
  const { conference } = await useCases.schedule(defaultOptions);
  const elsewhere = { ...request, appointment: { ...request.appointment, title: "Elsewhere" } };
  await relay.update(conference, elsewhere);
  state.snapshot = { ...snapshot, subject: "Here" };
  const body = state.body.content;
  await expect(useCases.update(conference, defaultOptions)).rejects.toMatchObject({
    code: "VERSION_STALE",
    standing: "changedElsewhere",
    details: { conference: { version: 1 }, current: { version: 2, scheduled: elsewhere } },
  });
  expect(state.body.content).toBe(body);
});

describe("a lost answer that could have been several conferences", () => {
  const candidates = [{ id: "7", title: "Quarterly review", start: null, end: null }];
  const ambiguous = () => Promise.reject(new RelayError("OUTCOME_AMBIGUOUS", { candidates }));

  test("is for the user to decide; what is chosen is written as usual", async () => {
    const { appointment, state } = createFakeAppointment();
    const { relay, claims } = createFakeRelay({ schedule: ambiguous });
    const { useCases } = createTestUseCases(appointment, relay);
    await expect(useCases.schedule(defaultOptions)).rejects.toMatchObject({
      standing: "undecided",
      details: { candidates },
    });
    expect(await useCases.choose("7")).toMatchObject({ conference: { id: "7" } });
    expect(state.properties).toMatchObject({ idempotencyKey: "key-1", conferenceId: "7" });
    expect(state.body.content).toContain("Conference ID: <bdi>7</bdi>");
    expect(claims).toEqual(["7 writing", "7 written"]);
  });

  test("none of them: a new one is made for the same key", async () => {
    const { appointment, state } = createFakeAppointment({ properties: { idempotencyKey: "k" } });
    const { relay, idByKey } = createFakeRelay();
    await createTestUseCases(appointment, relay).useCases.choose(null);
    expect(state.properties).toMatchObject({ idempotencyKey: "k", conferenceId: "42" });
    expect(idByKey.get("k")).toBe("42");
  });

  test("without the candidates it is as safe to try again as any lost answer", async () => {
    const { appointment } = createFakeAppointment();
    const { relay } = createFakeRelay({
      schedule: () => Promise.reject(new RelayError("OUTCOME_AMBIGUOUS")),
    });
    const { useCases } = createTestUseCases(appointment, relay);
    await expect(useCases.schedule(defaultOptions)).rejects.toMatchObject({ standing: "unknown" });
  });
});

describe("a conference that no appointment uses", () => {
  const open = () => {
    const fake = createFakeRelay();
    const conference = conferenceIn(fake, "left-over", {
      scheduled: { ...request, appointment: { ...request.appointment, title: "Left over" } },
    });
    const { appointment, state } = createFakeAppointment();
    return { ...fake, appointment, state, unclaimed: { key: "left-over", conference } };
  };

  test("becomes this appointment's: key and ID first, then up to date, written and confirmed", async () => {
    const { relay, appointment, state, conferences, claims, unclaimed } = open();
    const { useCases } = createTestUseCases(appointment, {
      ...relay,
      update: (before, wanted) => {
        expect(state.properties).toMatchObject({ idempotencyKey: "left-over", conferenceId: "42" });
        return relay.update(before, wanted);
      },
    });
    expect(await useCases.adopt(unclaimed)).toMatchObject({ conference: { version: 2, scheduled: request } });
    expect([...conferences.keys()]).toEqual(["42"]);
    expect(claims).toEqual(["42 writing", "42 written"]);
    expect(state.body.content).toContain("https://rtc.example.com/join/42");
  });

  test("is not taken where the ribbon command has added one meanwhile", async () => {
    const { relay, appointment, state, unclaimed } = open();
    state.properties = { idempotencyKey: "k", conferenceId: "99" };
    const { useCases } = createTestUseCases(appointment, relay);
    await expect(useCases.adopt(unclaimed)).rejects.toMatchObject({
      code: "KEY_REUSED",
      standing: "nothingDone",
    });
    expect(state.properties).toEqual({ idempotencyKey: "k", conferenceId: "99" });
  });

  test("is this appointment's even when the change fails: said, and it can be written or taken back", async () => {
    const { relay, appointment, state, unclaimed } = open();
    const { useCases } = createTestUseCases(appointment, {
      ...relay,
      update: () => Promise.reject(new RelayError("START_REFUSED")),
    });
    await expect(useCases.adopt(unclaimed)).rejects.toMatchObject({
      standing: "notWritten",
      details: { conference: { id: "42" } },
    });
    expect(state.properties).toMatchObject({ idempotencyKey: "left-over", conferenceId: "42" });
  });

  test("can be deleted; this appointment is not touched", async () => {
    const { relay, appointment, state, conferences, unclaimed } = open();
    state.properties = { idempotencyKey: "k" };
    await createTestUseCases(appointment, relay).useCases.discard(unclaimed);
    expect([conferences.size, state.properties]).toEqual([0, { idempotencyKey: "k" }]);
  });
});

describe("two that add at the same time", () => {
  // Another thread's time would make a test's order a matter of chance.
  beforeEach(() => {
    jest.spyOn(crypto.subtle, "digest").mockResolvedValue(new ArrayBuffer(32));
  });

  const turns = async (count: number) => {
    for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
  };
  /** Every call takes its time, and has its effect in the middle of it. */
  const slow = <Port extends object>(port: Port, duration: number): Port => {
    const calls = Object.entries<(...args: unknown[]) => unknown>({ ...port } as never);
    const slowed = calls.map(([name, call]) => [
      name,
      async (...args: unknown[]) => {
        await turns(duration);
        const result = await call(...args);
        await turns(duration);
        return result;
      },
    ]);
    return Object.fromEntries(slowed) as Port;
  };

  function runtimes() {
    const { appointment, state } = createFakeAppointment();
    const fake = createFakeRelay();
    let keys = 0;
    const press = async ({ lag = 0, outlook = 5, options = defaultOptions }) => {
      await turns(lag);
      const slowOutlook: Appointment = { ...slow(appointment, outlook), onChange: appointment.onChange };
      const slowRelay: RelayClient = slow(fake.relay, 20);
      const key = `runtime-${++keys}`;
      const { useCases } = createTestUseCases(slowOutlook, slowRelay, undefined, () => key);
      const opened = await useCases.open();
      return opened.status !== "scheduled"
        ? useCases.schedule(options)
        : useCases.update(opened.conference, opened.conference.scheduled.options);
    };
    const outcome = () => ({
      conferences: fake.conferences.size,
      invitations: state.body.content.split("Join web conference").length - 1,
      remembers: state.properties.conferenceId === fake.idByKey.get(state.properties.idempotencyKey ?? ""),
    });
    return { press, outcome, state, ...fake };
  }
  const one = { conferences: 1, invitations: 1, remembers: true };
  const lags = Array.from({ length: 100 }, (_, lag) => lag);

  test("however far apart two presses of the ribbon button are: one conference, and no other was ever made", async () => {
    for (const lag of lags) {
      const { press, outcome, state, idByKey } = runtimes();
      await Promise.all([press({}), press({ lag })]);
      const made = [...idByKey.values()];
      expect({ lag, made, location: state.location, ...outcome() }).toEqual({
        lag,
        made: ["42"],
        location: "Web conference 42",
        ...one,
      });
    }
  });

  test("one whose Outlook is slower saves its key last: the other one gives its conference back", async () => {
    let givenBack = 0;
    for (const lag of lags) {
      const { press, outcome, idByKey } = runtimes();
      await Promise.all([press({ outlook: 9 }), press({ lag })]);
      givenBack += new Set(idByKey.values()).size - 1;
      expect({ lag, ...outcome() }).toEqual({ lag, ...one });
    }
    expect(givenBack).toBeGreaterThan(0);
  });

  test("the button beside the pane with other options: one of them may be refused, and there is one conference", async () => {
    for (const lag of lags) {
      const { press, outcome } = runtimes();
      const options = { ...defaultOptions, dialIn: "+41 44" };
      await Promise.allSettled([press({}), press({ lag, options })]);
      expect({ lag, ...outcome() }).toEqual({ lag, ...one });
    }
  });
});
