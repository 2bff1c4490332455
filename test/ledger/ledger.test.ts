import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createCipher, readKey } from "../../server/ledger/cipher";
import { openDatabase } from "../../server/ledger/database";
import { createLedger, type LedgerEntry } from "../../server/ledger/ledger";
import { request } from "../relay/harness";

const key = new Uint8Array(randomBytes(32));
const folder = () => mkdtempSync(path.join(tmpdir(), "ledger-"));
const result = {
  conferenceId: "0042",
  joinUrl: "https://rtc.example.com/join",
  hostUrl: "https://rtc.example.com/secret-host-link",
  warnings: [],
};
const secret = { ...request, options: { ...request.options, conferenceKey: "secret-key" } };
const entry = (change: Partial<LedgerEntry> = {}) =>
  ({
    owner: "a",
    key: "k",
    requestHash: "h",
    request: secret,
    state: "scheduled",
    result,
    ...change,
  }) as LedgerEntry;

/** A ledger on a file; `close` is what the end of a process does. */
async function open(file: string | null, { site = "sales", with: ownKey = key } = {}) {
  const cipher = createCipher(ownKey);
  const database = await openDatabase(file, cipher);
  return {
    ledger: createLedger({ database, cipher, site, now: () => 1 }),
    database,
    close: () => database.destroy(),
  };
}

test("an entry is found by its owner and key, and by its conference, until it is forgotten", async () => {
  const { ledger } = await open(null);
  await ledger.save(entry({ state: "intended", result: null }));
  expect(await ledger.findByKey("a", "k")).toEqual(entry({ state: "intended", result: null }));
  expect(await ledger.knows("0042")).toBe(false);
  await ledger.save(entry());
  expect(await ledger.findByKey("a", "k")).toEqual(entry());
  expect(await ledger.findByConference("a", "0042")).toEqual(entry());
  expect(await ledger.knows("0042")).toBe(true);
  await ledger.save(entry({ state: "removed" }));
  expect(await ledger.findByKey("a", "k")).toMatchObject({ state: "removed", result });
  await ledger.forget("a", "k");
  expect(await ledger.findByKey("a", "k")).toBeNull();
});

test("somebody else's conference does not exist, and the same key is another's own", async () => {
  const { ledger } = await open(null);
  await ledger.save(entry());
  await ledger.save(entry({ owner: "b", result: { ...result, conferenceId: "0043" } }));
  expect(await ledger.findByConference("b", "0042")).toBeNull();
  expect(await ledger.findByKey("b", "k")).toMatchObject({ result: { conferenceId: "0043" } });
});

test("sites in one database know nothing of each other", async () => {
  const file = path.join(folder(), "ledger.sqlite");
  const sales = await open(file);
  await sales.ledger.save(entry());
  const training = await open(file, { site: "training" });
  expect(await training.ledger.findByKey("a", "k")).toBeNull();
  expect(await training.ledger.knows("0042")).toBe(false);
  await Promise.all([sales.close(), training.close()]);
});

test("what was saved is there after a restart, and its secrets are not readable in the file", async () => {
  const data = folder();
  const before = await open(path.join(data, "ledger.sqlite"));
  await before.ledger.save(entry());
  const bytes = readdirSync(data).map((name) => readFileSync(path.join(data, name), "latin1"));
  for (const word of ["secret-host-link", "secret-key", "Quarterly", "bruno.keller"])
    expect(bytes.some((content) => content.includes(word))).toBe(false);
  await before.close();
  const after = await open(path.join(data, "ledger.sqlite"));
  expect(await after.ledger.findByKey("a", "k")).toEqual(entry());
  await after.close();
});

test("another key stops the start and damages nothing", async () => {
  const file = path.join(folder(), "ledger.sqlite");
  const first = await open(file);
  await first.ledger.save(entry());
  await first.close();
  await expect(open(file, { with: new Uint8Array(randomBytes(32)) })).rejects.toMatchObject({
    name: "LedgerError",
    message: expect.stringContaining("LEDGER_KEY"),
  });
  const again = await open(file);
  expect(await again.ledger.findByKey("a", "k")).toEqual(entry());
  await again.close();
});

test("a content that was changed in the file is refused, not believed", async () => {
  const { ledger, database } = await open(null);
  await ledger.save(entry());
  const { content } = await database.selectFrom("conferences").select("content").executeTakeFirstOrThrow();
  const flipped = Buffer.from(content, "base64");
  flipped[flipped.length - 1]! ^= 1;
  await database
    .updateTable("conferences")
    .set({ content: flipped.toString("base64") })
    .execute();
  await expect(ledger.findByKey("a", "k")).rejects.toMatchObject({ name: "LedgerError" });
});

test("a database of a newer version is left alone", async () => {
  const file = path.join(folder(), "ledger.sqlite");
  const { database, close } = await open(file);
  await database
    .withTables<{ kysely_migration: { name: string; timestamp: string } }>()
    .insertInto("kysely_migration")
    .values({ name: "2030-01-later", timestamp: "2030-01-01T00:00:00Z" })
    .execute();
  await close();
  await expect(open(file)).rejects.toThrow("newer version");
});

test("a file that is no database, and a folder that is a file, are told as what they are", async () => {
  const file = path.join(folder(), "ledger.sqlite");
  writeFileSync(file, "this is no database, but a text that is long enough to look at");
  await expect(open(file)).rejects.toMatchObject({ name: "LedgerError" });
  await expect(open(path.join(file, "ledger.sqlite"))).rejects.toThrow("May this program write there?");
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
});
