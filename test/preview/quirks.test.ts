import { callOf } from "../../src/preview/host/calls";
import { createLaunchEvents } from "../../src/preview/host/events";
import { createItemStore, type Item } from "../../src/preview/host/item";
import { platforms } from "../../src/preview/host/platforms";
import { quirks, quirksOf } from "../../src/preview/host/quirks";

const person = { name: "Alice", address: "alice@example.com" };
const item: Item = {
  ...{ surface: "compose", opening: "1", areEventsOn: true, platform: "web", quirks: [] },
  ...{ subject: "Review", start: 1000, end: 2000, timeZone: "UTC", location: "", rooms: [] },
  ...{ required: [], optional: [], organizer: person, me: person, isShared: false },
  ...{ recurrence: null, isOccurrence: false, bodyType: "html", body: "", properties: "{}" },
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
  expect(answer?.(callOf(103, {}), { store, times: 1 })).toEqual({
    error: false,
    data: { ...recurrence, seriesTimeJson: { ...seriesTimeJson, startMonth: 4, startDay: 9 } },
  });
});

test("what passes after a while fails as often as it should, and no other call", () => {
  const store = createItemStore(item);
  const { answer } = quirks.find(({ id }) => id === "properties9020")!;
  const load = callOf(3, {});
  const answers = [1, 2, 3].map((times) => answer?.(load, { store, times }));
  expect(answers).toEqual([
    expect.objectContaining({ wasSuccessful: false }),
    expect.objectContaining({ wasSuccessful: false }),
    undefined,
  ]);
  expect(answer?.(callOf(37, {}), { store, times: 1 })).toBeUndefined();
});

describe("events start the add-in's handlers", () => {
  function listen(change: Partial<Item> = {}) {
    const store = createItemStore({ ...item, ...change });
    const ran: string[] = [];
    let pages = 0;
    const names = ["TimeChanged", "AttendeesChanged", "RecurrenceChanged", "Organizer", "Send"];
    const events = createLaunchEvents({
      store,
      handlers: new Map(names.map((name) => [`OnAppointment${name}`, name])),
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

  test("none for another item that is opened; it is told of where it holds something of ours", () => {
    const { store, events, ran } = listen();
    store.set({ ...item, opening: "2", start: 5000 });
    events.opened();
    expect(ran).toEqual([]);
    store.set({ opening: "3", properties: '{"webConference":"…"}' });
    events.opened();
    expect(ran).toEqual(["Organizer"]);
  });

  test("a send is answered by the handler, and by nobody on mobile", async () => {
    await expect(listen().events.send()).resolves.toEqual({ allowEvent: false, errorMessage: "wait" });
    await expect(listen({ platform: "android" }).events.send()).resolves.toEqual({});
    await expect(listen({ quirks: ["sendUnasked"] }).events.send()).resolves.toEqual({});
  });
});
