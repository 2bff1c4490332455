// `npm run chaos -- --runs 1000 [--seed N] [--database sqlite|postgres] [--only SEED]`
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { startPostgres } from "../ledger/postgres";
import { databaseKinds, planOf } from "./plan";
import { createProcesses } from "./processes";
import { run } from "./run";

/** So many at once keep two cores busy, and a process's start does not hold up the others. */
const atOnce = 4;

const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  process.exitCode = 1;
  const { values } = parseArgs({
    options: {
      runs: { type: "string", default: "100" },
      seed: { type: "string", default: String(Date.now() % 1e9) },
      only: { type: "string" },
      database: { type: "string" },
    },
  });
  const firstSeed = Number(values.only ?? values.seed);
  const count = values.only === undefined ? Number(values.runs) : 1;
  const database = databaseKinds.find((kind) => kind === values.database);
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
    const plan = planOf(seed, database && { database });
    const { violations, story, kills } = await run(plan, `${seed}`, options).catch((failure: unknown) => ({
      violations: [failure instanceof Error ? (failure.stack ?? failure.message) : String(failure)],
      ...{ story: [], kills: 0 },
    }));
    sum.done += 1;
    sum.kills += kills;
    if (violations.length > 0) sum.failed += 1;
    if (violations.length > 0 || values.only !== undefined) {
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

void main();
