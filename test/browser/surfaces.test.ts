import type { Item } from "../../src/preview/host/item";
import { platforms } from "../../src/preview/host/platforms";
import { closeWorld, openWorld, visit, type Visit, type World } from "./harness";

jest.setTimeout(60_000);

let world: World;
beforeAll(async () => (world = await openWorld()));
afterAll(() => closeWorld(world));

const simulator = () => world.program.simulator!.simulator;
const standing = () =>
  simulator()
    .conferences()
    .filter(({ isDeleted }) => !isDeleted);
const ribbon = ({ page }: Visit, name: string) => page.getByRole("button", { name, exact: true });
const bar = ({ page }: Visit) => page.getByRole("status", { name: "Notifications" });

/** An appointment with its conference, added by the ribbon's button. */
async function openAdded(query: string, change: Partial<Item> = {}): Promise<Visit> {
  const seen = await visit(world, { query });
  await seen.edit(change);
  await ribbon(seen, "Add web conference").click();
  await bar(seen).getByText("The web conference was added.").waitFor();
  return seen;
}

test("an appointment that has moved on is marked, held up once before it is sent, and not twice", async () => {
  const seen = await openAdded("");
  const { page, pane, item, edit } = seen;
  const { start } = await item();
  await edit({ start: start + 3_600_000, end: start + 5_400_000 });
  await bar(seen)
    .getByText(/still says .* the appointment now says/i)
    .waitFor();
  await ribbon(seen, "Send").click();
  const alert = page.getByRole("alertdialog");
  await alert.getByText(/still says/).waitFor();
  await seen.picture("smart-alert");
  await alert.getByRole("button", { name: /Update/ }).click();
  await pane.getByRole("button", { name: "Update conference" }).click();
  await pane.getByText(/^The web conference is up to date/).waitFor();
  expect(standing().at(-1)?.start.getTime()).toBe(start + 3_600_000);
  await ribbon(seen, "Send").click();
  await page.getByText(/^Sent to/).waitFor();
  await page.close();
});

test("whoever wants to send all the same, sends; also when relay and site are down", async () => {
  const seen = await openAdded("");
  const { page, edit, item } = seen;
  const { end } = await item();
  await page.route("**/api/**", (route) => route.abort());
  await edit({ end: end + 1_800_000 });
  await ribbon(seen, "Send").click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Send anyway" }).click();
  await page.getByText(/^Sent to/).waitFor();
  await page.close();
});

test("dragged in the calendar, of which nobody is told: noticed when it is opened again", async () => {
  const seen = await openAdded("?events=off");
  const { page, pane, openPane } = seen;
  await ribbon(seen, "In the calendar").click();
  await page.getByRole("menuitem", { name: "Drag it an hour later" }).click();
  await ribbon(seen, "In the calendar").click();
  await page.getByRole("menuitem", { name: /open it again/ }).click();
  await openPane();
  await pane.getByText("Out of date").waitFor();
  await page.close();
});

test("a copy of an appointment gets a conference of its own, and the other one's stays", async () => {
  const seen = await openAdded("?events=off", { id: "AAMkAGI2-original" });
  const { page, pane, openPane, button, item } = seen;
  await openPane();
  await pane.getByText("Up to date").waitFor();
  const count = standing().length;
  const [first] = standing().slice(-1);
  await ribbon(seen, "In the calendar").click();
  await page.getByRole("menuitem", { name: "Copy it" }).click();
  await openPane();
  await pane.getByText("This appointment was copied").waitFor();
  await seen.picture("copy");
  await button("A conference of its own").click();
  await pane.getByText("The web conference is in the appointment.").waitFor();
  expect(standing()).toHaveLength(count + 1);
  const { body } = await item();
  expect(body).not.toContain(first!.joinSecret);
  expect(body.split("Join web conference")).toHaveLength(2);
  await page.close();
});

test("a series has one conference from its first to its last time, and one of it shows that", async () => {
  const seen = await visit(world, { query: "?events=off&scene=series" });
  const { page, pane, openPane, button, item } = seen;
  await openPane();
  await pane.getByText(/^Every week on/).waitFor();
  await button("Add web conference").click();
  await pane.getByText("The web conference is in the appointment.").waitFor();
  const { start, end } = standing().at(-1)!;
  expect(start.getTime()).toBe((await item()).start);
  expect(Math.round((end.getTime() - start.getTime()) / 86_400_000)).toBe(91);
  await seen.picture("series");
  const { properties } = await item();
  await page.evaluate(() => {
    const { open, read } = window.previewHost;
    open({ ...read(), isOccurrence: true, opening: "occurrence" });
  });
  await openPane();
  await pane.getByText(/Its web conference is that of the series/).waitFor();
  expect(await button("Remove").count()).toBe(0);
  expect((await item()).properties).toBe(properties);
  await page.close();
});

test("in somebody else's calendar the conference is the owner's", async () => {
  const seen = await visit(world, { query: "?events=off&scene=shared" });
  const { page, pane, openPane, button } = seen;
  await openPane();
  await pane.getByText("You are scheduling for Bruno Keller").waitFor();
  await button("Add web conference").click();
  await pane.getByText("The web conference is in the appointment.").waitFor();
  expect(standing().at(-1)).toMatchObject({ host: { userId: "bruno.keller" } });
  await page.close();
});

test("an attendee joins from the ribbon, the organizer starts as host", async () => {
  const seen = await openAdded("?events=off");
  const { page, item } = seen;
  const { body, properties } = await item();
  const made = standing().at(-1)!;
  const follow = async (name: string) => {
    const opened = page.context().waitForEvent("page");
    await ribbon(seen, name).click();
    const link = (await opened).url();
    await (await opened).close();
    return link;
  };
  const open = (surface: "attendee" | "organizer", own: string) =>
    page.evaluate(
      ([to, it, saved]) => {
        const host = window.previewHost;
        host.open({ ...host.read(), surface: to, body: it, properties: saved, opening: to });
      },
      [surface, body, own] as const,
    );
  await open("attendee", "{}");
  expect(await follow("Join")).toContain(made.joinSecret);
  await open("organizer", properties);
  expect(await follow("Start as host")).toContain(made.hostSecret);
  await ribbon(seen, "Conference details").click();
  await seen.button("Start as host").waitFor();
  await seen.picture("read");
  await page.close();
});

test("from a message: a conference at once, and its link for the correspondents, never the host's", async () => {
  const seen = await visit(world, { query: "?events=off&scene=messageCompose" });
  const { page, pane, item } = seen;
  await ribbon(seen, "Meet now").click();
  await bar(seen).getByText(/./).first().waitFor();
  const made = standing().at(-1)!;
  await page.waitForFunction((secret) => window.previewHost.read().body.includes(secret), made.joinSecret);
  expect((await item()).body).not.toContain(made.hostSecret);
  expect(await pane.locator("body").count()).toBe(0);
  await page.close();
});

test.each(Object.keys(platforms))("on %s the button adds a conference", async (platform) => {
  const count = standing().length;
  const seen = await visit(world, { query: `?events=off&platform=${platform}` });
  const { page, item } = seen;
  const before = await item();
  await page.getByRole("button", { name: /^Add (a )?web conference/i }).click();
  await page.waitForFunction(() => window.previewHost.read().body.includes("Join web conference"));
  await bar(seen).getByText("The web conference was added.").waitFor();
  expect(standing()).toHaveLength(count + 1);
  expect((await item()).notifications.length).toBeLessThanOrEqual(1);
  expect(before.body.length).toBeLessThan((await item()).body.length);
  await page.close();
});
