import { readPresenceScript, signings, standardSigning } from "../../server/rtc/services/presenceUrl";
import { conference, createDeployment } from "./deployment";

describe("presence", () => {
  test("is that of the day, of a conference under way, or what a tester has set", async () => {
    const { site, choose, pass } = createDeployment();
    await choose("bruno.keller", "AWAY");
    await choose("chen.wei", "OFFLINE");
    const bruno = await site.getPresence("bruno.keller@example.com", { allResources: true });
    expect(bruno.allResources[0]).toMatchObject({ resourceName: "messenger", priority: 8 });
    expect(bruno.allResources[0]).toMatchObject({ show: "online", status: "Away" });
    expect((await site.getPresence("chen.wei@example.com")).allResources).toEqual([]);
    expect(
      (await site.getPresence("bruno.keller@example.com", { resource: "nowhere" })).allResources,
    ).toEqual([]);
    await site.scheduleConference(conference);
    pass(90);
    expect((await site.getPresence("alice.adams@example.com")).allResources[0]?.status).toBe("DnD");
    const seen = new Set<string>();
    for (let hour = 0; hour < 24; hour += 1) {
      pass(60);
      seen.add((await site.getPresence("dina.haddad@example.com")).allResources[0]?.status ?? "Offline");
    }
    expect(seen.size).toBeGreaterThan(2);
  });

  test("SOAP shows online or offline, with the detail or the person's words in the status (Table 3-45)", async () => {
    const { site, choose } = createDeployment();
    const bruno = async () => {
      const { allResources } = await site.getPresence("bruno.keller@example.com");
      return allResources.map(({ show, status }) => [show, status]);
    };
    const seen = [];
    for (const [show, text] of [
      ["AVAILABLE", ""],
      ["Away", ""],
      ["DnD", ""],
      ["AVAILABLE", "Call me on my <b>cell</b>"],
      ["OFFLINE", "Available"],
      ["OFFLINE", ""],
    ] as const) {
      await choose("bruno.keller", show, text);
      seen.push(...(await bruno()));
    }
    expect(seen).toEqual([
      ["online", "Available"],
      ["online", "Away"],
      ["online", "DnD"],
      ["online", "Call me on my <b>cell</b>"],
      ["offline", "Available"],
    ]);
    // Of somebody who is offline it says the same as of nobody.
    expect(await site.getPresence("nobody@example.com")).toEqual({
      userJID: "nobody@example.com",
      allResources: [],
    });
  });

  test.each([
    ["AWAY", "Back in a while", "AWAY", "Back in a while"],
    ["DND", "", "DND", ""],
    ["OFFLINE", "Available", "OFFLINE", "Offline"],
  ])(
    "the URL service has the state in show and the words in status: %s %j",
    async (show, text, ...expected) => {
      const { site, simulator, choose } = createDeployment();
      await choose("alice.adams", show, text);
      const signed = await site.getPresenceUrl({ uid: "alice.adams@example.com", mode: "JS" });
      const script = await (await simulator.fetch(new Request(signed))).text();
      expect(readPresenceScript(script)).toEqual({ show: expected[0], status: expected[1] });
    },
  );

  test("ten thousand are found in requests of the size that the deployment takes", async () => {
    const { site, simulator, choose } = createDeployment({
      settings: { maxRequestSize: 100, maxResponseSize: 70 },
    });
    await choose("alice.adams", "AVAILABLE");
    const jids = Array.from({ length: 10_000 }, (_, index) => `somebody${index}@example.org`);
    const found = await site.getBulkPresence([...jids, "Alice.Adams@example.com"]);
    expect(found.size).toBe(10_001);
    expect(found.get("Alice.Adams@example.com")?.allResources[0]?.status).toBe("Available");
    expect(found.get("somebody9999@example.org")?.allResources).toEqual([]);
    const calls = simulator.calls().filter((name) => name === "getBulkPresence").length;
    expect(calls).toBeGreaterThanOrEqual(143);
    expect(calls).toBeLessThan(300);
  });

  test("1011 halves the requests where the limit was not told", async () => {
    const { site, simulator } = createDeployment({ settings: { maxRequestSize: 0 } });
    // The deployment refuses everything: a request of one is refused too, and the client says so.
    await expect(site.getBulkPresence(["a@example.org", "b@example.org"])).rejects.toMatchObject({
      code: "REQUEST_SIZE_EXCEEDED",
    });
    expect(simulator.calls().filter((name) => name === "getBulkPresence").length).toBeLessThan(8);
  });

  test("an answer that makes no progress ends with an error, not in a circle", async () => {
    const { site } = createDeployment({ settings: { maxResponseSize: 0 } });
    await expect(site.getBulkPresence(["a@example.org"])).rejects.toMatchObject({ status: 1012 });
  });

  test.each(["IMG", "JS"] as const)(
    "a signed URL of mode %s shows it, a forged one shows offline",
    async (mode) => {
      const { site, simulator, choose } = createDeployment({
        settings: { presenceSigning: standardSigning },
      });
      await choose("alice.adams", "AVAILABLE");
      const signed = await site.getPresenceUrl({ uid: "alice.adams@example.com", mode, op: 2 });
      const show = async (address: string) => (await simulator.fetch(new Request(address))).text();
      const isMode = mode === "IMG" ? 'aria-label="available"' : 'show = "AVAILABLE"';
      expect(await show(signed)).toContain(isMode);
      for (const forged of [
        signed.replace(/K1=../, "K1=00"),
        signed.replace("alice.adams", "bruno.keller"),
        signed.replace(/TID=../, "TID=00"),
      ])
        expect((await show(forged)).toUpperCase()).toContain("OFFLINE");
    },
  );

  test.each(signings)("calibration finds the way that the deployment signs: %j", async (presenceSigning) => {
    const { site, choose, simulator } = createDeployment({ settings: { presenceSigning } });
    await choose("alice.adams", "OFFLINE");
    expect(await site.calibratePresence("alice.adams@example.com")).toBeNull();
    await choose("alice.adams", "OFFLINE", "Available");
    expect(await site.calibratePresence("alice.adams@example.com")).toBeNull();
    await choose("alice.adams", "DND");
    expect(await site.calibratePresence("alice.adams@example.com")).toEqual(presenceSigning);
    const image = await site.getPresenceUrl({ uid: "alice.adams@example.com", mode: "IMG" });
    expect(await (await simulator.fetch(new Request(image))).text()).toContain('aria-label="dnd"');
  });
});
