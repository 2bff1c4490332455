import type { OutlookError } from "../../src/outlook/appointment/appointment";
import { createOfficeCallQueue } from "../../src/outlook/platform/officeCallQueue";
import { installFakeOffice } from "./fakeOffice";
import { values, open } from "./appointmentScene";

describe("calls that Office answers late or never", () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());
  const answer = { status: "succeeded", value: 1 } as never;
  /** Starts a call; says what has become of it so far. */
  function ask(call: ReturnType<typeof createOfficeCallQueue>) {
    const asked = {
      outcome: "waiting",
      start: jest.fn<undefined, [(result: never) => void]>(),
      answer: () => {},
    };
    asked.answer = () => asked.start.mock.calls[0]?.[0](answer);
    call("work", asked.start).then(
      () => (asked.outcome = "done"),
      (failure: unknown) => (asked.outcome = (failure as OutlookError).code),
    );
    return asked;
  }
  const outcomes = (asked: { outcome: string }[]) => asked.map(({ outcome }) => outcome);

  test("end by themselves, and are in flight until Office answers: never more than three", async () => {
    installFakeOffice(values());
    const call = createOfficeCallQueue();
    const asked = Array.from({ length: 8 }, () => ask(call));
    const started = () => asked.filter(({ start }) => start.mock.calls.length > 0);
    await jest.advanceTimersByTimeAsync(20_000);
    expect(outcomes(asked)).toEqual(Array(8).fill("NO_ANSWER"));
    // What has waited in vain for its turn was never started.
    expect(started()).toHaveLength(3);
    const later = ask(call);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(later.start).not.toHaveBeenCalled();
    asked[0]!.answer();
    await jest.advanceTimersByTimeAsync(0);
    expect(later.start).toHaveBeenCalledTimes(1);
    asked[0]!.answer();
    const last = ask(call);
    await jest.advanceTimersByTimeAsync(0);
    expect(last.start).not.toHaveBeenCalled();
    later.answer();
    await jest.advanceTimersByTimeAsync(0);
    expect([later.outcome, started().length]).toEqual(["done", 3]);
    expect(last.start).toHaveBeenCalledTimes(1);
  });

  test("are given up in the end: a host that never answers does not block everything for good", async () => {
    installFakeOffice(values());
    const call = createOfficeCallQueue();
    for (let made = 0; made < 3; made += 1) ask(call);
    await jest.advanceTimersByTimeAsync(59_999);
    const next = ask(call);
    expect(next.start).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    next.answer();
    await jest.advanceTimersByTimeAsync(0);
    expect(next.outcome).toBe("done");
  });
});

test("a page that is held up for longer than both limits still tells its caller that Office did not answer", async () => {
  installFakeOffice(values());
  const call = createOfficeCallQueue({ timeoutMs: 5, lostMs: 10 });
  const noAnswer = { code: "NO_ANSWER" };
  // After the first call its second timer is still running: it is due before any timer of the second call.
  await expect(call("work", () => undefined)).rejects.toMatchObject(noAnswer);
  const holdUp = () => {
    const until = performance.now() + 20;
    while (performance.now() < until);
  };
  await expect(call("work", holdUp)).rejects.toMatchObject(noAnswer);
});

test("a call for which Office throws is a failure like any other", async () => {
  installFakeOffice(values());
  const call = createOfficeCallQueue();
  await expect(
    call("write", () => {
      throw new Error("Elevated permission is required");
    }),
  ).rejects.toMatchObject({ code: "OFFICE_FAILED" });
});

test("listening, leaving and small settings count among the three calls, too", async () => {
  const { office, host, appointment } = await open();
  host.onThemeChange(() => undefined);
  const stop = appointment.onChange(() => undefined);
  host.setSetting("dialIn", "1");
  await Promise.all([appointment.read(), appointment.readBody()]);
  stop();
  await appointment.read();
  expect(office.calls).toEqual(
    expect.arrayContaining(["listen theme", "listen time", "settings.save", "leave time"]),
  );
  expect(office.maxInFlight()).toBe(3);
});

test("what cannot be listened to, or kept, is no failure", async () => {
  const { office, host, appointment } = await open();
  for (const operation of ["listen theme", "listen time", "settings.save"]) office.disturb(operation, 5003);
  host.onThemeChange(() => undefined);
  appointment.onChange(() => undefined)();
  host.setSetting("dialIn", "1");
  expect(await appointment.read()).toMatchObject({ subject: "Review" });
});

test("while other pages of ours are calling Outlook it is asked again", async () => {
  installFakeOffice(values());
  const pauses: number[] = [];
  const call = createOfficeCallQueue({
    wait: (ms) => {
      pauses.push(ms);
      return Promise.resolve();
    },
  });
  const asked = jest.fn();
  const busy = { status: "failed", error: { code: 5100 } } as never;
  const answers = [busy, busy, { status: "succeeded", value: 1 } as never];
  const ask = (done: (result: never) => void) => {
    asked();
    done(answers.shift() ?? busy);
  };
  await expect(call("work", ask)).resolves.toBe(1);
  expect(asked).toHaveBeenCalledTimes(3);
  await expect(call("work", ask)).rejects.toMatchObject({ code: "BUSY", officeCode: 5100 });
  expect(pauses).toEqual([100, 400, 100, 400, 1600]);
});
