import type { Locator } from "playwright-core";
import type { Item } from "../../src/preview/host/item";
import { calls, closeWorld, openWorld, visit, type Visit, type World } from "./harness";
import { paneIn, takeAnnounced } from "./watch";

jest.setTimeout(90_000);

let world: World;
let visitor: Visit;
beforeAll(async () => (world = await openWorld()));
beforeEach(() => site().set({}));
afterAll(() => closeWorld(world));
afterEach(() => visitor.page.close());

const site = () => world.program.simulator!.simulator;
const quarter = 900_000;

/** Opens the preview; all pages tell what they announce. */
async function arrive(query = "?events=off"): Promise<void> {
  visitor = await visit(world, { query, isWatched: true });
  const { page, edit } = visitor;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await onRibbon(paneButton).waitFor();
  await edit({ subject: `By keyboard ${crypto.randomUUID()}` });
}

/** The button that opens the pane. */
const paneButton = /^Conference (options|details)$/;
const onRibbon = (name: string | RegExp) =>
  visitor.page.getByRole("toolbar", { name: "Ribbon" }).getByRole("button", { name });

/** The focused element of the pane, by name or text; "the page" if the focus is lost. */
const focused = () =>
  paneIn(visitor.page).evaluate(() => {
    const active = document.activeElement;
    if (!active || active === document.body) return "the page";
    const labels = active instanceof HTMLInputElement ? active.labels : null;
    return active.getAttribute("aria-label") ?? labels?.[0]?.textContent ?? active.textContent ?? "";
  });

async function waitUntil(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error("it does not come true");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function waitForFocus(name: string | RegExp): Promise<void> {
  const wanted = typeof name === "string" ? new RegExp(`^${name}`) : name;
  let last = "";
  await waitUntil(async () => wanted.test((last = await focused()))).catch(() =>
    expect(last).toMatch(wanted),
  );
}

async function pressKey(button: Locator, key = "Enter"): Promise<void> {
  await button.focus();
  await visitor.page.keyboard.press(key);
}

async function openPane(): Promise<void> {
  await pressKey(onRibbon(paneButton));
  await visitor.pane.getByRole("heading", { level: 1 }).waitFor();
}

/** One action by keyboard, and where its user is afterwards. */
interface Step {
  /** The button that is pressed; "Escape": only that key. */
  press: string | RegExp;
  /** The pane's announcement. */
  until?: string | RegExp;
  /** Name of what has the focus then. */
  focus: string | RegExp;
  /** Said exactly once. */
  heard?: string;
  /** Done before the press. */
  before?: () => void | Promise<void>;
  /** Done after the press. */
  after?: () => void | Promise<void>;
}

async function act(step: Step): Promise<void> {
  const { pane, page } = visitor;
  await step.before?.();
  await takeAnnounced(paneIn(page));
  if (step.press === "Escape") await page.keyboard.press("Escape");
  else await pressKey(pane.getByRole("button", { name: step.press }).first());
  await step.after?.();
  if (step.until !== undefined) await pane.getByText(step.until).first().waitFor();
  await waitForFocus(step.focus);
  const announced: string[] = [];
  const timesHeard = () => announced.join("\n").split(step.heard ?? "\n").length - 1;
  await waitUntil(async () => {
    announced.push(...(await takeAnnounced(paneIn(page))));
    return step.heard === undefined || timesHeard() > 0;
  });
  expect(announced.filter((line) => line.startsWith("UNHEARD"))).toEqual([]);
  if (step.heard !== undefined)
    expect({ announced, times: timesHeard() }).toEqual({ announced: expect.anything(), times: 1 });
}

const add: Step = {
  press: "Add web conference",
  until: "Up to date",
  focus: "Copy: Join link",
  heard: "Web conference added.",
};
const moved = async () => {
  const { start, end } = await visitor.item();
  await visitor.edit({ start: start + quarter, end: end + quarter });
  await visitor.pane.getByText("Out of date").waitFor();
};
const fails = (kind: string, operation: string) => () => site().set({ fault: { kind, operation } } as never);
const asAttendee = async () => {
  const { me } = await visitor.item();
  await visitor.reopen({
    surface: "attendee",
    organizer: { name: "Wei Chen", address: "chen.wei@example.com" },
    required: [me],
    properties: "{}",
  });
};
const many = Array.from({ length: 8 }, (_, index) => ({
  name: `Guest ${index}`,
  address: `guest${index}@example.com`,
}));

interface Story {
  query?: string;
  item?: Partial<Item>;
  /** Before the pane opens. */
  before?: () => Promise<void>;
  steps: Step[];
}

const stories: Record<string, Story> = {
  "added, copied, opened, and removed with a question that Escape leaves": {
    steps: [
      add,
      { press: "Copy: Join link", focus: "Copy: Join link", heard: "Copied" },
      { press: "Copy: Conference ID", focus: "Copy: Conference ID", heard: "Copied" },
      { press: "Open: Host link", focus: "Open: Host link" },
      { press: "Remove", until: "Delete this web conference?", focus: "Cancel" },
      { press: "Escape", focus: "Remove" },
      { press: "Remove", until: "Delete this web conference?", focus: "Cancel" },
      { press: "Cancel", focus: "Remove" },
      { press: "Remove", until: "Delete this web conference?", focus: "Cancel" },
      {
        press: "Delete",
        until: "The web conference was deleted.",
        focus: "Add web conference",
        heard: "The web conference was deleted.",
      },
    ],
  },
  "changed in Outlook: told once, updated": {
    steps: [
      add,
      {
        press: "Copy: Join link",
        after: moved,
        until: "Changed since it was scheduled",
        focus: "Copy: Join link",
        heard: "Out of date",
      },
      {
        press: "Update conference",
        until: "Web conference is up to date.",
        focus: "Copy: Join link",
        heard: "Web conference is up to date.",
      },
    ],
  },
  undone: { steps: [add, { press: "Undo", focus: /^(Add web conference|Copy: Join link|Insert links)/ }] },
  "the site fails: told once, tried again": {
    steps: [
      {
        press: "Add web conference",
        before: fails("soapFault", "scheduleConference"),
        until: "The conferencing site reported a problem.",
        focus: "Add web conference",
        heard: "The conferencing site reported a problem.",
      },
      { ...add, press: "Try again" },
    ],
  },
  "a failure is closed": {
    steps: [
      {
        press: "Add web conference",
        before: fails("soapFault", "scheduleConference"),
        until: "The conferencing site reported a problem.",
        focus: "Add web conference",
      },
      { press: "Close", focus: "Add web conference" },
    ],
  },
  "an update fails, and then works": {
    steps: [
      add,
      { press: "Copy: Join link", after: moved, focus: "Copy: Join link" },
      {
        press: "Update conference",
        before: fails("soapFault", "updateConference"),
        until: "The conferencing site's answer was lost.",
        focus: "Update conference",
        heard: "The conferencing site's answer was lost.",
      },
      { press: "Try again", until: "Web conference is up to date.", focus: "Copy: Join link" },
    ],
  },
  "a removal fails, and then works": {
    steps: [
      add,
      { press: "Remove", focus: "Cancel" },
      {
        press: "Delete",
        before: fails("soapFault", "deleteConference"),
        until: "The conferencing site's answer was lost.",
        focus: "Remove",
      },
      { press: "Try again", until: "The web conference was deleted.", focus: "Add web conference" },
    ],
  },
  "the links could not be written: written again": {
    steps: [
      {
        press: "Add web conference",
        before: () => visitor.disturb(calls.prepend, 9020),
        until: "its links aren't in the appointment.",
        focus: "Insert links again",
        heard: "its links aren't in the appointment.",
      },
      { press: "Insert links again", until: /Its links were added now/, focus: "Copy: Join link" },
    ],
  },
  "the links could not be written: taken back": {
    steps: [
      {
        press: "Add web conference",
        before: () => visitor.disturb(calls.prepend, 9020),
        until: "its links aren't in the appointment.",
        focus: "Insert links again",
      },
      {
        press: "Delete conference",
        until: "The web conference was deleted.",
        focus: "Add web conference",
      },
    ],
  },
  "waited for too long: waiting is stopped": {
    steps: [
      {
        press: "Add web conference",
        before: () => visitor.disturb(calls.saveProperties, "silence"),
        until: "Stop waiting",
        focus: "Add web conference",
        heard: "This is taking longer than usual.",
      },
      { press: "Stop waiting", focus: "Try again" },
    ],
  },
  "a copy is asked about: separate": {
    before: copied,
    steps: [{ ...add, press: "Create a separate conference" }],
  },
  "a copy is asked about: the same": {
    before: copied,
    steps: [{ press: "Use here", focus: /^(Copy: Join link|Update conference)/ }],
  },
  "a copy is asked about: left": {
    before: copied,
    steps: [{ press: "Leave unchanged", focus: "Add web conference" }],
  },
  "a conference that was left over is deleted": {
    before: async () => {
      await openPane();
      const answering = visitor.page.waitForResponse(
        (answer) => answer.request().method() === "POST" && answer.url().endsWith("/api/conferences"),
      );
      await act(add);
      const conference: unknown = await (await answering).json();
      await visitor.closePane();
      const left = { conferences: [{ key: crypto.randomUUID(), conference }] };
      await visitor.page.route("**/api/unclaimed-conferences", (route) => route.fulfill({ json: left }));
      await visitor.reopen({ id: `AAMkAGI2-${crypto.randomUUID()}`, properties: "{}", body: "" });
    },
    steps: [
      {
        press: "Delete: By keyboard",
        before: async () => {
          await visitor.pane.getByText("1 unused web conference").focus();
          await visitor.page.keyboard.press("Enter");
        },
        focus: "Cancel",
      },
      { press: "Escape", focus: "Delete: By keyboard" },
      { press: "Delete: By keyboard", focus: "Cancel" },
      { press: /^Delete$/, focus: "Add web conference" },
    ],
  },
  "a cancelled appointment's conference is removed": {
    before: async () => {
      await addByRibbon();
      const { subject } = await visitor.item();
      await visitor.reopen({ subject: `Canceled: ${subject}` });
    },
    steps: [
      { press: "Remove", focus: "Cancel" },
      { press: "Delete", until: "The web conference was deleted.", focus: /./ },
    ],
  },
  "the options: opened, an empty key that leads to its field, closed": {
    steps: [
      { press: "Options", until: "Who can join", focus: "Options" },
      {
        press: "Copy: Conference key",
        before: async () => {
          await visitor.pane.getByLabel("Require a conference key").focus();
          await visitor.page.keyboard.press("Space");
        },
        focus: "Copy: Conference key",
        heard: "Copied",
      },
      {
        press: "Add web conference",
        before: async () => {
          await visitor.pane.getByRole("textbox", { name: "Conference key" }).focus();
          await visitor.page.keyboard.press("Control+a");
          await visitor.page.keyboard.press("Delete");
        },
        focus: "Conference key",
      },
      { press: "Generate key", focus: "Generate key" },
      { press: "Options", focus: "Options" },
      add,
    ],
  },
  "many attendees are unfolded": {
    item: { required: many },
    steps: [{ press: "and 3 others", focus: "Guest 5" }],
  },
  "an appointment that is read: in as the host, its links copied": {
    before: async () => {
      await addByRibbon();
      await visitor.reopen({ surface: "organizer" });
    },
    steps: [
      { press: "Start as host", focus: "Start as host" },
      { press: "Join web conference", focus: "Join web conference" },
      { press: "Copy: Conference ID", focus: "Copy: Conference ID", heard: "Copied" },
    ],
  },
  "an invitation that could not be read is read again": {
    before: async () => {
      await addByRibbon();
      await asAttendee();
      await visitor.disturb(37, 9020, 1);
    },
    steps: [{ press: "Try again", focus: "Join web conference" }],
  },
  "a message: a conference begins, and its link is offered": {
    query: "?events=off&scene=messageCompose",
    steps: [
      { press: "Start", focus: "Join as host" },
      { press: "Join as host", focus: "Join as host" },
      { press: "Add link", focus: "Add link" },
      { press: "Copy: Join link", focus: "Copy: Join link", heard: "Copied" },
    ],
  },
};

async function addByRibbon(): Promise<void> {
  await onRibbon("Save").click();
  await visitor.page.getByRole("button", { name: "Add web conference" }).click();
  await visitor.page.getByText("Web conference added.", { exact: false }).waitFor();
}

async function copied(): Promise<void> {
  await addByRibbon();
  await visitor.page.getByRole("button", { name: "In the calendar" }).click();
  await visitor.page.getByRole("menuitem", { name: "Copy it" }).click();
}

test.each(Object.entries(stories))("%s: the focus is never lost", async (_, story) => {
  await arrive(story.query);
  if (story.item) await visitor.edit(story.item);
  await story.before?.();
  await openPane();
  for (const step of story.steps) await act(step);
});

test("opened by the keyboard, the pane has the focus, and Escape's way back is the button; opened by the mouse, it has not", async () => {
  await arrive();
  const { page } = visitor;
  await openPane();
  await waitForFocus("By keyboard");
  await pressKey(page.getByRole("button", { name: "Close the add-in" }));
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Conference options");
  await page.getByLabel("Location").focus();
  await onRibbon(paneButton).click();
  await visitor.button("Add web conference").waitFor();
  await visitor.pane.getByRole("img").first().waitFor();
  expect(await focused()).toBe("the page");
});

test("who goes on writing the appointment while the pane works stays there", async () => {
  await arrive();
  const { page, pane } = visitor;
  await openPane();
  site().set({ latencyMs: 600 });
  await pressKey(visitor.button("Add web conference"));
  await page.getByLabel("Location").focus();
  await pane.getByText("Up to date", { exact: true }).waitFor();
  await pane.getByRole("button", { name: "Copy: Join link" }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("INPUT");
});

test("Copy says so for a while, and is Copy again", async () => {
  await arrive();
  await openPane();
  await act(add);
  const copy = visitor.pane.getByRole("button", { name: "Copy: Join link" });
  const shown = async () => copy.evaluate((button: HTMLElement) => button.innerText.trim());
  const width = async () => (await copy.boundingBox())!.width;
  const before = await width();
  await pressKey(copy);
  await waitUntil(async () => (await shown()) === "Copied");
  expect(await width()).toBe(before);
  await waitUntil(async () => (await shown()) === "Copy");
});
