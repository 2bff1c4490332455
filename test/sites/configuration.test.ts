import { createDeployment, url } from "../system/deployment";
import { createTestRelay, now } from "../support/relay";
import { CallError, SiteError } from "../../server/rtc/errors";
import type { DeploymentConfiguration } from "../../server/rtc/services/configuration";
import type { ErrorResponse } from "../../src/contract/errors";
import type { SiteConfiguration } from "../../src/contract/services";
import { host, open } from "./siteWorld";

test("the configuration says what the site offers, and nothing of how the relay gets in", async () => {
  const world = await open(
    { label: "Sales" },
    createDeployment({ settings: { conferenceKeyRequired: true } }),
  );
  expect(await world.json("GET", "/api/configuration")).toEqual({
    status: 200,
    body: {
      site: "Sales",
      schedulingEnabled: true,
      conferenceKeyRequired: true,
      guestAccessEnabled: true,
      earlyJoinMinutes: 15,
      updatePolicy: "ask",
      seriesDays: 366,
      linkHosts: [host],
      adminEmail: "rtc.admin@example.com",
      clients: [
        { name: "addIn", version: "10.1.2.0.0", url: `${url}/imtapp/clients/addin` },
        { name: "messenger", version: "10.1.2.0.0", url: `${url}/imtapp/clients/messenger` },
      ],
      caller: { name: "Alice Adams", address: "alice.adams@example.com" },
      actingFor: null,
      services: {
        presence: true,
        reports: true,
        recordings: true,
        instantConferences: true,
        liveHelp: false,
      },
    },
  });
});

test("the site is asked for it once a minute, however many panes open", async () => {
  const world = await open();
  await Promise.all([1, 2, 3].map(() => world.json("GET", "/api/configuration")));
  const count = () => world.simulator.calls().filter((name) => name === "getConfiguration").length;
  expect(count()).toBe(1);
  world.pass(2);
  await world.json("GET", "/api/configuration");
  expect(count()).toBe(2);
});

test("the pages of the site's programs are there", async () => {
  const world = await open();
  const { clients } = (await world.json("GET", "/api/configuration")).body as unknown as SiteConfiguration;
  expect(clients).toHaveLength(2);
  for (const client of clients) {
    const page = await world.simulator.fetch(new Request(client.url));
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining(client.version!)]);
  }
});

test.each([
  "http://rtc.example.com/addin",
  "https://user@rtc.example.com/addin",
  "https://elsewhere.example.net/addin",
  "javascript:alert(1)",
  "/imtapp/addin",
  "",
])("a program's page at %j is not handed out", async (link) => {
  const client = { version: "1", url: link };
  const directory = { adminEmail: null, addIn: client, messenger: client } as DeploymentConfiguration;
  const { send } = await createTestRelay({ getDirectory: () => Promise.resolve(directory) });
  expect(await (await send("GET", "/api/configuration")).json()).toMatchObject({ clients: [] });
});

describe("whom to ask", () => {
  const body = { addresses: ["a@example.com"] };
  const directoryOf = (adminEmail: string | null) =>
    ({
      adminEmail,
      addIn: { version: null, url: null },
      messenger: { version: null, url: null },
    }) as DeploymentConfiguration;
  const error = async (answer: Response) => ((await answer.json()) as ErrorResponse).error;

  test.each([
    ["rtc.admin@example.com", "rtc.admin@example.com"],
    [" mailto:rtc.admin@example.com ", "rtc.admin@example.com"],
    ["The administrator", undefined],
    ["a@example.com?body=x <script>", undefined],
    [null, undefined],
  ])("%j is said as %j of a failure that only an administrator can end", async (adminEmail, said) => {
    const { send, log } = await createTestRelay({
      getDirectory: () => Promise.resolve(directoryOf(adminEmail)),
      getBulkPresence: () => Promise.reject(new SiteError("POLICY_REFUSED", null)),
    });
    const failure = await error(await send("POST", "/api/presence", { body }));
    expect(failure).toMatchObject({ code: "SERVICE_NOT_PROVISIONED" });
    expect(failure.administrator).toBe(said);
    expect(JSON.stringify(log)).not.toContain("admin@");
    expect(await (await send("GET", "/api/configuration")).json()).toMatchObject({
      adminEmail: said ?? null,
    });
  });

  test("not of one that passes, and to nobody who is not signed in", async () => {
    const { send, relay } = await createTestRelay({
      getDirectory: () => Promise.resolve(directoryOf("rtc.admin@example.com")),
      getBulkPresence: () => Promise.reject(new CallError("TIMEOUT", "no")),
    });
    for (const answer of [
      await send("POST", "/api/presence", { body }),
      await send("POST", "/api/presence", { body, token: "a.b.c" }),
      await relay.request("/api/configuration"),
      await relay.request("/nowhere"),
    ]) {
      expect(answer.ok).toBe(false);
      expect(await answer.text()).not.toContain("admin@");
    }
  });

  test("still where the site has stopped answering since", async () => {
    let isDown = false;
    const told = () =>
      isDown
        ? Promise.reject(new SiteError("CREDENTIALS_REFUSED", null))
        : Promise.resolve(directoryOf("rtc.admin@example.com"));
    let time = now;
    const site = { getDirectory: told, getBulkPresence: () => told().then(() => new Map()) };
    const { send } = await createTestRelay(site, { clock: () => time });
    expect((await send("GET", "/api/configuration")).status).toBe(200);
    isDown = true;
    time += 120_000;
    expect(await error(await send("POST", "/api/presence", { body }))).toMatchObject({
      code: "SITE_CREDENTIALS_REFUSED",
      administrator: "rtc.admin@example.com",
    });
  });

  test("a site that tells nothing holds no failure back", async () => {
    const { send } = await createTestRelay({
      getDirectory: () => Promise.reject(new CallError("UNREACHABLE", "no")),
      getBulkPresence: () => Promise.reject(new SiteError("POLICY_REFUSED", null)),
    });
    const failure = await error(await send("POST", "/api/presence", { body }));
    expect(failure).toEqual({ code: "SERVICE_NOT_PROVISIONED", requestId: "request-1" });
  });
});
