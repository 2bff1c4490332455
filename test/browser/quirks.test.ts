import type { Locator, Page } from "playwright-core";
import { people } from "../../server/config/people";
import { seriesId, type Item } from "../../src/preview/host/item";
import { weekly } from "../../src/preview/host/recurrence";
import { quirks, type Quirk } from "../../src/preview/host/quirks";
import { closeWorld, openWorld, visit, type Visit, type World } from "./harness";

jest.setTimeout(150_000);

const hour = 3_600_000;
/** Everything that Outlook's rewriting may change: line ends, IDs, classes, styles, empty anchors, markup of Word's. */
const body = [
  '<div id="top" class="agenda">Dear all,</div>',
  '<p style="color: teal">let us look at the <b>quarter</b> &amp; more: ä, שלום, 会議<a name="mark"></a></p>',
  '<table><tr><td><p class="MsoNormal">Figures<o:p></o:p></p></td></tr></table><img src="cid:plan" alt="">',
  "",
].join("\n");

const dialIn = "+41 44 555 66 77";

/** Quirks that only the ribbon's functions can meet. */
const ofTheRibbon = new Set(["calledTwice", "barFull", "barSilent"]);
const ofSeries = new Set(["seriesTimes", "occurrenceIds", "seriesBreaks"]);
/** Quirks that a correct add-in never meets: it asks for no identity token, and saves nothing in an occurrence. */
const neverMet = new Set(["tokensOff", "seriesBreaks"]);

let world: World;
const outcomes = new Map<string, Promise<void>>();

beforeAll(async () => {
  world = await openWorld();
  // Each window has somebody else in front of it: the relay takes so many requests of one person a minute.
  const waiting = [...quirks].sort((one, other) => weight(other) - weight(one));
  const settle = new Map<string, (journey: Promise<void>) => void>();
  for (const { id } of waiting) {
    const outcome = new Promise<void>((resolve) => settle.set(id, resolve));
    outcome.catch(() => undefined);
    outcomes.set(id, outcome);
  }
  for (const { userId } of people.slice(0, 4)) {
    void work(userId, waiting, (id, journey) => settle.get(id)!(journey));
  }
});
afterAll(() => closeWorld(world));

/** The long ones first, so that no window is left with one at the end. */
const weight = ({ id, slowMs = 0 }: Quirk) => (/ropert|malformed/.test(id) ? 2 : slowMs > 0 ? 1 : 0);

async function work(
  userId: string,
  waiting: Quirk[],
  settle: (id: string, journey: Promise<void>) => void,
): Promise<void> {
  let window: Promise<Visit> | undefined;
  for (let quirk = waiting.shift(); quirk; quirk = waiting.shift()) {
    window ??= visit(world, { as: userId });
    const journey = window.then((visitor) => goThrough(quirk, visitor, userId));
    settle(quirk.id, journey);
    await journey.catch(async () => {
      // What failed may have left anything behind.
      await (await window)?.page.close();
      window = undefined;
    });
  }
}

test.each(quirks.map(({ id, title }) => [title, id]))("%s: added, changed, removed (%s)", async (_, id) => {
  await outcomes.get(id);
});

async function goThrough(quirk: Quirk, visitor: Visit, userId: string): Promise<void> {
  const before = await openItem(visitor.page, quirk.id);
  const theirs = quirk.id === "wrappedDocument" ? before.body : rewritten(quirk, before.body);
  const had = new Set(world.program.simulator!.simulator.conferences().map(({ id }) => id));
  const standing = () =>
    world.program
      .simulator!.simulator.conferences()
      .filter(({ id, isDeleted, host }) => !isDeleted && host.userId === userId && !had.has(id));
  const driver = driverOf(quirk, visitor);

  await driver.open();
  await driver.add();
  const [made, ...others] = standing();
  expect(others).toEqual([]);
  expect(made?.start.getTime()).toBe(before.start);
  // Where line ends change on the way out, they may stand either way.
  const read = async () => {
    const item = await visitor.item();
    return quirk.id === "otherLineEnds" ? { ...item, body: item.body.replace(/\r/g, "") } : item;
  };
  const added = await read();
  expect(invitationsIn(added.body, made!.id)).toBe(1);
  expect(added.body).toContain(theirs);
  expect(added.body).not.toContain(dialIn);

  await visitor.edit(anHourLater(before));
  if (quirk.fact === 15) await finish(quirk.id, visitor);
  await driver.update();
  expect(standing()).toEqual([
    expect.objectContaining({ id: made!.id, start: new Date(before.start + hour) }),
  ]);
  const updated = await read();
  expect(invitationsIn(updated.body, made!.id)).toBe(1);
  expect(updated.body).toContain(theirs);
  if (driver.changesText) expect(updated.body).toContain(dialIn);

  await driver.remove();
  expect(standing()).toEqual([]);
  const after = await read();
  expect(after.body).toBe(rewritten(quirk, before.body));
  // A location to which only can be added is what the user is told of.
  const left = quirk.id === "locationAdds" ? `Web conference ${made!.id}` : before.location;
  expect({ location: after.location, rooms: after.rooms }).toEqual({
    location: left,
    rooms: quirk.id === "noPlaces" ? [] : before.rooms,
  });
  await driver.close();
  const met = await visitor.page.evaluate(() => window.previewHost.quirks.met());
  expect(met.includes(quirk.id)).toBe(!neverMet.has(quirk.id));
}

function driverOf({ id }: Quirk, visitor: Visit): Driver {
  const driver = ofTheRibbon.has(id) ? byRibbon(visitor) : byPane(visitor);
  if (ofSeries.has(id)) return throughAnOccurrence(driver, visitor);
  // Each step in a page of its own, which sees what the one before has left behind.
  return id === "propertiesUnshared" ? inPages(driver) : driver;
}

/** An hour later, with one attendee less. */
function anHourLater({ start, end, required, recurrence, timeZone }: Item): Partial<Item> {
  return {
    ...{ start: start + hour, end: end + hour, required: required.slice(0, 1) },
    ...(recurrence && { recurrence: weekly(start + hour, timeZone) }),
  };
}

/** Sends or cancels an appointment that is out of date. */
async function finish(id: string, { page, edit, item }: Visit): Promise<void> {
  const { subject } = await item();
  await edit({ areEventsOn: true });
  if (id === "cancelAsks") {
    await page.getByRole("button", { name: "In the calendar" }).click();
    await page.getByRole("menuitem", { name: "Cancel it" }).click();
  } else await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByText("Sent to one person.").waitFor();
  await edit({ areEventsOn: false, subject });
}

/** Opens a fresh appointment in the same window; answers what it is by its quirk. */
const openItem = (page: Page, id: string): Promise<Item> =>
  page.evaluate(
    ([quirkId, text, itemId]) => {
      const host = window.previewHost;
      const blank = {
        ...{ location: "", rooms: [], properties: "{}", unsavedProperties: null, session: {}, settings: {} },
        ...{ notifications: [], id: itemId, recurrence: null, isOccurrence: false },
        ...{ bodyType: "html" as const, required: host.read().required.slice(0, 2), body: text },
        start: Math.ceil(Date.now() / 3_600_000 + 24) * 3_600_000,
      };
      const item = { ...host.read(), ...blank, end: blank.start + 1_800_000 };
      host.open({ ...item, opening: crypto.randomUUID(), quirks: [quirkId] });
      return host.read();
    },
    // Only of a series that was saved there are occurrences.
    [id, body, ofSeries.has(id) ? seriesId : null] as const,
  );

/** The user's own text as Outlook rewrites it when a body is set. */
const rewritten = ({ rewrite }: Quirk, text: string) => rewrite?.(text) ?? text;

const invitationsIn = (text: string, id: string) =>
  text.match(new RegExp(`Conference ID:[^0-9]*${id}`, "g"))?.length ?? 0;

interface Driver {
  /** Whether an update changes something that stands in the invitation, too. */
  changesText: boolean;
  open: () => Promise<void>;
  add: () => Promise<void>;
  update: () => Promise<void>;
  remove: () => Promise<void>;
  close: () => Promise<void>;
}

function byPane({ pane, openPane, closePane, button }: Visit): Driver {
  /** Waits for something, and presses whatever the pane offers where Outlook failed. */
  async function reach(wanted: Locator): Promise<void> {
    const again = button("Insert links again").or(button("Try again")).first();
    for (;;) {
      await wanted.or(again).first().waitFor();
      if (!(await again.isVisible())) return;
      await again.click();
      await again.waitFor({ state: "hidden" });
    }
  }
  return {
    changesText: true,
    open: openPane,
    add: async () => {
      await reach(button("Add web conference"));
      await button("Add web conference").click();
      await reach(pane.getByText(/Web conference added\.$|Its links were added now/));
      await pane.getByText("Up to date").waitFor();
    },
    update: async () => {
      // What stands in the block: a changed time alone writes nothing into the text.
      await button("Options").click();
      await pane.getByLabel("Dial-in").fill(dialIn);
      await button("Update conference").click();
      await reach(pane.getByText("Up to date", { exact: true }));
    },
    remove: async () => {
      await button("Remove").click();
      await button("Delete").click();
      await reach(pane.getByText("The web conference was deleted."));
    },
    close: closePane,
  };
}

/** The same, with a new page for each step. */
function inPages(driver: Driver): Driver {
  const inPage = (work: () => Promise<void>) => async () => {
    await driver.open();
    await work();
    await driver.close();
  };
  const nothing = () => Promise.resolve();
  return {
    ...{ ...driver, open: nothing, close: nothing },
    ...{ add: inPage(driver.add), update: inPage(driver.update), remove: inPage(driver.remove) },
  };
}

/** The same, but that one of the series is looked at before the series is updated: it changes nothing. */
function throughAnOccurrence(driver: Driver, { pane, item, reopen }: Visit): Driver {
  return {
    ...driver,
    update: async () => {
      const series = await item();
      const twoWeeks = 14 * 24 * hour;
      const times = { start: series.start + twoWeeks, end: series.end + twoWeeks };
      await reopen({ ...times, id: "AAMkAGI2-occurrence", isOccurrence: true });
      await driver.open();
      await pane.getByText("is part of a series and uses its web conference", { exact: false }).waitFor();
      const { start, end, id, isOccurrence } = series;
      const { body, properties, location, recurrence } = await item();
      expect({ body, properties, location, recurrence }).toEqual({
        ...{ body: series.body, properties: series.properties },
        ...{ location: series.location, recurrence: series.recurrence },
      });
      await reopen({ start, end, id, isOccurrence });
      await driver.open();
      await driver.update();
    },
  };
}

function byRibbon({ page }: Visit): Driver {
  const run = (name: string) =>
    page.evaluate((it) => window.previewHost.runFunction(it, "test").then(() => undefined), name);
  const nothing = () => Promise.resolve();
  return {
    changesText: false,
    open: nothing,
    add: () => run("addWebConference"),
    update: () => run("addWebConference"),
    remove: async () => {
      await run("removeWebConference");
      // What comes at once is a double click, and no answer.
      await page.waitForFunction((asked) => Date.now() - asked > 1_000, Date.now());
      await run("removeWebConference");
    },
    close: nothing,
  };
}
