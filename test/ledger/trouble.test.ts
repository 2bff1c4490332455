import { randomBytes } from "node:crypto";
import fs, { chmodSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import pg from "pg";
import { createCipher, readKey } from "../../server/ledger/cipher";
import { openDatabase, type Database } from "../../server/ledger/database";
import { createLedger } from "../../server/ledger/ledger";
import { createFakeSite, createTestRelay, newKey, now, relaySite, request } from "../support/relay";
import { onBothDatabases } from "./databases";
import { startPostgres, type TestPostgres } from "./postgres";

const key = new Uint8Array(randomBytes(32));
const cipher = createCipher(key);
const folder = () => mkdtempSync(path.join(tmpdir(), "ledger-"));
const newFile = () => path.join(folder(), "ledger.sqlite");

async function openRelay(database: Database, fake = createFakeSite()) {
  const ledger = createLedger({ database, cipher, site: "default", now: () => now });
  const relay = await createTestRelay(fake.site, { sites: [relaySite(fake.site, { ledger })] });
  return {
    ...fake,
    ...relay,
    post: async (appointment: string) => {
      const response = await relay.send("POST", "/api/conferences", { body: request, key: appointment });
      const { error, id } = (await response.json()) as { id?: string; error?: { code: string } };
      return {
        status: response.status,
        retryAfter: response.headers.get("Retry-After"),
        code: error?.code,
        id,
      };
    },
  };
}

onBothDatabases((location) => {
  test("another key stops the start and damages nothing", async () => {
    const where = await location();
    const first = await openDatabase(where, cipher);
    const { post } = await openRelay(first);
    const appointment = newKey();
    await post(appointment);
    await expect(openDatabase(where, createCipher(new Uint8Array(randomBytes(32))))).rejects.toMatchObject({
      code: "LEDGER_UNUSABLE",
      message: expect.stringContaining("LEDGER_KEY"),
    });
    const { send } = await openRelay(first);
    expect((await send("GET", `/api/conferences?key=${appointment}`)).status).toBe(200);
    await first.destroy();
  });

  test("of two keys that come at once one is the ledger's, and the other stops", async () => {
    const where = await location();
    const ciphers = [1, 2, 3].map((byte) => createCipher(new Uint8Array(32).fill(byte)));
    const opened = await Promise.allSettled(ciphers.map((one) => openDatabase(where, one)));
    const [fitting, ...others] = opened.flatMap((end) => (end.status === "fulfilled" ? [end.value] : []));
    expect(others).toEqual([]);
    expect(await fitting!.selectFrom("keyProbe").select("id").execute()).toEqual([{ id: 1 }]);
    for (const end of opened)
      if (end.status === "rejected") expect((end.reason as Error).message).toContain("another key");
    await fitting!.destroy();
  });

  test("a database of another version is left alone", async () => {
    const where = await location();
    const database = await openDatabase(where, cipher);
    await database
      .withTables<{ kysely_migration: { name: string; timestamp: string } }>()
      .insertInto("kysely_migration")
      .values({ name: "2030-01-later", timestamp: "2030-01-01T00:00:00Z" })
      .execute();
    await database.destroy();
    await expect(openDatabase(where, cipher)).rejects.toThrow("another version");
  });

  test("a table that is gone: nothing is scheduled, and the caller hears when to come again", async () => {
    const database = await openDatabase(await location(), cipher);
    const { post, calls, log } = await openRelay(database);
    await sql`alter table conferences rename to elsewhere`.execute(database);
    expect(await post(newKey())).toEqual({
      status: 503,
      retryAfter: "5",
      code: "LEDGER_UNAVAILABLE",
      id: undefined,
    });
    expect(calls).toEqual([]);
    expect(log.at(-1)).toMatchObject({ code: "LEDGER_UNAVAILABLE", cause: "LedgerError LEDGER_UNAVAILABLE" });
    await sql`alter table elsewhere rename to conferences`.execute(database);
    expect(await post(newKey())).toMatchObject({ status: 201 });
    await database.destroy();
  });

  test("the database goes away between the call and its result: unknown, then found, and still one", async () => {
    const database = await openDatabase(await location(), cipher);
    const fake = createFakeSite({
      scheduleConference: async (options) => {
        const result = await fake.standard.scheduleConference(options);
        await sql`alter table conferences rename to elsewhere`.execute(database);
        return result;
      },
    });
    const { post } = await openRelay(database, fake);
    const appointment = newKey();
    expect(await post(appointment)).toMatchObject({ status: 502, code: "OUTCOME_UNKNOWN" });
    await sql`alter table elsewhere rename to conferences`.execute(database);
    // Its hold is over when a restarted relay, or time, says so.
    await database.updateTable("conferences").set({ leaseExpiresAt: 0 }).execute();
    expect(await post(appointment)).toMatchObject({ status: 201, id: "1000" });
    expect(fake.scheduled.size).toBe(1);
    await database.destroy();
  });
});

describe("a full disk", () => {
  test("takes no intent, so that nothing is scheduled; what is there stays readable", async () => {
    const database = await openDatabase(newFile(), cipher);
    const { post, send, scheduled, log } = await openRelay(database);
    const appointment = newKey();
    await post(appointment);
    await sql`pragma max_page_count = 1`.execute(database);
    let answer = await post(newKey());
    // The disk may be full for a result first: then it is not known whether its conference was made.
    for (let tries = 0; answer.status !== 503 && tries < 100; tries += 1) {
      expect([answer.status, answer.code]).toEqual(
        answer.status === 201 ? [201, undefined] : [502, "OUTCOME_UNKNOWN"],
      );
      answer = await post(newKey());
    }
    expect(answer).toMatchObject({ status: 503, code: "LEDGER_UNAVAILABLE" });
    expect(log.at(-1)).toMatchObject({ cause: "LedgerError LEDGER_UNAVAILABLE full" });
    const before = scheduled.size;
    await post(newKey());
    expect(scheduled.size).toBe(before);
    expect((await send("GET", `/api/conferences?key=${appointment}`)).status).toBe(200);
    await sql`pragma max_page_count = 1000000`.execute(database);
    expect(await post(newKey())).toMatchObject({ status: 201 });
    await database.destroy();
  });
});

test("a folder that became read-only takes no intent either", async () => {
  const database = await openDatabase(newFile(), cipher);
  const { post, calls, log, relay } = await openRelay(database);
  await sql`pragma query_only = 1`.execute(database);
  expect(await post(newKey())).toMatchObject({ status: 503, code: "LEDGER_UNAVAILABLE" });
  expect(log.at(-1)).toMatchObject({ cause: "LedgerError LEDGER_UNAVAILABLE read-only" });
  expect(calls).toEqual([]);
  // It answers whoever only reads: that is not ready.
  const ready = await relay.request("/readyz");
  expect([ready.status, await ready.json()]).toMatchObject([
    503,
    { sites: [{ missing: "LEDGER_UNAVAILABLE" }] },
  ]);
  await database.destroy();
});

test("a file that is no database, and a folder that is a file, are told as what they are", async () => {
  const file = newFile();
  writeFileSync(file, "this is no database, but a text that is long enough to look at");
  await expect(openDatabase(file, cipher)).rejects.toMatchObject({ code: "LEDGER_UNUSABLE" });
  await expect(openDatabase(path.join(file, "ledger.sqlite"), cipher)).rejects.toThrow(
    "may this program write there?",
  );
});

test("a PostgreSQL that does not answer stops the start with the setting's name, and without its password", async () => {
  const failure = await openDatabase("postgres://relay:secret@localhost:1/none", cipher).catch(
    (thrown: unknown) => thrown,
  );
  expect(failure).toMatchObject({
    code: "LEDGER_UNUSABLE",
    message: expect.stringContaining("DATABASE_URL"),
  });
  expect((failure as Error).message).not.toContain("secret");
});

test("a PostgreSQL that goes away in the middle and comes back: nothing is begun, then all goes on", async () => {
  const postgres = await startPostgres();
  const database = await openDatabase(await postgres.newDatabase(), cipher);
  const { post, send, calls } = await openRelay(database);
  const appointment = newKey();
  await post(appointment);
  await postgres.stop();
  expect(await post(newKey())).toMatchObject({ status: 503, retryAfter: "5", code: "LEDGER_UNAVAILABLE" });
  expect(calls.filter((call) => call === "schedule")).toHaveLength(1);
  await postgres.start();
  expect((await send("GET", `/api/conferences?key=${appointment}`)).status).toBe(200);
  expect(await post(newKey())).toMatchObject({ status: 201 });
  await database.destroy();
  await postgres.close();
}, 60_000);

describe("after a fail-over", () => {
  let postgres: TestPostgres;
  let url: string;
  let admin: pg.Client;
  beforeAll(async () => {
    postgres = await startPostgres();
    url = await postgres.newDatabase();
    admin = new pg.Client({ connectionString: postgres.url });
    await admin.connect();
  }, 60_000);
  afterAll(async () => {
    await admin?.end();
    await postgres?.close();
  }, 60_000);
  const name = () => new URL(url).pathname.slice(1);
  const sessions = async () =>
    (await admin.query<{ pid: number }>("SELECT pid FROM pg_stat_activity WHERE datname = $1", [name()]))
      .rows;

  test("a connection whose other side is silent is used once, and no more", async () => {
    const database = await openDatabase(url, cipher);
    const { post } = await openRelay(database);
    expect(await post(newKey())).toMatchObject({ status: 201 });
    const silent = await sessions();
    for (const { pid } of silent) process.kill(pid, "SIGSTOP");
    try {
      for (let count = 0; count < silent.length; count += 1)
        expect(await post(newKey())).toMatchObject({ status: 503, code: "LEDGER_UNAVAILABLE" });
      expect(await post(newKey())).toMatchObject({ status: 201 });
    } finally {
      for (const { pid } of silent) process.kill(pid, "SIGCONT");
      await database.destroy();
    }
  });

  test("a server that only lets read is left for the one that takes its place", async () => {
    await (await openDatabase(url, cipher)).destroy();
    await admin.query(`ALTER DATABASE ${name()} SET default_transaction_read_only = on`);
    const database = await openDatabase(url, cipher);
    const { post, log } = await openRelay(database);
    expect(await post(newKey())).toMatchObject({ status: 503, code: "LEDGER_UNAVAILABLE" });
    expect(log.at(-1)).toMatchObject({ cause: "LedgerError LEDGER_UNAVAILABLE read-only" });
    await admin.query(`ALTER DATABASE ${name()} RESET default_transaction_read_only`);
    expect(await post(newKey())).toMatchObject({ status: 201 });
    await database.destroy();
  });
});

describe("the key", () => {
  test("is made at the first start, for its owner only, and stays", () => {
    const file = path.join(folder(), "ledger.key");
    const made = readKey(null, file);
    expect(made).toHaveLength(32);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readKey(null, file)).toEqual(made);
    chmodSync(file, 0o600);
  });

  test("that is set counts, and one of another length is named with what to do", () => {
    const file = path.join(folder(), "ledger.key");
    const set = Buffer.from(key).toString("base64");
    expect(Buffer.from(readKey(set, file)).toString("base64")).toBe(set);
    expect(() => readKey("short", file)).toThrow(/LEDGER_KEY must hold 32 bytes/);
    writeFileSync(file, "garbage");
    expect(() => readKey(null, file)).toThrow(/ledger\.key must hold 32 bytes/);
  });

  test("leaves nothing else in the folder, and is never made anew in place of another", () => {
    const file = path.join(folder(), "ledger.key");
    readKey(null, file);
    expect(readdirSync(path.dirname(file))).toEqual(["ledger.key"]);
    writeFileSync(file, "");
    expect(() => readKey(null, file)).toThrow(/ledger\.key must hold 32 bytes/);
    expect(readFileSync(file, "utf8")).toBe("");
  });

  test("that cannot be read or made is told in one line, with what to do", () => {
    const inTheWay = folder();
    expect(() => readKey(null, inTheWay)).toThrow(
      /cannot be used\. Is it a file that this program may read\?$/,
    );
    const file = path.join(folder(), "ledger.key");
    const gone = path.join(file, "no folder", "ledger.key");
    expect(() => readKey(null, gone)).toThrow(/cannot be used/);
    for (const [code, advice] of [
      ["ENOSPC", "The disk is full"],
      ["EROFS", "may not write there"],
      ["EACCES", "may not write there"],
    ]) {
      jest.spyOn(fs, "writeFileSync").mockImplementationOnce(() => {
        throw Object.assign(new Error(code), { code });
      });
      expect(() => readKey(null, file)).toThrow(advice);
    }
  });

  test("has no file to be in where there is no data folder: it must be set", () => {
    expect(() => readKey(null, null)).toThrow(/LEDGER_KEY must hold 32 bytes/);
  });
});
