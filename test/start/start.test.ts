import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, get as httpGet } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { readConfig } from "../../server/config/config";
import { people } from "../../server/config/people";
import { start, type Program } from "../../server/start";
import { request } from "../support/relay";

const root = path.resolve(__dirname, "../..");
const day = 24 * 60 * 60 * 1000;
const config = readConfig({ PORT: "0", SIMULATOR_PORT: "0", DATA_DIR: "" });

describe("settings", () => {
  test("have the documented defaults", () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      stopDelayMs: 5000,
      simulator: { port: 3001 },
      sites: [
        {
          name: "default",
          label: "Web conferences",
          url: null,
          siteId: "12345",
          siteAuthToken: "MSJSJASDJJASDJASDASD=",
          linkHosts: [],
          endpointHosts: [],
          timeoutMs: 10_000,
          proxyUser: null,
          presenceSigning: null,
          note: "",
          description: null,
          oneTap: "",
          services: { presence: true, reports: true, recordings: true, instantConferences: true },
          instantConference: "schedule",
          updatePolicy: "ask",
          seriesDays: 366,
          delegates: [],
          liveHelp: { groupJID: "web.support@groups.example.com", guestDomain: "sites.example.com" },
          callers: { issuers: [], tenants: [], mailDomains: [] },
        },
      ],
      people,
      delegations: [
        {
          owner: {
            subject: "A1B2C3D4E5F60002",
            tenant: null,
            userId: "bruno.keller",
            name: "Bruno Keller",
            address: "bruno.keller@example.com",
          },
          delegates: ["A1B2C3D4E5F60001"],
          may: ["schedule", "change", "host"],
        },
      ],
      dataDir: "data",
      ledger: { databaseUrl: null, key: null, keyBefore: null, unclaimedMs: 7 * day, retentionMs: 180 * day },
      warnings: [],
    });
  });

  test("with a deployment there is no simulator", () => {
    const env = {
      RTC_URL: "https://rtc.example.com/",
      RTC_SITE_ID: "7",
      RTC_SITE_AUTH_TOKEN: "t",
      RTC_LINK_HOSTS: "a.example.com, b.example.com",
    };
    expect(readConfig(env)).toMatchObject({
      simulator: null,
      sites: [
        {
          url: "https://rtc.example.com",
          siteId: "7",
          siteAuthToken: "t",
          linkHosts: ["a.example.com", "b.example.com"],
          // It needs a Java applet at a real deployment: off unless it is set up.
          liveHelp: null,
        },
      ],
    });
  });

  test.each([
    [{ PORT: "abc" }, "PORT must be a whole number"],
    [{ STOP_DELAY_SECONDS: "11" }, "STOP_DELAY_SECONDS must be a whole number from 0 to 10"],
    [{ SIMULATOR_PORT: "70000" }, "SIMULATOR_PORT must be"],
    [{ RTC_URL: "rtc.example.com" }, "RTC_URL must be"],
    [{ RTC_ONE_TAP: "tel:{number}" }, 'RTC_ONE_TAP must begin with "{number}"'],
    [{ RTC_ONE_TAP: "{number},,{pin}#" }, 'RTC_ONE_TAP must begin with "{number}"'],
    [{ RTC_DESCRIPTION: "x".repeat(501) }, "RTC_DESCRIPTION must have at most 500"],
    [{ RTC_UPDATE_POLICY: "always" }, 'RTC_UPDATE_POLICY must be "auto" or "ask"'],
    [{ RTC_SERIES_DAYS: "0" }, "RTC_SERIES_DAYS must be"],
    [{ DELEGATES_FILE: "/nowhere.json" }, "DELEGATES_FILE must name"],
    [{ RTC_URL: "https://user:secret@rtc.example.com" }, "RTC_URL must be"],
    [{ RTC_URL: "https://rtc.example.com" }, "RTC_SITE_ID is missing"],
    [{ RTC_URL: "https://rtc.example.com", RTC_SITE_ID: "1" }, "RTC_SITE_AUTH_TOKEN is missing"],
    [{ PREVIEW_PEOPLE: "/nowhere.json" }, "PREVIEW_PEOPLE must name"],
    [{ DATABASE_URL: "mysql://localhost/relay" }, "DATABASE_URL must be a PostgreSQL"],
    [{ UNCLAIMED_DAYS: "0" }, "UNCLAIMED_DAYS must be"],
    [{ RETENTION_DAYS: "0" }, "RETENTION_DAYS must be"],
  ])("%j stops the start with a line that says what to do", (env, message) => {
    expect(() => readConfig(env)).toThrow(message);
  });
});

test("after a restart the relay still knows what it scheduled, and the simulator too", async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), "data-"));
  const kept = readConfig({ PORT: "0", SIMULATOR_PORT: "0", DATA_DIR: dataDir });
  const run = async <Result>(work: (send: Send) => Promise<Result>): Promise<Result> => {
    const program = await start({ config: kept, root, log: () => undefined });
    const json = { "Content-Type": "application/json" };
    const body = JSON.stringify({ userId: "alice.adams" });
    const token = await fetch(`${program.url}/preview/token`, { method: "POST", headers: json, body });
    const { accessToken } = (await token.json()) as { accessToken: string };
    const send: Send = (method, address, more = {}, content = null) =>
      fetch(`${program.url}/api/${address}`, {
        method,
        headers: { ...json, Authorization: `Bearer ${accessToken}`, ...more },
        ...(content !== null && { body: JSON.stringify(content) }),
      });
    const result = await work(send);
    await program.close();
    return result;
  };
  type Send = (
    method: string,
    address: string,
    headers?: object,
    content?: object | null,
  ) => Promise<Response>;
  const at = (hours: number) => new Date(Date.now() + hours * 3600_000).toISOString();
  const wanted = { ...request, appointment: { ...request.appointment, start: at(24), end: at(25) } };
  const made = await run(async (send) => {
    const response = await send("POST", "conferences", { "Idempotency-Key": crypto.randomUUID() }, wanted);
    return (await response.json()) as { id: string };
  });
  await run(async (send) => {
    expect(await (await send("GET", `conferences/${made.id}`)).json()).toEqual(made);
    expect((await send("DELETE", `conferences/${made.id}`)).status).toBe(204);
  });
});

test("a data folder that cannot be written to stops the start with a line that says what to do", async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "data-")), "file");
  writeFileSync(file, "");
  const unwritable = readConfig({ PORT: "0", SIMULATOR_PORT: "0", DATA_DIR: file });
  await expect(start({ config: unwritable, root, log: () => undefined })).rejects.toMatchObject({
    name: "ConfigError",
    message: expect.stringMatching(/^DATA_DIR: .* cannot be written to\./),
  });
});

describe("several sites", () => {
  const write = (content: string) => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "sites-")), "sites.json");
    writeFileSync(file, content);
    return file;
  };
  const documentation = readFileSync(path.join(root, "docs/configuration.md"), "utf8");
  const example = /```json\n(\{\n {2}"sites".*?)```/s.exec(documentation)?.[1] ?? "";
  const tokens = { SALES_SITE_AUTH_TOKEN: "one", RTC_SITE_AUTH_TOKEN: "two" };

  test("the documented example is one", () => {
    expect(readConfig({ SITES_FILE: write(example), ...tokens })).toMatchObject({
      simulator: null,
      sites: [
        {
          name: "sales",
          label: "Sales conferences",
          siteAuthToken: "one",
          note: "Sales desk: +41 44 111 22 33",
          callers: { issuers: [], tenants: [], mailDomains: ["sales.example.com"] },
        },
        { name: "everybody", label: "everybody", siteAuthToken: "two", services: { reports: false } },
      ],
    });
  });

  test("sites without an address are the simulator's", async () => {
    const sites = [
      { name: "a", siteId: "1", siteAuthToken: "x" },
      { name: "b", siteId: "2", siteAuthToken: "y" },
    ];
    const file = write(JSON.stringify({ sites }));
    const several = readConfig({ SITES_FILE: file, PORT: "0", SIMULATOR_PORT: "0", DATA_DIR: "" });
    const program = await start({ config: several, root, log: () => undefined });
    expect(await (await fetch(`${program.url}/readyz`)).json()).toEqual({
      status: "ready",
      sites: [
        { name: "a", status: "ready" },
        { name: "b", status: "ready" },
      ],
    });
    await program.close();
  });

  test.each([
    ["no JSON", "{", "SITES_FILE must name a JSON file"],
    ["no site", '{"sites":[]}', "wrong at sites"],
    ["a misspelling", example.replace('"siteId"', '"siteID"'), "wrong at sites.0"],
    ["two of a name", example.replace('"everybody"', '"sales"'), "two sites of the same name"],
    ["no https address", example.replace("https://rtc", "rtc"), "The url of the site sales must be"],
  ])("%s stops the start, and says where without saying what", (_, content, message) => {
    const file = write(content);
    expect(() => readConfig({ SITES_FILE: file, ...tokens })).toThrow(message);
  });

  test("a token that is nowhere stops the start with its name", () => {
    const env = { SITES_FILE: write(example), RTC_SITE_AUTH_TOKEN: "two" };
    expect(() => readConfig(env)).toThrow("SALES_SITE_AUTH_TOKEN is missing");
  });
});

describe("the program", () => {
  let program: Program;
  beforeAll(async () => {
    program = await start({ config, root, log: () => undefined });
  });
  afterAll(() => program.close());
  const get = (url: string, init?: RequestInit) => fetch(program.url + url, init);

  test("is ready once the simulator lets it in", async () => {
    expect(await (await get("/readyz")).json()).toEqual({
      status: "ready",
      sites: [{ name: "default", status: "ready" }],
    });
  });

  test("serves the pages with a policy that lets nothing else in, and hashed files for ever", async () => {
    const page = await get("/pane.html");
    const policy = page.headers.get("Content-Security-Policy") ?? "";
    expect(policy).toContain("script-src 'self' https://appsforoffice.microsoft.com");
    expect(policy).toMatch(
      /frame-ancestors 'self' https:\/\/outlook\.live\.com .*https:\/\/\*\.cloud\.microsoft/,
    );
    expect(policy).not.toContain("unsafe-eval");
    expect(page.headers.get("X-Frame-Options")).toBeNull();
    expect(page.headers.get("Cache-Control")).toBe("no-cache");
    const html = await page.text();
    expect(html).toContain('src="https://appsforoffice.microsoft.com/lib/1/hosted/office.js"');
    const script = /src="(\/static\/pane\.[^"]+)"/.exec(html)![1]!;
    const plain = await get(script, { headers: { "Accept-Encoding": "identity" } });
    expect(plain.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
    expect(plain.headers.get("Content-Encoding")).toBeNull();
    expect((await get(script, { headers: { "If-None-Match": plain.headers.get("ETag")! } })).status).toBe(
      304,
    );
    // fetch unpacks by itself: what it then has must be the plain file.
    const packed = await get(script, { headers: { "Accept-Encoding": "br" } });
    expect(packed.headers.get("Content-Encoding")).toBe("br");
    expect(await packed.text()).toBe(await plain.text());
  });

  test("holds no secret in anything that it serves", async () => {
    const index = await (await get("/")).text();
    const scripts = [
      ...`${index}${await (await get("/pane.html")).text()}`.matchAll(/src="(\/static\/[^"]+)"/g),
    ].map(([, src]) => src!);
    for (const src of scripts) expect(await (await get(src)).text()).not.toContain("MSJSJASDJJASDJASDASD");
  });

  test("finds nothing outside its pages, whatever the path", async () => {
    for (const url of [
      "/package.json",
      "/..%2f..%2fpackage.json",
      "/office/../package.json",
      "/static/",
      "/office/%2e%2e/package.json",
      "/office/package.json",
    ]) {
      expect((await get(url)).status).toBe(404);
    }
  });

  test("gives a token to the preview's people, and not to another site's page", async () => {
    const ask = (body: unknown, type = "application/json") =>
      get("/preview/token", {
        method: "POST",
        headers: { "Content-Type": type },
        body: JSON.stringify(body),
      });
    expect((await ask({ userId: "alice.adams" })).status).toBe(200);
    expect((await ask({ userId: "nobody" })).status).toBe(403);
    expect((await ask({ userId: "alice.adams" }, "text/plain")).status).toBe(415);
  });

  test("lets the preview's first person act in the second one's calendar, and nobody else", async () => {
    const actAs = async (userId: string) => {
      const json = { "Content-Type": "application/json" };
      const body = JSON.stringify({ userId });
      const token = await get("/preview/token", { method: "POST", headers: json, body });
      const { accessToken } = (await token.json()) as { accessToken: string };
      const headers = {
        Authorization: `Bearer ${accessToken}`,
        "On-Behalf-Of": "bruno.keller@example.com",
      };
      const answer = await get("/api/configuration", { headers });
      return [answer.status, await answer.json()] as const;
    };
    expect(await actAs("alice.adams")).toMatchObject([200, { actingFor: { name: "Bruno Keller" } }]);
    expect(await actAs("chen.wei")).toMatchObject([403, { error: { code: "NOT_A_DELEGATE" } }]);
  });

  test("turns a foreign name away that resolves to this machine", async () => {
    // fetch would not let us lie about the host.
    const status = await new Promise<number | undefined>((resolve, reject) => {
      httpGet(`${program.url}/preview/people`, { headers: { Host: "evil.example" } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on("error", reject);
    });
    expect(status).toBe(421);
  });
});

describe("what can go wrong at the start is one clear line", () => {
  const main = path.join(root, "dist/server/main.js");
  const run = (env: Record<string, string>, file = main) => {
    const { status, stderr } = spawnSync(process.execPath, [file], {
      env: { ...process.env, ...env },
      encoding: "utf8",
    });
    return { status, lines: stderr.trim().split("\n") };
  };

  test("a taken port", async () => {
    // Not the developer's own ledger.
    const DATA_DIR = mkdtempSync(path.join(tmpdir(), "start-"));
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    expect(run({ DATA_DIR, PORT: String(port), SIMULATOR_PORT: "0" })).toEqual({
      status: 1,
      lines: [`Port ${port} is taken. Choose another one with PORT, for example PORT=${port + 100}.`],
    });
    expect(run({ DATA_DIR, PORT: "0", SIMULATOR_PORT: String(port) }).lines[0]).toContain("SIMULATOR_PORT");
    other.close();
  });

  test("a missing build", () => {
    const empty = mkdtempSync(path.join(root, "dist/test-"));
    mkdirSync(path.join(empty, "dist/server"), { recursive: true });
    cpSync(main, path.join(empty, "dist/server/main.js"));
    writeFileSync(path.join(empty, "package.json"), '{"type":"module"}');
    expect(run({ PORT: "0", SIMULATOR_PORT: "0" }, path.join(empty, "dist/server/main.js"))).toEqual({
      status: 1,
      lines: ["The pages are not built yet: run `npm run build`."],
    });
  });

  test("a wrong setting", () => {
    expect(run({ PORT: "x" }).lines).toEqual(["PORT must be a whole number from 0 to 65535."]);
  });

  test("a Node that is too old", () => {
    const check = `Object.defineProperty(process.versions,"node",{value:"18.20.0"});require(${JSON.stringify(path.join(root, "server/check-node.cjs"))})`;
    const { status, stderr } = spawnSync(process.execPath, ["-e", check], { encoding: "utf8" });
    expect([status, stderr.trim()]).toEqual([
      1,
      "This project needs Node 20.19 or newer; this is Node 18.20.0. Install a newer Node and try again.",
    ]);
  });
});
