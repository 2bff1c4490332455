import { open, type FileHandle } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import type { SqliteDatabase } from "kysely";
import Sqlite from "libsql";
import { closeToOthers, makePrivate } from "../config/privateFile";

/** A database of SQLite that does not hold up this process while the disk is at work. */
export interface SqliteFile {
  database: SqliteDatabase;
  /** From now on commits do not wait for the disk: whoever answers for something waits for `onDisk` instead. */
  beginFlushing(): Promise<void>;
  /** Resolves when everything that was committed before, by this process or another, is on the disk. */
  onDisk(): Promise<void>;
  /** Whether statements are carried out that count together or not at all. */
  isInTransaction(): boolean;
}

/** `file` null: in memory. */
export function openSqlite(file: string | null): SqliteFile {
  if (file !== null) {
    // SQLite gives the files beside it the mode of this one; those of an earlier version may be open to others.
    makePrivate(file);
    for (const beside of ["-wal", "-shm"]) closeToOthers(file + beside);
  }
  const sqlite = new Sqlite(file ?? ":memory:");
  // Two processes wait for each other, yet not while one changes the tables: waiting stops all of a process.
  sqlite.exec("PRAGMA busy_timeout = 50; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
  sqlite.exec("PRAGMA foreign_keys = ON;");
  let log: FileHandle | null = null;
  let flush = () => Promise.resolve();
  return {
    database: {
      prepare: keepStatements(sqlite),
      close: () => {
        sqlite.close();
        log?.close().catch(() => undefined);
      },
    },
    beginFlushing: async () => {
      sqlite.exec("PRAGMA busy_timeout = 5000;");
      if (file === null) return;
      // Commits are written to this file, and are whole or not there; SQLite itself flushes it before it empties it. It
      // stays as long as the database is open.
      const opened = await open(`${file}-wal`, "r+");
      log = opened;
      sqlite.exec("PRAGMA synchronous = NORMAL;");
      flush = createFlush(() => opened.datasync());
    },
    onDisk: () => flush(),
    isInTransaction: () => sqlite.inTransaction,
  };
}

/** Those who come while the disk is at work share the next flush. */
function createFlush(sync: () => Promise<void>): () => Promise<void> {
  let last = Promise.resolve();
  let next: Promise<void> | null = null;
  return () => {
    next ??= last
      .catch(() => undefined)
      .then(() => setImmediate())
      .then(() => {
        next = null;
        return (last = sync());
      });
    return next;
  };
}

const maxStatements = 100;

/** Statements that write are few, and are prepared once; those that read differ in their lists of values. */
function keepStatements(sqlite: Sqlite.Database): SqliteDatabase["prepare"] {
  const kept = new Map<string, ReturnType<SqliteDatabase["prepare"]>>();
  return (text) => {
    const known = kept.get(text);
    if (known) return known;
    const statement = sqlite.prepare(text);
    if (!statement.reader && kept.size < maxStatements) kept.set(text, statement);
    return statement;
  };
}
