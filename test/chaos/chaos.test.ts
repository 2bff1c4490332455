import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createCipher } from "../../server/ledger/cipher";
import { openDatabase } from "../../server/ledger/database";
import { migrations } from "../../server/ledger/migrations";
import { startPostgres, type TestPostgres } from "../ledger/postgres";
import { newKey } from "../support/relay";
import { databaseKinds, planOf, quiet, type DatabaseKind, type Plan } from "./plan";
import { createProcesses, type Processes } from "./processes";
import { requestsFor, send } from "./pane";
import type { Relay, RelaySettings } from "./relay";
import { run, type Outcome } from "./run";
import { openSite } from "./site";

// The short part of `npm run chaos`: the same runs, always with the same seeds.

const ledgerKey = randomBytes(32).toString("base64");
const folder = mkdtempSync(path.join(tmpdir(), "chaos-"));
let postgres: TestPostgres;
let processes: Processes;
let databases: Record<DatabaseKind, string>;
let files = 0;
const newDatabase = (kind: DatabaseKind) =>
  kind === "sqlite" ? Promise.resolve(path.join(folder, `${files++}.sqlite`)) : postgres.newDatabase();

beforeAll(async () => {
  [postgres, processes] = await Promise.all([
    startPostgres(),
    createProcesses(path.resolve(__dirname, "../..")),
  ]);
  databases = { sqlite: await newDatabase("sqlite"), postgres: await newDatabase("postgres") };
}, 60_000);
afterAll(async () => {
  await processes?.close();
  await postgres?.close();
  rmSync(folder, { recursive: true });
}, 60_000);

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await processes.close();
  for (const close of closing.splice(0)) await close();
});

const minute = 60_000;
let runs = 0;
/** Runs a plan; all must be well in the end. */
async function runWell(plan: Plan): Promise<Outcome> {
  const outcome = await run(plan, `run ${(runs += 1)}`, { processes, databases, ledgerKey });
  // Events are printed only for a failed run.
  const told =
    outcome.violations.length > 0 ? { violations: outcome.violations, plan, story: outcome.story } : null;
  expect(told).toBeNull();
  return outcome;
}

/** Some at a time: most of a run is waiting. */
async function inTurn<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const left = [...items.entries()];
  const results: Result[] = [];
  const goOn = async () => {
    for (let next = left.shift(); next; next = left.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all([1, 2, 3, 4].map(goOn));
  return results;
}

const lostAnswer: Plan["proxy"] = {
  met: "own",
  direction: "answer",
  fault: { kind: "reset", after: 0 },
  times: 1,
};

describe("a relay that is killed before or after any call of its ledger or its site loses nothing", () => {
  /** How many such steps there are. */
  const cases = [
    { what: "schedule", count: 8, plan: quiet },
    { what: "schedule, and the answer is lost", count: 13, plan: { ...quiet, proxy: lostAnswer } },
    { what: "update", count: 10, plan: { ...quiet, verb: "update" } },
    { what: "delete", count: 10, plan: { ...quiet, verb: "delete" } },
  ] as const satisfies { plan: Plan; [more: string]: unknown }[];

  test.each(cases)(
    "$what",
    async ({ plan, count }) => {
      const steps = Array.from({ length: count + 1 }, (_, n) => n + 1);
      const kills = await inTurn(steps, async (step) => (await runWell({ ...plan, kills: [step] })).kills);
      // The last one is a step too many: all were there.
      expect(kills).toEqual(steps.map((step) => (step > count ? 0 : 1)));
    },
    60_000,
  );

  test("on PostgreSQL as on SQLite", async () => {
    const around = [3, 4, 6].flatMap((step) => cases.map(({ plan }) => ({ ...plan, kills: [step] })));
    await inTurn(around, (plan) => runWell({ ...plan, database: "postgres" }));
  }, 60_000);
});

describe("whatever proxy and simulator do wrong, there is one conference or none, as the ledger says", () => {
  const seeds = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n);

  test("without a kill", async () => {
    await inTurn(seeds(20_270_000, 8), (seed) => runWell(planOf(seed, { kills: [], isOtherApart: false })));
  }, 120_000);

  test("with relays that are killed", async () => {
    await inTurn(seeds(20_280_000, 4), (seed) => runWell(planOf(seed)));
  }, 120_000);
});

describe("processes that share one PostgreSQL", () => {
  const apart: Plan = { ...quiet, database: "postgres", isOtherApart: true, isAtOnce: true };
  const again: Plan["attempts"] = [
    ...quiet.attempts,
    { relay: "other", minutesBefore: 0.5, isReconciledBefore: false },
  ];

  test("the same key sent to two at once makes one conference", async () => {
    const { calls } = await runWell({ ...apart, kills: ["never"], attempts: again });
    expect(calls.filter((call) => call === "scheduleConference")).toHaveLength(1);
  }, 60_000);

  test("and one conference too when one of them is killed meanwhile", async () => {
    await inTurn([2, 3, 4, 6], (step) => runWell({ ...apart, kills: [step], attempts: again }));
  }, 60_000);

  /** Three, each of which has lost a deletion on its way to the site, a minute later. */
  async function openAfterLoss() {
    let aheadMs = 0;
    const { url, simulator } = await open(() => Date.now() + aheadMs);
    const settings = settingsFor(databases.postgres, url);
    const relays = await startThree(settings);
    const pass = async (minutes: number) => {
      aheadMs += minutes * minute;
      await Promise.all(relays.map(({ setClock }) => setClock(aheadMs)));
    };
    const made = await scheduleByEach(relays);
    simulator.set({ fault: { kind: "dropBefore", operation: "deleteConference", times: 9 } });
    await Promise.all(relays.map((relay, n) => send(relay, "DELETE", `/${made[n]!.body.id}`)));
    simulator.set({});
    await pass(1);
    return {
      pass,
      reconcileAll: () => Promise.all(relays.map(({ reconcile }) => reconcile())),
      deletions: () => simulator.calls().filter((call) => call === "deleteConference").length,
      startToKill: (step: number) => processes.start({ ...settings, clockAheadMs: aheadMs }, step),
    };
  }

  test("what all of them are due to take up is taken up once", async () => {
    const { reconcileAll, deletions } = await openAfterLoss();
    await reconcileAll();
    expect(deletions()).toBe(3);
  }, 60_000);

  test("when the one that does so is killed, another one goes on after a while, and not before", async () => {
    const { pass, reconcileAll, deletions, startToKill } = await openAfterLoss();
    // Of the first entry it has got hold, and recorded what it is about to do; of the second too.
    const killed = await startToKill(14);
    await expect(killed.reconcile()).rejects.toThrow();
    expect(deletions()).toBe(1);
    await reconcileAll();
    expect(deletions()).toBe(1);
    await pass(5);
    await reconcileAll();
    expect(deletions()).toBe(3);
  }, 60_000);
});

test.each(databaseKinds)(
  "several processes that start at once with an empty database (%s) carry out each migration once",
  async (kind) => {
    const { url } = await open();
    const database = await newDatabase(kind);
    const made = await scheduleByEach(await startThree(settingsFor(database, url)));
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201]);
    const opened = await openDatabase(database, createCipher(Buffer.from(ledgerKey, "base64")));
    const done = await opened
      .withTables<{ kysely_migration: { name: string } }>()
      .selectFrom("kysely_migration")
      .select("name")
      .execute();
    await opened.destroy();
    expect(done.map(({ name }) => name).sort()).toEqual(Object.keys(migrations).sort());
  },
  60_000,
);

/** A deployment without faults. */
async function open(now = Date.now) {
  const site = await openSite(quiet, now);
  closing.push(site.close);
  return site;
}

function settingsFor(database: string, siteUrl: string): RelaySettings {
  return { database, ledgerKey, name: newKey(), siteUrl, timeoutMs: 10_000, clockAheadMs: 0 };
}

const startThree = (settings: RelaySettings) => Promise.all([1, 2, 3].map(() => processes.start(settings)));
const [content] = requestsFor("Review");
const scheduleByEach = (relays: readonly Relay[]) =>
  Promise.all(relays.map((relay) => send(relay, "POST", "", { key: newKey(), content })));
