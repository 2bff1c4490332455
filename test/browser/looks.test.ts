import { readFileSync } from "node:fs";
import { closeWorld, openWorld, visit, type Visit, type World } from "./harness";
import { paneIn } from "./watch";

jest.setTimeout(90_000);

let world: World;
let visitor: Visit;
beforeAll(async () => (world = await openWorld()));
afterAll(() => closeWorld(world));
afterEach(() => visitor.page.close());

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** axe's findings in the pane, and how much of it is cut off. */
async function faults(): Promise<string[]> {
  const frame = paneIn(visitor.page);
  await frame.evaluate(axe);
  return frame.evaluate(async () => {
    const { axe: found } = window as unknown as {
      axe: {
        run: (...how: object[]) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
      };
    };
    // Fluent's focus guards hand the focus on at once.
    const everything = { exclude: ["[data-tabster-dummy]"] };
    const { violations } = await found.run(everything, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"],
    });
    const cutOff = document.documentElement.scrollWidth - window.innerWidth;
    return [
      ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
      ...(cutOff > 0 ? [`${cutOff} px are cut off`] : []),
    ];
  });
}

const next = () => visitor.pane.locator("button[data-main=next]");
const main = () => visitor.pane.locator("button[data-main='']");
const remove = () => visitor.pane.locator("main > div:last-child > button").last();

async function openAndAdd(): Promise<void> {
  const { page, pane } = visitor;
  await page.getByRole("toolbar").last().getByRole("button").nth(3).click();
  await pane.locator("button[aria-expanded]").waitFor();
  await main().click();
  await next().waitFor();
}

test.each([
  ["light", 1200, "", {}],
  ["dark", 1200, "", {}],
  ["high contrast", 1200, "", { forcedColors: "active" }],
  ["320 px", 320, "", {}],
  ["German", 320, "&lang=de-DE", {}],
  ["Arabic", 320, "&lang=ar-SA", {}],
] as const)("%s: no fault from the first look to the last question", async (name, width, query, media) => {
  visitor = await visit(world, { width, query: `?events=off${query}`, dark: name === "dark" });
  const { page, pane, item, edit } = visitor;
  await page.emulateMedia(media);
  const { simulator } = world.program.simulator!;
  await page.getByRole("toolbar").last().getByRole("button").nth(3).click();
  const options = pane.locator("button[aria-expanded]");
  await options.click();
  await pane.getByRole("checkbox").nth(1).check();
  await pane.locator("form input, input[maxlength]").first().fill("");
  await main().click();
  const field = pane.locator("input[aria-invalid=true]");
  expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
  expect(await faults()).toEqual([]);
  await pane.getByRole("checkbox").nth(1).uncheck();
  await options.click();
  simulator.set({ fault: { kind: "soapFault", operation: "scheduleConference" } });
  await main().click();
  await pane.getByRole("alert").waitFor();
  expect(await faults()).toEqual([]);
  simulator.set({});
  await main().click();
  await next().waitFor();
  expect(await faults()).toEqual([]);
  const links = pane.locator("[dir=ltr][title^=http]");
  const seen = await links.evaluateAll((all) =>
    all.map((link) => ({
      end: link.lastElementChild?.textContent,
      isLeftToRight: getComputedStyle(link).direction === "ltr",
      isWhole: link.textContent === link.getAttribute("title"),
    })),
  );
  expect(seen).toHaveLength(2);
  expect(seen.every(({ isLeftToRight, isWhole }) => isLeftToRight && isWhole)).toBe(true);
  expect(seen[0]!.end).not.toBe(seen[1]!.end);
  const { start, end } = await item();
  await edit({ start: start + 900_000, end: end + 900_000 });
  await main().waitFor();
  await remove().click();
  await pane.locator("main [role=group] button").first().waitFor();
  expect(await faults()).toEqual([]);
});

test.each(["en-US", "de-DE", "ar-SA"])(
  "%s at 320 x 256, which is 400 %%: the buttons take a quarter of the height at most, and the preview's bars are folded",
  async (language) => {
    visitor = await visit(world, { width: 320, query: `?events=off&lang=${language}` });
    const { page, item, edit } = visitor;
    await openAndAdd();
    await page.setViewportSize({ width: 320, height: 256 });
    const heightOf = async () => (await remove().locator("..").boundingBox())!.height;
    expect(await heightOf()).toBeLessThanOrEqual(64);
    const { start, end } = await item();
    await edit({ start: start + 900_000, end: end + 900_000 });
    await main().waitFor();
    expect(await heightOf()).toBeLessThanOrEqual(64);
    const bars = await page
      .getByRole("toolbar")
      .evaluateAll((all) => all.reduce((sum, bar) => sum + bar.getBoundingClientRect().height, 0));
    expect(bars).toBeLessThanOrEqual(80);
  },
);

test("what deletes looks different from what does not: light, dark, high contrast", async () => {
  visitor = await visit(world);
  const { page, pane } = visitor;
  await openAndAdd();
  await remove().click();
  const answers = pane.locator("main > div:last-child [role=group] button");
  const looks = () =>
    answers.evaluateAll((all) =>
      all.map((button) => {
        const { color, backgroundColor, borderWidth } = getComputedStyle(button);
        return { color, backgroundColor, borderWidth };
      }),
    );
  for (const media of [
    { colorScheme: "light" },
    { colorScheme: "dark" },
    { forcedColors: "active" },
  ] as const) {
    await page.emulateMedia(media);
    // Colours and borders change slowly.
    await paneIn(page).evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
    const [deletes, keeps] = await looks();
    expect(deletes).not.toEqual(keeps);
  }
});
