import { runWithDeadline } from "../../../server/rtc/calls/deadline";
import { CallError } from "../../../server/rtc/errors";
import { createConcurrencyLimiter } from "../../../server/rtc/calls/concurrencyLimiter";

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** A limiter, and works that end when the test says so. */
function open(options: Parameters<typeof createConcurrencyLimiter>[0]) {
  const limiter = createConcurrencyLimiter(options);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const run = (name: string) =>
    limiter
      .run(async () => {
        begun.push(name);
        await new Promise<void>((resolve) => ends.set(name, resolve));
        return name;
      })
      .catch((failure: unknown) => failure);
  const end = async (name: string) => {
    ends.get(name)?.();
    await jest.advanceTimersByTimeAsync(0);
  };
  return { limiter, run, begun, end };
}

test("so many are under way at once; the others get their turn in the order in which they came", async () => {
  const { run, begun, end } = open({ count: 2 });
  const all = ["a", "b", "c", "d"].map(run);
  expect(begun).toEqual(["a", "b"]);
  await end("b");
  expect(begun).toEqual(["a", "b", "c"]);
  await end("a");
  await end("c");
  await end("d");
  expect(await Promise.all(all)).toEqual(["a", "b", "c", "d"]);
  // All turns are free again.
  void ["e", "f", "g"].map(run);
  expect(begun.slice(4)).toEqual(["e", "f"]);
});

test("a work that fails frees its turn", async () => {
  const { limiter, run, begun } = open({ count: 1 });
  await expect(limiter.run(() => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
  void run("a");
  expect(begun).toEqual(["a"]);
});

test("where the queue is full, the overload is answered at once", async () => {
  const { run } = open({ count: 1, maxWaiting: 1 });
  void run("a");
  void run("b");
  expect(await run("c")).toMatchObject({ code: "OVERLOADED", done: "no", retryAfterMs: 5000 });
});

test("a caller who waits too long hears of the overload while there is time left", async () => {
  const { run, begun, end } = open({ count: 1, patienceMs: 5000 });
  void run("a");
  const late = runWithDeadline(15_000, () => run("b"));
  await jest.advanceTimersByTimeAsync(5000);
  expect(await late).toMatchObject({ code: "OVERLOADED", done: "no" });
  await end("a");
  expect(begun).toEqual(["a"]);
});

test("work whose deadline passes in the queue is not begun; the work behind it is", async () => {
  const { run, begun, end } = open({ count: 1 });
  void run("a");
  const short = runWithDeadline(100, () => run("short"));
  void run("c");
  await jest.advanceTimersByTimeAsync(100);
  expect(await short).toMatchObject({ code: "OVERLOADED", done: "no" });
  await end("a");
  expect(begun).toEqual(["a", "c"]);
});

test("the queue can be rejected; work that is under way goes on", async () => {
  const { limiter, run, begun, end } = open({ count: 1 });
  const first = run("a");
  const others = ["b", "c"].map(run);
  limiter.clearQueue(new CallError("SUSPENDED", "no"));
  expect(await Promise.all(others)).toMatchObject([{ code: "SUSPENDED" }, { code: "SUSPENDED" }]);
  await end("a");
  expect(await first).toBe("a");
  void run("d");
  expect(begun).toEqual(["a", "d"]);
});
