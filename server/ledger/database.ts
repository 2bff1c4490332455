import { Kysely, Migrator, PostgresDialect, SqliteDialect, type Dialect, type Selectable } from "kysely";
import Sqlite from "libsql";
import type { Claim } from "../../src/contract/conference";
import type { Cipher } from "./cipher";
import { LedgerError } from "./errors";
import { migrations } from "./migrations";

/** All times are milliseconds since the epoch. */
interface Tables {
  conferences: {
    site: string;
    owner: string;
    key: string;
    requestHash: string;
    state: "intended" | "scheduled" | "updating" | "removing" | "removed";
    conferenceId: string | null;
    /** Sealed JSON: who it is for, the last request, what is under way, and what the site gave for it. */
    content: string;
    changedAt: number;
    version: number;
    claim: Claim;
    /** Stands for the item that claimed it last. */
    mark: string | null;
    /** When the conference is over; with `changedAt` it says when to forget it. */
    endsAt: number;
    /** When the reconciler should look at it; null: never. */
    lookAgainAt: number | null;
    /** 1: the site may have made it more than once. */
    isDoubtful: number;
    /** Who works on it now, and until when at the latest. */
    heldBy: string | null;
    heldUntil: number;
  };
  /** One sealed text, by which a wrong key is noticed at the start. */
  probe: { sealed: string };
  /** What only one relay at a time may do. */
  duties: { name: string; heldBy: string; heldUntil: number };
}

export type Database = Kysely<Tables>;
export type Row = Selectable<Tables["conferences"]>;

/**
 * Opens the ledger's database, brought up to date.
 * `where`: a file (SQLite), an address "postgres://..." (PostgreSQL), or null: in memory. Throws LedgerError.
 */
export async function openDatabase(where: string | null, cipher: Cipher): Promise<Database> {
  const database = new Kysely<Tables>({ dialect: await dialectOf(where) });
  try {
    await migrate(database, unusable(where));
    await tryKey(database, cipher);
    return database;
  } catch (failure) {
    await database.destroy().catch(() => undefined);
    if (failure instanceof LedgerError) throw failure;
    throw new LedgerError("UNUSABLE", unusable(where), { cause: failure });
  }
}

function unusable(where: string | null): string {
  return where !== null && isAddress(where)
    ? "DATABASE_URL: the database cannot be used. Does it answer there, and may this user make tables in it?"
    : `The ledger ${where ?? ""} cannot be used. Is it a ledger, and may this program write there?`;
}

function isAddress(where: string): boolean {
  return /^postgres(ql)?:/.test(where);
}

async function dialectOf(where: string | null): Promise<Dialect> {
  if (where === null || !isAddress(where)) return new SqliteDialect({ database: openFile(where) });
  const { Pool, types } = (await import("pg")).default;
  const pool = new Pool({
    connectionString: where,
    max: 10,
    connectionTimeoutMillis: 3000,
    query_timeout: 5000,
    // bigint: our times are far from where a number ends.
    types: {
      getTypeParser: (id, format): unknown =>
        id === types.builtins.INT8 ? Number : types.getTypeParser(id, format),
    },
  });
  // A connection that breaks while nobody uses it is replaced; whoever uses the next one hears of it.
  pool.on("error", () => undefined);
  return new PostgresDialect({ pool });
}

function openFile(file: string | null): Sqlite.Database {
  try {
    const sqlite = new Sqlite(file ?? ":memory:");
    // What was answered is on the disk; two processes wait for each other.
    sqlite.exec("PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    return sqlite;
  } catch (cause) {
    throw new LedgerError("UNUSABLE", unusable(file), { cause });
  }
}

const migrationTries = 5;

/** Several relays may start at once: PostgreSQL lets one begin, SQLite lets the others fail; they look again. */
async function migrate(database: Database, advice: string): Promise<void> {
  const provider = { getMigrations: () => Promise.resolve(migrations) };
  for (let attempt = 1; ; attempt += 1) {
    const { error } = await new Migrator({ db: database, provider }).migrateToLatest();
    if (error === undefined) return;
    if (error instanceof Error && error.message.includes("corrupted migrations")) {
      const newer = "The ledger was written by a newer version of this program. Use that one.";
      throw new LedgerError("UNUSABLE", newer, { cause: error });
    }
    if (attempt === migrationTries) throw new LedgerError("UNUSABLE", advice, { cause: error });
    await new Promise((resolve) => setTimeout(resolve, 50 * attempt));
  }
}

/** Every sealed probe must open, also one that another relay has written at this very moment. */
async function tryKey(database: Database, cipher: Cipher): Promise<void> {
  const read = () => database.selectFrom("probe").select("sealed").execute();
  const known = await read();
  if (known.length === 0) {
    await database
      .insertInto("probe")
      .values({ sealed: cipher.seal("probe") })
      .execute();
  }
  for (const { sealed } of known.length > 0 ? known : await read()) cipher.open(sealed);
}
