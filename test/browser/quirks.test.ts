import type { BrowserContext } from "playwright-core";
import type { Item } from "../../src/preview/host/item";
import { quirks, type Quirk } from "../../src/preview/host/quirks";
import { closeWorld, openContext, openWorld, visit, type Visit, type World } from "./harness";

jest.setTimeout(150_000);

/** Where a journey is another one because of its quirk. */
interface Detour {
  /** By the ribbon's button instead of the pane's: what concerns commands and the item's bar. */
  isByRibbon?: boolean;
  /** What the pane says of a write that fails in the place of success, and the button that leads on. */
  failures?: Partial<Record<"add" | "update" | "remove", { says: string; goOn: string }>>;
  /** Whether the location stays as it was. */
  isLocationLeft?: boolean;
  /** The item is opened again after each step. */
  isReopened?: boolean;
}

const detours: Partial<Record<string, Detour>> = {
  calledTwice: { isByRibbon: true },
  barFull: { isByRibbon: true },
  barSilent: { isByRibbon: true },
  offline: {
    failures: {
      add: {
        says: "The web conference exists, but its links are not in the appointment yet.",
        goOn: "Write the links again",
      },
      update: {
        says: "The web conference exists, but its links are not in the appointment yet.",
        goOn: "Write the links again",
      },
    },
  },
  placesIgnored: { isLocationLeft: true },
  propertiesVanish: { isReopened: true },
};

const dialIn = "+41 44 555 66 77";
const pagesAtOnce = 4;
let world: World;
let context: BrowserContext;
const journeys = new Map<string, Promise<void>>();

beforeAll(async () => {
  world = await openWorld();
  context = await openContext(world);
  const lanes = Array.from({ length: pagesAtOnce }, () => Promise.resolve());
  for (const [at, quirk] of quirks.entries()) {
    const lane = at % pagesAtOnce;
    const journey = lanes[lane]!.then(() => travel(quirk, at));
    journeys.set(quirk.id, journey);
    // Whoever waits for it hears of a failure; the next one in the lane goes on.
    lanes[lane] = journey.catch(() => undefined);
  }
});
afterAll(async () => {
  await Promise.allSettled(journeys.values());
  await closeWorld(world);
});

test.each(quirks)("$id: $title – added, changed, updated, removed, nothing else touched", ({ id }) =>
  journeys.get(id),
);

const standing = (title: string) =>
  world.program
    .simulator!.simulator.conferences()
    .filter((conference) => !conference.isDeleted && conference.title === title);

async function travel(quirk: Quirk, at: number): Promise<void> {
  const detour = detours[quirk.id] ?? {};
  const query = { quirks: quirk.id };
  const visitor = await visit(world, { context, query, person: at % 8 });
  try {
    await journey(visitor, quirk, detour);
  } finally {
    await visitor.page.close();
  }
}

async function journey(visitor: Visit, quirk: Quirk, detour: Detour): Promise<void> {
  const { page, pane, openPane, button, item, edit, reopen } = visitor;
  const title = `Review ${quirk.id}`;
  const opened = await item();
  // What Outlook makes of a body at each write, it has made of this one already.
  const isRewritten = quirk.rewrite && opened.bodyType === "html";
  await edit({ subject: title, ...(isRewritten && { body: quirk.rewrite!(opened.body) }) });
  const before = await item();
  const step = async () => {
    if (detour.isReopened) await reopen();
  };

  const goOnAfter = async (task: "add" | "update" | "remove", success: string) => {
    const failure = detour.failures?.[task];
    if (!failure) return pane.getByText(success).waitFor();
    await pane.getByText(failure.says).waitFor();
    await button(failure.goOn).click();
  };

  if (detour.isByRibbon) {
    await page.getByRole("button", { name: "Add web conference" }).click();
    await page.waitForFunction(() => window.previewHost.read().body.includes("Join web conference"));
    await openPane();
  } else {
    await openPane();
    await button("Add web conference").click();
    await goOnAfter("add", "The web conference is in the appointment.");
  }
  await button("Remove").waitFor();
  expect(standing(title)).toMatchObject([{ start: new Date(before.start), end: new Date(before.end) }]);
  expectOneInvitation(await item(), before, detour);

  await step();
  const [start, end] = [before.start + 900_000, before.end + 900_000];
  await edit({ start, end });
  await button("Options").click();
  await pane.getByLabel("Dial-in").fill(dialIn);
  await button("Update conference").click();
  await goOnAfter("update", "The web conference is up to date.");
  await button("Remove").waitFor();
  expect(standing(title)).toMatchObject([{ start: new Date(start), end: new Date(end), dialIn }]);
  const updated = await item();
  expect(updated.body).toContain(dialIn);
  expectOneInvitation(updated, before, detour);

  await step();
  await button("Remove").click();
  await button("Delete it").click();
  await goOnAfter("remove", "The web conference was deleted.");
  await button("Add web conference").waitFor();
  expect(standing(title)).toEqual([]);
  const { body, location, rooms, properties } = await item();
  expect(lines(body)).toEqual(lines(before.body));
  expect({ location, rooms, properties }).toEqual({
    location: before.location,
    rooms: before.rooms,
    properties: "{}",
  });
}

/** One invitation at the top, and everything else as it was. */
function expectOneInvitation(now: Item, before: Item, { isLocationLeft = false }: Detour): void {
  const [, head = "", rest = ""] = /^((?:[\s\S]*?<body[^>]*>)?)([\s\S]*)$/i.exec(before.body)!;
  expect(now.body.match(/Join web conference/g)?.length).toBe(
    1 + (before.body.match(/Join web conference/g)?.length ?? 0),
  );
  expect(now.body.startsWith(head)).toBe(true);
  expect(now.body.endsWith(rest)).toBe(true);
  expect(now.rooms).toEqual(before.rooms);
  if (isLocationLeft) expect(now.location).toBe(before.location);
  else
    expect(now.location).toMatch(
      new RegExp(`^${before.location && `${before.location}; `}Web conference \\d+$`),
    );
}

/** A body's lines, whatever ends them. */
const lines = (body: string) => body.split(/\r?\n/);
