import { createKeeping } from "../../src/conference/keeping";
import { createWishes, type Wish } from "../../src/conference/wishes";

/** A browser's storage, as far as it is used. */
function install(storage: object): void {
  Object.assign(globalThis, { localStorage: storage });
}
afterEach(() => Reflect.deleteProperty(globalThis, "localStorage"));

test("what a browser keeps, its other pages read", () => {
  const kept = new Map<string, string>();
  install({
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => kept.set(name, text),
  });
  expect(createKeeping("a").write("asked")).toBe(true);
  expect([createKeeping("a").read(), kept.get("a")]).toEqual(["asked", "asked"]);
});

test("in a browser that keeps nothing this page still knows, and that it is alone is told", () => {
  const refuse = () => {
    throw new Error("SecurityError");
  };
  install({ getItem: refuse, setItem: refuse });
  const keeping = createKeeping("b");
  expect(keeping.read()).toBeNull();
  expect(keeping.write("asked")).toBe(false);
  expect(keeping.read()).toBe("asked");
});

test.each(["", "{", "null", "[1]", '{"a":{"key":1}}'])("of %j as what is kept there is no wish", (text) => {
  const wishes = createWishes({ read: () => text, write: () => true }, () => 0);
  expect(wishes.get("a")).toBeNull();
});

test("a wish is kept beside others, and taken away alone", () => {
  let text: string | null = null;
  const wishes = createWishes({ read: () => text, write: (next) => ((text = next), true) }, () => 0);
  const wish: Wish = { key: "k", access: "anyone", conferenceKey: null, isBegun: false, offered: null };
  wishes.set("a", wish);
  wishes.set("b", { ...wish, key: "l" });
  wishes.set("a", null);
  expect([wishes.get("a"), wishes.get("b")]).toMatchObject([null, { key: "l" }]);
});
