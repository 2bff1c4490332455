import { randomBytes } from "node:crypto";
import { createCipher } from "../../server/ledger/cipher";
import { openDatabase } from "../../server/ledger/database";
import { createLedger } from "../../server/ledger/ledger";
import { createReconciler, type ReconciliationLog } from "../../server/conferences/reconciler";
import { createSites } from "../../server/sites/sites";
import { SiteError } from "../../server/rtc/errors";
import { createFakeSite, newKey, now, relaySite, request } from "../support/relay";

const minute = 60_000;
const day = 24 * 60 * minute;

/** Sites of one database, each with intents that a crash has left, and a reconciler that has not yet looked. */
async function open(names: readonly string[], overrides: Parameters<typeof createFakeSite>[0] = {}) {
  let time = now;
  const cipher = createCipher(randomBytes(32));
  const database = await openDatabase(null, cipher);
  const fakes = names.map((_, n) => createFakeSite(n === 0 ? overrides : {}));
  const ledgerOf = (site: string) => createLedger({ database, cipher, site, now: () => time });
  const clock = () => time;
  const unclaimedMs = 7 * day;
  const sites = createSites(
    names.map((name, n) => relaySite(fakes[n]!.site, { name, ledger: ledgerOf(name) })),
    { clock, unclaimedMs },
  );
  const seen: string[] = [];
  const log: ReconciliationLog[] = [];
  const reconciler = createReconciler({
    sites: sites.all,
    ...{ clock, unclaimedMs, retentionMs: 180 * day, intervalMs: 1 },
    watch: (site, what, count) => seen.push(`${site}: ${what}${count === 1 ? "" : ` ${count}`}`),
    log: (line) => log.push(line),
  });
  return {
    database,
    fakes,
    reconciler,
    seen,
    log,
    pass: (ms: number) => (time += ms),
    leave: async (site: string, key: string = newKey()) => {
      const organizer = { userId: "alice.adams", name: "Alice Adams", address: null };
      const intent = { owner: "alice", key, requestHash: "h", organizer, request, claim: "none" } as const;
      const lease = await ledgerOf(site).begin(intent, 0);
      await lease?.release();
    },
  };
}

test("a row that cannot be read is counted, logged without its content, and left; the others are settled", async () => {
  const { database, reconciler, seen, log, pass, leave } = await open(["sales"]);
  await leave("sales", "damaged");
  await leave("sales", "well");
  await database.updateTable("conferences").set({ content: "AAAA" }).where("key", "=", "damaged").execute();
  pass(3 * minute);
  await reconciler.run();
  expect(seen).toEqual(["sales: failed", "sales: forgotten"]);
  expect(log).toEqual([
    {
      reconciliation: "failed",
      site: "sales",
      entry: expect.stringMatching(/^[0-9a-f]{8}$/),
      cause: "LedgerError ENTRY_UNREADABLE",
    },
  ]);
  pass(minute);
  await reconciler.run();
  expect(seen).toHaveLength(2);
  await database.destroy();
});

test("what nobody foresaw counts as failed, and the next entry is looked at all the same", async () => {
  let lists = 0;
  const { database, reconciler, seen, log, pass, leave } = await open(["sales"], {
    listUpcomingConferences: () => {
      lists += 1;
      return lists === 1 ? Promise.reject(new TypeError("alice.adams")) : Promise.resolve([]);
    },
  });
  await leave("sales");
  await leave("sales");
  pass(3 * minute);
  await reconciler.run();
  expect(seen.sort()).toEqual(["sales: failed", "sales: forgotten"]);
  expect(log).toMatchObject([{ cause: "RelayError OUTCOME_UNKNOWN" }]);
  expect(JSON.stringify(log)).not.toContain("alice");
  await database.destroy();
});

test("a site that hangs holds up no other one, nor what is to be erased, in no round", async () => {
  let wake = () => {};
  const awake = new Promise<void>((resolve) => (wake = resolve));
  const { database, reconciler, seen, pass, leave } = await open(["hanging", "sales"], {
    listUpcomingConferences: () => awake.then(() => []),
  });
  const looked = (count: number) =>
    new Promise<void>((resolve) => {
      const look = () => (seen.length >= count ? resolve() : setImmediate(look));
      look();
    });
  await leave("hanging");
  await leave("sales");
  await leave("closed");
  const pastOnes = database.updateTable("conferences").set({ endsAt: 0 }).where("site", "=", "closed");
  await pastOnes.execute();
  pass(3 * minute);
  const round = reconciler.run();
  await looked(2);
  expect(seen.sort()).toEqual(["closed: erased", "sales: forgotten"]);
  await leave("sales");
  pass(3 * minute);
  const stop = reconciler.start();
  await looked(3);
  expect(seen.at(-1)).toBe("sales: forgotten");
  wake();
  await Promise.all([round, stop()]);
  await database.destroy();
});

test("a conference that the site will not let go is tried again later, without being called a failure", async () => {
  const { database, reconciler, seen, pass, leave } = await open(["sales"], {
    listUpcomingConferences: () => Promise.reject(new SiteError("ERROR_RETRIEVING_CONFERENCE_LIST", 9)),
  });
  await leave("sales");
  pass(3 * minute);
  await reconciler.run();
  expect(seen).toEqual(["sales: postponed"]);
  await database.destroy();
});

test("a database that has gone ends a round, and nothing else", async () => {
  const { database, reconciler, seen, log } = await open(["sales"]);
  await database.destroy();
  await reconciler.run();
  expect(seen).toEqual(["sales: failed", "sales: failed"]);
  expect(log).toMatchObject([{ entry: null, cause: "LedgerError LEDGER_UNAVAILABLE" }, { entry: null }]);
});
