import { Kysely, Migrator, SqliteDialect, type Migration, type Selectable } from "kysely";
import Sqlite from "libsql";
import type { Cipher } from "./cipher";
import { LedgerError } from "./errors";

interface Tables {
  conferences: {
    site: string;
    owner: string;
    key: string;
    requestHash: string;
    state: "intended" | "scheduled" | "removed";
    conferenceId: string | null;
    /** Sealed JSON: the last request and what the site gave for it. */
    content: string;
    /** Milliseconds since the epoch. */
    changedAt: number;
  };
  /** One sealed text, by which a wrong key is noticed at the start. */
  probe: { sealed: string };
}

export type Database = Kysely<Tables>;
export type Row = Selectable<Tables["conferences"]>;

const migrations: Record<string, Migration> = {
  "2026-11-conferences": {
    up: async (database) => {
      await database.schema
        .createTable("conferences")
        .addColumn("site", "text", (column) => column.notNull())
        .addColumn("owner", "text", (column) => column.notNull())
        .addColumn("key", "text", (column) => column.notNull())
        .addColumn("requestHash", "text", (column) => column.notNull())
        .addColumn("state", "text", (column) => column.notNull())
        .addColumn("conferenceId", "text")
        .addColumn("content", "text", (column) => column.notNull())
        .addColumn("changedAt", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("conferencesKey", ["site", "owner", "key"])
        .execute();
      await database.schema
        .createIndex("conferencesById")
        .on("conferences")
        .columns(["site", "conferenceId"])
        .execute();
      await database.schema
        .createTable("probe")
        .addColumn("sealed", "text", (column) => column.notNull())
        .execute();
    },
  },
};

/** Opens the ledger's database, brought up to date. `file` null: in memory. Throws LedgerError. */
export async function openDatabase(file: string | null, cipher: Cipher): Promise<Database> {
  const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: openFile(file) }) });
  try {
    const provider = { getMigrations: () => Promise.resolve(migrations) };
    const { error } = await new Migrator({ db: database, provider }).migrateToLatest();
    if (error !== undefined) {
      const isNewer = error instanceof Error && error.message.includes("corrupted migrations");
      throw new LedgerError(
        isNewer
          ? "The ledger was written by a newer version of this program. Use that one."
          : "The ledger could not be brought up to date.",
        { cause: error },
      );
    }
    await tryKey(database, cipher);
    return database;
  } catch (failure) {
    await database.destroy();
    throw failure;
  }
}

function openFile(file: string | null): Sqlite.Database {
  try {
    const sqlite = new Sqlite(file ?? ":memory:");
    // What was answered is on the disk; two processes wait for each other.
    sqlite.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;");
    return sqlite;
  } catch (cause) {
    throw new LedgerError(`The ledger ${file ?? ""} cannot be opened. May this program write there?`, {
      cause,
    });
  }
}

async function tryKey(database: Database, cipher: Cipher): Promise<void> {
  const known = await database.selectFrom("probe").select("sealed").executeTakeFirst();
  if (known) cipher.open(known.sealed);
  else
    await database
      .insertInto("probe")
      .values({ sealed: cipher.seal("probe") })
      .execute();
}
