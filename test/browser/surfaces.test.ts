import type { Item } from "../../src/preview/host/item";
import { platforms } from "../../src/preview/host/platforms";
import { closeWorld, openWorld, visit, type Visit, type World } from "./harness";

jest.setTimeout(60_000);

let world: World;
let visitor: Visit;
beforeAll(async () => (world = await openWorld()));
afterAll(() => closeWorld(world));
afterEach(() => visitor.page.close());

const quarter = 900_000;
const day = 96 * quarter;

/** Opens the preview; the conferences of a story are told apart by their title. `query`: without events, unless it says so. */
async function arrive(subject: string, query = "?events=off", width = 1200): Promise<Visit> {
  visitor = await visit(world, { query, width });
  await visitor.edit({ subject });
  return visitor;
}

const standing = (subject: string) =>
  world.program
    .simulator!.simulator.conferences()
    .filter(({ isDeleted, title }) => !isDeleted && title === subject);

const onRibbon = (name: string) =>
  visitor.page.getByRole("toolbar", { name: "Ribbon" }).getByRole("button", { name, exact: true });
const bar = () => visitor.page.getByRole("status", { name: "Notifications" });

/** Presses the one-click button, and waits for what the item's bar says in the end. */
async function addByRibbon(): Promise<void> {
  await onRibbon("Add web conference").click();
  await bar().getByText("Web conference added. Its links are in the appointment.").waitFor();
}

async function addByPane(): Promise<void> {
  await visitor.openPane();
  await visitor.button("Add web conference").click();
  await visitor.pane.getByText("Web conference added.").waitFor();
}

async function updateByPane(): Promise<void> {
  await visitor.button("Update conference").click();
  await visitor.pane.getByText("Web conference is up to date.").waitFor();
}

async function moveBy(ms: number, { item, edit }: Visit = visitor): Promise<void> {
  const { start, end } = await item();
  await edit({ start: start + ms, end: end + ms });
}

async function inCalendar(choice: string): Promise<void> {
  await visitor.page.getByRole("button", { name: "In the calendar" }).click();
  await visitor.page.getByRole("menuitem", { name: choice }).click();
}

const invitationsIn = ({ body }: Item) => body.split("Join web conference").length - 1;
const stillSays = /The web conference is still set for .+\. The appointment now starts .+\./;

describe("an appointment that is written", () => {
  test("private, with a Teams link of Outlook's own: the pane says both, and the site learns no subject", async () => {
    const subject = "Salaries";
    const { item, edit, openPane, button, pane, picture } = await arrive(subject);
    const { body } = await item();
    const teams = `<div><a href="https://teams.microsoft.com/l/meetup-join/19%3ameeting">Join</a></div>`;
    await edit({ sensitivity: "private", body: body + teams });
    await openPane();
    await pane.getByText("already has a link to Microsoft Teams", { exact: false }).waitFor();
    await pane.getByText("This appointment is private", { exact: false }).waitFor();
    await picture("private");
    await button("Add web conference").click();
    await pane.getByText("Up to date").waitFor();
    await picture("invitation");
    expect(standing(subject)).toEqual([]);
    expect(standing("Web conference")).toHaveLength(1);
    expect((await item()).body.endsWith(teams)).toBe(true);
  });

  test("undone while it is unsaved: no conference, and the form as it was; once it is saved, Undo goes", async () => {
    const { item, edit, button, pane, picture } = await arrive("Undone");
    const before = await item();
    await addByPane();
    await button("Undo").click();
    await pane.getByText("The web conference was deleted.").waitFor();
    const { body, location, properties } = await item();
    expect([body, location, properties]).toEqual([before.body, before.location, before.properties]);
    expect(standing("Undone")).toEqual([]);
    await button("Add web conference").click();
    await pane.getByText("Web conference added.").waitFor();
    await picture("undo");
    // Saved without being closed: Outlook gives it an ID, and forgets what was done in its form.
    await edit({ id: "AAMkAGI2-undone", session: {} });
    await button("Undo").waitFor({ state: "detached" });
    await button("Remove").waitFor();
    expect(standing("Undone")).toHaveLength(1);
  });

  test("an update of a known appointment undone: the site has the earlier times again, and the pane says what differs", async () => {
    const { item, reopen, openPane, button, pane } = await arrive("Update undone");
    await addByRibbon();
    await reopen();
    const { body, start } = await item();
    await openPane();
    await moveBy(quarter);
    await updateByPane();
    await button("Undo").click();
    await pane.getByText("The update was undone.").waitFor();
    await pane.getByText("Out of date", { exact: true }).waitFor();
    expect(standing("Update undone")).toMatchObject([{ start: new Date(start) }]);
    expect((await item()).body).toBe(body);
  });

  test("changed with the pane closed: the item's bar says so, and its button leads to the update", async () => {
    const { item } = await arrive("Told by the bar", "");
    await addByRibbon();
    await moveBy(quarter);
    await bar().getByText(stillSays).waitFor();
    await bar().getByRole("button", { name: "Open" }).click();
    await updateByPane();
    await bar().getByText(stillSays).waitFor({ state: "detached" });
    expect(standing("Told by the bar")).toMatchObject([{ start: new Date((await item()).start) }]);
  });

  test("sent out of date: Outlook asks once, the way leads through the pane, and then it goes", async () => {
    const { page, picture } = await arrive("Asked before sending", "");
    await addByRibbon();
    await moveBy(quarter);
    await onRibbon("Send").click();
    const alert = page.getByRole("alertdialog");
    await alert
      .getByText(/The web conference is still set for .+ Update it first, or send anyway\./)
      .waitFor();
    await picture("smart-alert");
    await alert.getByRole("button", { name: "Update" }).click();
    await updateByPane();
    await onRibbon("Send").click();
    await page.getByText("Sent to 2 people.").waitFor();
  });

  test("not saved yet, on classic Outlook, whose pages do not see each other's properties: it asks all the same", async () => {
    const { page } = await arrive("Asked on classic", "?platform=classic");
    await addByPane();
    await moveBy(quarter);
    await bar().getByText(stillSays).waitFor();
    await onRibbon("Send").click();
    await page.getByRole("alertdialog").getByText(stillSays).waitFor();
  });

  test("relay and site are down: whoever wants to send all the same, sends", async () => {
    const { page, item, edit } = await arrive("Sent anyway", "");
    await addByRibbon();
    await page.route("**/api/**", (route) => route.abort());
    await onRibbon("Send").click();
    await page.getByText("Sent to 2 people.").waitFor();
    await edit({ required: (await item()).required.slice(0, 1) });
    await onRibbon("Send").click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Send anyway" }).click();
    await page.getByText("Sent to one person.").waitFor();
  });

  test("cancelled out of date, which classic Outlook asks about any send: it goes unasked", async () => {
    const { page, reopen } = await arrive("Cancelled", "?platform=classic");
    await addByRibbon();
    await reopen();
    await moveBy(quarter);
    await bar().getByText(stillSays).waitFor();
    await inCalendar("Cancel it");
    await page.getByText("Sent to 2 people.").waitFor();
    expect(await page.getByRole("alertdialog").count()).toBe(0);
    await reopen();
    await bar().getByText("This appointment was canceled, but its web conference still exists.").waitFor();
  });

  test("dragged in the calendar, of which no event tells: noticed when it is next opened", async () => {
    const { pane, openPane, item } = await arrive("Dragged", "");
    await addByRibbon();
    await inCalendar("Save, close and open it again");
    await openPane();
    await pane.getByText("Up to date").waitFor();
    await inCalendar("Drag it an hour later");
    expect(await bar().getByText(stillSays).count()).toBe(0);
    await inCalendar("Save, close and open it again");
    await bar().getByText(stillSays).waitFor();
    await openPane();
    await pane.getByText("Out of date").waitFor();
    await updateByPane();
    expect(standing("Dragged")).toMatchObject([{ start: new Date((await item()).start) }]);
  });

  test("copied: the copy gets a conference of its own, and the other one stays as it is", async () => {
    const { pane, openPane, button, item, reopen, picture } = await arrive("Copied");
    await onRibbon("Save").click();
    await addByRibbon();
    const original = await item();
    const [first] = standing("Copied");
    await inCalendar("Copy it");
    await openPane();
    await pane.getByText("This appointment seems to be a copy.", { exact: true }).waitFor();
    await picture("copy");
    await button("Create a separate conference").click();
    await pane.getByText("Web conference added.").waitFor();
    const [same, second] = standing("Copied");
    expect(same).toEqual(first);
    const copy = await item();
    expect(invitationsIn(copy)).toBe(1);
    expect(copy.body).toContain(second!.joinSecret);
    await reopen(original);
    await openPane();
    await pane.getByText("Up to date").waitFor();
    expect((await item()).body).toBe(original.body);
  });

  test("changed on another device: nothing is overwritten unasked, and one's own change is not lost", async () => {
    const { pane, button, item } = await arrive("On two devices");
    await onRibbon("Save").click();
    await addByPane();
    const elsewhere = await visit(world);
    await elsewhere.reopen(await item());
    await moveBy(8 * quarter, elsewhere);
    await elsewhere.openPane();
    await elsewhere.button("Update conference").click();
    await elsewhere.pane.getByText("Web conference is up to date.").waitFor();
    await elsewhere.page.close();
    await moveBy(quarter);
    await button("Update conference").click();
    await pane.getByRole("heading", { name: "Changed elsewhere" }).waitFor();
    await button("Overwrite with mine").click();
    await pane.getByText("Web conference is up to date.").waitFor();
    expect(standing("On two devices")).toMatchObject([{ start: new Date((await item()).start) }]);
    expect(invitationsIn(await item())).toBe(1);
  });
});

test("a series has one conference for its whole span; one of its occurrences shows it, and writes nothing", async () => {
  const { pane, openPane, button, item, reopen, picture } = await arrive(
    "Every week",
    "?events=off&scene=series",
  );
  await openPane();
  await pane.getByText(/^Every week on \w+, from .+, until .+$/).waitFor();
  await pane.getByText(/^One conference covers the series, open from /).waitFor();
  await button("Add web conference").click();
  await pane.getByText("Web conference added.").waitFor();
  await picture("series");
  const series = await item();
  const [made, ...others] = standing("Every week");
  expect(others).toEqual([]);
  expect(made!.start).toEqual(new Date(series.start));
  expect(Math.round((made!.end.getTime() - series.end) / day)).toBe(91);
  await reopen({ isOccurrence: true });
  await openPane();
  await pane.getByText("is part of a series and uses its web conference", { exact: false }).waitFor();
  expect(await button("Remove").count()).toBe(0);
  const { body, properties, location } = await item();
  expect({ body, properties, location }).toEqual({
    body: series.body,
    properties: series.properties,
    location: series.location,
  });
});

test("in somebody else's calendar: said for whom, and the owner hosts it", async () => {
  const { pane, openPane, button, item } = await arrive("For Bruno", "?events=off&scene=shared");
  await openPane();
  await pane.getByText("You're scheduling for Bruno Keller").waitFor();
  await button("Add web conference").click();
  await pane.getByText("Web conference added.").waitFor();
  expect(standing("For Bruno")).toMatchObject([{ host: { userId: "bruno.keller" } }]);
  expect(invitationsIn(await item())).toBe(1);
});

/** Presses something that opens a conference's page, and waits until one is in there. */
async function enter(role: "host" | "attendee", press: () => Promise<void>, asked = 0): Promise<void> {
  const opening = visitor.page.waitForEvent("popup");
  await press();
  const opened = await opening;
  await opened.getByText(`You join as ${role}`).waitFor();
  // Nothing of ours is within its reach, and Outlook was not asked to open it once more.
  expect(await opened.evaluate(() => window.opener === null && document.referrer === "")).toBe(true);
  expect(await visitor.page.evaluate(() => window.previewHost.windows())).toHaveLength(asked);
  await opened.close();
}

describe("an appointment that is read", () => {
  test("by its organizer: the way in as the host, from the ribbon and from the pane", async () => {
    const { openPane, button, reopen, picture } = await arrive("Read by its organizer");
    await addByRibbon();
    await reopen({ surface: "organizer" });
    await enter("host", () => onRibbon("Start as host").click());
    await openPane("Conference details");
    await enter("host", () => button("Start as host").click());
    await picture("read");
  });

  test("by an attendee: the way in as everybody, and none as the host", async () => {
    const { openPane, button, item, reopen } = await arrive("Read by an attendee");
    await addByRibbon();
    const { me } = await item();
    const organizer = { name: "Wei Chen", address: "chen.wei@example.com" };
    // The organizer's properties stay with the organizer (docs/outlook-quirks.md, 3).
    await reopen({ surface: "attendee", organizer, required: [me], properties: "{}" });
    await enter("attendee", () => onRibbon("Join").click());
    await openPane("Conference details");
    await enter("attendee", () => button("Join web conference").click());
    await onRibbon("Start as host").click();
    await bar().getByText("can start this web conference as host.", { exact: false }).waitFor();
    expect(await button("Start as host").count()).toBe(0);
  });
});

describe("an invitation that an attendee reads", () => {
  /** Adds a conference, and opens its invitation as one of the attendees, with this text. */
  async function receive(
    subject: string,
    change: Partial<Item>,
    changed: (body: string) => string,
  ): Promise<void> {
    const { item, edit, reopen } = await arrive(subject);
    await edit(change);
    await addByRibbon();
    const { me, body } = await item();
    const organizer = { name: "Wei Chen", address: "chen.wei@example.com" };
    const own = { organizer, required: [me], properties: "{}" };
    await reopen({ surface: "attendee", ...own, body: changed(body) });
  }

  test("in plain text that a reply has quoted: both ways in work", async () => {
    await receive("Quoted", { bodyType: "text", body: "Dear all,\n" }, (body) => body.replace(/^/gm, "> "));
    await enter("attendee", () => onRibbon("Join").click());
    await visitor.openPane("Conference details");
    await enter("attendee", () => visitor.button("Join web conference").click());
  });

  test("with a stranger's link: its host is named before it opens, on the ribbon and in the pane", async () => {
    await receive("Forged", {}, (body) => {
      const forged = body.replaceAll(world.program.simulator!.url, "https://conference.evil.example");
      // Of a conference that it knows, the relay tells the right link.
      return forged.replace(/(Conference ID: <bdi>)\d+/, "$1forged");
    });
    const named = /leads to conference\.evil\.example/;
    await onRibbon("Join").click();
    await bar().getByText(named).waitFor();
    await visitor.openPane("Conference details");
    await visitor.pane.getByText(named).waitFor();
    await visitor.picture("forged");
    expect(await visitor.button("Join web conference").count()).toBe(0);
    const opening = visitor.page.waitForEvent("popup");
    await visitor.button("Open conference.evil.example").click();
    await (await opening).close();
  });
});

describe("a message", () => {
  test("that is written: a conference begins, and the link for others is in it", async () => {
    const { item } = await arrive("Let us talk", "?events=off&scene=messageCompose");
    const before = await item();
    await enter("host", () => onRibbon("Meet now").click());
    await bar().getByText("Web conference started. Its link is in the message.").waitFor();
    const [made] = standing("Let us talk");
    const { body } = await item();
    expect(body).toContain(made!.joinSecret);
    expect(body).not.toContain(made!.hostSecret);
    expect(body.endsWith(before.body)).toBe(true);
  });

  test("that is read: a conference begins, and a reply opens with the link for others", async () => {
    const { page, item } = await arrive("Figures", "?events=off&scene=message");
    const before = await item();
    await enter("host", () => onRibbon("Meet now").click());
    await page.getByRole("form", { name: "Message" }).waitFor();
    const [made] = standing("Figures");
    const { body } = await item();
    expect(body).toContain(made!.joinSecret);
    expect(body).not.toContain(made!.hostSecret);
    expect(body.endsWith(before.body)).toBe(true);
  });
});

describe("Meet now pressed again", () => {
  test("in a message that has its link: one conference, one link; deleted by hand, the same link again", async () => {
    const { item, edit, openPane, pane, button } = await arrive(
      "Met twice",
      "?events=off&scene=messageCompose",
    );
    const before = await item();
    const begun = bar().getByText("Web conference started. Its link is in the message.");
    await enter("host", () => onRibbon("Meet now").click());
    await begun.waitFor();
    await edit({ subject: "Renamed" });
    await enter("host", () => onRibbon("Meet now").click());
    await begun.waitFor();
    expect(invitationsIn(await item())).toBe(1);
    await edit({ body: before.body });
    await enter("host", () => onRibbon("Meet now").click());
    await begun.waitFor();
    const { body } = await item();
    const [made, ...others] = standing("Met twice");
    expect([others, standing("Renamed"), invitationsIn(await item())]).toEqual([[], [], 1]);
    expect(body).toContain(made!.joinSecret);
    await openPane();
    await pane.getByText("The link is in the message. Send it when you're ready.").waitFor();
    await button("Add link to message").click();
    await button("Join as host").waitFor();
    expect(invitationsIn(await item())).toBe(1);
  });

  test("in the reply to all that it opened: it knows its conference", async () => {
    const { page, item, openPane, pane } = await arrive("Replied", "?events=off&scene=message");
    await enter("host", () => onRibbon("Meet now").click());
    await page.getByRole("form", { name: "Message" }).waitFor();
    await visitor.edit({ subject: "RE: Replied" });
    await enter("host", () => onRibbon("Meet now").click());
    await bar().getByText("Web conference started. Its link is in the message.").waitFor();
    expect([standing("Replied").length, invitationsIn(await item())]).toEqual([1, 1]);
    await openPane();
    await pane.getByText("The link is in the message. Send it when you're ready.").waitFor();
  });
});

test("Meet now where the browser holds windows back: said, and the pane lets the host into the same conference", async () => {
  const subject = "Held back";
  const { page, item } = await arrive(subject, "?events=off&scene=messageCompose");
  // Office.js comes later, and asks Outlook for what the browser did not open.
  await page.addInitScript(() => {
    const open = window.open.bind(window);
    window.open = (...how) => (location.pathname.endsWith("/commands.html") ? null : open(...how));
  });
  await page.reload();
  await page.getByRole("toolbar", { name: "Ribbon" }).waitFor();
  await visitor.edit({ subject });
  await onRibbon("Meet now").click();
  await bar().getByText("your browser blocked the pop-up", { exact: false }).waitFor();
  const [made, ...others] = standing(subject);
  expect(others).toEqual([]);
  expect(await page.evaluate(() => window.previewHost.windows())).toEqual([
    expect.stringContaining(made!.hostSecret),
  ]);
  expect((await item()).body).not.toContain(made!.hostSecret);
  await bar().getByRole("button", { name: "Open" }).click();
  await enter("host", () => visitor.button("Join as host").click(), 1);
  await bar().getByText("your browser blocked the pop-up", { exact: false }).waitFor({ state: "detached" });
  expect(standing(subject)).toHaveLength(1);
});

test.each(Object.entries(platforms))(
  "on %s the button adds one conference, and one line says so",
  async (platform, { isMobile }) => {
    const { page, item } = await arrive(
      `On ${platform}`,
      `?events=off&platform=${platform}`,
      isMobile ? 360 : 1200,
    );
    await addByRibbon();
    expect(standing(`On ${platform}`)).toHaveLength(1);
    const now = await item();
    expect(invitationsIn(now)).toBe(1);
    expect(now.notifications).toHaveLength(1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
  },
);
