import { randomBytes } from "node:crypto";
import { createBatches } from "../../server/ledger/batches";
import { createCipher } from "../../server/ledger/cipher";
import { openDatabase, type Database } from "../../server/ledger/database";
import type { LedgerEntry } from "../../server/ledger/entry";
import { createLedger } from "../../server/ledger/ledger";
import { request } from "../support/relay";
import { onBothDatabases } from "./databases";

const day = 24 * 60 * 60_000;
const scheduled = (entry: LedgerEntry, conferenceId: string): LedgerEntry => ({
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
    request,
  } as const;
  const keys = Array.from({ length: 30 }, (_, n) => `k${n}`);

  test("of the same keys at the same moment each is begun once, and all are found", async () => {
    const ledger = open();
    const leases = await Promise.all([...keys, ...keys].map((key) => ledger.begin({ ...intent, key }, day)));
    const begun = leases.flatMap((lease) => (lease ? [lease.entry.key] : []));
    expect(begun.sort()).toEqual([...keys].sort());
    for (const key of keys) expect(await ledger.find("a", { key })).toMatchObject({ state: "intended" });
  });

  test("a conference of another entry and a lost row leave those alone that are written with them", async () => {
    const ledger = open();
    const [first, lost, ...others] = await Promise.all(
      keys.map((key) => ledger.begin({ ...intent, key }, day)),
    );
    await first!.finish(scheduled(first!.entry, "0"), null);
    time += 60_000;
    const taker = await ledger.acquire("a", { key: lost!.entry.key });
    const outcomes = await Promise.allSettled([
      lost!.finish(scheduled(lost!.entry, "lost"), null),
      // The second has the first one's conference.
      ...others.map((lease, n) => lease!.finish(scheduled(lease!.entry, String(n)), null)),
    ]);
    const reasons = outcomes.map((outcome) => outcome.status === "rejected" && (outcome.reason as unknown));
    expect(reasons[0]).toMatchObject({ code: "LEASE_LOST" });
    expect(reasons[1]).toMatchObject({ code: "CONFERENCE_TAKEN" });
    expect(new Set(reasons.slice(2))).toEqual(new Set([false]));
    for (const [n, lease] of others.entries())
      expect(await ledger.find("a", { key: lease!.entry.key })).toMatchObject({
        state: n === 0 ? "intended" : "scheduled",
      });
    await taker!.release();
  });
});

test("a failure that is about no row fails the whole batch, and the next one is written", async () => {
  const failures = [new Error("the connection is gone")];
  const batches: (readonly number[])[] = [];
  const write = (rows: readonly number[]) => {
    batches.push(rows);
    const failure = failures.shift();
    return failure ? Promise.reject(failure) : Promise.resolve(rows.map((row) => row !== 5));
  };
  const writeRow = createBatches(write, () => false, { atOnce: 1, maxRows: 2 });
  const outcomes = await Promise.allSettled([1, 2, 3, 4, 5].map(writeRow));
  expect(outcomes.map(({ status }) => status)).toEqual([
    ...["rejected", "rejected"],
    ...["fulfilled", "fulfilled", "fulfilled"],
  ]);
  expect(outcomes.at(-1)).toMatchObject({ value: false });
  expect(batches).toEqual([[1, 2], [3, 4], [5]]);
});
