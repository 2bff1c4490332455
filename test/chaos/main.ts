// `npm run chaos -- --runs 1000 [--seed N] [--database sqlite|postgres] [--only SEED]`, or `-- --all [--seed FIRST] [--runs N]`
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { startPostgres } from "../ledger/postgres";
import { allPlans } from "./enumerate";
import { databaseKinds, planOf, type Plan } from "./plan";
import { createProcesses } from "./processes";
import { run } from "./run";

/** So many at once keep two cores busy, and a process's start does not hold up the others. */
const atOnce = 4;

const say = (line: string) => process.stdout.write(`${line}\n`);

/** The plans to run, by number. Throws an error with a message for the user. */
function readOptions() {
  const { values } = parseArgs({
    options: {
      runs: { type: "string" },
      seed: { type: "string" },
      only: { type: "string" },
      all: { type: "boolean", default: false },
      database: { type: "string" },
    },
  });
  const number = (name: "runs" | "seed" | "only", standard: number) => {
    const value = values[name] ?? String(standard);
    if (!/^\d{1,9}$/.test(value)) throw new Error(`--${name} takes a whole number.`);
    return Number(value);
  };
  const database = databaseKinds.find((kind) => kind === values.database);
  if (values.database !== undefined && !database) throw new Error("--database takes sqlite or postgres.");
  const every = values.all ? [...allPlans()].filter((plan) => !database || plan.database === database) : null;
  const first = number(values.only === undefined ? "seed" : "only", every ? 0 : Date.now() % 1e9);
  const count = values.only === undefined ? number("runs", every ? every.length - first : 100) : 1;
  const isAlone = values.only !== undefined;
  const plan = (seed: number): Plan | undefined =>
    every ? every[seed] : planOf(seed, database && { database });
  return { first, count: every ? Math.min(count, every.length - first) : count, isAlone, plan };
}

async function main(): Promise<void> {
  process.exitCode = 1;
  const { first: firstSeed, count, isAlone, plan: planBy } = readOptions();
  const folder = mkdtempSync(path.join(tmpdir(), "chaos-"));
  const postgres = await startPostgres();
  const processes = await createProcesses(path.resolve("."));
  const options = {
    processes,
    databases: { sqlite: path.join(folder, "ledger.sqlite"), postgres: await postgres.newDatabase() },
    ledgerKey: randomBytes(32).toString("base64"),
  };
  const began = performance.now();
  const sum = { done: 0, failed: 0, kills: 0 };

  async function runOne(seed: number): Promise<void> {
    const plan = planBy(seed);
    if (!plan) return;
    const { violations, story, kills } = await run(plan, `${seed}`, options).catch((failure: unknown) => ({
      violations: [failure instanceof Error ? (failure.stack ?? failure.message) : String(failure)],
      ...{ story: [], kills: 0 },
    }));
    sum.done += 1;
    sum.kills += kills;
    if (violations.length > 0) sum.failed += 1;
    if (violations.length > 0 || isAlone) {
      say(`seed ${seed}: ${violations.join("; ") || "as it should be"}`);
      say(`  ${JSON.stringify(plan)}`);
      for (const line of story) say(`  ${line}`);
    }
    if (sum.done % 50 === 0) say(summary());
  }
  const summary = () =>
    `${sum.done} of ${count} runs, ${sum.kills} kills, ${sum.failed} failures, ` +
    `${Math.round((performance.now() - began) / 1000)} s`;

  try {
    const seeds = Array.from({ length: count }, (_, n) => firstSeed + n);
    say(`seeds ${firstSeed} to ${firstSeed + count - 1}`);
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) await runOne(seed);
      }),
    );
    say(summary());
    if (sum.failed === 0) process.exitCode = 0;
  } finally {
    await processes.close();
    rmSync(folder, { recursive: true });
    // Last: it keeps this process no longer.
    await postgres.close();
  }
}

main().catch((failure: unknown) => {
  process.stderr.write(`${failure instanceof Error ? failure.message : String(failure)}\n`);
  process.exitCode = 2;
});
