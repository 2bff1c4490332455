import { createBreaker, type BreakerState } from "../../../server/rtc/calls/breaker";
import { runWithDeadline } from "../../../server/rtc/calls/deadline";
import { CallError } from "../../../server/rtc/errors";

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const unreachable = () => new CallError("UNREACHABLE", "unknown");
const timeOut = () => new CallError("TIMEOUT", "unknown");

/** A breaker, exchanges that end at once, and exchanges that end when the test says so. */
function open({ timeoutMs = 10_000 } = {}) {
  const states: BreakerState[] = [];
  const breaker = createBreaker({ timeoutMs, onState: (state) => states.push(state) });
  const answer = () => breaker.run(() => Promise.resolve("answer")).catch((failure: unknown) => failure);
  const fail = (failure: Error = unreachable()) =>
    breaker.run(() => Promise.reject(failure)).catch((thrown: unknown) => thrown);
  const failTimes = async (times: number, failure?: Error) => {
    for (let call = 0; call < times; call += 1) await fail(failure);
  };
  /** One that is under way until it is ended. */
  function begin() {
    let end: { answer: () => void; fail: (failure: Error) => void } | null = null;
    const result = breaker
      .run(() => new Promise((resolve, reject) => (end = { answer: () => resolve("answer"), fail: reject })))
      .catch((failure: unknown) => failure);
    return { result, ...end! };
  }
  return { breaker, states, answer, fail, failTimes, begin };
}
const suspended = { name: "CallError", code: "SUSPENDED", done: "no" };

test("five failures in a row open it; then nothing is sent, and the caller hears when to come again", async () => {
  const { breaker, states, failTimes } = open();
  await failTimes(4);
  expect([breaker.isOpen(), states]).toEqual([false, []]);
  await failTimes(1);
  expect([breaker.isOpen(), states]).toEqual([true, ["open"]]);
  await jest.advanceTimersByTimeAsync(3000);
  const send = jest.fn(() => Promise.resolve());
  await expect(breaker.run(send)).rejects.toMatchObject({ ...suspended, retryAfterMs: 7000 });
  expect(() => breaker.check()).toThrow("SUSPENDED");
  expect(send).not.toHaveBeenCalled();
});

test.each([unreachable(), timeOut()])(
  "two that have no answer, a second apart, open it: %p",
  async (failure) => {
    const { states, fail, answer } = open();
    await fail(failure);
    await jest.advanceTimersByTimeAsync(999);
    await fail(failure);
    expect(states).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    await fail(failure);
    expect(states).toEqual(["open"]);
    expect(await answer()).toMatchObject(suspended);
  },
);

test("two do not with an answer between them, where the site answers that it fails, or a minute apart", async () => {
  const { states, fail, answer } = open();
  await fail();
  await answer();
  await jest.advanceTimersByTimeAsync(1000);
  await fail();
  await jest.advanceTimersByTimeAsync(60_000);
  await fail();
  await answer();
  for (const httpStatus of [503, 500]) {
    await fail(new CallError("HTTP_STATUS", "unknown", { httpStatus }));
    await jest.advanceTimersByTimeAsync(1000);
  }
  expect(states).toEqual([]);
});

test("two callers, a second apart, on a silent site open it five seconds after the silence began", async () => {
  const { begin, states } = open();
  begin();
  await jest.advanceTimersByTimeAsync(1000);
  begin();
  await jest.advanceTimersByTimeAsync(3999);
  expect(states).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  expect(states).toEqual(["open"]);
});

test("an answer in between begins the count anew", async () => {
  const { states, failTimes, answer } = open();
  await failTimes(4);
  await answer();
  await failTimes(4);
  expect(states).toEqual([]);
});

test.each([
  new CallError("HTTP_STATUS", "unknown", { httpStatus: 404 }),
  new CallError("TOO_LARGE", "unknown"),
])("the site is there when it answers %p", async (failure) => {
  const { states, failTimes, fail } = open();
  await failTimes(4);
  await fail(failure);
  await failTimes(4);
  expect(states).toEqual([]);
});

test.each([
  timeOut(),
  new CallError("HTTP_STATUS", "unknown", { httpStatus: 503 }),
  new CallError("HTTP_STATUS", "unknown", { httpStatus: 500 }),
])("the site fails with %p", async (failure) => {
  const { states, failTimes } = open();
  await failTimes(5, failure);
  expect(states).toEqual(["open"]);
});

test.each([
  ["was never sent", 60_000, new CallError("TIMEOUT", "no")],
  ["was given no fair time by its caller's deadline", 50, timeOut()],
  ["broke by a fault of ours", 60_000, new Error("a fault of ours")],
])("what %s tells nothing of the site", async (_, ms, failure) => {
  const { states, failTimes, breaker } = open();
  await runWithDeadline(ms, () => failTimes(20, failure));
  expect(states).toEqual([]);
  await failTimes(5);
  await jest.advanceTimersByTimeAsync(10_000);
  await runWithDeadline(ms, () => failTimes(1, failure));
  // Neither did such a trial; the next one may be it.
  await expect(breaker.run(() => Promise.resolve("answer"))).resolves.toBe("answer");
  expect(states).toEqual(["open", "half-open", "closed"]);
});

test("a short time-out of the settings is a fair time", async () => {
  const { states, failTimes } = open({ timeoutMs: 100 });
  await runWithDeadline(200, () => failTimes(5, timeOut()));
  expect(states).toEqual(["open"]);
});

test("after ten seconds one exchange is the trial; the others are refused until it has an answer", async () => {
  const { breaker, states, failTimes, answer, begin } = open();
  await failTimes(5);
  await jest.advanceTimersByTimeAsync(9999);
  expect(await answer()).toMatchObject(suspended);
  await jest.advanceTimersByTimeAsync(1);
  expect(breaker.isOpen()).toBe(false);
  const trial = begin();
  expect(await answer()).toMatchObject({ ...suspended, retryAfterMs: 1000 });
  trial.answer();
  expect(await trial.result).toBe("answer");
  expect(await answer()).toBe("answer");
  expect(states).toEqual(["open", "half-open", "closed"]);
});

test("a trial that fails opens it for ten more seconds", async () => {
  const { states, failTimes, answer } = open();
  await failTimes(5);
  await jest.advanceTimersByTimeAsync(10_000);
  await failTimes(1);
  await jest.advanceTimersByTimeAsync(9999);
  expect(await answer()).toMatchObject(suspended);
  await jest.advanceTimersByTimeAsync(1);
  expect(await answer()).toBe("answer");
  expect(states).toEqual(["open", "half-open", "open", "half-open", "closed"]);
});

test.each([0, 500, 999])(
  "a site that falls silent, called once a second from %i ms on, opens it within five seconds",
  async (first) => {
    const { begin, states } = open();
    await jest.advanceTimersByTimeAsync(first);
    for (let second = 0; second < 5; second += 1) {
      begin();
      if (second < 4) await jest.advanceTimersByTimeAsync(1000);
    }
    // At the latest: 999 ms and 4 s after the silence began.
    expect(states).toEqual(["open"]);
  },
);

test("many calls at once on a silent site open it after four seconds", async () => {
  const { begin, states } = open();
  for (let call = 0; call < 50; call += 1) begin();
  await jest.advanceTimersByTimeAsync(3999);
  expect(states).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  expect(states).toEqual(["open"]);
});

test("a few slow calls on a quiet site do not", async () => {
  const { begin, states } = open();
  for (let call = 0; call < 4; call += 1) begin();
  await jest.advanceTimersByTimeAsync(9000);
  expect(states).toEqual([]);
});

test("slow calls do not while others get their answers", async () => {
  const { begin, answer, states } = open();
  for (let call = 0; call < 50; call += 1) begin();
  await jest.advanceTimersByTimeAsync(3999);
  await answer();
  await jest.advanceTimersByTimeAsync(5000);
  expect(states).toEqual([]);
});

test("failures of calls that are under way do not prolong it, and a late answer closes it", async () => {
  const { begin, answer, states } = open();
  const calls = Array.from({ length: 8 }, begin);
  await jest.advanceTimersByTimeAsync(4000);
  expect(states).toEqual(["open"]);
  for (const call of calls.slice(0, 6)) call.fail(timeOut());
  await jest.advanceTimersByTimeAsync(2000);
  expect(await answer()).toMatchObject({ ...suspended, retryAfterMs: 8000 });
  calls[6]!.answer();
  expect(await calls[6]!.result).toBe("answer");
  expect(await answer()).toBe("answer");
  expect(states).toEqual(["open", "closed"]);
});

test("a site that takes six seconds for every answer is used", async () => {
  const { breaker, states } = open();
  let [answered, refused] = [0, 0];
  for (let call = 0; call < 300; call += 1) {
    breaker
      .run(() => new Promise((resolve) => setTimeout(resolve, 6000)))
      .then(
        () => (answered += 1),
        () => (refused += 1),
      );
    await jest.advanceTimersByTimeAsync(200);
  }
  await jest.advanceTimersByTimeAsync(6000);
  // Refused only until the first answer came.
  expect(states).toEqual(["open", "closed"]);
  expect([answered, refused]).toEqual([290, 10]);
});

test("a silent trial opens it again after four seconds, and closes it when it has an answer after all", async () => {
  const { begin, answer, failTimes, states } = open();
  await failTimes(5);
  await jest.advanceTimersByTimeAsync(10_000);
  const trial = begin();
  await jest.advanceTimersByTimeAsync(4000);
  expect(states).toEqual(["open", "half-open", "open"]);
  expect(await answer()).toMatchObject({ ...suspended, retryAfterMs: 10_000 });
  trial.answer();
  await trial.result;
  expect(await answer()).toBe("answer");
  expect(states.at(-1)).toBe("closed");
});

test("a call from before the outage that fails during the trial is not the trial", async () => {
  const { begin, failTimes, states } = open();
  const old = begin();
  await failTimes(5);
  await jest.advanceTimersByTimeAsync(10_000);
  const trial = begin();
  old.fail(timeOut());
  await old.result;
  expect(states).toEqual(["open", "half-open"]);
  trial.answer();
  await trial.result;
  expect(states).toEqual(["open", "half-open", "closed"]);
});
