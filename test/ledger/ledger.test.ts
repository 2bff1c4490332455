import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createCipher } from "../../server/ledger/cipher";
import { openDatabase } from "../../server/ledger/database";
import type { Intent, LedgerEntry, ScheduledResult } from "../../server/ledger/entry";
import type { Lease } from "../../server/ledger/leases";
import { createLedger, type Ledger } from "../../server/ledger/ledger";
import { request } from "../support/relay";
import { onBothDatabases } from "./databases";

const key = new Uint8Array(randomBytes(32));
const result = (conferenceId = "0042"): ScheduledResult => ({
  conferenceId,
  joinUrl: "https://rtc.example.com/join",
  hostUrl: "https://rtc.example.com/secret-host-link",
  warnings: [],
});
const secret = { ...request, options: { ...request.options, conferenceKey: "secret-key" } };
const intent = (change: Partial<Intent> = {}): Intent => ({
  owner: "a",
  key: "k",
  requestHash: "h",
  organizer: { userId: "alice.adams", name: "Alice Adams", address: null },
  request: secret,
  claim: "none",
  ...change,
});
const scheduled = (entry: LedgerEntry, given = result()): LedgerEntry => ({
  ...entry,
  state: "scheduled",
  pending: null,
  result: given,
});
const minute = 60_000;
const day = 24 * 60 * minute;

onBothDatabases((location) => {
  let time: number;
  const closing: (() => Promise<void>)[] = [];
  beforeEach(() => {
    time = Date.parse("2027-03-01T09:00:00Z");
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  /** A ledger as one relay has it; several may share a place. */
  async function open({ at = location(), site = "sales" } = {}): Promise<Ledger> {
    const cipher = createCipher(key);
    const database = await openDatabase(await at, cipher);
    closing.push(() => database.destroy());
    return createLedger({ database, cipher, site, now: () => time, waitMs: 50 });
  }
  async function begin(ledger: Ledger, change: Partial<Intent> = {}): Promise<Lease> {
    const lease = await ledger.begin(intent(change), minute);
    if (!lease) throw new Error("the key is known");
    return lease;
  }
  async function schedule(ledger: Ledger, change: Partial<Intent> = {}, id = "0042"): Promise<void> {
    const lease = await begin(ledger, change);
    await lease.finish(scheduled(lease.entry, result(id)), null);
  }

  test("each site's lists name our marker or not, as any relay saw it last", async () => {
    const at = location();
    const [sales, same, other] = [
      await open({ at }),
      await open({ at }),
      await open({ at, site: "support" }),
    ];
    expect(await sales.findMarkerSupport()).toBeNull();
    await sales.saveMarkerSupport(false);
    time += minute;
    expect(await same.findMarkerSupport()).toEqual({ isEchoed: false, ageMs: minute });
    await same.saveMarkerSupport(true);
    expect(await sales.findMarkerSupport()).toEqual({ isEchoed: true, ageMs: 0 });
    expect(await other.findMarkerSupport()).toBeNull();
  });

  test("an entry is found by its owner's key, then by its conference, until it is forgotten", async () => {
    const ledger = await open();
    const lease = await begin(ledger);
    expect(await ledger.find("a", { key: "k" })).toMatchObject({
      ...intent(),
      state: "intended",
      version: 1,
      result: null,
    });
    expect([...(await ledger.knownAmong(["0042"]))]).toEqual([]);
    await lease.finish(scheduled(lease.entry), null);
    for (const name of [{ key: "k" }, { conferenceId: "0042" }])
      expect(await ledger.find("a", name)).toMatchObject({ state: "scheduled", result: result() });
    expect([...(await ledger.knownAmong(["0042", "0043"]))]).toEqual(["0042"]);
    const again = await ledger.acquire("a", { conferenceId: "0042" });
    await again?.forget();
    expect(await ledger.find("a", { key: "k" })).toBeNull();
  });

  test("somebody else's conference does not exist, and the same key is another's own", async () => {
    const ledger = await open();
    await schedule(ledger);
    await schedule(ledger, { owner: "b" }, "0043");
    expect(await ledger.find("b", { conferenceId: "0042" })).toBeNull();
    expect(await ledger.acquire("b", { conferenceId: "0042" })).toBeNull();
    expect(await ledger.find("b", { key: "k" })).toMatchObject({ result: { conferenceId: "0043" } });
    expect([...(await ledger.ownedAmong("b", ["0042", "0043"]))]).toEqual(["0043"]);
  });

  test("sites in one database know nothing of each other", async () => {
    const at = location();
    const [sales, training] = [await open({ at }), await open({ at, site: "training" })];
    await schedule(sales);
    expect(await training.find("a", { key: "k" })).toBeNull();
    expect([...(await training.knownAmong(["0042"]))]).toEqual([]);
    expect(await training.count()).toEqual([]);
  });

  test("a thousand conferences are looked up at once", async () => {
    const ledger = await open();
    await schedule(ledger);
    const ids = Array.from({ length: 1200 }, (_, id) => String(id).padStart(4, "0"));
    expect([...(await ledger.ownedAmong("a", ids))]).toEqual(["0042"]);
  });

  describe("of several relays", () => {
    test("one begins with a key, the others hear that it is known", async () => {
      const at = location();
      const relays = await Promise.all([open({ at }), open({ at }), open({ at })]);
      const begun = await Promise.all(relays.map((relay) => relay.begin(intent(), minute)));
      expect(begun.filter((lease) => lease !== null)).toHaveLength(1);
    });

    test("one holds an entry, and the others wait until it lets go", async () => {
      const at = location();
      const [one, other] = [await open({ at }), await open({ at })];
      const lease = await begin(one);
      time += 7_500;
      // The rest of 20 s.
      const busy = { code: "ENTRY_BUSY", retryAfterMs: 12_500 };
      await expect(other.acquire("a", { key: "k" })).rejects.toMatchObject(busy);
      const waiting = other.acquire("a", { key: "k" });
      await lease.finish(scheduled(lease.entry), null);
      expect((await waiting)?.entry).toMatchObject({ state: "scheduled" });
    });

    test("one that held it for too long has lost it to another, and overwrites nothing", async () => {
      const at = location();
      const [one, other] = [await open({ at }), await open({ at })];
      const stuck = await begin(one);
      time += minute;
      const taken = await other.acquire("a", { key: "k" });
      await taken?.finish(scheduled(taken.entry, result("0099")), null);
      await expect(stuck.finish(scheduled(stuck.entry), null)).rejects.toMatchObject({ code: "LEASE_LOST" });
      await stuck.release();
      expect(await one.find("a", { key: "k" })).toMatchObject({ result: { conferenceId: "0099" } });
    });

    test("one does a duty, the others pass; when it is over, or its time is, another may", async () => {
      const at = location();
      const [one, other] = [await open({ at }), await open({ at })];
      const done: string[] = [];
      await one.withLeaderLock("look", minute, async () => {
        done.push("one");
        await other.withLeaderLock("look", minute, () => Promise.resolve(void done.push("too early")));
        time += 2 * minute;
        await other.withLeaderLock("look", minute, () => Promise.resolve(void done.push("other")));
      });
      await one.withLeaderLock("look", minute, () => Promise.resolve(void done.push("again")));
      expect(done).toEqual(["one", "other", "again"]);
    });

    test("a duty that fails is free again", async () => {
      const ledger = await open();
      const failing = ledger.withLeaderLock("look", minute, () => Promise.reject(new Error("no")));
      await expect(failing).rejects.toThrow("no");
      let isDone = false;
      await ledger.withLeaderLock("look", minute, () => Promise.resolve(void (isDone = true)));
      expect(isDone).toBe(true);
    });
  });

  test("a clock that jumped back does not lock an entry, nor a duty, until it has caught up", async () => {
    const ledger = await open();
    await begin(ledger);
    let isDone = false;
    await ledger.withLeaderLock("look", minute, async () => {
      time -= 24 * 60 * minute;
      expect((await ledger.acquire("a", { key: "k" }))?.entry).toMatchObject({ state: "intended" });
      await ledger.withLeaderLock("look", minute, () => Promise.resolve(void (isDone = true)));
    });
    expect(isDone).toBe(true);
    expect(await ledger.eraseAfter(minute)).toEqual(new Map());
  });

  test("two entries never have the same conference, unless the newer one takes it over", async () => {
    const ledger = await open();
    await schedule(ledger);
    const lease = await begin(ledger, { key: "k2" });
    await expect(lease.finish(scheduled(lease.entry), null)).rejects.toMatchObject({
      code: "CONFERENCE_TAKEN",
    });
    await ledger.supersede("0042");
    await lease.finish(scheduled(lease.entry), null);
    expect(await ledger.find("a", { conferenceId: "0042" })).toMatchObject({ key: "k2" });
    expect(await ledger.find("a", { key: "k" })).toMatchObject({ state: "removed" });
  });

  test("what is written at the same time stands or falls by itself", async () => {
    const ledger = await open();
    const lease = await Promise.all(["1", "2", "3"].map((name) => begin(ledger, { key: name })));
    const ids = ["0042", "0042", "0043"];
    const ends = await Promise.allSettled(
      lease.map((one, n) => one.finish(scheduled(one.entry, result(ids[n])), null)),
    );
    expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "fulfilled", "rejected"]);
    expect(ends[2]?.status).toBe("fulfilled");
    expect([...(await ledger.knownAmong(ids))].sort()).toEqual(["0042", "0043"]);
    const states = await Promise.all(["1", "2"].map((name) => ledger.find("a", { key: name })));
    expect(states.map((entry) => entry?.state).sort()).toEqual(["intended", "scheduled"]);
  });

  test("what should be looked at again is due at its time, and no longer when it was claimed", async () => {
    const ledger = await open();
    const lease = await begin(ledger);
    await lease.finish(scheduled(lease.entry), minute);
    expect(await ledger.findDue(10)).toEqual([]);
    time += minute;
    expect(await ledger.findDue(10)).toEqual([{ owner: "a", key: "k" }]);
    expect(await ledger.claim("a", "0042", "written", null)).toBe(true);
    expect(await ledger.findDue(10)).toEqual([]);
  });

  test("what is doubtful is looked at again although it was claimed", async () => {
    const ledger = await open();
    const lease = await begin(ledger);
    await lease.finish({ ...scheduled(lease.entry), mayHaveLateWrites: true }, minute);
    await ledger.claim("a", "0042", "written", null);
    time += minute;
    expect(await ledger.findDue(10)).toHaveLength(1);
    expect(await ledger.find("a", { key: "k" })).toMatchObject({ mayHaveLateWrites: true, claim: "written" });
  });

  test("what is under way is looked at again although it was claimed", async () => {
    const ledger = await open();
    await schedule(ledger);
    const lease = await ledger.acquire("a", { key: "k" });
    const updating = { ...lease!.entry, state: "updating", pending: secret, result: result() } as const;
    await lease?.save(updating, minute);
    await ledger.claim("a", "0042", "written", null);
    time += minute;
    expect(await ledger.findDue(10)).toHaveLength(1);
  });

  test("a claim made while somebody works on the entry stays", async () => {
    const ledger = await open();
    await schedule(ledger);
    const lease = await ledger.acquire("a", { key: "k" });
    await ledger.claim("a", "0042", "written", null);
    await lease?.finish(lease.entry, null);
    expect(await ledger.find("a", { key: "k" })).toMatchObject({ claim: "written" });
  });

  test("states are counted", async () => {
    const ledger = await open();
    await schedule(ledger);
    await schedule(ledger, { key: "k2" }, "0043");
    await begin(ledger, { key: "k3" });
    const counts = await ledger.count();
    expect(counts.sort((a, b) => b.count - a.count)).toEqual([
      { state: "scheduled", count: 2 },
      { state: "intended", count: 1 },
    ]);
  });

  test("only what ended and was last changed long ago is erased", async () => {
    const ledger = await open();
    await schedule(ledger);
    const later = { ...secret.appointment, end: "2028-03-02T14:30:00.000Z" };
    await schedule(ledger, { key: "k2", request: { ...secret, appointment: later } }, "0043");
    time += 30 * 24 * 60 * minute;
    expect(await ledger.eraseAfter(24 * 60 * minute)).toEqual(new Map([["sales", 1]]));
    expect(await ledger.find("a", { key: "k" })).toBeNull();
    expect(await ledger.find("a", { key: "k2" })).not.toBeNull();
  });

  test("what is long past is erased of all sites, also of one that is not set up any more", async () => {
    const at = location();
    await schedule(await open({ at, site: "closed" }));
    const ledger = await open({ at });
    time += 30 * day;
    expect(await ledger.eraseAfter(day)).toEqual(new Map([["closed", 1]]));
  });

  test("what was removed is kept a day longer, so that its key stays spent, and then erased", async () => {
    const ledger = await open();
    await schedule(ledger);
    time += 30 * day;
    const lease = await ledger.acquire("a", { key: "k" });
    await lease?.finish({ ...lease.entry, state: "removed", pending: null, result: result() }, null);
    time += day - 1;
    expect(await ledger.eraseAfter(day)).toEqual(new Map());
    expect(await ledger.find("a", { key: "k" })).toMatchObject({ state: "removed" });
    time += 1;
    expect((await ledger.eraseAfter(day)).size).toBe(1);
  });

  test("what cannot be brought to its end, however often it is tried, is erased all the same", async () => {
    const ledger = await open();
    await schedule(ledger);
    await begin(ledger, { key: "undecided" });
    time += 30 * day;
    for (const name of ["k", "undecided"]) {
      const lease = await ledger.acquire("a", { key: name });
      const { result: given } = lease!.entry;
      const tried =
        given && ({ ...lease!.entry, state: "updating", pending: secret, result: given } as const);
      await lease?.save(tried ?? lease.entry, minute);
      await lease?.release();
    }
    expect(await ledger.eraseAfter(day)).toEqual(new Map([["sales", 2]]));
  });

  test("more than is erased at once is erased", async () => {
    const ledger = await open();
    for (let n = 0; n < 501; n += 1) await (await begin(ledger, { key: `${n}` })).release();
    time += 30 * day;
    expect(await ledger.eraseAfter(day)).toEqual(new Map([["sales", 501]]));
  });

  test("one that cannot be read hides no others, is held by nobody, and can be put off", async () => {
    const at = location();
    const ledger = await open({ at });
    for (const name of ["1", "2"]) {
      const lease = await begin(ledger, { key: name });
      await lease.finish(scheduled(lease.entry, result(name)), 0);
    }
    const database = await openDatabase(await at, createCipher(key));
    await database.updateTable("conferences").set({ content: "AAAA" }).where("key", "=", "1").execute();
    const listed = await ledger.findUnclaimed("a", 0);
    expect(listed.map((entry) => entry.key)).toEqual(["2"]);
    await expect(ledger.acquire("a", { key: "1" })).rejects.toMatchObject({ code: "ENTRY_UNREADABLE" });
    const rows = await database
      .selectFrom("conferences")
      .select("leaseOwner")
      .where("key", "=", "1")
      .execute();
    expect(rows).toEqual([{ leaseOwner: null }]);
    await ledger.reschedule("a", "1", minute);
    expect(await ledger.findDue(10)).toEqual([{ owner: "a", key: "2" }]);
    await database.destroy();
  });

  test("a content that was changed in the database is refused, not believed", async () => {
    const at = location();
    const ledger = await open({ at });
    await schedule(ledger);
    const database = await openDatabase(await at, createCipher(key));
    const { content } = await database.selectFrom("conferences").select("content").executeTakeFirstOrThrow();
    const flipped = Buffer.from(content, "base64");
    flipped[flipped.length - 1]! ^= 1;
    await database
      .updateTable("conferences")
      .set({ content: flipped.toString("base64") })
      .execute();
    await database.destroy();
    await expect(ledger.find("a", { key: "k" })).rejects.toMatchObject({ code: "ENTRY_UNREADABLE" });
  });

  test("contents that somebody swapped between two rows are refused: no one's links reach another", async () => {
    const at = location();
    const ledger = await open({ at });
    await schedule(ledger);
    await schedule(ledger, { owner: "b" }, "0043");
    const database = await openDatabase(await at, createCipher(key));
    const rows = await database.selectFrom("conferences").select(["owner", "content"]).execute();
    for (const [n, { owner }] of rows.entries()) {
      await database
        .updateTable("conferences")
        .set({ content: rows[1 - n]!.content })
        .where("owner", "=", owner)
        .execute();
    }
    await database.destroy();
    for (const owner of ["a", "b"])
      await expect(ledger.find(owner, { key: "k" })).rejects.toMatchObject({ code: "ENTRY_UNREADABLE" });
  });

  test("what was asked for cannot be guessed from a hash: it is sealed too", async () => {
    const at = location();
    const ledger = await open({ at });
    await schedule(ledger, { requestHash: "hash-of-attendees" });
    const database = await openDatabase(await at, createCipher(key));
    const rows = await database.selectFrom("conferences").selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain("hash-of-attendees");
    await database.destroy();
    expect(await ledger.find("a", { key: "k" })).toMatchObject({ requestHash: "hash-of-attendees" });
  });

  test("relays that start at the same time on an empty database make its tables once", async () => {
    const at = location();
    const relays = await Promise.all(Array.from({ length: 5 }, () => open({ at })));
    await schedule(relays[0]!);
    expect(await relays[4]!.find("a", { key: "k" })).not.toBeNull();
  });
});

test("what was saved is there after a restart, and its secrets are not readable in the file", async () => {
  const data = mkdtempSync(path.join(tmpdir(), "ledger-"));
  const openFile = async () => {
    const cipher = createCipher(key);
    const database = await openDatabase(path.join(data, "ledger.sqlite"), cipher);
    return { database, ledger: createLedger({ database, cipher, site: "sales", now: () => 1 }) };
  };
  const before = await openFile();
  const lease = await before.ledger.begin(intent(), minute);
  await lease?.finish(scheduled(lease.entry), null);
  const bytes = readdirSync(data).map((name) => readFileSync(path.join(data, name), "latin1"));
  for (const word of ["secret-host-link", "secret-key", "Quarterly", "bruno.keller", "Alice"])
    expect(bytes.some((content) => content.includes(word))).toBe(false);
  await before.database.destroy();
  const after = await openFile();
  expect(await after.ledger.find("a", { key: "k" })).toMatchObject({ request: secret, result: result() });
  await after.database.destroy();
});
