import {
  remainingMs,
  withSharedDeadline,
  untilDeadline,
  runWithDeadline,
} from "../../../server/rtc/calls/deadline";
import type { Send } from "../../../server/rtc/calls/exchange";
import { createTransport } from "../../../server/rtc/calls/transport";

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const after = <Result>(ms: number, result: Result) =>
  new Promise<Result>((resolve) => setTimeout(() => resolve(result), ms));

test("without a deadline there is time without end", () => {
  expect(remainingMs()).toBe(Infinity);
});

test("time runs down to the deadline and past it, whatever is done to the wall clock", async () => {
  await runWithDeadline(1000, async () => {
    expect(remainingMs()).toBe(1000);
    const later = after(400, null);
    await jest.advanceTimersByTimeAsync(400);
    await later;
    expect(remainingMs()).toBe(600);
    jest.setSystemTime(0);
    expect(remainingMs()).toBe(600);
    jest.advanceTimersByTime(700);
    expect(remainingMs()).toBe(-100);
  });
});

test("within a deadline there can be an earlier one, but no later one", () => {
  runWithDeadline(1000, () => {
    expect(runWithDeadline(5000, remainingMs)).toBe(1000);
    expect(runWithDeadline(10, remainingMs)).toBe(10);
  });
});

test("requests side by side have a deadline each", async () => {
  const left = [1000, 2000].map((ms) => runWithDeadline(ms, () => after(100, null).then(remainingMs)));
  await jest.advanceTimersByTimeAsync(100);
  expect(await Promise.all(left)).toEqual([900, 1900]);
});

test("shared work goes on when the caller who began it has to go; the others get what it brings", async () => {
  const begin = () => withSharedDeadline(() => after(200, remainingMs()));
  const { work, first } = runWithDeadline(50, () => {
    const begun = begin();
    return { work: begun, first: untilDeadline(begun).catch((failure: unknown) => failure) };
  });
  const second = runWithDeadline(10_000, () => untilDeadline(work));
  const third = untilDeadline(work);
  await jest.advanceTimersByTimeAsync(200);
  expect(await first).toMatchObject({ name: "CallError", code: "TIMEOUT", done: "no" });
  // It had a limit of its own.
  expect(await Promise.all([second, third])).toEqual([15_000, 15_000]);
});

describe("an exchange", () => {
  const never: Send = () => new Promise(() => undefined);
  const open = (send: Send) => createTransport({ send, timeoutMs: 60_000, maxResponseBytes: 1000 });

  test("ends at the deadline of the request that it belongs to", async () => {
    jest.useRealTimers();
    const began = performance.now();
    await expect(runWithDeadline(20, () => open(never).get("http://rtc.example.com/"))).rejects.toMatchObject(
      {
        code: "TIMEOUT",
        done: "unknown",
      },
    );
    expect(performance.now() - began).toBeLessThan(5000);
  });

  test("is not begun after it", async () => {
    const send = jest.fn(never);
    await runWithDeadline(10, async () => {
      jest.advanceTimersByTime(10);
      await expect(open(send).get("http://rtc.example.com/")).rejects.toMatchObject({
        code: "TIMEOUT",
        done: "no",
      });
    });
    expect(send).not.toHaveBeenCalled();
  });
});
