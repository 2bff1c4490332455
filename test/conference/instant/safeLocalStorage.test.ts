import { createSafeStorage, type SafeStorage } from "../../../src/conference/instant/safeLocalStorage";
import { createPendingMeetings, type PendingMeeting } from "../../../src/conference/instant/pendingMeetings";

/** A browser's storage, as far as it is used. */
function install(storage: object): void {
  Object.assign(globalThis, { localStorage: storage });
}
afterEach(() => Reflect.deleteProperty(globalThis, "localStorage"));

function installMap(kept = new Map<string, string>()) {
  install({
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => kept.set(name, text),
    removeItem: (name: string) => kept.delete(name),
  });
  return kept;
}

test("what a browser keeps, its other pages read", () => {
  const kept = installMap();
  expect(createSafeStorage("a").write("asked")).toBe(true);
  expect([createSafeStorage("a").read(), kept.get("a")]).toEqual(["asked", "asked"]);
});

test("what is taken out is gone, also where another page has done it", () => {
  const kept = installMap();
  const storage = createSafeStorage("c");
  storage.write("asked");
  storage.remove();
  expect([storage.read(), kept.has("c")]).toEqual([null, false]);
  storage.write("asked");
  kept.delete("c");
  expect(storage.read()).toBeNull();
});

test("in a browser that keeps nothing this page still knows, and that it is alone is told", () => {
  const refuse = () => {
    throw new Error("SecurityError");
  };
  install({ getItem: refuse, setItem: refuse, removeItem: refuse });
  const storage = createSafeStorage("b");
  expect(storage.read()).toBeNull();
  expect(storage.write("asked")).toBe(false);
  expect(storage.read()).toBe("asked");
  storage.remove();
  expect(storage.read()).toBeNull();
});

/** A text that is kept, with a look at it. */
function createText(text: string | null = null) {
  const storage: SafeStorage = {
    read: () => text,
    write: (next) => ((text = next), true),
    remove: () => (text = null),
  };
  return { storage, text: () => text };
}

test.each(["", "{", "null", "[1]", '[{"key":1}]', '{"a":{"key":"k","entries":0}}'])(
  "of %j as what is kept there is no meeting, and it does not stay",
  (kept) => {
    const { storage, text } = createText(kept);
    expect(createPendingMeetings(storage, () => 0).find(() => true)).toBeNull();
    expect(text()).toBeNull();
  },
);

const meeting: PendingMeeting = {
  ...{ idempotencyKey: "k", messageHash: "a", title: "Budget", access: "anyone", conferenceKey: null },
  ...{ isStarted: false, insertedConferenceId: null, insertingSince: null, hostEntries: 0 },
};

test("a meeting is kept beside others, in the place of one with the same key, and of one about the same message", () => {
  const meetings = createPendingMeetings(createText().storage, () => 0);
  const keys = () =>
    ["k", "l", "m"].map((key) => meetings.find((one) => one.idempotencyKey === key)?.title ?? null);
  meetings.save(meeting);
  meetings.save({ ...meeting, idempotencyKey: "l", messageHash: "b" });
  expect(keys()).toEqual(["Budget", "Budget", null]);
  meetings.save({ ...meeting, title: "Changed" });
  expect(keys()).toEqual(["Changed", "Budget", null]);
  meetings.save({ ...meeting, idempotencyKey: "m", messageHash: "b" });
  expect(keys()).toEqual(["Changed", null, "Budget"]);
  // What has no name is about no other's message.
  meetings.save({ ...meeting, idempotencyKey: "k", messageHash: null });
  meetings.save({ ...meeting, idempotencyKey: "l", messageHash: null });
  expect(keys()).toEqual(["Budget", "Budget", "Budget"]);
});

describe("a conference key is kept for ten minutes, and is then", () => {
  const clock = { now: 0 };
  function keepKeys() {
    const { storage, text } = createText();
    clock.now = 0;
    const meetings = createPendingMeetings(storage, () => clock.now);
    meetings.save({ ...meeting, conferenceKey: "old-secret" });
    clock.now = 300_000;
    meetings.save({
      ...meeting,
      idempotencyKey: "l",
      messageHash: "new",
      isStarted: true,
      conferenceKey: "new-secret",
    });
    return { storage, text, meetings };
  }

  test("taken out by a look at another meeting", () => {
    const { text, meetings } = keepKeys();
    clock.now = 599_999;
    meetings.find(() => false);
    expect(text()).toContain("old-secret");
    clock.now = 600_000;
    meetings.find(() => false);
    expect(text()).not.toContain("old-secret");
    expect(text()).toContain("new-secret");
    clock.now = 900_000;
    expect(meetings.find(() => true)).toBeNull();
    expect(text()).toBeNull();
  });

  test("taken out when a page starts", () => {
    const { storage, text } = keepKeys();
    clock.now = 30 * 86_400_000;
    createPendingMeetings(storage, () => clock.now);
    expect(text()).toBeNull();
  });
});

test("once its host was let in, a meeting is kept until its conference is over, an hour after it began", () => {
  const clock = { now: 0 };
  const { storage, text } = createText();
  const meetings = createPendingMeetings(storage, () => clock.now);
  meetings.save({ ...meeting, isStarted: true });
  clock.now = 500_000;
  meetings.save({ ...meeting, isStarted: true, hostEntries: 1 });
  clock.now = 3_599_999;
  meetings.save({ ...meeting, isStarted: true, hostEntries: 2 });
  expect(meetings.find(() => true)).toMatchObject({ idempotencyKey: "k" });
  clock.now = 3_600_000;
  expect(meetings.find(() => true)).toBeNull();
  expect(text()).toBeNull();
});
