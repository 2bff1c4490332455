import { closeWorld, openWorld, visit, type Visit, type World } from "./harness";

jest.setTimeout(90_000);

let world: World;
let visitor: Visit;
beforeAll(async () => (world = await openWorld()));
afterAll(() => closeWorld(world));
afterEach(() => visitor.page.close());

const hour = 3_600_000;

async function arrive(subject: string, query: string, as?: string): Promise<Visit> {
  visitor = await visit(world, { query, ...(as !== undefined && { as }) });
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

async function addByRibbon(): Promise<void> {
  await onRibbon("Add web conference").click();
  await bar().getByText("Web conference added. Its links are in the appointment.").waitFor();
}

async function addByPane(): Promise<void> {
  await visitor.openPane();
  await visitor.button("Add web conference").click();
  await visitor.pane.getByText("Up to date", { exact: true }).waitFor();
}

const isTaken = /seems to be a copy|was copied|Use this web conference here/;

describe("the everyday reschedule: added unsaved, sent, opened again, moved", () => {
  test.each([
    ["web", "", "ribbon", [], "pane"],
    ["web", "&events=off", "pane", ["Save"], "ribbon"],
    ["classic", "", "pane", ["Send"], "pane"],
    ["mac", "&events=off", "ribbon", ["Save", "Send"], "ribbon"],
    ["onPremises", "", "ribbon", ["Send"], "pane"],
    ["onPremises", "", "pane", ["Save", "Send"], "ribbon"],
  ] as const)("on %s (%s), by the %s, then %j, updated by the %s: nobody is asked", async (...one) => {
    const [platform, events, by, between, updateBy] = one;
    const subject = `Everyday ${one.join(" ")}`;
    const { pane, page, openPane, button, item, reopen } = await arrive(
      subject,
      `?platform=${platform}${events}`,
    );
    await (by === "ribbon" ? addByRibbon() : addByPane());
    for (const press of between) {
      await onRibbon(press).click();
      await page.getByText(press === "Save" ? "Saved to your calendar." : "Sent to 2 people.").waitFor();
    }
    const { start, end } = await item();
    await reopen({ start: start + hour, end: end + hour });
    if (updateBy === "pane") {
      await openPane();
      await pane.getByText("Out of date").waitFor();
      expect(await pane.getByText(isTaken).count()).toBe(0);
      await button("Update conference").click();
      await pane.getByText("Up to date", { exact: true }).waitFor();
    } else {
      await onRibbon("Add web conference").click();
      await bar().getByText("This appointment's web conference is up to date.").waitFor();
    }
    expect(await bar().getByText(isTaken).count()).toBe(0);
    expect(standing(subject)).toMatchObject([{ start: new Date(start + hour) }]);
    await reopen();
    await onRibbon("Remove web conference").click();
    await bar().getByText("Delete this web conference?", { exact: false }).waitFor();
    expect(await bar().getByText(isTaken).count()).toBe(0);
  });
});

describe("a new appointment with another one's text and times", () => {
  async function quote(subject: string, query = "?events=off") {
    await arrive(subject, query);
    await onRibbon("Save").click();
    await addByRibbon();
    const first = await visitor.item();
    const [made] = standing(subject);
    await visitor.reopen({
      id: `AAMkAGI2-${crypto.randomUUID()}`,
      properties: "{}",
      subject: `About ${subject}`,
    });
    return { first, made };
  }

  test.each(["?events=off", "?platform=onPremises"])(
    "%s: opening takes nothing over; it is asked about, and left or separate",
    async (query) => {
      const subject = `Quoted ${query}`;
      const { first, made } = await quote(subject, query);
      const { pane, openPane, button, item, picture, closePane } = visitor;
      for (const press of ["Add web conference", "Remove web conference"]) {
        await onRibbon(press).click();
        await bar().getByText("that this appointment isn't connected to", { exact: false }).waitFor();
      }
      await openPane();
      await pane.getByText("Use this web conference here?").waitFor();
      await pane.getByText(subject, { exact: true }).waitFor();
      if (query === "?events=off") await picture("quoted");
      expect((await item()).properties).toBe("{}");
      await button("Leave unchanged").click();
      await button("Add web conference").click();
      await pane.getByText("Up to date", { exact: true }).waitFor();
      expect((await item()).body.endsWith(first.body)).toBe(true);
      expect(standing(subject)).toEqual([made]);
      expect(standing(`About ${subject}`)).toHaveLength(1);
      await closePane();
      await visitor.reopen(first);
      await openPane();
      await pane.getByText("Up to date", { exact: true }).waitFor();
    },
  );

  test("used there instead, and then removed: only by the user's own answers", async () => {
    const { made } = await quote("Taken over");
    const { pane, openPane, button } = visitor;
    await openPane();
    await button("Use here").click();
    await pane.getByText("Out of date").waitFor();
    expect(standing("Taken over")).toEqual([made]);
    await button("Update conference").click();
    await pane.getByText("Up to date", { exact: true }).waitFor();
    expect(standing("About Taken over")).toMatchObject([{ id: made!.id }]);
  });
});

test("a colleague's invitation, rewritten by link protection, is no obstacle to adding, and not described", async () => {
  const subject = "A colleague's own";
  await arrive(subject, "?events=off", "bruno.keller");
  await addByRibbon();
  const { body } = await visitor.item();
  expect(standing(subject)).toMatchObject([{ host: { userId: "bruno.keller" } }]);
  await visitor.page.close();
  const wrapped = body.replace(
    /href="(http[^"]*)"/g,
    (_, url: string) =>
      `href="https://eur01.safelinks.example.com/?url=${encodeURIComponent(encodeURIComponent(url))}&amp;data=05"`,
  );
  const { pane, openPane, button, item, edit } = await arrive("An answer", "?events=off");
  await edit({ body: `<blockquote>${wrapped}</blockquote>` });
  await openPane();
  await button("Add web conference").click();
  await pane.getByText("Up to date", { exact: true }).waitFor();
  expect(await pane.getByText(subject).count()).toBe(0);
  expect((await item()).body.endsWith(`<blockquote>${wrapped}</blockquote>`)).toBe(true);
  expect(standing("An answer")).toHaveLength(1);
  expect(standing(subject)).toHaveLength(1);
});
