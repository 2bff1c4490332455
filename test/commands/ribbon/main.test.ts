type Run = (event: { completed: (answer?: unknown) => void }) => void;

/** Office as a page finds it that is never told to be ready; answers what is associated with it, by name. */
function installOffice(): Map<string, Run> {
  const functions = new Map<string, Run>();
  Object.assign(globalThis, {
    Office: {
      onReady: () => new Promise(() => undefined),
      actions: { associate: (name: string, run: Run) => functions.set(name, run) },
    },
  });
  return functions;
}
afterEach(() => {
  jest.useRealTimers();
  Reflect.deleteProperty(globalThis, "Office");
});

test("when the page of the commands starts, it takes out what Meet now has kept for too long", async () => {
  const kept = new Map([
    [
      "webConference.pendingMeetings",
      JSON.stringify({ a: { key: "k", conferenceKey: "secret", offered: null, since: 0 } }),
    ],
  ]);
  let tellRemoved: () => void = () => undefined;
  const removed = new Promise<void>((resolve) => (tellRemoved = resolve));
  const functions = installOffice();
  Object.assign(globalThis, {
    localStorage: {
      getItem: (name: string) => kept.get(name) ?? null,
      removeItem: (name: string) => {
        kept.delete(name);
        tellRemoved();
      },
    },
  });
  try {
    await import("../../../src/commands/ribbon/main");
    // By Office's own look they must be there at once.
    expect(functions.has("meetNow")).toBe(true);
    await removed;
    expect(kept.size).toBe(0);
  } finally {
    Reflect.deleteProperty(globalThis, "localStorage");
  }
});

test("a handler that cannot be loaded keeps nobody from sending, and is loaded at the next event", async () => {
  const functions = installOffice();
  let isThere = false;
  jest.useFakeTimers();
  const createLaunchEvents = () => ({
    onAppointmentSend: (event: { completed: (answer: unknown) => void }) => event.completed("asked"),
  });
  const send = () => new Promise((completed) => functions.get("onAppointmentSend")?.({ completed }));
  await jest.isolateModulesAsync(async () => {
    jest.doMock("../../../src/commands/events/launchEvents", () => {
      if (!isThere) throw new Error("404");
      return { createLaunchEvents };
    });
    await import("../../../src/commands/ribbon/main");
    expect(await send()).toEqual({ allowEvent: true });
    isThere = true;
    expect(await send()).toBe("asked");
    expect(jest.getTimerCount()).toBe(0);
  });
});

test("one that takes too long to load lets it go, once", async () => {
  const functions = installOffice();
  let load: () => void = () => undefined;
  jest.useFakeTimers();
  await jest.isolateModulesAsync(async () => {
    jest.doMock("../../../src/commands/events/launchEvents", () => ({
      // A module that is waited for.
      then: (resolve: (module: object) => void) => (load = () => resolve({ createLaunchEvents: () => ({}) })),
    }));
    await import("../../../src/commands/ribbon/main");
    const answers: unknown[] = [];
    functions.get("onAppointmentSend")?.({ completed: (answer) => answers.push(answer) });
    await jest.advanceTimersByTimeAsync(3_000);
    expect(answers).toEqual([{ allowEvent: true }]);
    load();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(answers).toHaveLength(1);
  });
});
