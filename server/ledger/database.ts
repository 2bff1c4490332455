import {
  Kysely,
  Migrator,
  PostgresDialect,
  sql,
  SqliteAdapter,
  SqliteDialect,
  type Selectable,
} from "kysely";
import type { Claim } from "../../src/contract/conference";
import type { Cipher } from "./cipher";
import { adviceFor, LedgerError, troubleOf } from "./errors";
import { migrations } from "./migrations";
import { createPostgresPool } from "./postgresPool";
import { openSqlite, type SqliteFile } from "./sqlite";

/** As PostgreSQL and SQLite answer them. */
type Bytes = Uint8Array | ArrayBuffer;

/** All times are milliseconds since the epoch. */
interface Tables {
  conferences: {
    site: string;
    owner: string;
    key: string;
    state: "intended" | "scheduled" | "updating" | "removing" | "removed";
    /** Stands for the conference ID (entry.ts, hashConferenceId). */
    conferenceHash: string | null;
    /** Sealed JSON: who it is for, the last request unless it is large, what is under way, and what the site gave for it. */
    content: string;
    changedAt: number;
    version: number;
    claim: Claim;
    /** Stands for the item that claimed it last. */
    mark: string | null;
    /** When the conference is over; with `changedAt` it says when to forget it. */
    endsAt: number;
    /** When the reconciler looks at it; null: never. */
    nextAttemptAt: number | null;
    /** 1: calls whose answers were lost may still change or duplicate it. */
    mayHaveLateWrites: number;
    /** The worker that has leased it, and when the lease ends. */
    leaseOwner: string | null;
    leaseExpiresAt: number;
  };
  /** The last request of a conference where it is large: it is not written again with each step of the work. */
  requests: { site: string; owner: string; key: string; sealed: Bytes };
  /** One row with a sealed text, by which a wrong key is noticed at the start. */
  keyProbe: { id: number; sealed: string };
  /** Whether lists of a site name the marker of our conferences (1 or 0), and when that was last seen. */
  markerSupport: { site: string; isEchoed: number; seenAt: number };
  /** Locks for work that only one relay at a time does. */
  leaderLocks: { name: string; leaseOwner: string; leaseExpiresAt: number };
}

export type Database = Kysely<Tables>;
/** `sealedRequest`: of `requests`; null: the request is in `content`. */
export type Row = Selectable<Tables["conferences"]> & { sealedRequest: Bytes | null };

/** For each conference that a statement selects, what `requests` has of it. */
export const sealedRequest = sql<Bytes | null>`(
  select "sealed" from "requests" where "requests"."site" = "conferences"."site"
  and "requests"."owner" = "conferences"."owner" and "requests"."key" = "conferences"."key"
)`.as("sealedRequest");

/**
 * Opens the ledger's database, brought up to date.
 * `where`: a file (SQLite), an address "postgres://..." (PostgreSQL), or null: in memory. Throws LedgerError.
 */
export async function openDatabase(where: string | null, cipher: Cipher): Promise<Database> {
  const began = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryOpening(where, cipher);
    } catch (failure) {
      if (failure instanceof LedgerError) throw failure;
      // Several relays may start at once: PostgreSQL lets one begin, SQLite lets the others fail; they look again.
      const isLast = isBusy(failure) ? performance.now() - began > longestStartMs : attempt >= tries;
      if (isLast) throw new LedgerError("LEDGER_UNUSABLE", unusable(where, failure), { cause: failure });
      await new Promise((resolve) => setTimeout(resolve, 100 * (0.5 + Math.random())));
    }
  }
}

const longestStartMs = 30_000;
const tries = 5;

/** Another process changes the tables; or PostgreSQL (class 57P) ends or is just starting. */
function isBusy(failure: unknown): boolean {
  return failure instanceof Error && "code" in failure && /^(SQLITE_BUSY|57P)/.test(String(failure.code));
}

/** With a connection of its own: SQLite's keeps the view of the tables with which it was refused. */
async function tryOpening(where: string | null, cipher: Cipher): Promise<Database> {
  const file = where === null || !isAddress(where) ? openSqlite(where) : null;
  const dialect = file
    ? new LedgerDialect({ database: file.database })
    : new PostgresDialect({ pool: await createPostgresPool(where ?? "") });
  const database = new Kysely<Tables>({ dialect });
  try {
    await migrate(database);
    await tryKey(database, cipher);
    if (file) {
      await file.beginFlushing();
      files.set(database, file);
    }
    return database;
  } catch (failure) {
    await database.destroy().catch(() => undefined);
    throw failure;
  }
}

const files = new WeakMap<Database, SqliteFile>();

/** The file of a database; null: it is none of SQLite. */
export function fileOf(database: Database): SqliteFile | null {
  return files.get(database) ?? null;
}

/** Resolves when everything that was committed before, by whichever process, is on the disk. PostgreSQL commits so. */
export async function onDisk(database: Database): Promise<void> {
  await fileOf(database)?.onDisk();
}

function unusable(where: string | null, failure: unknown): string {
  if (where !== null && isAddress(where))
    return "DATABASE_URL: the database cannot be used. Does it answer there, and may this user make tables in it?";
  const trouble = troubleOf(failure);
  const advice = trouble ? adviceFor[trouble] : "Is it a ledger, and may this program write there?";
  return `The ledger ${where ?? ""} cannot be used. ${advice}`;
}

function isAddress(where: string): boolean {
  return /^postgres(ql)?:/.test(where);
}

/** SQLite makes tables within transactions too: a start that is killed half way leaves nothing half made. */
class LedgerDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new LedgerAdapter();
  }
}
class LedgerAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

async function migrate(database: Database): Promise<void> {
  const provider = { getMigrations: () => Promise.resolve(migrations) };
  const { error } = await new Migrator({ db: database, provider }).migrateToLatest();
  if (error instanceof Error && error.message.includes("corrupted migrations")) {
    const newer =
      "The ledger was written by another version of this program. Use that one, or move the ledger away to begin anew.";
    throw new LedgerError("LEDGER_UNUSABLE", newer, { cause: error });
  }
  if (error !== undefined) throw error instanceof Error ? error : new Error("the tables could not be made");
}

/** The associated data of the probe that tells whether a key fits. */
const probePlace = "keyProbe";

/** Of relays that start at once the first writes the probe; a relay whose key does not open it may not go on. */
async function tryKey(database: Database, cipher: Cipher): Promise<void> {
  const find = () => database.selectFrom("keyProbe").select("sealed").executeTakeFirst();
  if (!(await find())) {
    await database
      .insertInto("keyProbe")
      .values({ id: 1, sealed: cipher.seal("probe", probePlace) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  const probe = await find();
  if (probe) cipher.open(probe.sealed, probePlace);
}
