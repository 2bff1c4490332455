import type { UnclaimedConferences } from "../../src/contract/conference";
import { closeWorld, openWorld, visit, type World } from "./harness";

jest.setTimeout(60_000);

let world: World;
beforeAll(async () => (world = await openWorld()));
afterAll(() => closeWorld(world));

/** Conferences that look alike, each made a minute after the one before. */
const leftOver = (count: number): UnclaimedConferences => ({
  conferences: Array.from({ length: count }, (_, at) => ({
    key: crypto.randomUUID(),
    conference: {
      ...{ id: String(7000 + at), version: 1, claim: "none", mark: null, warnings: [], note: "" },
      joinUrl: `https://rtc.example.com/join/${7000 + at}`,
      hostUrl: `https://rtc.example.com/host/${7000 + at}`,
      createdAt: new Date(Date.parse("2027-02-28T23:30:00Z") + at * 60_000).toISOString(),
      scheduled: {
        appointment: {
          title: "Quarterly review",
          start: "2027-03-02T14:00:00Z",
          end: "2027-03-02T14:30:00Z",
          attendees: [],
        },
        options: {
          ...{ access: "anyone", enrollment: false, conferenceKey: null, dialIn: "" },
          ...{ publishAttendees: false, sendEmail: false, publiclyListed: false },
        },
      },
    },
  })),
});

/** Opens the pane in a frame of 320 x 400 where so many conferences are left over. */
async function openSmall(count: number) {
  const visitor = await visit(world);
  const { page, pane, openPane } = visitor;
  await page.route("**/api/unclaimed-conferences", (route) => route.fulfill({ json: leftOver(count) }));
  await openPane();
  await page
    .locator("iframe[title='Web conference']")
    .evaluate((frame: HTMLElement) => (frame.style.cssText = "width: 320px; height: 400px; border: 0"));
  const line = pane.getByText(`${count} unused web conference`, { exact: false });
  await line.waitFor();
  const frame = page.frames().find((candidate) => candidate.url().includes("pane.html"))!;
  /** The visible part of the pane, in pixels. */
  const seen = (selector: string) =>
    frame.evaluate((named) => {
      const { top, bottom } = document.querySelector(named)!.getBoundingClientRect();
      return Math.min(bottom, window.innerHeight) - Math.max(top, 0);
    }, selector);
  return { ...visitor, line, frame, seen };
}

test.each([1, 20])(
  "%i conferences that no appointment uses leave the form in sight at 320 x 400, folded and unfolded",
  async (count) => {
    const { page, pane, button, picture, line, frame, seen } = await openSmall(count);
    const add = button("Add web conference");
    const isAddSeen = async () => {
      const { top, bottom } = await add.evaluate((it) => it.getBoundingClientRect());
      return top >= 0 && bottom <= 400;
    };
    expect(await isAddSeen()).toBe(true);
    expect(await seen("h1")).toBeGreaterThan(20);
    // One line, with the message bar around it.
    expect(await seen("details")).toBeLessThan(48);
    await line.click();
    await pane.getByText("Conference ID: 7000", { exact: true }).waitFor();
    await pane.getByText("Created Mon, Mar 1, 2027, 12:30 AM", { exact: true }).waitFor();
    const height = await frame.evaluate(
      () => document.querySelector("details")!.getBoundingClientRect().height,
    );
    expect(height).toBeLessThan(400 / 2);
    expect(await isAddSeen()).toBe(true);
    await picture(`leftovers-${count}`);
    // All of them can be reached by keyboard, the last one too.
    await button(
      `Use here: Quarterly review, Tuesday, March 2, 2027, 3:00 PM – 3:30 PM, Conference ID: ${6999 + count}`,
    ).focus();
    expect(await isAddSeen()).toBe(true);
    await add.click();
    await pane.getByText("Web conference added.").waitFor();
    await page.close();
  },
);

test("candidates of a lost answer are one line, with the appointment below it in the same pane", async () => {
  const visitor = await visit(world);
  const { page, pane, openPane, button, picture } = visitor;
  const candidates = leftOver(8).conferences.map(({ conference: { id, scheduled } }) => ({
    ...{ id, title: "Quarterly review" },
    ...{ start: scheduled.appointment.start, end: scheduled.appointment.end },
  }));
  await page.route("**/api/conferences", (route) =>
    route.fulfill({
      status: 502,
      json: { error: { code: "OUTCOME_AMBIGUOUS", requestId: "r", candidates } },
    }),
  );
  await openPane();
  await page
    .locator("iframe[title='Web conference']")
    .evaluate((frame: HTMLElement) => (frame.style.cssText = "width: 320px; height: 400px; border: 0"));
  await button("Add web conference").click();
  const line = pane.getByText("8 web conferences", { exact: true });
  await line.waitFor();
  const gap = () =>
    pane.locator("h1").evaluate((it) => {
      const region = document.querySelector("section[aria-label='Which one is it?']")!;
      return it.getBoundingClientRect().top - region.getBoundingClientRect().top;
    });
  expect(await gap()).toBeLessThan(200);
  await line.click();
  await pane.getByText("Conference ID: 7007", { exact: true }).waitFor();
  expect(await gap()).toBeLessThan(350);
  await picture("candidates");
  await page.close();
});
