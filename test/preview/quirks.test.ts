import { answerCall, callOf } from "../../src/preview/host/calls";
import { createLaunchEvents } from "../../src/preview/host/events";
import { createItemStore, type Item } from "../../src/preview/host/item";
import { platforms } from "../../src/preview/host/platforms";
import { createQuirkPlayer, quirksOf } from "../../src/preview/host/quirkPlayer";
import { quirks } from "../../src/preview/host/quirks";

const person = { name: "Alice", address: "alice@example.com" };
const item: Item = {
  ...{ surface: "compose", opening: "1", areEventsOn: true, platform: "web", quirks: [], signedInAs: null },
  ...{ subject: "Review", start: 1000, end: 2000, timeZone: "UTC", location: "", rooms: [] },
  ...{ required: [], optional: [], organizer: person, me: person, isShared: false },
  ...{ recurrence: null, isOccurrence: false, bodyType: "html", body: "", properties: "{}", session: {} },
  ...{ notifications: [], settings: {}, id: null, language: "en-US", isDark: false },
};

test("each quirk has an ID of its own, and what a platform has by itself is one of them", () => {
  const ids = quirks.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { quirks: own } of Object.values(platforms))
    expect(ids).toEqual(expect.arrayContaining([...own]));
});

test("platforms have their quirks beside those that are switched on", () => {
  const on = quirksOf({ ...item, platform: "mac", quirks: ["noIds"] }).map(({ id }) => id);
  expect(on.sort()).toEqual(["noIds", "prependIgnored"]);
});

test.each(quirks.flatMap(({ id, rewrite }) => (rewrite ? [[id, rewrite] as const] : [])))(
  "%s changes a text once, not each time that it is saved",
  (_, rewrite) => {
    const text = `<div id="a" class='b' style="c">1\n<p>2</p><p class="MsoNormal">3<o:p></o:p></p><a name=4></a><img src="cid:5"></div>`;
    const once = rewrite(text);
    expect(once).not.toBe(text);
    expect(rewrite(once)).toBe(once);
  },
);

test("a series may tell the times of the occurrence that is opened", () => {
  const seriesTimeJson = { startYear: 2027, startMonth: 3, startDay: 2, startTimeMin: 0, durationMin: 30 };
  const recurrence = {
    ...{ recurrenceType: "daily", recurrenceProperties: null, recurrenceTimeZone: { name: "UTC" } },
    seriesTimeJson,
  };
  const store = createItemStore({ ...item, start: Date.UTC(2027, 3, 9), recurrence });
  const { answer } = quirks.find(({ id }) => id === "seriesTimes")!;
  expect(answer?.(callOf(103, {}), { store, times: 1, page: {} })).toEqual({
    error: false,
    data: { ...recurrence, seriesTimeJson: { ...seriesTimeJson, startMonth: 4, startDay: 9 } },
  });
});

test("what passes after a while fails as often as it should, and no other call", () => {
  const store = createItemStore(item);
  const { answer } = quirks.find(({ id }) => id === "properties9020")!;
  const load = callOf(3, {});
  const answers = [1, 2, 3].map((times) => answer?.(load, { store, times, page: {} }));
  expect(answers).toEqual([
    expect.objectContaining({ wasSuccessful: false }),
    expect.objectContaining({ wasSuccessful: false }),
    undefined,
  ]);
  expect(answer?.(callOf(37, {}), { store, times: 1, page: {} })).toBeUndefined();
});

test("a quirk is met by what it has to do with, and no longer when an item with others is opened", () => {
  const store = createItemStore({ ...item, quirks: ["noIds", "noTimeEvent"], platform: "mac" });
  const player = createQuirkPlayer(store);
  expect(player.met()).toEqual([]);
  player.answer(callOf(37, {}), {});
  expect([player.rewrite("<p>1</p>"), player.isSilent("officeThemeChanged")]).toEqual(["<p>1</p>", false]);
  expect(player.met()).toEqual([]);
  expect(player.rewrite('<p id="a">1</p>')).toBe("<p>1</p>");
  expect(player.isSilent("olkAppointmentTimeChanged")).toBe(true);
  player.answer(callOf(23, {}), {});
  expect(player.met()).toEqual(["noIds", "noTimeEvent", "prependIgnored"]);
  player.prepare(item);
  expect(player.met()).toEqual([]);
});

test("what a page has saved of the properties, others see once the item is saved", () => {
  const store = createItemStore({ ...item, quirks: ["propertiesUnshared"] });
  const { answer, prepare } = createQuirkPlayer(store);
  const [pane, button] = [{}, {}];
  answer(callOf(4, { customProperties: { a: "1" } }), pane);
  expect(answer(callOf(3, {}), pane)).toMatchObject({ customProperties: '{"a":"1"}' });
  expect(answer(callOf(3, {}), button)).toBeUndefined();
  expect(store.get().properties).toBe("{}");
  answerCall(store, callOf(32, {}));
  expect(store.get()).toMatchObject({ properties: '{"a":"1"}', unsavedProperties: null });
  expect(prepare({ ...store.get(), unsavedProperties: '{"b":2}' })).toMatchObject({ properties: '{"b":2}' });
});

describe("events start the add-in's handlers", () => {
  function listen(change: Partial<Item> = {}) {
    const store = createItemStore({ ...item, ...change });
    const ran: string[] = [];
    let pages = 0;
    const names = ["TimeChanged", "AttendeesChanged", "RecurrenceChanged", "Organizer", "Send"];
    const events = createLaunchEvents({
      store,
      quirks: createQuirkPlayer(store),
      handlers: new Map([
        ["OnNewAppointmentOrganizer", "New"],
        ...names.map((name) => [`OnAppointment${name}`, name] as const),
      ]),
      start: () => {
        pages += 1;
        const run = (name: string) => {
          ran.push(name);
          return Promise.resolve(name === "Send" ? { allowEvent: false, errorMessage: "wait" } : {});
        };
        return { run, close: () => undefined };
      },
    });
    return { store, events, ran, pages: () => pages };
  }

  test("each change its own, in one page", () => {
    const { store, ran, pages } = listen();
    store.set({ start: 1500 });
    store.set({ required: [person] });
    store.set({ subject: "Nobody is told of that" });
    expect(ran).toEqual(["TimeChanged", "AttendeesChanged"]);
    expect(pages()).toBe(1);
  });

  test.each<[string, Partial<Item>]>([
    ["that are switched off", { areEventsOn: false }],
    ["on mobile", { platform: "ios" }],
    ["where it is only read", { surface: "organizer" }],
    ["of which Outlook does not tell", { quirks: ["noEvents"] }],
    ["of an item that was dragged in the calendar", { isMovedUnseen: true }],
  ])("none %s", (_, change) => {
    const { store, ran } = listen(change);
    store.set({ start: 1500 });
    expect(ran).toEqual([]);
  });

  test("another item that is opened is told of as a new one or as one that was saved, and as nothing else", () => {
    const { store, events, ran } = listen();
    store.set({ ...item, opening: "2", start: 5000 });
    events.opened();
    expect(ran).toEqual(["New"]);
    store.set({ opening: "3", id: "saved" });
    events.opened();
    expect(ran).toEqual(["New", "Organizer"]);
  });

  test("a send is answered by the handler, and by nobody on mobile", async () => {
    await expect(listen().events.send()).resolves.toEqual({ allowEvent: false, errorMessage: "wait" });
    await expect(listen({ platform: "android" }).events.send()).resolves.toEqual({});
    await expect(listen({ quirks: ["sendUnasked"] }).events.send()).resolves.toEqual({});
  });
});
