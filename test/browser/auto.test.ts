import { closeWorld, openWorld, visit, type Visit, type World } from "./harness";

jest.setTimeout(60_000);

/** A site that wants conferences to follow their appointments by themselves. */
let world: World;
let visitor: Visit;
beforeAll(async () => (world = await openWorld({ RTC_UPDATE_POLICY: "auto" })));
afterAll(() => closeWorld(world));
afterEach(() => visitor.page.close());

const hour = 3_600_000;

async function arrive(subject: string): Promise<Visit> {
  visitor = await visit(world, { query: "?" });
  await visitor.edit({ subject });
  await visitor.openPane();
  await visitor.button("Add web conference").click();
  await visitor.pane.getByText("Web conference added.").waitFor();
  // Event handlers learn the setting with their next page, and remember the item when it opens.
  await visitor.page.waitForFunction(() => "updatePolicy" in window.previewHost.read().settings);
  await visitor.closePane();
  await visitor.reopen();
  await visitor.page.waitForFunction(() => window.previewHost.read().properties.includes("openedItemHash"));
  return visitor;
}

const bar = () => visitor.page.getByRole("status", { name: "Notifications" });
const startOf = (subject: string) =>
  world.program
    .simulator!.simulator.conferences()
    .filter(({ title }) => title === subject)
    .map(({ start }) => start.getTime());

async function moveByAnHour(): Promise<number> {
  const { start, end } = await visitor.item();
  await visitor.edit({ start: start + hour, end: end + hour });
  return start + hour;
}

test("a changed appointment is followed with the pane closed, and the item's bar says so", async () => {
  await arrive("Followed");
  const start = await moveByAnHour();
  await bar().getByText("Web conference is up to date.").waitFor();
  expect(startOf("Followed")).toEqual([start]);
});

test("so it is beside the open pane, which shows it and goes on from there", async () => {
  const { pane, button, item, openPane } = await arrive("Followed beside the pane");
  await openPane();
  await pane.getByText("Up to date", { exact: true }).waitFor();
  const start = await moveByAnHour();
  await pane.getByText("Out of date", { exact: true }).waitFor();
  await bar().getByText("Web conference is up to date.").waitFor();
  await pane.getByText("Up to date", { exact: true }).waitFor();
  expect(startOf("Followed beside the pane")).toEqual([start]);
  await button("Options").click();
  await pane.getByLabel("Dial-in").fill("+41 44 555 66 77");
  await button("Update conference").click();
  await pane.getByText("Web conference is up to date.").waitFor();
  expect((await item()).body.split("+41 44 555 66 77")).toHaveLength(2);
});
