import type { Locator } from "playwright-core";
import { saysTheSame } from "../../src/invitation/same";
import { removeInvitation } from "../../src/invitation/splice";
import { quirks } from "../../src/preview/host/quirks";
import { closeWorld, openWorld, visit, type World } from "./harness";

jest.setTimeout(240_000);

let world: World;
beforeAll(async () => (world = await openWorld()));
afterAll(() => closeWorld(world));

const conferences = (title: string) =>
  world.program
    .simulator!.simulator.conferences()
    .filter((conference) => conference.title === title && !conference.isDeleted);

/** Pages wait for Outlook and the relay most of the time. */
const pagesAtOnce = 4;

/**
 * What a whole journey must come to on an Outlook that behaves so: one conference, in step with the appointment, and every
 * word of the organizer's as it was. Answers what was wrong; null: nothing.
 */
async function travel(quirk: string): Promise<string | null> {
  const subject = `Journey ${quirk}`;
  const { page, pane, openPane, button, item, edit } = await visit(world, {
    query: `?events=off&quirks=${quirk}`,
  });
  try {
    await edit({ subject });
    const before = await item();
    const rest = async () => {
      const { body, bodyType } = await item();
      const id = conferences(subject)[0]?.id;
      const without = id === undefined ? body : removeInvitation(body, bodyType, id);
      return saysTheSame(without, before.body, bodyType) ? null : "the organizer's own text was changed";
    };
    /** A failure that passes: what there is to press brings it to its end. */
    const reached = async (end: Locator) => {
      const again = pane.getByRole("button", { name: /Write the links again|Try again/ });
      await end.or(again).first().waitFor();
      if (await again.isVisible()) await again.click();
      await end.waitFor();
    };
    await openPane();
    await button("Add web conference").click();
    await reached(pane.getByRole("button", { name: /Open join link/i }));
    if (conferences(subject).length !== 1) return `${conferences(subject).length} conferences were made`;
    if (!(await item()).body.includes(conferences(subject)[0]!.joinSecret)) return "the link was not written";
    const added = await rest();
    if (added !== null) return `adding: ${added}`;

    const start = before.start + 3 * 3_600_000;
    await edit({ start, end: start + 3_600_000 });
    await button("Update conference").click();
    await reached(pane.getByText(/^The web conference is up to date/));
    const [updated, ...others] = conferences(subject);
    if (!updated || others.length > 0) return "an update made another conference";
    if (updated.start.getTime() !== start) return "the conference has not followed";
    const changed = await rest();
    if (changed !== null) return `updating: ${changed}`;

    await button("Remove").click();
    await button("Delete it").click();
    await reached(pane.getByText("The web conference was deleted."));
    if (conferences(subject).length > 0) return "the conference was not deleted";
    const { body, bodyType, location, rooms } = await item();
    if (!saysTheSame(body, before.body, bodyType)) return "removing: the organizer's own text was changed";
    if (location !== before.location) return `the location is left as ${location}`;
    return rooms.length === before.rooms.length ? null : "a room was lost";
  } catch (failure) {
    const shown = await pane
      .locator("body")
      .innerText({ timeout: 1000 })
      .catch(() => "nothing");
    return `${failure instanceof Error ? failure.message.split("\n")[0] : "failed"}; shown: ${shown.slice(0, 300)}`;
  } finally {
    await page.close();
  }
}

test("with each quirk of Outlook the whole journey comes to one conference, and no word is lost", async () => {
  const waiting = quirks.map(({ id }) => id);
  const faults: Record<string, string> = {};
  const work = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const fault = await travel(id);
      if (fault !== null) faults[id] = fault;
    }
  };
  await Promise.all(Array.from({ length: pagesAtOnce }, work));
  expect(faults).toEqual({});
});
