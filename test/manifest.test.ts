import { readFileSync } from "node:fs";
import path from "node:path";
import { createStaticPages } from "../server/http/staticPages";
import { attributeOf, childOf, descendantsOf, parseXml, type XmlElement } from "../server/rtc/soap/xml";
import { everything, schemaErrors } from "./manifestSchema";

const root = path.join(__dirname, "..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const manifest = parseXml(read("manifest.xml"));
const withoutEvents = parseXml(read("dist/web/manifestWithoutEvents.xml"));
const all = (element: XmlElement, name: string) => descendantsOf(element, name);
const overridesOf = (element: XmlElement) => all(element, "VersionOverrides");

const both = [
  ["with events", manifest],
  ["without events", withoutEvents],
] as const;
const editions = both.flatMap(([name, element]) =>
  overridesOf(element).map((overrides) => [`${name}, ${attributeOf(overrides, "type")}`, overrides] as const),
);

describe.each(both)("the manifest %s", (_, element) => {
  test("is as the schema wants it", () => {
    expect(schemaErrors(element)).toEqual([]);
  });

  test("has both editions of the overrides, the newer inside the older", () => {
    const [older, newer] = overridesOf(element);
    expect([older, newer].map((edition) => attributeOf(edition!, "type"))).toEqual([
      "VersionOverridesV1_0",
      "VersionOverridesV1_1",
    ]);
    expect(childOf(older!, "VersionOverrides")).toBe(newer);
  });

  test("lets Exchange on-premises in: Mailbox 1.5 at most, and asks for no more than ReadWriteItem", () => {
    for (const set of [...all(element, "Set"), ...all(element, "Sets")]) {
      const version = set.attributes.MinVersion ?? set.attributes.DefaultMinVersion;
      if (version !== undefined) expect(Number(version)).toBeLessThanOrEqual(1.5);
    }
    expect(all(element, "Permissions").map(({ text }) => text)).toEqual(["ReadWriteItem"]);
  });

  test("every address is one that the relay serves, and every icon has the size that it claims", async () => {
    const pages = createStaticPages({ folder: path.join(root, "dist/web"), framedBySelf: false });
    const sizes = new Map<string, number>();
    for (const { attributes } of everything(element)) {
      const { DefaultValue: address } = attributes;
      if (!address?.startsWith("https://")) continue;
      const response = pages(new Request(address));
      expect([address, response?.status]).toEqual([address, 200]);
      if (!address.endsWith(".png")) continue;
      const file = Buffer.from(await response!.arrayBuffer());
      const size = Number(/-(\d+)\.png$/.exec(address)?.[1]);
      expect([address, file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([address, size, size]);
      sizes.set(address, size);
    }
    expect(sizes.size).toBeGreaterThanOrEqual(25);
  });
});

test.each(editions)("%s: every resource is defined, used, and within Outlook's lengths", (_, element) => {
  const own = element.children.filter(({ name }) => name !== "VersionOverrides");
  const resources = own.find(({ name }) => name === "Resources")!;
  const defined = new Map(
    resources.children.flatMap(({ name: group, children }) =>
      children.map((entry) => [entry.attributes.id!, { group, entry }] as const),
    ),
  );
  const used = own
    .filter((child) => child !== resources)
    .flatMap(everything)
    .flatMap(({ attributes }) => attributes.resid ?? []);
  expect(new Set(used)).toEqual(new Set(defined.keys()));
  for (const [id, { group, entry }] of defined) {
    expect(id.length).toBeLessThanOrEqual(32);
    const most = group === "LongStrings" ? 250 : group === "ShortStrings" ? 125 : 2048;
    const values = [entry.attributes.DefaultValue!, ...entry.children.map((it) => it.attributes.Value!)];
    for (const value of values) expect(value.length).toBeLessThanOrEqual(most);
    if (group.endsWith("Strings"))
      expect(entry.children.map((it) => it.attributes.Locale)).toEqual(["de-DE", "ar-SA"]);
  }
});

test.each(editions)(
  "%s: controls have names of their own, and icons of the sizes that they need",
  (_, element) => {
    const own = element.children.filter(({ name }) => name !== "VersionOverrides").flatMap(everything);
    const controls = own.filter(({ name }) => name === "Control");
    const ids = controls.map(({ attributes }) => attributes.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const control of controls) {
      const images = all(control, "Image").map(({ attributes }) => attributes);
      const isMobile = attributeOf(control, "type") === "MobileButton";
      expect(images.map(({ size, scale = "1" }) => `${size}x${scale}`)).toEqual(
        isMobile
          ? ["25x1", "25x2", "25x3", "32x1", "32x2", "32x3", "48x1", "48x2", "48x3"]
          : ["16x1", "32x1", "80x1"],
      );
      for (const { size, scale = 1, resid } of images)
        expect(resid).toMatch(new RegExp(`\\.${Number(size) * Number(scale)}$`));
    }
  },
);

test.each([
  [
    "what only the newer edition has, in the older",
    "<DesktopFormFactor>",
    "<DesktopFormFactor><SupportsSharedFolders>true</SupportsSharedFolders>",
  ],
  [
    "an element in another place",
    /(<FunctionFile [^>]*>)\s*(<ExtensionPoint[^]*?<\/ExtensionPoint>)/,
    "$2$1",
  ],
  ["a button without a label", '<Label resid="Add.Label" />', ""],
  ["an event without a function", / FunctionName="onTimeChanged"/, ""],
])("the schema does not allow %s", (_, from, to) => {
  expect(schemaErrors(parseXml(read("manifest.xml").replace(from, to)))).not.toEqual([]);
});

test("every surface of Outlook has its buttons", () => {
  const [, newer] = overridesOf(manifest);
  const points = all(newer!, "ExtensionPoint").map((point) => [
    attributeOf(point, "type"),
    all(point, "Control").map(({ attributes }) => attributes.id),
  ]);
  expect(Object.fromEntries(points)).toEqual({
    AppointmentOrganizerCommandSurface: ["Compose.Add", "Compose.Options", "Compose.Remove"],
    AppointmentAttendeeCommandSurface: ["Read.Join", "Read.Host", "Read.Details"],
    MessageReadCommandSurface: ["MessageRead.Meet", "MessageRead.Options"],
    MessageComposeCommandSurface: ["MessageCompose.Meet", "MessageCompose.Options"],
    MobileOnlineMeetingCommandSurface: ["Mobile.Add"],
    LaunchEvent: [],
  });
  expect(all(newer!, "SupportsSharedFolders").map(({ text }) => text)).toEqual(["true"]);
});

test("classic Outlook on Windows runs its own file for events, all others the page; nobody is kept from sending", () => {
  const [runtime] = all(manifest, "Runtime");
  const [override] = all(runtime!, "Override");
  expect([runtime!.attributes.resid, override!.attributes.resid]).toEqual(["Commands.Url", "Events.Url"]);
  const events = all(manifest, "LaunchEvent").map(({ attributes }) => attributes);
  expect(events.map(({ Type }) => Type)).toEqual([
    "OnNewAppointmentOrganizer",
    "OnAppointmentOrganizer",
    "OnAppointmentTimeChanged",
    "OnAppointmentAttendeesChanged",
    "OnAppointmentRecurrenceChanged",
    "OnAppointmentSend",
  ]);
  expect(events.flatMap(({ SendMode }) => SendMode ?? [])).toEqual(["PromptUser"]);
});

test("the second manifest is the first one without events", () => {
  for (const name of ["LaunchEvent", "Runtimes"]) expect(all(withoutEvents, name)).toEqual([]);
  const buttons = (element: XmlElement) => all(element, "Control").map(({ attributes }) => attributes.id);
  expect(buttons(withoutEvents)).toEqual(buttons(manifest));
});

test("manifest.xml is what its source makes", () => {
  expect(read("manifest.xml")).toBe(read("dist/web/manifest.xml"));
});

describe("what the manifest names, the code knows", () => {
  const named = new Set([
    ...all(manifest, "FunctionName").map(({ text }) => text),
    ...all(manifest, "LaunchEvent").map(({ attributes }) => attributes.FunctionName),
  ]);

  test("every function of a button and of an event", async () => {
    const known: string[] = [];
    const actions = { associate: (name: string) => known.push(name) };
    Object.assign(globalThis, { Office: { onReady: () => Promise.resolve(), actions } });
    await import("../src/commands/ribbon/main");
    expect(new Set(known)).toEqual(named);
  });

  test("the control that notifications and alerts name to open the pane", () => {
    const [options] = all(manifest, "Control").filter(
      ({ attributes }) => attributes.id === "Compose.Options",
    );
    expect(attributeOf(all(options!, "Action")[0]!, "type")).toBe("ShowTaskpane");
  });
});
