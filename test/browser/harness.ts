import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Browser, BrowserContext, FrameLocator, Page } from "playwright-core";
import { readConfig } from "../../server/config/config";
import type { RequestLog } from "../../server/http/api";
import { start, type Program } from "../../server/start";
import type { PreviewHost } from "../../src/preview/host/previewHost";
import type { Item } from "../../src/preview/host/item";
import { launchBrowser } from "./chromium";
import { watch } from "./watch";

declare global {
  interface Window {
    previewHost: PreviewHost;
  }
}

const root = path.resolve(__dirname, "../..");
const pictures = path.join(root, "dist/pictures");

/** The whole program on free ports, and a browser. */
export interface World {
  program: Program;
  browser: Browser;
  /** Those whose page was closed: the next page starts with their cache, and in their process. */
  contexts: BrowserContext[];
  log: RequestLog[];
}

/** `settings`: environment variables. */
export async function openWorld(settings: Record<string, string> = {}): Promise<World> {
  const log: RequestLog[] = [];
  const own = { PORT: "0", SIMULATOR_PORT: "0", RTC_TIMEOUT_MS: "2000", DATA_DIR: "" };
  const config = readConfig({ ...own, ...settings });
  const [program, browser] = await Promise.all([
    start({ config, root, log: (line) => "route" in line && log.push(line) }),
    launchBrowser(),
  ]);
  return { program, browser, contexts: [], log };
}

export async function closeWorld(world: World | undefined): Promise<void> {
  await world?.browser.close();
  await world?.program.close();
}

/** One person in front of the preview. */
export interface Visit {
  page: Page;
  /** The pane, once it is open. */
  pane: FrameLocator;
  /** By a button of the ribbon; without a name by the one for what is written. */
  openPane: (name?: string) => Promise<void>;
  closePane: () => Promise<void>;
  item: () => Promise<Item>;
  edit: (change: Partial<Item>) => Promise<void>;
  /** Closes what is open and opens it again, changed: on another day, on another surface. */
  reopen: (change?: Partial<Item>) => Promise<void>;
  disturb: (dispatchId: number, how: number | "silence", times?: number) => Promise<void>;
  /** Waits until Outlook was asked for something; a call from before counts too. */
  asked: (dispatchId: number) => Promise<unknown>;
  button: (name: string) => ReturnType<FrameLocator["getByRole"]>;
  picture: (name: string) => Promise<void>;
  /** Console messages that should never appear: errors, warnings, blocked content. */
  complaints: string[];
}

/** A page in a context that knows of no other page. */
async function openPage({ browser, contexts, program }: World): Promise<Page> {
  const context =
    contexts.pop() ?? (await browser.newContext({ timezoneId: "Europe/Zurich", locale: "en-US" }));
  await Promise.all(context.pages().map((opened) => opened.close()));
  await context.clearPermissions();
  const page = await context.newPage();
  const devTools = await context.newCDPSession(page);
  await devTools.send("Storage.clearDataForOrigin", { origin: program.url, storageTypes: "all" });
  await devTools.detach();
  page.once("close", () => contexts.push(context));
  page.setDefaultTimeout(15_000);
  return page;
}

export async function visit(
  world: World,
  options: { width?: number; dark?: boolean; query?: string; as?: string; isWatched?: boolean } = {},
): Promise<Visit> {
  const page = await openPage(world);
  await page.setViewportSize({ width: options.width ?? 1200, height: 800 });
  await page.emulateMedia({ colorScheme: options.dark ? "dark" : "light" });
  if (options.isWatched) await watch(page);
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  const { as } = options;
  if (as !== undefined) {
    // The first of the preview's people is whoever sits in front of it. While anything is routed, nothing is cached.
    const isThem = ({ userId }: { userId: string }) => userId === as;
    await page.route(
      "**/preview/people",
      async (route) => {
        const all = (await (await route.fetch()).json()) as { userId: string }[];
        await route.fulfill({ json: [...all.filter(isThem), ...all.filter((one) => !isThem(one))] });
      },
      { times: 1 },
    );
  }
  await page.goto(`${world.program.url}/${options.query ?? "?events=off"}`);
  await page.getByRole("toolbar", { name: "Ribbon" }).waitFor();
  const pane = page.frameLocator("aside iframe");
  return {
    page,
    pane,
    complaints,
    openPane: async (name = "Conference options") => {
      await page.getByRole("button", { name }).click();
      await pane.getByRole("heading", { level: 1 }).waitFor();
    },
    closePane: () => page.getByRole("button", { name: "Close the add-in" }).click(),
    item: () => page.evaluate(() => window.previewHost.read()),
    edit: (change) => page.evaluate((it) => window.previewHost.edit(it), change),
    reopen: (change = {}) =>
      page.evaluate((it) => {
        const { read, open } = window.previewHost;
        const { id, properties, unsavedProperties } = read();
        const saved = { id: id ?? "AAMkAGI2-saved", properties: unsavedProperties ?? properties };
        const again = {
          opening: crypto.randomUUID(),
          unsavedProperties: null,
          session: {},
          notifications: [],
        };
        open({ ...read(), ...saved, ...again, ...it });
      }, change),
    disturb: (dispatchId, how, times = 1) =>
      page.evaluate(([id, kind, count]) => window.previewHost.disturb(id, kind, count), [
        dispatchId,
        how,
        times,
      ] as const),
    asked: (dispatchId) => page.waitForFunction((id) => window.previewHost.calls().includes(id), dispatchId),
    button: (name) => pane.getByRole("button", { name }),
    picture: async (name) => {
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: path.join(pictures, `${name}.png`) });
    },
  };
}

/** Dispatch numbers of the protocol between Office.js and Outlook on the web. */
export const calls = { prepend: 23, setBody: 38, saveProperties: 4 };
