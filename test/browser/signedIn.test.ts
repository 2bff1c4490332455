import { closeWorld, openWorld, visit, type Visit, type World } from "./harness";

jest.setTimeout(90_000);

let world: World;
let visitor: Visit;
beforeAll(async () => (world = await openWorld()));
afterAll(() => closeWorld(world));
afterEach(() => visitor.page.close());

const conferences = () => world.program.simulator!.simulator.conferences();
const onRibbon = (name: string) =>
  visitor.page.getByRole("toolbar", { name: "Ribbon" }).getByRole("button", { name, exact: true });
const bar = () => visitor.page.getByRole("status", { name: "Notifications" });
const query = "?events=off&as=dina.haddad@example.com";
const asked =
  "You're signed in as dina.haddad@example.com, not as alice.adams@example.com. Select the button again to continue.";

test("somebody else's mailbox: the pane says as whom it acts before it schedules, and acts so", async () => {
  visitor = await visit(world, { query });
  const { pane, openPane, button, edit, complaints } = visitor;
  await edit({ subject: "By the pane" });
  await openPane();
  const notice = pane.getByText("You're signed in as");
  await notice.waitFor();
  expect((await notice.innerText()).replace(/[\u2066-\u2069]/g, "")).toContain(
    "Dina Haddad (dina.haddad@example.com). This mailbox belongs to Alice Adams (alice.adams@example.com). A web conference that you add here belongs to Dina Haddad.",
  );
  await button("Add web conference").click();
  await pane.getByText("Up to date", { exact: true }).waitFor();
  expect(conferences().find(({ title }) => title === "By the pane")).toMatchObject({
    host: { userId: "dina.haddad" },
  });
  expect(complaints).toEqual([]);
});

test("the ribbon's one click asks first, and says whose the conference is", async () => {
  visitor = await visit(world, { query });
  await visitor.edit({ subject: "By the ribbon" });
  await onRibbon("Add web conference").click();
  await bar().getByText(asked, { exact: true }).waitFor();
  expect(conferences().filter(({ title }) => title === "By the ribbon")).toEqual([]);
  const added = bar().getByText(
    "Web conference added. Its links are in the appointment. It belongs to Dina Haddad.",
    { exact: true },
  );
  // A press within a second of the first counts as a slow double click.
  const isAdded = () =>
    added.waitFor({ timeout: 2_000 }).then(
      () => true,
      () => false,
    );
  do await onRibbon("Add web conference").click();
  while (!(await isAdded()));
});

test("Meet now asks first, too", async () => {
  visitor = await visit(world, { query: `${query}&scene=messageCompose` });
  const before = conferences().length;
  await onRibbon("Meet now").click();
  await bar().getByText(asked, { exact: true }).waitFor();
  expect(conferences()).toHaveLength(before);
});
