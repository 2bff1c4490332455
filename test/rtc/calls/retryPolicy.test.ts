import { createRetryPolicy } from "../../../server/rtc/calls/retryPolicy";
import { runWithDeadline } from "../../../server/rtc/calls/deadline";
import { CallError, SiteError } from "../../../server/rtc/errors";
import { withTelemetry, type Call, type Telemetry } from "../../../server/rtc/calls/telemetry";

type CallReport = Parameters<NonNullable<Telemetry["onCall"]>>[0];

const list = {
  service: "PreConferenceService",
  operation: "listUpcomingConferences",
  mayRepeat: "always",
} as const;
const schedule = { ...list, operation: "scheduleConference", mayRepeat: "unlessSent" } as const;
const unreachable = () => new CallError("UNREACHABLE", "unknown");
const refused = () => new CallError("UNREACHABLE", "no");

/** Attempts of a site that answers as the test says: a failure is thrown, what is none is the answer. */
function open({ random = 0.5 }: { random?: number } = {}) {
  const waits: number[] = [];
  const reports: CallReport[] = [];
  const withRetries = createRetryPolicy({
    random: () => random,
    sleep: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
  });
  const carryOut = <Result>(
    operation: typeof list | typeof schedule,
    work: (call: Call) => Promise<Result>,
  ) => withTelemetry({ onCall: (report) => reports.push(report) }, operation, work);
  const call = async (operation: typeof list | typeof schedule, ...answers: unknown[]) => {
    let sent = 0;
    const send = () => {
      const answer = answers[Math.min(sent, answers.length - 1)];
      sent += 1;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    };
    const result = await carryOut(operation, (made) => withRetries(made, send)).catch(
      (failure: unknown) => failure,
    );
    return { sent, result };
  };
  return { carryOut, withRetries, call, waits, reports };
}

test("what may be repeated is sent three times at most, after longer and longer waits", async () => {
  const { call, waits, reports } = open();
  expect(await call(list, unreachable())).toMatchObject({ sent: 3, result: { code: "UNREACHABLE" } });
  expect(waits).toEqual([200, 400]);
  expect(reports).toMatchObject([{ service: "PreConferenceService", operation: "listUpcomingConferences" }]);
  expect(reports).toMatchObject([{ outcome: "UNREACHABLE", attempts: 3 }]);
});

test("no two callers wait the same time: the wait is between half and one and a half of its mean", async () => {
  for (const [random, waits] of [
    [0, [100, 200]],
    [1, [300, 600]],
  ] as const) {
    const opened = open({ random });
    await opened.call(list, unreachable());
    expect(opened.waits).toEqual(waits);
  }
});

test("an answer ends it", async () => {
  const { call, reports } = open();
  expect(await call(list, unreachable(), "answer")).toEqual({ sent: 2, result: "answer" });
  expect(reports).toMatchObject([{ outcome: "ok", attempts: 2 }]);
});

test.each([
  new CallError("TIMEOUT", "unknown"),
  new CallError("UNREADABLE", "unknown"),
  ...[500, 502, 503, 504].map((httpStatus) => new CallError("HTTP_STATUS", "unknown", { httpStatus })),
])("repeated: %p", async (failure) => {
  expect(await open().call(list, failure, "answer")).toEqual({ sent: 2, result: "answer" });
});

test.each([
  new CallError("FAULT", "unknown"),
  new CallError("TOO_LARGE", "unknown"),
  new CallError("HTTP_STATUS", "unknown", { httpStatus: 404 }),
  new CallError("SUSPENDED", "no"),
  new CallError("OVERLOADED", "no"),
  new SiteError("UNEXPECTED_ERROR", 1090),
  new SiteError("NOT_AUTHORIZED", 1032),
  new Error("a fault of ours"),
])("not repeated: %p", async (failure) => {
  for (const operation of [list, schedule])
    expect(await open().call(operation, failure)).toEqual({ sent: 1, result: failure });
});

test("what must not be done twice is repeated only if it certainly never reached the site", async () => {
  expect(await open().call(schedule, unreachable(), "twice")).toMatchObject({
    sent: 1,
    result: { code: "UNREACHABLE", done: "unknown" },
  });
  expect(await open().call(schedule, refused(), "once")).toEqual({ sent: 2, result: "once" });
  expect(await open().call(schedule, refused(), unreachable(), "twice")).toMatchObject({ sent: 2 });
});

test("after an attempt that may have done the work nobody says that it was not done", async () => {
  const { call } = open();
  expect(await call(list, unreachable(), refused())).toMatchObject({ sent: 3, result: { done: "unknown" } });
  expect(await call(list, refused())).toMatchObject({ result: { done: "no" } });
});

test.each(["SUSPENDED", "OVERLOADED"] as const)(
  "the caller hears how the site failed, rather than that it is not asked any more: %s",
  async (failure) => {
    const failed = new CallError("HTTP_STATUS", "unknown", { httpStatus: 503 });
    expect(await open().call(list, failed, new CallError(failure, "no"))).toEqual({
      sent: 2,
      result: failed,
    });
  },
);

test("what is sent once more with a new token counts together with what was sent before", async () => {
  const { carryOut, withRetries, reports } = open();
  let sent = 0;
  const fail = () => {
    sent += 1;
    return Promise.reject(unreachable());
  };
  const answer = () => Promise.resolve((sent += 1));
  await carryOut(list, async (call) => {
    await withRetries(call, answer);
    await withRetries(call, fail).catch(() => null);
  });
  expect(sent).toBe(3);
  expect(reports).toMatchObject([{ outcome: "ok", attempts: 3 }]);
});

test("after two failures and a refused token one attempt with a new token is left, and no repetition", async () => {
  const { carryOut, withRetries, reports } = open();
  const answers = [
    unreachable(),
    unreachable(),
    new SiteError("NOT_AUTHORIZED", 1032),
    unreachable(),
    "a fifth",
  ];
  const sent: unknown[] = [];
  const send = () => {
    const answer = answers[sent.length];
    sent.push(answer);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const result = await carryOut(list, async (call) => {
    await withRetries(call, send).catch(() => null);
    return withRetries(call, send);
  }).catch((failure: unknown) => failure);
  expect(sent).toHaveLength(4);
  expect(result).toMatchObject({ code: "UNREACHABLE", done: "unknown" });
  expect(reports).toMatchObject([{ outcome: "UNREACHABLE", attempts: 4 }]);
});

test("nobody waits for an attempt for which no time is left", async () => {
  const { call, waits } = open();
  expect(await runWithDeadline(200, () => call(list, unreachable()))).toMatchObject({ sent: 1 });
  expect(await runWithDeadline(350, () => call(list, unreachable()))).toMatchObject({ sent: 2 });
  expect(waits).toEqual([200]);
});

test("at most a tenth of all traffic is repetitions, after a small reserve", async () => {
  const { call } = open();
  let sent = 0;
  for (let calls = 0; calls < 1000; calls += 1) sent += (await call(list, unreachable())).sent;
  // 10 of the reserve, and one in ten calls; the first call found the reserve full.
  expect(sent - 1000).toBe(109);
});

test("a quiet hour does not fill the budget beyond its reserve", async () => {
  const { call } = open();
  for (let calls = 0; calls < 1000; calls += 1) await call(list, "answer");
  let sent = 0;
  for (let calls = 0; calls < 10; calls += 1) sent += (await call(list, unreachable())).sent;
  expect(sent - 10).toBe(10);
});

test.each([
  [new SiteError("INVALID_MEETING_ID", 3), "INVALID_MEETING_ID"],
  [new CallError("FAULT", "unknown"), "FAULT"],
  [new Error("a fault of ours"), "INTERNAL"],
])("the telemetry is told of %p", async (failure, outcome) => {
  const { call, reports } = open();
  await call(list, failure);
  expect(reports).toMatchObject([{ outcome, attempts: 1 }]);
});
