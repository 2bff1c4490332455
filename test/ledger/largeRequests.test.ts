import { randomBytes } from "node:crypto";
import { archiveRow, readRows, restoreRow } from "../../server/ledger/archive";
import { createCipher } from "../../server/ledger/cipher";
import { openDatabase, type Database } from "../../server/ledger/database";
import { bufferOf, type LedgerEntry } from "../../server/ledger/entry";
import { createLedger } from "../../server/ledger/ledger";
import { request as small } from "../support/relay";
import { onBothDatabases } from "./databases";

const day = 24 * 60 * 60_000;

/** A request of so many attendees: what is larger than some KB is kept apart. */
const large = (attendees = 1000, title = "All hands") => ({
  ...small,
  appointment: {
    ...small.appointment,
    title,
    attendees: Array.from({ length: attendees }, (_, n) => ({
      name: `Person ${n} 😀`,
      address: `person${n}@example.com`,
      kind: "required" as const,
    })),
  },
});
const scheduled = (entry: LedgerEntry, conferenceId = "1"): LedgerEntry => ({
  ...entry,
  state: "scheduled",
  pending: null,
  result: { conferenceId, joinUrl: "j", hostUrl: "h", warnings: [] },
});

onBothDatabases((location) => {
  const cipher = createCipher(new Uint8Array(randomBytes(32)));
  let database: Database;
  let time = Date.parse("2027-03-01T09:00:00Z");
  beforeEach(async () => {
    database = await openDatabase(await location(), cipher);
  });
  afterEach(() => database.destroy());

  const open = () => createLedger({ database, cipher, site: "sales", now: () => time, waitMs: 50 });
  const intent = {
    requestHash: "h",
    organizer: { userId: "alice.adams", name: "Alice Adams", address: null },
    claim: "none",
    owner: "a",
    key: "k",
  } as const;
  async function schedule(request = large(), change: { owner?: string; key?: string } = {}, id = "1") {
    const lease = await open().begin({ ...intent, ...change, request }, day);
    await lease!.finish(scheduled(lease!.entry, id), null);
  }
  const sealed = () => database.selectFrom("requests").selectAll().orderBy("owner").execute();

  test("is found as it was asked for, at each step, and its row stays small", async () => {
    const ledger = open();
    const lease = await ledger.begin({ ...intent, request: large() }, day);
    expect(await ledger.find("a", { key: "k" })).toMatchObject({ state: "intended", request: large() });
    await lease!.save({ ...lease!.entry, mayHaveLateWrites: true }, day);
    await lease!.finish(scheduled({ ...lease!.entry, mayHaveLateWrites: true }), null);
    for (const name of [{ key: "k" }, { conferenceId: "1" }])
      expect(await ledger.find("a", name)).toMatchObject({ state: "scheduled", request: large() });
    expect(await ledger.findLatestEnd()).toMatchObject({ request: large() });
    expect(await ledger.findUnclaimed("a", 0)).toMatchObject([{ request: large() }]);
    expect((await ledger.acquire("a", { key: "k" }))!.entry).toMatchObject({ request: large() });
    const [row] = await database.selectFrom("conferences").select("content").execute();
    expect(row!.content.length).toBeLessThan(1500);
  });

  test("is written once, not with each step", async () => {
    const lease = await open().begin({ ...intent, request: large() }, day);
    // What is not written again is not put right again either.
    await database
      .updateTable("requests")
      .set({ sealed: Buffer.from("other") })
      .execute();
    await lease!.finish(scheduled(lease!.entry), null);
    expect(bufferOf((await sealed())[0]!.sealed).toString()).toBe("other");
    await expect(open().find("a", { key: "k" })).rejects.toMatchObject({ code: "ENTRY_UNREADABLE" });
  });

  test("of a key that is known already replaces nothing", async () => {
    await schedule();
    expect(await open().begin({ ...intent, request: large(900, "Other") }, day)).toBeNull();
    expect(await open().find("a", { key: "k" })).toMatchObject({ request: large() });
  });

  test("replaces another, large or small, and is replaced by one", async () => {
    await schedule(small as ReturnType<typeof large>);
    expect(await sealed()).toEqual([]);
    for (const request of [large(), large(900, "Other"), small, large(), large()]) {
      const lease = await open().acquire("a", { key: "k" });
      await lease!.finish({ ...lease!.entry, request }, null);
      expect(await open().find("a", { key: "k" })).toMatchObject({ request });
      // Nothing of a large one stays behind.
      expect(await sealed()).toHaveLength(request === small ? 0 : 1);
    }
  });

  test("that a small one replaced stays where it is when somebody else has taken the row over", async () => {
    const lease = await open().begin({ ...intent, request: large() }, day);
    time += 60_000;
    const other = await open().acquire("a", { key: "k" });
    const late = lease!.finish({ ...lease!.entry, request: small }, null);
    await expect(late).rejects.toMatchObject({ code: "LEASE_LOST" });
    await other!.release();
    expect(await open().find("a", { key: "k" })).toMatchObject({ request: large() });
  });

  test("that somebody put beside another version of its row is refused", async () => {
    await schedule();
    const [before] = await sealed();
    const lease = await open().acquire("a", { key: "k" });
    await lease!.finish({ ...lease!.entry, request: large(900) }, null);
    await database
      .updateTable("requests")
      .set({ sealed: bufferOf(before!.sealed) })
      .execute();
    await expect(open().find("a", { key: "k" })).rejects.toMatchObject({ code: "ENTRY_UNREADABLE" });
  });

  test("is written only by who holds the row", async () => {
    const lease = await open().begin({ ...intent, request: large() }, day);
    time += 60_000;
    const other = await open().acquire("a", { key: "k" });
    await expect(lease!.save({ ...lease!.entry, request: large(900) }, null)).rejects.toMatchObject({
      code: "LEASE_LOST",
    });
    await other!.release();
    expect(await open().find("a", { key: "k" })).toMatchObject({ request: large() });
  });

  test("of a conference that stands in another entry is not written; those beside it are", async () => {
    await schedule();
    const ledger = open();
    const names = ["x", "y", "z"];
    const all = await Promise.all(
      names.map((key) => ledger.begin({ ...intent, key, request: large(900) }, day)),
    );
    const next = large(800);
    const outcomes = await Promise.allSettled(
      all.map((lease, n) =>
        lease!.save({ ...scheduled(lease!.entry, n === 1 ? "1" : `${n}0`), request: next }, null),
      ),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    const found = await Promise.all(names.map((key) => ledger.find("a", { key })));
    expect(found.map((entry) => entry?.request.appointment.attendees.length)).toEqual([800, 900, 800]);
    expect(found.map((entry) => entry?.state)).toEqual(["scheduled", "intended", "scheduled"]);
  });

  test("goes with its conference, whether that is forgotten or erased", async () => {
    const ledger = open();
    const lease = await ledger.begin({ ...intent, request: large() }, day);
    expect(await sealed()).toHaveLength(1);
    await lease!.forget();
    expect(await sealed()).toEqual([]);
    await schedule();
    time += 400 * day;
    await ledger.eraseAfter(day);
    expect(await sealed()).toEqual([]);
  });

  test("counts beside its own row only", async () => {
    await schedule();
    await schedule(large(), { owner: "b" }, "2");
    const rows = await sealed();
    for (const [n, { owner }] of rows.entries())
      await database
        .updateTable("requests")
        .set({ sealed: bufferOf(rows[1 - n]!.sealed) })
        .where("owner", "=", owner)
        .execute();
    for (const owner of ["a", "b"])
      await expect(open().find(owner, { key: "k" })).rejects.toMatchObject({ code: "ENTRY_UNREADABLE" });
    await database.deleteFrom("requests").execute();
    await expect(open().find("a", { key: "k" })).rejects.toMatchObject({ code: "ENTRY_UNREADABLE" });
  });

  test("travels in an export like any other", async () => {
    await schedule();
    const lines: string[] = [];
    for await (const row of readRows(database)) lines.push(archiveRow(row));
    const other = createCipher(new Uint8Array(randomBytes(32)));
    const to = await openDatabase(await location(), other);
    expect(await restoreRow(to, lines[0]!, { from: cipher, to: other })).toBe(true);
    const ledger = createLedger({ database: to, cipher: other, site: "sales", now: () => time });
    expect(await ledger.find("a", { key: "k" })).toMatchObject({ state: "scheduled", request: large() });
    await to.destroy();
  });
});
