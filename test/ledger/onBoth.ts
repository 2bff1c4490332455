import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startPostgres, type TestPostgres } from "./postgres";

/** Where an empty database is: a file that is not there yet, or a PostgreSQL server's. */
export type Place = { file: string; url: null } | { file: null; url: string };

/** Describes the same for both kinds of database. `open` answers a new place each time. */
export function describeOnBoth(name: string, tests: (open: () => Promise<Place>) => void): void {
  describe(`${name}: SQLite`, () => {
    const folders: string[] = [];
    afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));
    tests(() => {
      const folder = mkdtempSync(path.join(tmpdir(), "ledger-"));
      folders.push(folder);
      return Promise.resolve({ file: path.join(folder, "ledger.sqlite"), url: null });
    });
  });

  describe(`${name}: PostgreSQL`, () => {
    let postgres: TestPostgres;
    beforeAll(async () => {
      postgres = await startPostgres();
    }, 60_000);
    afterAll(() => postgres.close(), 60_000);
    tests(async () => ({ file: null, url: await postgres.newDatabase() }));
  });
}
