import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { closeWorld, openWorld, type World } from "./harness";

let world: World | undefined;
let page: Page;
beforeAll(async () => {
  world = await openWorld();
  page = await world.browser.newPage();
});
afterAll(() => closeWorld(world));

/** A page of another origin, whose form goes to an address of ours as soon as it is opened. */
async function openForeignForm(action: string, fields: Record<string, string>): Promise<number | undefined> {
  const inputs = Object.entries(fields).map(([name, value]) => `<input name="${name}" value="${value}">`);
  const server = createServer((_, response) =>
    response
      .writeHead(200, { "Content-Type": "text/html" })
      .end(`<form method="post" action="${action}">${inputs.join("")}<button>Win</button></form>`),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
  const [answer] = await Promise.all([page.waitForResponse(action), page.getByRole("button").click()]);
  server.close();
  return answer.status();
}

test("the simulator's own forms work, and another page's form to them does not", async () => {
  const { url, simulator } = world!.program.simulator!;
  const presence = page.locator("tr", { hasText: "Alice Adams" });
  await page.goto(`${url}/control`);
  await presence.getByLabel("Presence").selectOption("DND");
  await presence.getByRole("button").click();
  await presence.getByText("DND", { exact: true }).first().waitFor();
  expect(new URL(page.url()).pathname).toBe("/control");

  const fields = { do: "presence", userId: "alice.adams", show: "AVAILABLE" };
  expect(await openForeignForm(`${url}/control`, fields)).toBe(403);
  await page.goto(`${url}/control`);
  expect(await presence.getByLabel("Presence").inputValue()).toBe("DND");

  const instant = {
    operation: "instantMeeting",
    xmlin: "<instantMtgReq><siteid>12345</siteid></instantMtgReq>",
  };
  expect(await openForeignForm(`${url}/imtapp/app/OracleRTCService`, instant)).toBe(200);
  const conference = simulator.conferences().at(-1)!;
  const join = `${url}/imtapp/app/conference/${conference.id}/${conference.joinSecret}`;
  expect(await openForeignForm(join, { name: "Eve" })).toBe(403);
  await page.goto(join);
  await page.getByLabel("Your name").fill("Greta");
  await page.getByRole("button").click();
  await page.getByText("You are in the conference as Greta.").waitFor();
  expect(conference.visits.map(({ name }) => name)).not.toContain("Eve");
});
