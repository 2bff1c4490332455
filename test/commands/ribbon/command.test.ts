import { createCommand } from "../../../src/commands/ribbon/command";

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** A command with what Office was told, call by call. */
function commandOf(
  work: () => Promise<string>,
  otherwise: (why: string) => Promise<string> = (why) => Promise.resolve(why),
) {
  const completed: unknown[] = [];
  const press = createCommand({ work, deadlineMs: 50_000, otherwise });
  return { completed, press: () => press({ completed: (answer) => completed.push(answer) }) };
}

const settled = () => jest.advanceTimersByTimeAsync(0);

test("Office is told once, when the work is done", async () => {
  const { completed, press } = commandOf(() => Promise.resolve("done"));
  press();
  expect(completed).toEqual([]);
  await settled();
  expect(completed).toEqual(["done"]);
  await jest.advanceTimersByTimeAsync(120_000);
  expect(completed).toEqual(["done"]);
});

test.each([
  ["rejects", () => Promise.reject(new Error("no"))],
  [
    "throws",
    () => {
      throw new Error("no");
    },
  ],
])("Office is told once also when the work %s", async (_, work) => {
  const { completed, press } = commandOf(work);
  press();
  await settled();
  expect(completed).toEqual(["failed"]);
});

test("Office is told at the deadline when it never answers, and not again when it does after all", async () => {
  let answer: (value: string) => void = () => undefined;
  const { completed, press } = commandOf(() => new Promise((resolve) => (answer = resolve)));
  press();
  await jest.advanceTimersByTimeAsync(49_999);
  expect(completed).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  expect(completed).toEqual(["late"]);
  answer("done");
  await jest.advanceTimersByTimeAsync(120_000);
  expect(completed).toEqual(["late"]);
});

test("a last word that is never said holds nothing up: all is over before Office's minute is", async () => {
  const never = () => new Promise<string>(() => undefined);
  const { completed, press } = commandOf(never, never);
  press();
  await jest.advanceTimersByTimeAsync(55_000);
  expect(completed).toEqual([undefined]);
});

test("a second press while the first is at work does nothing of its own, and is completed with it", async () => {
  let works = 0;
  let finish: (value: string) => void = () => undefined;
  const { completed, press } = commandOf(() => {
    works += 1;
    return new Promise((resolve) => (finish = resolve));
  });
  press();
  press();
  await settled();
  finish("done");
  await settled();
  expect([works, completed]).toEqual([1, ["done", "done"]]);
  press();
  await settled();
  expect(works).toBe(2);
});
