import { createKeeping, type Keeping } from "../../src/conference/keeping";
import { createWishes, type Wish } from "../../src/conference/wishes";

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
  expect(createKeeping("a").write("asked")).toBe(true);
  expect([createKeeping("a").read(), kept.get("a")]).toEqual(["asked", "asked"]);
});

test("what is taken out is gone, also where another page has done it", () => {
  const kept = installMap();
  const keeping = createKeeping("c");
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
  const keeping = createKeeping("b");
  expect(keeping.read()).toBeNull();
  expect(keeping.write("asked")).toBe(false);
  expect(keeping.read()).toBe("asked");
  keeping.remove();
  expect(keeping.read()).toBeNull();
});

/** A text that is kept, with a look at it. */
function createText(text: string | null = null) {
  const keeping: Keeping = {
    read: () => text,
    write: (next) => ((text = next), true),
    remove: () => (text = null),
  };
  return { keeping, text: () => text };
}

test.each(["", "{", "null", "[1]", '{"a":{"key":1}}'])(
  "of %j as what is kept there is no wish, and it does not stay",
  (kept) => {
    const { keeping, text } = createText(kept);
    expect(createWishes(keeping, () => 0).get("a")).toBeNull();
    expect(text()).toBeNull();
  },
);

const wish: Wish = { key: "k", access: "anyone", conferenceKey: null, isBegun: false, offered: null };

test("a wish is kept beside others, and taken away alone", () => {
  const { keeping, text } = createText();
  const wishes = createWishes(keeping, () => 0);
  wishes.set("a", wish);
  wishes.set("b", { ...wish, key: "l" });
  wishes.set("a", null);
  expect([wishes.get("a"), wishes.get("b")]).toMatchObject([null, { key: "l" }]);
  wishes.set("b", null);
  expect(text()).toBeNull();
});

describe("a conference key is kept for ten minutes, and is then", () => {
  const clock = { now: 0 };
  function keepKeys() {
    const { keeping, text } = createText();
    clock.now = 0;
    const wishes = createWishes(keeping, () => clock.now);
    wishes.set("old", { ...wish, conferenceKey: "old-secret" });
    clock.now = 300_000;
    wishes.set("new", { ...wish, conferenceKey: "new-secret" });
    return { keeping, text, wishes };
  }

  test("taken out by a look at another wish", () => {
    const { text, wishes } = keepKeys();
    clock.now = 599_999;
    wishes.get("other");
    expect(text()).toContain("old-secret");
    clock.now = 600_000;
    wishes.get("other");
    expect(text()).not.toContain("old-secret");
    expect(text()).toContain("new-secret");
    clock.now = 900_000;
    expect(wishes.get("new")).toBeNull();
    expect(text()).toBeNull();
  });

  test("taken out when a page starts", () => {
    const { keeping, text } = keepKeys();
    clock.now = 30 * 86_400_000;
    createWishes(keeping, () => clock.now);
    expect(text()).toBeNull();
  });
});
