import { closeWorld, openWorld, visit, type Visit, type World } from "./harness";

jest.setTimeout(90_000);

let world: World;
let visitor: Visit;
beforeAll(async () => (world = await openWorld()));
afterAll(() => closeWorld(world));
afterEach(() => visitor.page.close());

const hour = 3_600_000;

test.each([
  {
    ...{ lang: "de-DE", base: "de", dir: "ltr", title: "Webkonferenz", options: "Konferenzoptionen" },
    ...{ add: "Webkonferenz hinzufügen", tip: /^Plant eine Webkonferenz/, upToDate: "Aktuell", arrow: "→" },
    ...{ outOfDate: "Veraltet", added: "Webkonferenz hinzugefügt. Ihre Links stehen im Termin." },
  },
  {
    ...{ lang: "ar-SA", base: "ar", dir: "rtl", title: "مؤتمر ويب", options: "خيارات المؤتمر" },
    ...{ add: "إضافة مؤتمر ويب", tip: /^يجدول مؤتمر ويب/, upToDate: "محدّث", arrow: "←" },
    ...{ outOfDate: "غير محدّث", added: "أُضيف مؤتمر الويب، وروابطه في الموعد." },
  },
])("$lang: ribbon, bar and pane speak one language", async (words) => {
  visitor = await visit(world, { query: `?events=off&lang=${words.lang}` });
  const { page, pane, openPane, item, edit, complaints } = visitor;
  const ribbon = page.getByRole("toolbar", { name: "Ribbon" });
  const add = ribbon.getByRole("button", { name: words.add, exact: true });
  await expect(add.getAttribute("aria-describedby")).resolves.not.toBeNull();
  await add.hover();
  await page.getByRole("tooltip").filter({ hasText: words.tip }).waitFor();
  await add.click();
  await page.getByRole("status", { name: "Notifications" }).getByText(words.added, { exact: true }).waitFor();

  await openPane(words.options);
  await pane.getByText(words.upToDate, { exact: true }).waitFor();
  const said = await pane.locator("html").evaluate(({ ownerDocument }) => {
    const { documentElement, title } = ownerDocument;
    return [documentElement.lang, documentElement.dir, title];
  });
  expect(said).toEqual([words.base, words.dir, words.title]);
  await page.getByRole("complementary").getByText(words.title, { exact: true }).waitFor();

  const { start, end } = await item();
  await edit({ start: start + hour, end: end + hour });
  await pane.getByText(words.outOfDate, { exact: true }).waitFor();
  const text = await pane.getByRole("main").innerText();
  expect(text).toContain(words.arrow);
  expect(text).not.toMatch(/[٠-٩]/);
  expect(complaints).toEqual([]);
});
