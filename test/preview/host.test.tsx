import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { answerCall, callOf } from "../../src/preview/host/calls";
import { createItemStore, type Item } from "../../src/preview/host/item";
import { readHandlers, readName, readRibbon } from "../../src/preview/host/ribbon";
import { toInstant, toWallTime } from "../../src/preview/host/timeZone";

const item: Item = {
  surface: "compose",
  opening: "1",
  areEventsOn: false,
  signedInAs: null,
  platform: "web",
  quirks: [],
  rooms: [],
  me: { name: "Alice", address: "alice@example.com" },
  isShared: false,
  recurrence: null,
  isOccurrence: false,
  subject: "Review",
  start: 1000,
  end: 2000,
  timeZone: "UTC",
  location: "",
  required: [{ name: "Bruno", address: "bruno@example.com" }],
  optional: [],
  organizer: { name: "Alice", address: "alice@example.com" },
  bodyType: "html",
  body: "<p>a &amp; b</p>",
  properties: "{}",
  session: {},
  notifications: [],
  settings: {},
  id: null,
  language: "en-US",
  isDark: false,
};
const open = (change: Partial<Item> = {}) => {
  const store = createItemStore({ ...item, ...change });
  return { store, call: (id: number, parameters: object = {}) => answerCall(store, callOf(id, parameters)) };
};

describe("Outlook's answers, by the numbers of the protocol", () => {
  test.each([
    [18, {}, "Review"],
    [24, { TimeProperty: 1 }, 1000],
    [24, { TimeProperty: 2 }, 2000],
    [26, {}, ""],
    [14, {}, "html"],
    [37, { coercionType: 3 }, "<p>a &amp; b</p>"],
    [15, { recipientField: 0 }, [expect.objectContaining({ name: "Bruno", recipientType: 2 })]],
    [107, {}, expect.objectContaining({ address: "alice@example.com" })],
  ])("call %i with %j", (id, parameters, data) => {
    expect(open().call(id, parameters)).toEqual({ error: false, data });
  });

  test("the exact string of a body is kept, and what is prepended goes inside the body element", () => {
    const { store, call } = open({ body: "<html><body class='x'>\r\n<p>t" });
    call(23, { data: "<b>", coercionType: 3 });
    expect(store.get().body).toBe("<html><body class='x'><b>\r\n<p>t");
    call(38, { data: "<P>é<br", coercionType: 3 });
    expect(store.get().body).toBe("<P>é<br");
  });

  test.each([
    ["HTML into plain text", { bodyType: "text" as const }, 38, { data: "<b>", coercionType: 3 }, 9002],
    ["HTML before plain text", { bodyType: "text" as const }, 23, { data: "<b>", coercionType: 3 }, 9002],
    ["an end before the start", {}, 25, { TimeProperty: 2, time: 1 }, 9010],
    ["the id of what was never saved", {}, 164, {}, 9046],
    ["more than 2,500 characters of properties", {}, 4, { customProperties: { a: "x".repeat(2500) } }, 9019],
    [
      "a notification that is there",
      { notifications: [{ key: "k", type: 0, message: "" }] },
      33,
      { key: "k" },
      9023,
    ],
    ["a notification that is not", {}, 36, { key: "k" }, 9024],
    [
      "a sixth notification",
      { notifications: [1, 2, 3, 4, 5].map((n) => ({ key: String(n), type: 0, message: "" })) },
      35,
      { key: "k" },
      9025,
    ],
    ["a call that is not emulated", {}, 148, {}, 9032],
  ])("%s is refused with Office's number", (_, change, id, parameters, errorCode) => {
    const { store, call } = open(change);
    const before = store.get();
    expect(call(id, parameters)).toEqual({ error: true, errorCode });
    expect(store.get()).toEqual(before);
  });

  test("properties, settings, location and notifications are kept", () => {
    const { store, call } = open();
    call(4, { customProperties: { a: "1" } });
    answerCall(store, callOf(404, [{ dialIn: '"+41"' }]));
    call(27, { location: "Room" });
    const button = { actionType: "showTaskPane", actionText: "Open", commandId: "Compose.Options" };
    call(35, { key: "k", type: 3, message: "m", actions: [button] });
    expect(call(3)).toEqual({ wasSuccessful: true, customProperties: '{"a":"1"}' });
    expect(store.get()).toMatchObject({
      settings: { dialIn: '"+41"' },
      location: "Room",
      notifications: [{ key: "k", type: 3, action: { label: "Open", control: "Compose.Options" } }],
    });
  });
});

describe("wall clocks", () => {
  test("go there and back in every zone, but for the hour that is skipped", () => {
    const zones = fc.constantFrom(
      "Europe/Zurich",
      "America/New_York",
      "Asia/Kathmandu",
      "Pacific/Apia",
      "Australia/Lord_Howe",
      "UTC",
    );
    const minutes = fc.integer({ min: 27_000_000, max: 33_000_000 });
    fc.assert(
      fc.property(zones, minutes, (zone, minute) => {
        const wall = toWallTime(minute * 60_000, zone);
        expect(toWallTime(toInstant(wall, zone), zone)).toEqual(wall);
      }),
    );
  });

  test("summer and winter differ, and the skipped hour is the one after it", () => {
    expect(toInstant({ date: "2027-07-01", time: "12:00" }, "Europe/Zurich")).toBe(Date.UTC(2027, 6, 1, 10));
    expect(toInstant({ date: "2027-01-01", time: "12:00" }, "Europe/Zurich")).toBe(Date.UTC(2027, 0, 1, 11));
    const skipped = toInstant({ date: "2027-03-28", time: "02:30" }, "Europe/Zurich");
    expect(toWallTime(skipped, "Europe/Zurich").time).toMatch(/^0[13]:30$/);
  });
});

test("the ribbon is the manifest's: labels, tips, icons and what the buttons do", () => {
  const manifest = readFileSync(path.join(__dirname, "../../manifest.xml"), "utf8");
  expect(readRibbon(manifest, "AppointmentOrganizerCommandSurface", "en-US")).toMatchObject([
    {
      label: "Add web conference",
      icon: "/assets/icon-32.png",
      action: { kind: "function", name: "addWebConference" },
    },
    {
      label: "Conference options",
      icon: "/assets/options-32.png",
      action: { kind: "pane", path: "/pane.html" },
    },
    { label: "Remove web conference", action: { kind: "function", name: "removeWebConference" } },
  ]);
  expect(readHandlers(manifest).get("OnAppointmentSend")).toBe("onAppointmentSend");
});

test.each([
  [
    "de-CH",
    "Webkonferenz",
    ["Teilnehmen", "Als Gastgeber starten", "Konferenzdetails"],
    /^Öffnet die Webkonferenz/,
  ],
  ["ar-EG", "مؤتمر ويب", ["انضمام", "البدء بصفة مضيف", "تفاصيل المؤتمر"], /^يفتح مؤتمر الويب/],
  [
    "fr-FR",
    "Web conference",
    ["Join", "Start as host", "Conference details"],
    /^Opens this appointment's web conference/,
  ],
])("in %s the ribbon has the manifest's words of that language", (language, name, labels, tip) => {
  const manifest = readFileSync(path.join(__dirname, "../../manifest.xml"), "utf8");
  const buttons = readRibbon(manifest, "AppointmentAttendeeCommandSurface", language);
  expect(buttons.map(({ label }) => label)).toEqual(labels);
  expect(buttons[0]!.description).toMatch(tip);
  expect(readName(manifest, language)).toBe(name);
});
