import { createDeployment } from "../system/deployment";
import { createTestRelay } from "../support/relay";
import type { DeploymentConfiguration } from "../../server/rtc/services/configuration";
import type { Site } from "../../server/rtc/site";
import type { PresenceAnswer } from "../../src/contract/services";
import { open, type World, code } from "./siteWorld";

describe("presence", () => {
  const dina = { address: "Dina.Haddad@Example.com", userId: "dina.haddad" };
  const ask = async (world: World, ...addresses: string[]) => {
    const { body } = await world.json("POST", "/api/presence", { body: { addresses } });
    return body as unknown as PresenceAnswer;
  };

  test("comes in the order of the list, in the contract's words", async () => {
    const world = await open({ people: [dina] });
    await world.choose("bruno.keller", "DND");
    await world.choose("chen.wei", "AVAILABLE", "Call me on my <b>cell</b>");
    await world.choose("dina.haddad", "OFFLINE", "Available");
    const addresses = [
      "nobody@example.org",
      "Bruno.Keller@example.com",
      "dina.haddad@example.com",
      "chen.wei@EXAMPLE.COM",
    ];
    expect(await ask(world, ...addresses)).toEqual({
      presence: [
        { address: "nobody@example.org", show: "unknown", status: "" },
        { address: "Bruno.Keller@example.com", show: "busy", status: "" },
        { address: "dina.haddad@example.com", show: "offline", status: "" },
        { address: "chen.wei@EXAMPLE.COM", show: "available", status: "Call me on my <b>cell</b>" },
      ],
    });
  });

  test("somebody whom neither the administrator nor the site has named is not called offline", async () => {
    const world = await open({ people: [dina] });
    for (const userId of ["bruno.keller", "dina.haddad"]) await world.choose(userId, "OFFLINE");
    const shows = async () =>
      (
        await ask(
          world,
          "bruno.keller@example.com",
          "dina.haddad@example.com",
          "nobody@example.com",
          "guest@sub.example.com",
        )
      ).presence.map(({ show }) => show);
    expect(await shows()).toEqual(["unknown", "offline", "unknown", "unknown"]);
    // Once the site has shown him online, it is known that he is a user.
    await world.choose("bruno.keller", "AWAY");
    expect(await shows()).toEqual(["away", "offline", "unknown", "unknown"]);
    await world.choose("bruno.keller", "OFFLINE");
    expect(await shows()).toEqual(["offline", "offline", "unknown", "unknown"]);
  });

  test("the site is not told of addresses outside its domain", async () => {
    const world = await open({ people: [{ address: "greta@example.org", userId: "greta" }] });
    expect(await ask(world, "greta@example.org", "hans@example.com.example.org")).toEqual({
      presence: [
        { address: "greta@example.org", show: "unknown", status: "" },
        { address: "hans@example.com.example.org", show: "unknown", status: "" },
      ],
    });
    expect(world.sent.join()).not.toContain("example.org");
    expect(world.simulator.calls()).not.toContain("getBulkPresence");
  });

  test.each([
    ["a site that names no domain", null, ["away", "away"]],
    ["a domain written in another way", " @Example.COM. ", ["away", "unknown"]],
    ["several domains", "example.com, xn--bcher-kva.example", ["away", "away"]],
  ])("%s", async (_, imDomain, shows) => {
    const resource = {
      show: "online",
      status: "Away",
      resourceName: null,
      priority: null,
      lastModifiedDate: null,
    };
    const site: Partial<Site> = {
      getDirectory: () => Promise.resolve({ imDomain } as DeploymentConfiguration),
      getBulkPresence: (jids) =>
        Promise.resolve(new Map(jids.map((jid) => [jid, { userJID: jid, allResources: [resource] }]))),
    };
    const { send } = await createTestRelay(site);
    const body = { addresses: ["a@example.com", "b@B\u00fccher.example"] };
    const answer = (await (await send("POST", "/api/presence", { body })).json()) as PresenceAnswer;
    expect(answer.presence.map(({ show }) => show)).toEqual(shows);
  });

  test("a site that does not tell its configuration still tells who is there", async () => {
    const world = await open();
    await world.choose("bruno.keller", "AWAY");
    world.simulator.set({
      fault: { kind: "status", status: 1090, operation: "getConfiguration", times: 99 },
    });
    expect(await ask(world, "bruno.keller@example.com")).toEqual({
      presence: [{ address: "bruno.keller@example.com", show: "away", status: "" }],
    });
  });

  test("each resource is asked for, so that a phone counts where the desk is offline", async () => {
    const world = await open();
    await ask(world, "bruno.keller@example.com");
    const [sent = ""] = world.sent.filter((call) => call.includes("getBulkPresence"));
    expect(sent).toMatch(/<allResources[^>]*>true</);
  });

  test.each([
    [{ addresses: [] }],
    [{ addresses: Array.from({ length: 1001 }, (_, index) => `a${index}@example.org`) }],
    [{ addresses: ["<script>"] }],
    [{}],
  ])("%j is no list of addresses", async (body) => {
    expect(code(await (await open()).json("POST", "/api/presence", { body }))).toBe("BAD_REQUEST");
  });

  test("a site without PRESENCE, or with presence switched off, says that it does not offer it", async () => {
    const body = { addresses: ["alice.adams@example.com"] };
    const bare = await open({}, createDeployment({ policies: ["SESSION", "PRECONFERENCE"] }));
    expect(code(await bare.json("POST", "/api/presence", { body }))).toBe("SERVICE_NOT_PROVISIONED");
    const off = await open({
      services: { presence: false, reports: false, recordings: false, instantConferences: false },
    });
    expect(code(await off.json("POST", "/api/presence", { body }))).toBe("SERVICE_NOT_PROVISIONED");
    expect(off.simulator.calls()).toEqual([]);
  });
});
