import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { attributeOf, childOf, descendantsOf, parseXml, type XmlElement } from "../server/rtc/xml";

const root = path.join(__dirname, "..");
const manifest = parseXml(readFileSync(path.join(root, "manifest.xml"), "utf8"));
const overrides = descendantsOf(manifest, "VersionOverrides");
const all = (element: XmlElement, name: string) => descendantsOf(element, name);

test("both editions of the overrides are there, the newer inside the older", () => {
  expect(overrides.map((element) => attributeOf(element, "type"))).toEqual([
    "VersionOverridesV1_0",
    "VersionOverridesV1_1",
  ]);
  expect(childOf(overrides[0]!, "VersionOverrides")).toBe(overrides[1]);
});

test("Exchange on-premises is let in: Mailbox 1.5 at most, and no more than ReadWriteItem is asked for", () => {
  for (const set of [...all(manifest, "Set"), ...all(manifest, "Sets")]) {
    const version = set.attributes.MinVersion ?? set.attributes.DefaultMinVersion;
    if (version !== undefined) expect(Number(version)).toBeLessThanOrEqual(1.5);
  }
  expect(all(manifest, "Permissions").map(({ text }) => text)).toEqual(["ReadWriteItem"]);
});

test.each(overrides.map((element) => [attributeOf(element, "type"), element] as const))(
  "%s: every resource is defined, used, and within Outlook's lengths",
  (_, element) => {
    const own = element.children.filter(({ name }) => name !== "VersionOverrides");
    const resources = own.find(({ name }) => name === "Resources")!;
    const defined = new Map(
      resources.children.flatMap(({ name: group, children }) =>
        children.map(
          (entry) => [entry.attributes.id!, { group, value: entry.attributes.DefaultValue! }] as const,
        ),
      ),
    );
    const used = own
      .filter((child) => child !== resources)
      .flatMap((child) => [child, ...everything(child)])
      .flatMap(({ attributes }) => attributes.resid ?? []);
    expect(new Set(used)).toEqual(new Set(defined.keys()));
    for (const [id, { group, value }] of defined) {
      expect(id.length).toBeLessThanOrEqual(32);
      expect(value.length).toBeLessThanOrEqual(
        group === "LongStrings" ? 250 : group === "ShortStrings" ? 125 : 2048,
      );
    }
  },
);

test("every address is one that the relay serves, and every icon has the size that it claims", () => {
  const served = new Set(["/pane.html", "/commands.html"]);
  for (const element of [
    ...all(manifest, "Url"),
    ...all(manifest, "SourceLocation"),
    ...all(manifest, "SupportUrl"),
  ]) {
    const value = element.attributes.DefaultValue;
    if (value !== undefined) expect(served).toContain(new URL(value).pathname);
  }
  const icons = [
    ...all(manifest, "Image"),
    ...all(manifest, "IconUrl"),
    ...all(manifest, "HighResolutionIconUrl"),
  ];
  let checked = 0;
  for (const { attributes } of icons) {
    if (attributes.DefaultValue === undefined) continue;
    const { pathname } = new URL(attributes.DefaultValue);
    const size = Number(/-(\d+)\.png$/.exec(pathname)?.[1]);
    const file = readFileSync(path.join(root, pathname));
    expect([pathname, file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([pathname, size, size]);
    checked += 1;
  }
  expect(checked).toBeGreaterThanOrEqual(14);
});

test("a button's icons are named for their sizes", () => {
  for (const image of all(manifest, "Image")) {
    if (image.attributes.size !== undefined)
      expect(image.attributes.resid).toMatch(new RegExp(`\\.${image.attributes.size}$`));
  }
});

test("every function that a button runs is one that the commands know", () => {
  const source = readFileSync(path.join(root, "src/commands/main.ts"), "utf8");
  for (const { text } of all(manifest, "FunctionName")) expect(source).toContain(`associate("${text}"`);
  expect(existsSync(path.join(root, "src/commands/commands.html"))).toBe(true);
});

function everything(element: XmlElement): XmlElement[] {
  return element.children.flatMap((child) => [child, ...everything(child)]);
}
