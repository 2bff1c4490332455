import { randomBytes } from "node:crypto";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { archiveRow, readRows, restoreRow } from "../../../server/ledger/archive";
import { createCipher } from "../../../server/ledger/cipher";
import { openDatabase, type Database } from "../../../server/ledger/database";
import { createLedger } from "../../../server/ledger/ledger";
import { isOrphan } from "../../../server/tools/ledger/orphans";
import { verify } from "../../../server/tools/ledger/verify";
import { people } from "../../../server/config/people";
import { startSimulator, type RunningSimulator } from "../../../server/simulator/serve";
import { logId } from "../../../server/conferences/logId";
import { createSite } from "../../../server/rtc/site";
import { onBothDatabases } from "../../ledger/databases";
import { createTestRelay, newKey, relaySite, request } from "../../support/relay";
import { createDeployment, credentials } from "../../system/deployment";

const key = new Uint8Array(randomBytes(32));
const cipher = createCipher(key);
const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const tomorrow = { ...request, appointment: { ...request.appointment, start: at(24), end: at(25) } };

/** A relay over a database and a simulator, with one conference. */
async function scheduleOne(
  database: Database,
  site = createDeployment({ now: Date.now }).client({ now: Date.now }),
) {
  const ledger = createLedger({ database, cipher, site: "default", now: Date.now });
  const relay = await createTestRelay(site, {
    sites: [relaySite(site, { ledger, linkHosts: [new URL("http://localhost:3001").host] })],
  });
  const appointment = newKey();
  const response = await relay.send("POST", "/api/conferences", { body: tomorrow, key: appointment });
  return { ...relay, ledger, id: ((await response.json()) as { id: string }).id, appointment };
}

onBothDatabases((location) => {
  test("what is exported can be imported into another database, once", async () => {
    const from = await openDatabase(await location(), cipher);
    const { appointment, id } = await scheduleOne(from);
    const lines: string[] = [];
    for await (const row of readRows(from)) lines.push(archiveRow(row));
    expect(lines).toHaveLength(1);
    for (const word of ["Quarterly", "bruno.keller", "localhost:3001", id])
      expect(lines[0]).not.toContain(word);

    const other = createCipher(new Uint8Array(randomBytes(32)));
    const to = await openDatabase(await location(), other);
    expect(await restoreRow(to, lines[0]!, { from: cipher, to: other })).toBe(true);
    expect(await restoreRow(to, lines[0]!, { from: cipher, to: other })).toBe(false);
    const ledger = createLedger({ database: to, cipher: other, site: "default", now: Date.now });
    const [row] = await from.selectFrom("conferences").select("owner").execute();
    expect(await ledger.find(row!.owner, { key: appointment })).toMatchObject({
      state: "scheduled",
      request: tomorrow,
      result: { conferenceId: id },
    });
    await expect(restoreRow(to, "{}", { from: cipher, to: other })).rejects.toThrow("no line of an export");
    await expect(restoreRow(to, lines[0]!, { from: other, to: other })).rejects.toThrow("another key");
    await Promise.all([from.destroy(), to.destroy()]);
  });

  test("more rows than are read at once come all, each once", async () => {
    const database = await openDatabase(await location(), cipher);
    const { ledger } = await scheduleOne(database);
    const intent = {
      owner: "a",
      requestHash: "h",
      organizer: { userId: "alice.adams", name: "Alice Adams", address: null },
      request,
      claim: "none",
    } as const;
    for (const owner of ["a", "b"])
      for (const name of ["1", "2", "3"]) await ledger.begin({ ...intent, owner, key: name }, 1);
    const read: string[] = [];
    for await (const { owner, key: name } of readRows(database, 2)) read.push(`${owner[0]}${name}`);
    expect(read.filter((name) => name.length === 2)).toEqual(["a1", "a2", "a3", "b1", "b2", "b3"]);
    expect(read).toHaveLength(7);
    await database.destroy();
  });
});

describe("verifying", () => {
  async function open() {
    const deployment = createDeployment({ now: Date.now });
    const site = deployment.client({ now: Date.now });
    const database = await openDatabase(null, cipher);
    const relay = await scheduleOne(database, site);
    const check = async (sites = new Map([["default", site]])) =>
      (await verify({ database, cipher, sites, now: Date.now })).discrepancies;
    const { owner } = await database.selectFrom("conferences").select("owner").executeTakeFirstOrThrow();
    // As the relay's log names it.
    const entry = logId(JSON.stringify([owner, relay.appointment]));
    return { ...deployment, ...relay, site, database, check, entry };
  }

  test("a ledger and a site that agree", async () => {
    const { database, site, check } = await open();
    expect(await check()).toEqual([]);
    const { counts } = await verify({ database, cipher, sites: new Map([["default", site]]), now: Date.now });
    expect(counts).toEqual({ scheduled: 1 });
  });

  test("a conference that somebody deleted at the site", async () => {
    const { check, database, id, site, entry } = await open();
    await scheduleOne(database, site);
    await site.deleteConference(id);
    expect(await check()).toEqual([{ site: "default", conferenceId: id, entry, what: "gone" }]);
  });

  test("a conference that somebody changed at the site", async () => {
    const { check, id, simulator, entry } = await open();
    simulator.conferences().find((conference) => conference.id === id)!.title = "Something else";
    expect(await check()).toEqual([{ site: "default", conferenceId: id, entry, what: "changed" }]);
  });

  test("a conference of ours that the ledger does not know", async () => {
    const { appointment, check, database, id, site } = await open();
    await scheduleOne(database, site);
    await database.deleteFrom("conferences").where("key", "=", appointment).execute();
    expect(await check()).toEqual([{ site: "default", conferenceId: id, entry: null, what: "unknown" }]);
  });

  test("a row that was changed by hand, and a call whose outcome is open", async () => {
    const { appointment, check, database, entry, ledger } = await open();
    await ledger.begin(
      {
        owner: "a",
        key: "k",
        requestHash: "h",
        organizer: { userId: "alice.adams", name: "Alice Adams", address: null },
        request,
        claim: "none",
      },
      1,
    );
    await database
      .updateTable("conferences")
      .set({ content: "AAAA" })
      .where("key", "=", appointment)
      .execute();
    const found = await check();
    expect(found).toContainEqual({ site: "default", conferenceId: null, entry, what: "unreadable" });
    expect(found).toContainEqual({
      site: "default",
      conferenceId: null,
      entry: logId(JSON.stringify(["a", "k"])),
      what: "unfinished",
    });
  });

  test("a site that does not answer", async () => {
    const { check, client } = await open();
    const down = client({ now: Date.now, send: () => Promise.reject(new TypeError("fetch failed")) });
    expect(await check(new Map([["default", down]]))).toEqual([
      { site: "default", conferenceId: null, entry: null, what: "site does not answer" },
    ]);
  });
});

test.each([
  ["none", true, true],
  ["writing", false, true],
  ["written", false, false],
] as const)(
  "a coming conference that is claimed as %s is an orphan: %s, with --writing: %s",
  (claim, ...is) => {
    const orphan = { state: "scheduled", claim, endsAt: 2 } as const;
    expect([false, true].map((isWritingToo) => isOrphan(orphan, { now: 1, isWritingToo }))).toEqual(is);
    for (const other of [{ endsAt: 1 }, { state: "removed" }, { state: "intended" }] as const)
      expect(isOrphan({ ...orphan, ...other }, { now: 1, isWritingToo: true })).toBe(false);
  },
);

describe("npm run ledger", () => {
  const root = path.resolve(__dirname, "../../..");
  let simulator: RunningSimulator;
  beforeAll(async () => {
    simulator = await startSimulator({ port: 0, ...credentials, people });
  });
  afterAll(() => simulator.close());

  function begin(args: string[], dataDir: string, env: Record<string, string> = {}) {
    const { port } = new URL(simulator.url);
    return spawn(process.execPath, [path.join(root, "dist/server/tools/ledger/main.js"), ...args], {
      env: {
        PATH: process.env.PATH,
        SIMULATOR_PORT: port,
        DATA_DIR: dataDir,
        LEDGER_KEY: Buffer.from(key).toString("base64"),
        ...env,
      },
    });
  }

  async function read(stream: NodeJS.ReadableStream) {
    let text = "";
    for await (const chunk of stream) text += String(chunk);
    return text;
  }

  async function run(args: string[], dataDir: string, input = "", env: Record<string, string> = {}) {
    const child = begin(args, dataDir, env);
    child.stdin.end(input);
    const [out, err, status] = await Promise.all([
      read(child.stdout),
      read(child.stderr),
      new Promise((resolve) => child.once("exit", resolve)),
    ]);
    return { out, err, status };
  }

  test("says that an export is not complete whose output cannot be written", async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), "ledger-"));
    const database = await openDatabase(path.join(dataDir, "ledger.sqlite"), cipher);
    await scheduleOne(database);
    await database.destroy();
    const child = begin(["export"], dataDir);
    child.stdout.destroy();
    const [err, [status]] = await Promise.all([read(child.stderr), once(child, "exit")]);
    expect([err, status]).toEqual([
      "The output is not complete: it cannot be written any more. Is there room for it?\n",
      2,
    ]);
  });

  test("verifies, exports, imports and takes orphans away", async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), "ledger-"));
    const database = await openDatabase(path.join(dataDir, "ledger.sqlite"), cipher);
    const site = createSite({ url: simulator.url, ...credentials });
    const ledger = createLedger({ database, cipher, site: "default", now: Date.now });
    const relay = await createTestRelay(site, {
      sites: [relaySite(site, { ledger, linkHosts: [new URL(simulator.url).host] })],
    });
    await relay.send("POST", "/api/conferences", { body: tomorrow, key: newKey() });
    await database.destroy();

    expect(await run(["verify"], dataDir)).toMatchObject({
      out: "The ledger holds 1 scheduled.\n",
      status: 0,
    });
    const exported = await run(["export"], dataDir);
    const elsewhere = mkdtempSync(path.join(tmpdir(), "ledger-"));
    const anew = {
      LEDGER_KEY: randomBytes(32).toString("base64"),
      LEDGER_KEY_BEFORE: Buffer.from(key).toString("base64"),
    };
    expect(await run(["import"], elsewhere, exported.out, anew)).toMatchObject({
      out: "1 entries were imported, 0 were there already.\n",
      status: 0,
    });
    expect((await run(["verify"], elsewhere, "", anew)).status).toBe(0);

    expect((await run(["orphans"], dataDir)).out).toMatch(
      /^default {2}\d{8} {2}of [0-9a-f]{8} {2}since \S+ {2}none\n$/,
    );
    expect((await run(["orphans", "--remove"], dataDir)).out).toContain("removed");
    expect(simulator.simulator.conferences().every(({ isDeleted }) => isDeleted)).toBe(true);
    expect((await run(["orphans"], dataDir)).out).toBe("Every conference is claimed by an appointment.\n");
    const stale = await run(["verify"], elsewhere, "", anew);
    expect([stale.out.split("\n")[1], stale.status]).toEqual([expect.stringMatching(/gone$/), 1]);
  }, 60_000);

  test("what it does not know it refuses with what it knows", async () => {
    const { err, status } = await run(["mend"], mkdtempSync(path.join(tmpdir(), "ledger-")));
    expect([err, status]).toEqual([expect.stringContaining("verify [--offline] | export | import"), 2]);
  }, 20_000);

  test("another key is named as what it is", async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), "ledger-"));
    await run(["verify", "--offline"], dataDir);
    const { err, status } = await run(["verify"], dataDir, "", {
      LEDGER_KEY: randomBytes(32).toString("base64"),
    });
    expect([err, status]).toEqual([expect.stringContaining("another key"), 2]);
  }, 20_000);
});
