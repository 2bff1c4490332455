import { createDeployment } from "../system/deployment";
import { createFakeSite, createTestRelay, newKey, relaySite, request } from "../support/relay";
import { open, code } from "./siteWorld";

describe("live help", () => {
  const liveHelp = { groupJID: "web.support@groups.example.com", guestDomain: "sites.example.com" };

  test("is not offered unless it is set up", async () => {
    const world = await open();
    expect((await world.json("GET", "/api/live-help")).body).toEqual({ isOffered: false, show: "unknown" });
    expect(code(await world.json("POST", "/api/live-help", { body: { subject: "" } }))).toBe(
      "SERVICE_NOT_PROVISIONED",
    );
  });

  test("is offered without presence too, where the site has only the chat", async () => {
    const world = await open(
      { liveHelp },
      createDeployment({ policies: ["SESSION", "PRECONFERENCE", "GUESTCHAT"] }),
    );
    expect((await world.json("GET", "/api/live-help")).body).toEqual({ isOffered: true, show: "unknown" });
    expect((await world.json("POST", "/api/live-help", { body: { subject: "" } })).status).toBe(200);
  });

  test("opens the chat for this caller, always as the same guest, and never as another's", async () => {
    const world = await open({ liveHelp });
    await world.choose("hana.sato", "AVAILABLE");
    expect((await world.json("GET", "/api/live-help")).body).toEqual({ isOffered: true, show: "available" });
    const ask = async (token?: string) => {
      const sent = { body: { subject: "Help" }, ...(token !== undefined && { token }) };
      const { body } = await world.json("POST", "/api/live-help", sent);
      return body as unknown as { action: string; fields: Record<string, string> };
    };
    const { action, fields } = await ask();
    expect((await ask()).fields.r_fromUserJID).toBe(fields.r_fromUserJID);
    const other = await ask(await world.tokenOf("bruno.keller"));
    expect(other.fields.r_fromUserJID).not.toBe(fields.r_fromUserJID);
    expect(fields.r_fromUserJID).not.toContain("alice");
    const page = await world.simulator.fetch(
      new Request(action, { method: "POST", body: new URLSearchParams(fields) }),
    );
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("Alice Adams");
  });
});

describe("several sites", () => {
  const sales = () => createFakeSite();
  const everybody = { issuers: [], tenants: [], mailDomains: [] };

  test("the first that is for a caller serves the caller, and each has its own note and memory", async () => {
    const [first, second] = [sales(), sales()];
    const { send, log } = await createTestRelay(first.site, {
      sites: [
        relaySite(first.site, {
          name: "partners",
          callers: { ...everybody, mailDomains: ["partner.example.net"] },
        }),
        relaySite(second.site, { name: "sales", note: "Sales desk: 4711" }),
      ],
    });
    const answer = await (await send("POST", "/api/conferences", { body: request, key: newKey() })).json();
    expect(answer).toMatchObject({ note: "Sales desk: 4711" });
    expect([first.calls, second.calls]).toEqual([[], ["schedule"]]);
    expect(log.at(-1)).toMatchObject({ site: "sales" });
  });

  test.each([
    ["issuer", { ...everybody, issuers: ["https://elsewhere.example.net"] }],
    ["tenant", { ...everybody, tenants: ["t1"] }],
    ["mail domain", { ...everybody, mailDomains: ["example.org"] }],
  ])("a caller of another %s has no site", async (_, callers) => {
    const { send } = await createTestRelay(sales().site, { sites: [relaySite(sales().site, { callers })] });
    const response = await send("GET", "/api/upcoming-conferences");
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: "NO_SITE" } });
  });

  test.each([
    ["issuer", { ...everybody, issuers: ["http://localhost:3000/preview/issuer"] }],
    ["mail domain", { ...everybody, mailDomains: ["Example.com"] }],
  ])("a caller of this %s has one", async (_, callers) => {
    const { send } = await createTestRelay(sales().site, { sites: [relaySite(sales().site, { callers })] });
    expect((await send("GET", "/api/upcoming-conferences")).status).toBe(200);
  });

  test("one that fails leaves the others alone", async () => {
    const broken = createFakeSite({ ready: () => Promise.reject(new Error("down")) });
    const { relay } = await createTestRelay(broken.site, {
      sites: [relaySite(broken.site, { name: "broken" }), relaySite(sales().site, { name: "sales" })],
    });
    const response = await relay.request("/readyz");
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: "ready",
      sites: [
        { name: "broken", status: "not ready", missing: "INTERNAL" },
        { name: "sales", status: "ready" },
      ],
    });
  });
});
