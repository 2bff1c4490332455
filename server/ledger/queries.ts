import { sql, type Compilable } from "kysely";
import type { Cipher } from "./cipher";
import { onDisk, type Database, type Row } from "./database";
import { hashConferenceId, readEntry, type LedgerEntry } from "./entry";
import { LedgerError } from "./errors";
import { writesOf } from "./writes";

/** How an entry of an owner is named: by the appointment's key, or by the conference. */
export type Name = { key: string } | { conferenceId: string } | { mark: string };

/** The statements that the parts of a site's ledger share. */
export type Queries = ReturnType<typeof createQueries>;

export function createQueries(database: Database, cipher: Cipher, site: string) {
  /** How many rows a statement has changed. */
  const write = (statement: Compilable) => writesOf(database)(statement.compile());
  /** Waits until rows that were written or found are on the disk. */
  const inDatabase = <Result>(work: () => Promise<Result>): Promise<Result> =>
    inWords(async () => {
      const result = await work();
      await onDisk(database);
      return result;
    });
  const hashOf = (conferenceId: string) => hashConferenceId(site, conferenceId, cipher);
  const entries = () => database.selectFrom("conferences").where("site", "=", site);
  const changes = (change: Partial<Omit<Row, "sealedRequest">>) =>
    database.updateTable("conferences").set(change).where("site", "=", site);
  const named = (owner: string, name: Name) => {
    const own = entries().where("owner", "=", owner);
    if ("key" in name) return own.where("key", "=", name.key);
    if ("mark" in name) {
      // Of several the newest: an item whose conference was removed may have got another.
      return own
        .where("mark", "=", name.mark)
        .where("state", "<>", "removed")
        .orderBy("changedAt", "desc")
        .limit(1);
    }
    // One that was removed may have had the same ID before.
    return own
      .where("conferenceHash", "=", hashOf(name.conferenceId))
      .orderBy(sql`case when "state" = 'removed' then 1 else 0 end`)
      .limit(1);
  };

  const read = (row: Row) => readEntry(row, cipher);
  /** One that is damaged hides none of the others. */
  const readIfReadable = (row: Row): LedgerEntry[] => {
    try {
      return [read(row)];
    } catch (failure) {
      if (failure instanceof LedgerError && failure.code === "ENTRY_UNREADABLE") return [];
      throw failure;
    }
  };

  return { write, inDatabase, hashOf, entries, changes, named, read, readIfReadable };
}

/** Turns the database's errors into LedgerError. */
async function inWords<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof LedgerError) throw cause;
    const code = cause instanceof Error && "code" in cause ? cause.code : null;
    if (code === "23505" || code === "SQLITE_CONSTRAINT_UNIQUE")
      throw new LedgerError("CONFERENCE_TAKEN", "the conference stands in another entry", { cause });
    throw new LedgerError("LEDGER_UNAVAILABLE", "the ledger's database does not do its work", { cause });
  }
}
