import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startPostgres, type TestPostgres } from "./postgres";

/** Describes what must hold on either database. `location` answers a new, empty one: a file or an address. */
export function onBothDatabases(describeOn: (location: () => Promise<string>) => void): void {
  describe("on SQLite", () => {
    const folders: string[] = [];
    afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));
    describeOn(() => {
      const folder = mkdtempSync(path.join(tmpdir(), "ledger-"));
      folders.push(folder);
      return Promise.resolve(path.join(folder, "ledger.sqlite"));
    });
  });
  describe("on PostgreSQL", () => {
    let postgres: TestPostgres | undefined;
    beforeAll(async () => {
      postgres = await startPostgres();
    }, 60_000);
    afterAll(() => postgres?.close(), 60_000);
    describeOn(async () => {
      if (!postgres) throw new Error("PostgreSQL has not started");
      return postgres.newDatabase();
    });
  });
}
