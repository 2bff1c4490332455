import { visit, type Visit, type World } from "./harness";
import { paneIn, takeShifts, type Shifts } from "./watch";

/** A moment in which much is loaded or shown. */
export interface Moment {
  name: string;
  shifts: Shifts;
}

/** The pane on a slow line: no script arrives at once. */
async function slowDown({ page }: Visit, ms: number): Promise<void> {
  await page.route("**/static/*.js", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    await route.continue().catch(() => undefined);
  });
}

/** Waits until nothing has moved or changed in the pane for a while. */
async function settle({ page }: Visit): Promise<void> {
  await paneIn(page).evaluate(
    () =>
      new Promise<void>((resolve) => {
        let timer = setTimeout(resolve, 800);
        new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(resolve, 800);
        }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      }),
  );
}

/** How much the pane moves by itself: opened for a new appointment, after Add, opened again, and read, by organizer and attendee. */
export async function measureSteadiness(
  world: World,
  { width, lineMs, leavesOne }: { width: number; lineMs: number; leavesOne: boolean },
): Promise<Moment[]> {
  const visitor = await visit(world, { width, isWatched: true });
  const { page, pane, button, item, edit, openPane, closePane, reopen } = visitor;
  if (leavesOne) {
    await edit({ subject: "Left over" });
    await openPane();
    const answering = page.waitForResponse(
      (answer) => answer.request().method() === "POST" && answer.url().endsWith("/api/conferences"),
    );
    await button("Add web conference").click();
    const conference: unknown = await (await answering).json();
    await pane.getByText("Up to date", { exact: true }).waitFor();
    await closePane();
    const left = { conferences: [{ key: crypto.randomUUID(), conference }] };
    await page.route("**/api/unclaimed-conferences", (route) => route.fulfill({ json: left }));
    await reopen({
      id: `AAMkAGI2-${crypto.randomUUID()}`,
      properties: "{}",
      subject: "Another one",
      body: "",
    });
  }
  await slowDown(visitor, lineMs);
  const moments: Moment[] = [];
  const take = async (name: string) => {
    await settle(visitor);
    moments.push({ name, shifts: await takeShifts(paneIn(page)) });
  };

  await openPane();
  await pane.getByRole("img").first().waitFor();
  if (leavesOne) await pane.getByText("1 unused web conference").waitFor();
  await take("opened for a new appointment");
  await button("Add web conference").click();
  await pane.getByText("Up to date", { exact: true }).waitFor();
  await take("after Add");
  await closePane();
  await openPane();
  await pane.getByText("Up to date", { exact: true }).waitFor();
  await take("opened again");
  await reopen({ surface: "organizer" });
  await openPane("Conference details");
  await button("Start as host").waitFor();
  await take("read by the organizer");
  const { me } = await item();
  const organizer = { name: "Wei Chen", address: "chen.wei@example.com" };
  await reopen({ surface: "attendee", organizer, required: [me], properties: "{}" });
  await openPane("Conference details");
  await pane.getByText("You can join from", { exact: false }).waitFor();
  await take("read by an attendee");
  await page.close();
  return moments;
}
