import { sql } from "kysely";
import type { Claim } from "../../src/contract/conference";
import { sealedRequest } from "./database";
import type { Intent, LedgerEntry } from "./entry";
import { createLeases, type Lease, type LeaseOptions } from "./leases";
import { createQueries, type Name } from "./queries";

export interface MarkerSupport {
  isEchoed: boolean;
  ageMs: number;
}

/** The memory of what was scheduled at one site, by whom, for which appointment. Everything throws LedgerError. */
export interface Ledger {
  /** Whether the database can be written to; throws LEDGER_UNAVAILABLE. */
  ready(): Promise<void>;
  /** Records an intent and holds it; null where the owner has used the key before. */
  begin(intent: Intent, nextAttemptInMs: number): Promise<Lease | null>;
  /** Waits until nobody else works on the entry, and holds it; null where there is none. Throws ENTRY_BUSY. */
  acquire(owner: string, name: Name): Promise<Lease | null>;
  /** Whether lists of the site name the marker of our conferences, and how long ago that was seen; null: never. */
  findMarkerSupport(): Promise<MarkerSupport | null>;
  /** Records what was seen now. */
  saveMarkerSupport(isEchoed: boolean): Promise<void>;
  /** The conference that is over last of those that stand at the site. */
  findLatestEnd(): Promise<LedgerEntry | null>;
  /** Somebody else's entry does not exist. */
  find(owner: string, name: Name): Promise<LedgerEntry | null>;
  /** Which of these conferences are the owner's. */
  ownedAmong(owner: string, conferenceIds: readonly string[]): Promise<Set<string>>;
  /** Which of these conferences stand in anybody's entry. */
  knownAmong(conferenceIds: readonly string[]): Promise<Set<string>>;
  /** Records that an appointment claims the conference; never takes a claim back. False: there is none. */
  claim(
    owner: string,
    conferenceId: string,
    claim: Exclude<Claim, "none">,
    mark: string | null,
  ): Promise<boolean>;
  /** The owner's conferences that no appointment has claimed for so long, and that are not over. */
  findUnclaimed(owner: string, forMs: number): Promise<LedgerEntry[]>;
  /** Takes a conference from whatever entry has it: the site has given its ID to another one. */
  supersede(conferenceId: string): Promise<void>;
  /** The entries that should be looked at again now, those that wait longest first. */
  findDue(limit: number): Promise<{ owner: string; key: string }[]>;
  /** Has an entry looked at again later that cannot be read now. */
  reschedule(owner: string, key: string, nextAttemptInMs: number): Promise<void>;
  /**
   * Forgets conferences that ended, and were last changed, so long ago; those whose outcome is still open when they ended so
   * long ago. Of all sites in the database, also of those that are not set up any more; answers how many of which.
   */
  eraseAfter(ms: number): Promise<ReadonlyMap<string, number>>;
  /** How many entries are in which state. */
  count(): Promise<{ state: LedgerEntry["state"]; count: number }[]>;
  /** Does what only one relay at a time may do, unless another is doing it; a duty lasts `forMs` at the most. */
  withLeaderLock(duty: string, forMs: number, work: () => Promise<void>): Promise<void>;
}

/** The ledger of one site in a database. What was asked for and the links are encrypted there. */
export function createLedger(options: LeaseOptions): Ledger {
  const { database, cipher, site, now, newId = () => crypto.randomUUID() } = options;
  const queries = createQueries(database, cipher, site);
  const { write, inDatabase, hashOf, entries, changes, named, read, readIfReadable } = queries;

  return {
    ...createLeases(options, queries),

    ready: async () => {
      // A full or read-only disk still answers those who only read.
      const row = { name: `${site} ready`, leaseOwner: "", leaseExpiresAt: 0 };
      await inDatabase(() =>
        write(
          database
            .insertInto("leaderLocks")
            .values(row)
            .onConflict((conflict) => conflict.column("name").doUpdateSet({ leaseExpiresAt: 0 })),
        ),
      );
    },

    find: (owner, name) =>
      inDatabase(async () => {
        const row = await named(owner, name).selectAll().select(sealedRequest).executeTakeFirst();
        return row ? read(row) : null;
      }),

    findMarkerSupport: () =>
      inDatabase(async () => {
        const row = await database
          .selectFrom("markerSupport")
          .select(["isEchoed", "seenAt"])
          .where("site", "=", site)
          .executeTakeFirst();
        return row ? { isEchoed: row.isEchoed === 1, ageMs: now() - row.seenAt } : null;
      }),

    saveMarkerSupport: (isEchoed) =>
      inDatabase(async () => {
        const seen = { isEchoed: isEchoed ? 1 : 0, seenAt: now() };
        await write(
          database
            .insertInto("markerSupport")
            .values({ site, ...seen })
            .onConflict((conflict) => conflict.column("site").doUpdateSet(seen)),
        );
      }),

    findLatestEnd: () =>
      inDatabase(async () => {
        const rows = await entries()
          .selectAll()
          .select(sealedRequest)
          .where("state", "=", "scheduled")
          .where("endsAt", ">", now())
          .orderBy("endsAt", "desc")
          .limit(5)
          .execute();
        return rows.flatMap(readIfReadable)[0] ?? null;
      }),

    ownedAmong: (owner, ids) =>
      inSlices(ids, (slice) => entries().where("owner", "=", owner).where("conferenceHash", "in", slice)),
    knownAmong: (ids) =>
      inSlices(ids, (slice) =>
        entries().where("state", "<>", "removed").where("conferenceHash", "in", slice),
      ),

    claim: (owner, conferenceId, claim, mark) =>
      inDatabase(async () => {
        const statement = database
          .updateTable("conferences")
          .set({
            ...(mark !== null && { mark }),
            claim: sql<Claim>`case when "claim" = 'written' then "claim" else ${claim} end`,
            // An entry with late writes or unfinished work keeps its next attempt.
            nextAttemptAt: sql<
              number | null
            >`case when "mayHaveLateWrites" = 1 or "state" = 'updating' then "nextAttemptAt" else null end`,
          })
          .where("site", "=", site)
          .where("owner", "=", owner)
          .where("conferenceHash", "=", hashOf(conferenceId))
          .where("state", "in", ["scheduled", "updating"]);
        return (await write(statement)) > 0;
      }),

    findUnclaimed: (owner, forMs) =>
      inDatabase(async () => {
        const rows = await entries()
          .selectAll()
          .select(sealedRequest)
          .where("owner", "=", owner)
          .where("state", "=", "scheduled")
          .where("claim", "<>", "written")
          .where("changedAt", "<=", now() - forMs)
          .where("endsAt", ">", now())
          .orderBy("endsAt")
          .limit(100)
          .execute();
        return rows.flatMap(readIfReadable);
      }),

    supersede: (conferenceId) =>
      inDatabase(async () => {
        await changes({ state: "removed" })
          .where("conferenceHash", "=", hashOf(conferenceId))
          .where("state", "<>", "removed")
          .execute();
      }),

    findDue: (limit) =>
      inDatabase(() =>
        entries()
          .select(["owner", "key"])
          .where("nextAttemptAt", "<=", now())
          .orderBy("nextAttemptAt")
          .limit(limit)
          .execute(),
      ),

    reschedule: (owner, key, nextAttemptInMs) =>
      inDatabase(async () => {
        await write(
          changes({ nextAttemptAt: now() + nextAttemptInMs })
            .where("owner", "=", owner)
            .where("key", "=", key),
        );
      }),

    eraseAfter: (ms) =>
      inDatabase(async () => {
        const erased = new Map<string, number>();
        const time = now() - ms;
        const over = database
          .selectFrom("conferences")
          .select(["site", "owner", "key"])
          .where("endsAt", "<=", time)
          .where((where) =>
            where.or([
              where("changedAt", "<=", time),
              // Unfinished entries are written again and again.
              where("state", "in", ["intended", "updating", "removing"]),
            ]),
          )
          .limit(sliceSize);
        for (let batches = 0; batches < 20; batches += 1) {
          const rows = await database
            .deleteFrom("conferences")
            .where((where) =>
              where(where.refTuple("site", "owner", "key"), "in", over.$asTuple("site", "owner", "key")),
            )
            .returning("site")
            .execute();
          for (const row of rows) erased.set(row.site, (erased.get(row.site) ?? 0) + 1);
          if (rows.length < sliceSize) break;
        }
        return erased;
      }),

    count: () =>
      inDatabase(async () => {
        const rows = await entries()
          .select(({ fn }) => ["state", fn.countAll<number | string>().as("count")])
          .groupBy("state")
          .execute();
        return rows.map(({ state, count }) => ({ state, count: Number(count) }));
      }),

    withLeaderLock: async (duty, forMs, work) => {
      const name = `${site} ${duty}`;
      const leaseOwner = newId();
      const time = now();
      const isMine = await inDatabase(() =>
        database
          .insertInto("leaderLocks")
          .values({ name, leaseOwner, leaseExpiresAt: time + forMs })
          .onConflict((conflict) =>
            conflict
              .column("name")
              .doUpdateSet({ leaseOwner, leaseExpiresAt: time + forMs })
              .where((where) =>
                where.or([
                  where("leaderLocks.leaseExpiresAt", "<=", time),
                  where("leaderLocks.leaseExpiresAt", ">", time + 2 * forMs),
                ]),
              ),
          )
          .returning("leaseOwner")
          .executeTakeFirst(),
      );
      if (!isMine) return;
      try {
        await work();
      } finally {
        await inDatabase(() =>
          database
            .updateTable("leaderLocks")
            .set({ leaseExpiresAt: 0 })
            .where("name", "=", name)
            .where("leaseOwner", "=", leaseOwner)
            .execute(),
        );
      }
    },
  };

  async function inSlices(
    ids: readonly string[],
    query: (hashes: readonly string[]) => ReturnType<typeof entries>,
  ): Promise<Set<string>> {
    const found = new Set<string>();
    for (let from = 0; from < ids.length; from += sliceSize) {
      const slice = new Map(ids.slice(from, from + sliceSize).map((id) => [hashOf(id), id]));
      const rows = await inDatabase(() =>
        query([...slice.keys()])
          .select("conferenceHash")
          .execute(),
      );
      for (const { conferenceHash } of rows) {
        const id = slice.get(conferenceHash ?? "");
        if (id !== undefined) found.add(id);
      }
    }
    return found;
  }
}

/** SQLite takes a limited number of values in one statement. */
const sliceSize = 500;
