import { readFileSync } from "node:fs";
import type { Frame } from "playwright-core";
import { calls, closeWorld, openWorld, visit, type World } from "./harness";

jest.setTimeout(60_000);

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await setPresence("bruno.keller", "AVAILABLE");
  await setPresence("chen.wei", "AWAY");
});
afterAll(() => closeWorld(world));
beforeEach(() => world.program.simulator?.simulator.set({}));

const setPresence = (userId: string, show: string) =>
  fetch(`${world.program.simulator!.url}/control`, {
    method: "POST",
    body: new URLSearchParams({ do: "presence", userId, show }),
  });
const simulator = () => world.program.simulator!.simulator;
const standing = () =>
  simulator()
    .conferences()
    .filter(({ isDeleted }) => !isDeleted);

test("an appointment becomes a web conference, is kept up to date, and is taken back", async () => {
  const count = standing().length;
  const { page, pane, openPane, item, button, picture, complaints } = await visit(world);
  const before = await item();
  await openPane();
  await button("Add web conference").click();
  await pane.getByText("Web conference added.").waitFor();
  await pane.getByRole("img", { name: "Available" }).waitFor();
  await picture("preview");

  const made = simulator().conferences().at(-1)!;
  const written = await item();
  expect(made).toMatchObject({ title: "Quarterly review", host: { userId: "alice.adams" } });
  expect(made.start.getTime()).toBe(before.start);
  expect(made.attendees.map(({ address }) => address)).toEqual(before.required.map(({ address }) => address));
  expect(written.body).toContain(
    `${world.program.simulator!.url}/imtapp/app/conference/${made.id}/${made.joinSecret}`,
  );
  expect(written.body).toContain(
    `${world.program.simulator!.url}/imtapp/app/conference/${made.id}/${made.hostSecret}`,
  );
  expect(written.body.endsWith(before.body)).toBe(true);
  expect(written.location).toBe(`Web conference ${made.id}`);
  expect(written.properties).toContain(made.id);
  expect(written.properties).not.toContain(made.hostSecret);

  await page.getByLabel("Start time").fill("20:45");
  await page.getByLabel("Optional").fill("Dina Haddad");
  await pane.getByText("Out of date").waitFor();
  const changes = pane.getByRole("region", { name: "Changed since it was scheduled" });
  await changes.getByText("Added: Dina Haddad").waitFor();
  expect(await changes.textContent()).toMatch(/Start.*→.*8:45 PM.*End.*→.*9:15 PM/);
  await picture("out-of-date");
  await button("Update conference").click();
  await pane.getByText("Web conference is up to date.").waitFor();
  const updated = standing().find(({ id }) => id === made.id)!;
  expect(updated.start.getTime()).toBe((await item()).start);
  expect(updated.attendees).toHaveLength(3);
  expect(await pane.getByText("Out of date").count()).toBe(0);

  await button("Remove").click();
  await button("Delete").click();
  await pane.getByText("The web conference was deleted.").waitFor();
  expect(standing()).toHaveLength(count);
  expect(await item()).toMatchObject({ body: before.body, location: before.location, properties: "{}" });
  expect(complaints).toEqual([]);
  await page.close();
});

test("who is there stands beside the attendees", async () => {
  const { page, pane, openPane, complaints } = await visit(world);
  await openPane();
  await pane.getByRole("img", { name: "Available" }).waitFor();
  expect(await pane.getByRole("listitem").allTextContents()).toEqual([
    "Bruno KellerAvailable",
    "Wei ChenAway",
  ]);
  expect(complaints).toEqual([]);
  await page.close();
});

test("where the site requires a conference key, both ways of adding one bring it along", async () => {
  // A program of its own: what a site wants is asked for once a minute.
  const own = await openWorld();
  const { simulator: site } = own.program.simulator!;
  site.set({ settings: { conferenceKeyRequired: true } });
  const { page, item } = await visit(own);
  await page.getByRole("button", { name: "Add web conference" }).click();
  await page.getByText("Web conference added. Its links are in the appointment.").waitFor();
  const made = site.conferences().at(-1)!;
  expect(made.conferenceKey).toMatch(/^\w{8}$/);
  expect((await item()).body).toContain(`Conference key: <bdi>${made.conferenceKey}</bdi>`);
  const { pane, openPane, button } = await visit(own);
  await openPane();
  await pane.getByText("Anyone with the link, with a key").waitFor();
  await button("Add web conference").click();
  await pane.getByText("Web conference added.").waitFor();
  const second = site.conferences().at(-1)!;
  expect(second.id).not.toBe(made.id);
  expect(second.conferenceKey).toMatch(/^\w{8}$/);
  await closeWorld(own);
});

test("the ribbon's button adds a conference without the pane, and pressing it again keeps it at one", async () => {
  const count = standing().length;
  const { page, item } = await visit(world);
  const add = page.getByRole("button", { name: "Add web conference" });
  await add.click();
  await page.getByText("Web conference added. Its links are in the appointment.").waitFor();
  await add.click();
  await page.getByText("This appointment's web conference is up to date.").waitFor();
  expect(standing()).toHaveLength(count + 1);
  expect((await item()).body.match(/Join web conference/g)).toHaveLength(1);
  await page.close();
});

test("pressed twice at once, the pane's button makes one conference", async () => {
  const count = standing().length;
  const { page, pane, openPane, button } = await visit(world);
  await openPane();
  await button("Add web conference").dblclick();
  await pane.getByText("Web conference added.").waitFor();
  expect(standing()).toHaveLength(count + 1);
  await page.close();
});

test("the links lead to the conference: the attendee's asks for the key, the host's says so", async () => {
  const { page, pane, openPane, button, item } = await visit(world);
  await openPane();
  await button("Options").click();
  await pane.getByLabel("Require a conference key").check();
  const key = await pane.getByLabel("Conference key", { exact: true }).inputValue();
  await button("Add web conference").click();
  await pane.getByText("Web conference added.").waitFor();
  expect((await item()).body).toContain(key);
  const joining = page.waitForEvent("popup");
  await page.getByRole("link", { name: "Join web conference" }).click();
  const attendee = await joining;
  await attendee.getByLabel("Conference key").fill("wrong");
  await attendee.getByRole("button", { name: "Join" }).click();
  await attendee.getByText("That is not the key of this conference.").waitFor();
  await attendee.getByLabel("Conference key").fill(key);
  await attendee.getByRole("button", { name: "Join" }).click();
  await attendee.getByText("You join as attendee").waitFor();
  const starting = page.waitForEvent("popup");
  await page.getByRole("link", { name: "Start as host" }).click();
  await (await starting).getByText("You join as host").waitFor();
  await page.close();
});

test("a plain-text body gets a plain-text invitation and loses it again", async () => {
  const { page, pane, openPane, button, item } = await visit(world);
  await page.getByLabel("Plain text").click();
  const before = await item();
  expect(before.bodyType).toBe("text");
  await openPane();
  await button("Add web conference").click();
  await pane.getByText("Web conference added.").waitFor();
  const { body } = await item();
  expect(body).toMatch(/^_{40}\nWeb conference\n\nJoin web conference: http/);
  expect(body).not.toContain("<");
  expect(body.endsWith(before.body)).toBe(true);
  await button("Remove").click();
  await button("Delete").click();
  await pane.getByText("The web conference was deleted.").waitFor();
  expect((await item()).body).toBe(before.body);
  await page.close();
});

test("names and subjects with markup arrive as they are and run nowhere", async () => {
  const { page, pane, openPane, button, item, edit, complaints } = await visit(world);
  const subject = `<script>alert("1")</script> & 'more'`;
  await edit({
    subject,
    organizer: { name: `Alice "<img src=x onerror=alert(1)>"`, address: "alice.adams@example.com" },
  });
  await openPane();
  await pane.getByRole("heading", { name: subject }).waitFor();
  await button("Add web conference").click();
  await pane.getByText("Web conference added.").waitFor();
  expect(standing().at(-1)!.title).toBe(subject);
  expect((await item()).body).not.toContain("<img");
  const opening = page.waitForEvent("popup");
  await page.getByRole("link", { name: "Join web conference" }).click();
  await (await opening).getByRole("heading", { name: subject }).waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});

test("a body of 1 MB stays what it was", async () => {
  const { page, pane, openPane, button, item, edit } = await visit(world);
  const body = `<p>${"agenda &amp; more ".repeat(58_000)}</p>`.slice(0, 990_000);
  await edit({ body });
  await openPane();
  await button("Add web conference").click();
  await pane.getByText("Web conference added.").waitFor();
  expect((await item()).body.endsWith(body)).toBe(true);
  await button("Remove").click();
  await button("Delete").click();
  await pane.getByText("The web conference was deleted.").waitFor();
  expect((await item()).body === body).toBe(true);
  await page.close();
});

test("a location without room is left as it was, and the pane says so", async () => {
  const { page, pane, openPane, button, item, edit } = await visit(world);
  const location = "L".repeat(300);
  await edit({ location });
  await openPane();
  await button("Add web conference").click();
  await pane.getByText("The location wasn't changed").waitFor();
  expect((await item()).location).toBe(location);
  await page.close();
});

describe("when writing into the appointment fails after scheduling", () => {
  test("the pane says what stands and writes again", async () => {
    const count = standing().length;
    const { page, pane, openPane, button, item, disturb, picture } = await visit(world);
    await openPane();
    await disturb(calls.prepend, 9020);
    await button("Add web conference").click();
    await pane.getByText("The web conference exists, but its links aren't in the appointment.").waitFor();
    await picture("failure");
    await button("Insert links again").click();
    await pane.getByText(/Its links were added now/).waitFor();
    expect((await item()).body).toContain("Join web conference");
    expect(standing()).toHaveLength(count + 1);
    await page.close();
  });

  test("or takes the conference back", async () => {
    const count = standing().length;
    const { page, pane, openPane, button, item, disturb } = await visit(world);
    const before = await item();
    await openPane();
    await disturb(calls.prepend, 9020);
    await button("Add web conference").click();
    await button("Delete conference").click();
    await pane.getByText("The web conference was deleted.").waitFor();
    expect(standing()).toHaveLength(count);
    expect((await item()).body).toBe(before.body);
    await page.close();
  });
});

test("the pane closed in the middle: what was begun is finished when it opens again", async () => {
  const count = standing().length;
  const { page, pane, openPane, closePane, button, item, disturb, asked } = await visit(world);
  await openPane();
  // Outlook takes the text and never answers, as when the pane is closed while it writes.
  await disturb(calls.prepend, "silence");
  await button("Add web conference").click();
  await asked(calls.prepend);
  await closePane();
  expect((await item()).body).not.toContain("Join web conference");
  await openPane();
  await pane.getByText("The web conference was scheduled earlier").waitFor();
  await pane.getByText("Up to date").waitFor();
  expect((await item()).body).toContain("Join web conference");
  expect(standing()).toHaveLength(count + 1);
  await page.close();
});

test("the pane closed while the site was still working: the same conference is found, not a second one made", async () => {
  const count = standing().length;
  const { page, pane, openPane, closePane, button, item } = await visit(world);
  await openPane();
  simulator().set({ latencyMs: 800 });
  await button("Add web conference").click();
  await pane.getByText("Scheduling at the conferencing site…").waitFor();
  await closePane();
  simulator().set({});
  await openPane();
  await pane.getByText("The web conference was scheduled earlier. Its links were added now.").waitFor();
  expect((await item()).body).toContain("Join web conference");
  expect(standing()).toHaveLength(count + 1);
  await page.close();
});

describe("the site fails", () => {
  test.each([
    ["soapFault", "The conferencing site reported a problem.", "Nothing was changed."] as const,
    // An answer that cannot be understood is a lost one: the work may have been done.
    ...(["http500", "html", "dropBefore"] as const).map(
      (kind) =>
        [
          kind,
          "The conferencing site's answer was lost.",
          "It isn't certain what the conferencing site did.",
        ] as const,
    ),
  ])(
    "%s: the pane says what happened and what was not done; trying again works",
    async (kind, what, stands) => {
      const count = standing().length;
      const { page, pane, openPane, button, item } = await visit(world);
      const before = await item();
      await openPane();
      simulator().set({ fault: { kind, operation: "scheduleConference" } });
      await button("Add web conference").click();
      await pane.getByText(what).waitFor();
      await pane.getByText(stands).waitFor();
      expect((await item()).body).toBe(before.body);
      expect(standing()).toHaveLength(count);
      await button("Try again").click();
      await pane.getByText("Web conference added.").waitFor();
      expect(standing()).toHaveLength(count + 1);
      await page.close();
    },
  );

  test("an answer lost after the work was done: nobody notices, and there is one conference", async () => {
    const count = standing().length;
    const { page, pane, openPane, button } = await visit(world);
    await openPane();
    simulator().set({ fault: { kind: "dropAfter", operation: "scheduleConference" } });
    await button("Add web conference").click();
    await pane.getByText("Web conference added.").waitFor();
    expect(standing()).toHaveLength(count + 1);
    await page.close();
  });

  test("a session that ended in the middle is renewed unseen", async () => {
    const { page, pane, openPane, button } = await visit(world);
    await openPane();
    simulator().set({ fault: { kind: "expiredTokens", operation: "scheduleConference" } });
    await button("Add web conference").click();
    await pane.getByText("Web conference added.").waitFor();
    await page.close();
  });

  test("a slow site: the outcome is not certain, and trying again is safe", async () => {
    const count = standing().length;
    const { page, pane, openPane, button } = await visit(world);
    await openPane();
    simulator().set({ latencyMs: 2500 });
    await button("Add web conference").click();
    await pane.getByText("It isn't certain what the conferencing site did.").waitFor();
    simulator().set({});
    const done = pane.getByText("Web conference added.");
    // The site's settings, which could not be loaded either, have a "Try again" of their own.
    const again = pane.getByRole("alert").getByRole("button", { name: "Try again" });
    // A site that did not answer five times in a row is left alone for ten seconds.
    while (!(await done.isVisible())) {
      if (await again.isVisible()) await again.click();
      await done.or(again).waitFor();
    }
    expect(standing()).toHaveLength(count + 1);
    await page.close();
  }, 60_000);
});

test("what the site would refuse cannot be sent: the button waits until the times are right", async () => {
  const { page, pane, openPane, button, edit, item } = await visit(world);
  await openPane();
  const { start } = await item();
  await edit({ end: start - 60_000 });
  await pane.getByText("The appointment ends before it starts. Change its times.").waitFor();
  expect(await button("Add web conference").isDisabled()).toBe(true);
  await edit({ start: Date.now() - 7_200_000, end: Date.now() - 3_600_000 });
  await pane.getByText("The appointment is in the past. Choose a later time.").waitFor();
  expect(await button("Add web conference").isDisabled()).toBe(true);
  await edit({ start, end: start + 60_000 });
  await expect(button("Add web conference").click()).resolves.toBeUndefined();
  await pane.getByText("Web conference added.").waitFor();
  await page.close();
});

test("an appointment without subject and attendees can become a conference", async () => {
  const { page, pane, openPane, button, edit } = await visit(world);
  await edit({ subject: "", required: [], optional: [] });
  await openPane();
  await pane
    .getByText("No subject yet. The conference will be called “Web conference with Alice Adams”.")
    .waitFor();
  await pane.getByText("No one invited yet").waitFor();
  await button("Add web conference").click();
  await pane.getByText("Web conference added.").waitFor();
  expect(standing().at(-1)).toMatchObject({ title: "Web conference with Alice Adams", attendees: [] });
  await page.close();
});

describe("everybody can use it", () => {
  const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
  async function violations(frame: Frame): Promise<string[]> {
    await frame.evaluate(axe);
    return frame.evaluate(async () => {
      const { axe: run } = window as unknown as { axe: { run: Run } };
      // Fluent's focus guards are there on purpose: they hand the focus on at once.
      const everything = { exclude: ["[data-tabster-dummy]"] };
      const { violations: found } = await run.run(everything, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa"] });
      return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    });
  }
  type Run = (context: object, options: object) => Promise<{ violations: Violation[] }>;
  interface Violation {
    id: string;
    nodes: { html: string }[];
  }

  test.each([
    [1200, false],
    [1200, true],
    [360, false],
  ])(
    "width %i, dark %s: no accessibility fault in pane and preview, nothing cut off",
    async (width, dark) => {
      const { page, pane, openPane, button, picture } = await visit(world, { width, dark });
      await openPane();
      await button("Options").click();
      await pane.getByLabel("Who can join").waitFor();
      const frame = page.frames().find((candidate) => candidate.url().includes("pane.html"))!;
      expect(await violations(frame)).toEqual([]);
      await button("Options").click();
      await button("Add web conference").click();
      await pane.getByText("Web conference added.").waitFor();
      expect(await violations(frame)).toEqual([]);
      expect(await violations(page.mainFrame())).toEqual([]);
      const overflow = await frame.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      await picture(`${dark ? "dark" : "light"}-${width}`);
      await page.close();
    },
  );

  test("by keyboard alone: from the ribbon into the pane, scheduling, and out again", async () => {
    const { page, pane, openPane } = await visit(world);
    await openPane();
    await pane.getByRole("button", { name: "Add web conference" }).focus();
    await page.keyboard.press("Enter");
    await pane.getByText("Web conference added.").waitFor();
    await pane.getByRole("button", { name: "Remove" }).focus();
    await page.keyboard.press("Tab");
    await page.waitForFunction(
      () => document.activeElement?.getAttribute("aria-label") === "Close the add-in",
    );
    await page.close();
  });
});

test("the pane starts in Outlook's dark theme, and follows it", async () => {
  const { page, pane, openPane, edit } = await visit(world);
  await edit({ isDark: true });
  await openPane();
  const frame = page.frames().find((candidate) => candidate.url().includes("pane.html"))!;
  const waitForBackground = (color: string) =>
    frame.waitForFunction((wanted) => {
      const page = document.querySelector("main")?.parentElement;
      return page && getComputedStyle(page).backgroundColor === wanted;
    }, color);
  await waitForBackground("rgb(41, 41, 41)");
  await edit({ isDark: false });
  await waitForBackground("rgb(255, 255, 255)");
  expect(await pane.locator("main").count()).toBe(1);
  await page.close();
});

test("opened in a plain browser, the pane says where it belongs", async () => {
  const page = await world.browser.newPage();
  await page.goto(`${world.program.url}/preview/pane.html`);
  await page.getByRole("heading", { name: "Open this page in Outlook" }).waitFor({ timeout: 20_000 });
  await page.close();
});

test("no line of the log tells anything personal", () => {
  const text = JSON.stringify(world.log);
  expect(world.log.length).toBeGreaterThan(10);
  for (const personal of ["Alice", "alice", "Quarterly", "example.com", "/imtapp/", "eyJ", "@"]) {
    expect(text).not.toContain(personal);
  }
});
