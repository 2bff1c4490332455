import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabase } from "../../server/ledger/database";
import { contentAssociatedData, hashConferenceId } from "../../server/ledger/entry";
import { createLedger, type Ledger } from "../../server/ledger/ledger";
import { startPostgres } from "../ledger/postgres";
import { request } from "../support/relay";
import { cipher } from "./servers";

type Say = (...parts: string[]) => void;

/** Look-ups in a ledger of a million rows, against one of a thousand. */
export async function benchLookUps(say: Say): Promise<void> {
  const postgres = await startPostgres();
  const folder = mkdtempSync(path.join(tmpdir(), "bench-"));
  const places = [
    ["SQLite", path.join(folder, "ledger.sqlite")],
    ["PostgreSQL", await postgres.newDatabase()],
  ] as const;
  for (const [name, where] of places) {
    const database = await openDatabase(where, cipher);
    const ledger = createLedger({ database, cipher, site: "default", now: Date.now });
    const intent = {
      requestHash: "h",
      organizer: { userId: "alice.adams", name: "Alice Adams", address: null },
      request,
      claim: "none",
    } as const;
    const sample = await ledger.begin({ ...intent, owner: "sample", key: "sample" }, 1e9);
    const row = await database.selectFrom("conferences").selectAll().executeTakeFirstOrThrow();
    await sample?.release();
    const contentOf = (owner: string, key: string) =>
      cipher.seal(
        JSON.stringify({
          requestHash: "h",
          request,
          result: { conferenceId: "1", joinUrl: "j", hostUrl: "h", warnings: [] },
        }),
        contentAssociatedData({ site: "default", owner, key }),
      );
    const fill = async (from: number, to: number) => {
      for (let next = from; next < to; next += 1000) {
        const names = Array.from({ length: Math.min(1000, to - next) }, (_, n) => ({
          owner: `owner${(next + n) % 5000}`,
          key: `key${next + n}`,
        }));
        const rows = names.map(({ owner, key }, n) => ({
          ...row,
          owner,
          key,
          content: contentOf(owner, key),
          state: "scheduled" as const,
          conferenceHash: hashConferenceId("default", String(10_000_000 + next + n), cipher),
          leaseOwner: null,
          leaseExpiresAt: 0,
        }));
        // SQLite takes a limited number of values in one statement.
        for (let slice = 0; slice < rows.length; slice += 100)
          await database
            .insertInto("conferences")
            .values(rows.slice(slice, slice + 100))
            .execute();
      }
    };
    await fill(0, 1000);
    const few = await lookUps(ledger, 1000);
    await fill(1000, 1_000_000);
    const many = await lookUps(ledger, 1_000_000);
    for (const [what, ms] of Object.entries(many))
      say(
        `ledger, ${name}, 1,000,000 rows: ${what}`,
        `${(ms / (few[what] ?? ms)).toFixed(2)} times that of 1,000`,
      );
    await database.destroy();
  }
  await postgres.close();
  rmSync(folder, { recursive: true });
}

async function lookUps(ledger: Ledger, rows: number): Promise<Record<string, number>> {
  const works: Record<string, (n: number) => Promise<unknown>> = {
    "by key": (n) => ledger.find(`owner${n % 5000}`, { key: `key${n}` }),
    "by conference": (n) => ledger.find(`owner${n % 5000}`, { conferenceId: String(10_000_000 + n) }),
    "held and let go": async (n) => (await ledger.acquire(`owner${n % 5000}`, { key: `key${n}` }))?.release(),
    "due ones": () => ledger.findDue(100),
  };
  const found: Record<string, number> = {};
  for (const [what, work] of Object.entries(works)) {
    const began = performance.now();
    for (let n = 0; n < 1000; n += 1) await work((n * 7919) % Math.min(rows, 1_000_000));
    found[what] = performance.now() - began;
  }
  return found;
}
