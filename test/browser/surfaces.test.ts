import type { BrowserContext } from "playwright-core";
import { closeWorld, openContext, openWorld, visit, type Visit, type World } from "./harness";

jest.setTimeout(60_000);

let world: World;
let context: BrowserContext;
let visitor: Visit;
beforeAll(async () => {
  world = await openWorld();
  context = await openContext(world);
});
afterAll(() => closeWorld(world));
afterEach(() => visitor.page.close());

const quarter = 900_000;
const hour = 4 * quarter;

/** Opens the preview; the conferences of a story are told apart by their title. */
async function arrive(subject: string, query: Record<string, string> = {}): Promise<Visit> {
  visitor = await visit(world, { context, query });
  await visitor.edit({ subject });
  return visitor;
}

const standing = (subject: string) =>
  world.program
    .simulator!.simulator.conferences()
    .filter(({ isDeleted, title }) => !isDeleted && title === subject);

/** Presses the one-click button, and waits for what the item's bar says in the end. */
async function addByRibbon({ page }: Visit): Promise<void> {
  await page.getByRole("button", { name: "Add web conference" }).click();
  await page.getByText("The web conference was added. Its links are in the appointment.").waitFor();
}

async function moveBy({ item, edit }: Visit, ms: number): Promise<void> {
  const { start, end } = await item();
  await edit({ start: start + ms, end: end + ms });
}

const stillSays = /^The web conference still says .+; the appointment now says .+\.$/;

describe("an appointment that is written", () => {
  test("changed with the pane closed: the item's bar says so, and its button leads to the update", async () => {
    const { page, pane, button } = await arrive("Told by the bar");
    await addByRibbon(visitor);
    await moveBy(visitor, quarter);
    await page.getByText(stillSays).waitFor();
    await page.getByRole("status", { name: "Notifications" }).getByRole("button", { name: "Open" }).click();
    await button("Update conference").click();
    await pane.getByText("The web conference is up to date.").waitFor();
    await page.getByText(stillSays).waitFor({ state: "detached" });
    const { start } = await visitor.item();
    expect(standing("Told by the bar")).toMatchObject([{ start: new Date(start) }]);
  });

  test("sent out of date: Outlook asks, the way leads through the pane, and then it goes", async () => {
    const { page, pane, button } = await arrive("Asked before sending");
    await addByRibbon(visitor);
    await moveBy(visitor, quarter);
    await page.getByRole("button", { name: "Send", exact: true }).click();
    const alert = page.getByRole("alertdialog");
    await alert.getByText(/The web conference still says .+ Update it first, or send anyway\./).waitFor();
    await alert.getByRole("button", { name: "Update" }).click();
    await button("Update conference").click();
    await pane.getByText("The web conference is up to date.").waitFor();
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByText("Sent to 2 people.").waitFor();
  });

  test("sent anyway, and where nothing answers: nobody is kept from sending", async () => {
    const { page, item } = await arrive("Sent anyway");
    await addByRibbon(visitor);
    await moveBy(visitor, quarter);
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Send anyway" }).click();
    await page.getByText("Sent to 2 people.").waitFor();
    await page.getByRole("button", { name: "Dismiss" }).first().click();
    await moveBy(visitor, -quarter);
    await page.route("**/api/**", (route) => route.abort());
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByText("Sent to 2 people.").waitFor();
    expect((await item()).body.match(/Join web conference/g)).toHaveLength(1);
  });

  test("dragged in the calendar, of which no event tells: noticed when it is next opened", async () => {
    const { page, pane, openPane, button } = await arrive("Dragged");
    await addByRibbon(visitor);
    const inCalendar = async (choice: string) => {
      await page.getByRole("button", { name: "In the calendar" }).click();
      await page.getByRole("menuitem", { name: choice }).click();
    };
    await inCalendar("Drag it an hour later");
    expect(await page.getByText(stillSays).count()).toBe(0);
    await inCalendar("Save, close and open it again");
    await page.getByText(stillSays).waitFor();
    await openPane();
    await pane.getByText("Out of date").waitFor();
    await button("Update conference").click();
    await pane.getByText("The web conference is up to date.").waitFor();
    expect(standing("Dragged")).toMatchObject([{ start: new Date((await visitor.item()).start) }]);
  });

  test("copied: the copy gets a conference of its own, and the other one stays as it is", async () => {
    const { page, pane, openPane, button, item, reopen } = await arrive("Copied");
    // Its mark is that of the item that is saved.
    await page.getByRole("button", { name: "Save" }).click();
    await addByRibbon(visitor);
    const [first] = standing("Copied");
    const original = await item();
    await page.getByRole("button", { name: "In the calendar" }).click();
    await page.getByRole("menuitem", { name: "Copy it" }).click();
    await openPane();
    await pane.getByText("This appointment was copied", { exact: true }).waitFor();
    await button("A conference of its own").click();
    await pane.getByText("The web conference is in the appointment.").waitFor();
    const both = standing("Copied");
    expect(both).toHaveLength(2);
    expect(both[0]).toEqual(first);
    const { body } = await item();
    expect(body.match(/Join web conference/g)).toHaveLength(1);
    expect(body).toContain(both[1]!.joinSecret);
    await reopen({ ...original, properties: original.properties });
    await pane.getByText("Up to date").waitFor();
    expect((await item()).body).toBe(original.body);
  });

  test("changed on another device: nothing is overwritten unasked, and one's own change is not lost", async () => {
    const { pane, openPane, button, item } = await arrive("On two devices");
    await openPane();
    await button("Add web conference").click();
    await pane.getByText("The web conference is in the appointment.").waitFor();
    const other = await visit(world, { context });
    await other.reopen(await item());
    await moveBy(other, hour);
    await other.openPane();
    await other.button("Update conference").click();
    await other.pane.getByText("The web conference is up to date.").waitFor();
    await other.page.close();
    await moveBy(visitor, quarter);
    await button("Update conference").click();
    await pane.getByText("Changed elsewhere").waitFor();
    await button("Replace it with mine").click();
    await pane.getByText("The web conference is up to date.").waitFor();
    const { start, body } = await item();
    expect(standing("On two devices")).toMatchObject([{ start: new Date(start) }]);
    expect(body.match(/Join web conference/g)).toHaveLength(1);
  });

  test("on a phone's screen: one button, one line, one conference", async () => {
    visitor = await visit(world, { width: 360, query: { platform: "android" } });
    const { page, item, edit } = visitor;
    await edit({ subject: "On the phone" });
    await addByRibbon(visitor);
    expect(standing("On the phone")).toHaveLength(1);
    const { notifications, body } = await item();
    expect(notifications).toHaveLength(1);
    expect(body).toContain("Join web conference");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });
});

describe("a series", () => {
  test("has one conference for its whole span, and says how it repeats", async () => {
    const { pane, openPane, button, item } = await arrive("Every week", { scene: "series" });
    await openPane();
    await pane.getByText(/^Every week on \w+, from .+, until .+$/).waitFor();
    await pane.getByText(/^One web conference for all of it, open from /).waitFor();
    await button("Add web conference").click();
    await pane.getByText("The web conference is in the appointment.").waitFor();
    const { start, end } = await item();
    const [made, ...others] = standing("Every week");
    expect(others).toEqual([]);
    expect(made!.start).toEqual(new Date(start));
    expect(made!.end.getTime()).toBeGreaterThan(end + 84 * 24 * hour);
  });

  test("of one of its occurrences nothing is written: it shows what the series has", async () => {
    const { pane, openPane, item, button } = await arrive("One of them", { scene: "occurrence" });
    const before = await item();
    await openPane();
    await pane.getByText("This is one of a series that has no web conference.", { exact: false }).waitFor();
    expect(await button("Add web conference").count()).toBe(0);
    expect(await item()).toEqual(before);
    expect(standing("One of them")).toEqual([]);
  });
});

test("in somebody else's calendar: said for whom, and the owner hosts it", async () => {
  const { pane, openPane, button, item } = await arrive("For Bruno", { scene: "shared" });
  await openPane();
  await pane.getByText("You are scheduling for Bruno Keller").waitFor();
  await button("Add web conference").click();
  await pane.getByText("The web conference is in the appointment.").waitFor();
  expect(standing("For Bruno")).toMatchObject([{ host: { userId: "bruno.keller" } }]);
  expect((await item()).body).toContain("Join web conference");
});

describe("an appointment that is read", () => {
  async function readIt(subject: string, scene: "organizer" | "attendee") {
    const { item, reopen } = await arrive(subject);
    await addByRibbon(visitor);
    const { body, properties, me } = await item();
    const bruno = { name: "Bruno Keller", address: "bruno.keller@example.com" };
    // The organizer's properties stay with the organizer (platform-facts 3).
    const theirs = { organizer: bruno, required: [me], properties: "{}" };
    await reopen({ surface: scene, body, properties, ...(scene === "attendee" && theirs) });
    return visitor;
  }
  const enteredAs = async (role: "host" | "attendee", open: () => Promise<void>) => {
    const opening = visitor.page.waitForEvent("popup");
    await open();
    const popup = await opening;
    await popup.getByText(`You join as ${role}`).waitFor();
    await popup.close();
  };

  test("by its organizer: the way in as the host, from the pane and from the ribbon", async () => {
    const { page, openPane, button, pane } = await readIt("Read by its organizer", "organizer");
    await openPane("Conference details");
    await pane.getByRole("heading", { name: "Read by its organizer" }).waitFor();
    await enteredAs("host", () => button("Start as host").click());
    await enteredAs("host", () =>
      page.getByRole("toolbar").getByRole("button", { name: "Start as host" }).click(),
    );
  });

  test("by an attendee: the way in as everybody, and none as the host", async () => {
    const { page, openPane, button, item } = await readIt("Read by an attendee", "attendee");
    const before = await item();
    await enteredAs("attendee", () => page.getByRole("button", { name: "Join web conference" }).click());
    await openPane("Conference details");
    await enteredAs("attendee", () => button("Join web conference").click());
    expect((await item()).body).toBe(before.body);
  });
});

describe("a message", () => {
  const opensAsHost = async (press: () => Promise<void>) => {
    const opening = visitor.page.waitForEvent("popup");
    await press();
    await (await opening).getByText("You join as host").waitFor();
  };

  test("that is written: a conference begins, and its link is where the cursor is", async () => {
    const { page, item } = await arrive("Let us talk", { scene: "messageCompose" });
    const before = await item();
    await opensAsHost(() => page.getByRole("button", { name: "Meet now" }).click());
    await page.getByText("The web conference has begun. Its link is in the message.").waitFor();
    const [made] = standing("Let us talk");
    const { body } = await item();
    expect(body).toContain(made!.joinSecret);
    expect(body).not.toContain(made!.hostSecret);
    expect(body.endsWith(before.body)).toBe(true);
  });

  test("that is read: a conference begins, and a reply opens that has its link", async () => {
    const { page, item } = await arrive("Figures", { scene: "message" });
    await opensAsHost(() => page.getByRole("button", { name: "Meet now" }).click());
    await page.getByRole("form", { name: "Message" }).waitFor();
    const [made] = standing("Figures");
    expect((await item()).body).toContain(made!.joinSecret);
  });
});
