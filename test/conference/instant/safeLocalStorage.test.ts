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
  const keeping = createSafeStorage("c");
  keeping.write("asked");
  keeping.remove();
  expect([keeping.read(), kept.has("c")]).toEqual([null, false]);
  keeping.write("asked");
  kept.delete("c");
  expect(keeping.read()).toBeNull();
});

test("in a browser that keeps nothing this page still knows, and that it is alone is told", () => {
  const refuse = () => {
    throw new Error("SecurityError");
  };
  install({ getItem: refuse, setItem: refuse, removeItem: refuse });
  const keeping = createSafeStorage("b");
  expect(keeping.read()).toBeNull();
  expect(keeping.write("asked")).toBe(false);
  expect(keeping.read()).toBe("asked");
  keeping.remove();
  expect(keeping.read()).toBeNull();
});

/** A text that is kept, with a look at it. */
function createText(text: string | null = null) {
  const keeping: SafeStorage = {
    read: () => text,
    write: (next) => ((text = next), true),
    remove: () => (text = null),
  };
  return { keeping, text: () => text };
}

test.each(["", "{", "null", "[1]", '[{"key":1}]', '{"a":{"key":"k","entries":0}}'])(
  "of %j as what is kept there is no wish, and it does not stay",
  (kept) => {
    const { keeping, text } = createText(kept);
    expect(createPendingMeetings(keeping, () => 0).find(() => true)).toBeNull();
    expect(text()).toBeNull();
  },
);

const wish: PendingMeeting = {
  ...{ key: "k", name: "a", title: "Budget", access: "anyone", conferenceKey: null },
  ...{ isBegun: false, insertedConferenceId: null, insertingSince: null, entries: 0 },
};

test("a wish is kept beside others, in the place of one with the same key, and of one about the same message", () => {
  const wishes = createPendingMeetings(createText().keeping, () => 0);
  const keys = () => ["k", "l", "m"].map((key) => wishes.find((one) => one.key === key)?.title ?? null);
  wishes.save(wish);
  wishes.save({ ...wish, key: "l", name: "b" });
  expect(keys()).toEqual(["Budget", "Budget", null]);
  wishes.save({ ...wish, title: "Changed" });
  expect(keys()).toEqual(["Changed", "Budget", null]);
  wishes.save({ ...wish, key: "m", name: "b" });
  expect(keys()).toEqual(["Changed", null, "Budget"]);
  // What has no name is about no other's message.
  wishes.save({ ...wish, key: "k", name: null });
  wishes.save({ ...wish, key: "l", name: null });
  expect(keys()).toEqual(["Budget", "Budget", "Budget"]);
});

describe("a conference key is kept for ten minutes, and is then", () => {
  const clock = { now: 0 };
  function keepKeys() {
    const { keeping, text } = createText();
    clock.now = 0;
    const wishes = createPendingMeetings(keeping, () => clock.now);
    wishes.save({ ...wish, conferenceKey: "old-secret" });
    clock.now = 300_000;
    wishes.save({ ...wish, key: "l", name: "new", isBegun: true, conferenceKey: "new-secret" });
    return { keeping, text, wishes };
  }

  test("taken out by a look at another wish", () => {
    const { text, wishes } = keepKeys();
    clock.now = 599_999;
    wishes.find(() => false);
    expect(text()).toContain("old-secret");
    clock.now = 600_000;
    wishes.find(() => false);
    expect(text()).not.toContain("old-secret");
    expect(text()).toContain("new-secret");
    clock.now = 900_000;
    expect(wishes.find(() => true)).toBeNull();
    expect(text()).toBeNull();
  });

  test("taken out when a page starts", () => {
    const { keeping, text } = keepKeys();
    clock.now = 30 * 86_400_000;
    createPendingMeetings(keeping, () => clock.now);
    expect(text()).toBeNull();
  });
});

test("once its host was let in, a wish is kept until its conference is over, an hour after it began", () => {
  const clock = { now: 0 };
  const { keeping, text } = createText();
  const wishes = createPendingMeetings(keeping, () => clock.now);
  wishes.save({ ...wish, isBegun: true });
  clock.now = 500_000;
  wishes.save({ ...wish, isBegun: true, entries: 1 });
  clock.now = 3_599_999;
  wishes.save({ ...wish, isBegun: true, entries: 2 });
  expect(wishes.find(() => true)).toMatchObject({ key: "k" });
  clock.now = 3_600_000;
  expect(wishes.find(() => true)).toBeNull();
  expect(text()).toBeNull();
});
