import { sql, type Compilable } from "kysely";
import type { Claim } from "../../src/contract/conference";
import type { Cipher } from "./cipher";
import { onDisk, sealedRequest, type Database, type Row } from "./database";
import {
  bufferOf,
  isApart,
  hashConferenceId,
  readEntry,
  sealContent,
  sealOf,
  type Intent,
  type LedgerEntry,
} from "./entry";
import { LedgerError } from "./errors";
import { createRowWrites, type Holder } from "./rowWrites";
import { writesOf } from "./writes";

/** How an entry of an owner is named: by the appointment's key, or by the conference. */
export type Name = { key: string } | { conferenceId: string } | { mark: string };

/** An entry that nobody else works on until it is let go, or `heldMs` are over. */
export interface Lease {
  readonly entry: LedgerEntry;
  /** Records how far the work is. Throws LOST when somebody else has taken the entry over, and TAKEN. */
  save(entry: LedgerEntry, nextAttemptInMs: number | null): Promise<void>;
  /** Records how the work ended, and lets go. */
  finish(entry: LedgerEntry, nextAttemptInMs: number | null): Promise<void>;
  /** Forgets an intent that certainly led to nothing. */
  forget(): Promise<void>;
  /** Lets go; the reconciler looks at it again then, or never. */
  postpone(nextAttemptInMs: number | null): Promise<void>;
  /** Lets go without a word; does nothing after one of the others has let go. */
  release(): Promise<void>;
}

export interface MarkerSupport {
  isEchoed: boolean;
  ageMs: number;
}

/** The memory of what was scheduled at one site, by whom, for which appointment. Everything throws LedgerError. */
export interface Ledger {
  /** Whether the database can be written to; throws UNAVAILABLE. */
  ready(): Promise<void>;
  /** Records an intent and holds it; null where the owner has used the key before. */
  begin(intent: Intent, nextAttemptInMs: number): Promise<Lease | null>;
  /** Waits until nobody else works on the entry, and holds it; null where there is none. Throws BUSY. */
  acquire(owner: string, name: Name): Promise<Lease | null>;
  /** Whether lists of the site name the marker of our conferences, and how long ago that was seen; null: never. */
  findEcho(): Promise<MarkerSupport | null>;
  /** Records what was seen now. */
  saveEcho(isEchoed: boolean): Promise<void>;
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

interface LedgerOptions {
  database: Database;
  cipher: Cipher;
  /** The name of the site whose conferences these are. */
  site: string;
  /** Milliseconds since the epoch. The clocks of relays that share a database may differ by some seconds. */
  now: () => number;
  newId?: () => string;
  sleep?: (ms: number) => Promise<void>;
  /** How long an entry may be held: longer than any work on it takes. */
  leaseMs?: number;
  /** How long to wait for somebody else's work. */
  waitMs?: number;
}

/** The ledger of one site in a database. What was asked for and the links are encrypted there. */
export function createLedger(options: LedgerOptions): Ledger {
  const { database, cipher, site, now, newId = () => crypto.randomUUID() } = options;
  const { leaseMs = 20_000, waitMs = 8_000 } = options;
  const sleep = options.sleep ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)));

  const rowWrites = createRowWrites(database, site);
  /** How many rows a statement has changed. */
  const write = (statement: Compilable) => writesOf(database)(statement.compile());
  /** What was written, and what was found, is on the disk before anything is done about it. */
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
  const readIfReadable = (row: Row) => {
    try {
      return [read(row)];
    } catch (failure) {
      if (failure instanceof LedgerError && failure.code === "UNREADABLE") return [];
      throw failure;
    }
  };

  function stepOf(entry: LedgerEntry, nextAttemptInMs: number | null) {
    const { state, version, result, request, pending, isDoubtful } = entry;
    const sealed = sealContent(site, entry, cipher);
    const step = {
      state,
      version,
      conferenceHash: result && hashOf(result.conferenceId),
      content: sealed.content,
      changedAt: now(),
      endsAt: state === "removed" ? now() : Date.parse((pending ?? request).appointment.end),
      lookAgainAt: later(nextAttemptInMs),
      isDoubtful: isDoubtful ? 1 : 0,
    };
    return { step, sealed: sealed.sealedRequest };
  }

  const later = (ms: number | null) => (ms === null ? null : now() + ms);

  /** `kept`: the seal of the large request that is kept apart; null: there is none. */
  function hold(entry: LedgerEntry, holder: Holder, kept: string | null): Lease {
    let isOver = false;
    const { owner, key, heldBy } = holder;
    const lost = () => new LedgerError("LOST", "another relay has taken the entry over");
    const record = async (next: LedgerEntry, nextAttemptInMs: number | null, isLast: boolean) => {
      const { step, sealed } = stepOf(next, nextAttemptInMs);
      const seal = sealed && sealOf(sealed);
      const change = seal === kept ? null : (sealed ?? "dropped");
      if (!(await rowWrites.step(holder, step, change, isLast))) throw lost();
      kept = seal;
    };
    const letGo = async (change: Partial<Pick<Row, "lookAgainAt">> = {}) => {
      const statement = changes({ ...change, heldBy: null, heldUntil: 0 })
        .where("owner", "=", owner)
        .where("key", "=", key)
        .where("heldBy", "=", heldBy);
      if ((await write(statement)) === 0) throw lost();
    };
    return {
      entry,
      save: (next, nextAttemptInMs) => inDatabase(() => record(next, nextAttemptInMs, false)),
      finish: (next, nextAttemptInMs) =>
        inDatabase(async () => {
          await record(next, nextAttemptInMs, true);
          isOver = true;
        }),
      forget: () =>
        inDatabase(async () => {
          await write(
            database
              .deleteFrom("conferences")
              .where("site", "=", site)
              .where("owner", "=", owner)
              .where("key", "=", key)
              .where("heldBy", "=", heldBy),
          );
          isOver = true;
        }),
      postpone: (nextAttemptInMs) =>
        inDatabase(async () => {
          await letGo({ lookAgainAt: later(nextAttemptInMs) });
          isOver = true;
        }),
      release: async () => {
        if (isOver) return;
        isOver = true;
        // Where it cannot be let go, it is free when its time is over.
        await inDatabase(letGo).catch(() => undefined);
      },
    };
  }

  /** By a statement of its own: of one that is held, nobody else writes it. */
  async function findSealed(owner: string, key: string): Promise<Row["sealedRequest"]> {
    const kept = await database
      .selectFrom("requests")
      .select("sealed")
      .where("site", "=", site)
      .where("owner", "=", owner)
      .where("key", "=", key)
      .executeTakeFirst();
    return kept?.sealed ?? null;
  }

  /** Holds the entry if nobody does; what is held for longer than anybody may was written by a clock that was wrong. */
  async function tryHold(owner: string, key: string): Promise<Lease | null> {
    const heldBy = newId();
    const time = now();
    const row = await changes({ heldBy, heldUntil: time + leaseMs })
      .where("owner", "=", owner)
      .where("key", "=", key)
      .where((where) =>
        where.or([where("heldUntil", "<=", time), where("heldUntil", ">", time + 2 * leaseMs)]),
      )
      .returningAll()
      .executeTakeFirst();
    if (!row) return null;
    try {
      const sealed = isApart(row.content) ? await findSealed(owner, key) : null;
      const entry = read({ ...row, sealedRequest: sealed });
      return hold(entry, { owner, key, heldBy }, sealed && sealOf(bufferOf(sealed)));
    } catch (failure) {
      await changes({ heldBy: null, heldUntil: 0 })
        .where("owner", "=", owner)
        .where("key", "=", key)
        .where("heldBy", "=", heldBy)
        .execute();
      throw failure;
    }
  }

  return {
    ready: async () => {
      // A full or read-only disk still answers those who only read.
      const row = { name: `${site} ready`, heldBy: "", heldUntil: 0 };
      await inDatabase(() =>
        write(
          database
            .insertInto("duties")
            .values(row)
            .onConflict((conflict) => conflict.column("name").doUpdateSet({ heldUntil: 0 })),
        ),
      );
    },

    begin: (intent, nextAttemptInMs) =>
      inDatabase(async () => {
        const entry: LedgerEntry = {
          isSent: true,
          isTakenBack: false,
          ...intent,
          state: "intended",
          version: 1,
          changedAt: now(),
          createdAt: now(),
          pending: null,
          result: null,
          before: null,
          mark: null,
          isDoubtful: false,
        };
        const holder = { owner: entry.owner, key: entry.key, heldBy: newId() };
        const { step, sealed } = stepOf(entry, nextAttemptInMs);
        const row = { ...step, claim: entry.claim, heldUntil: now() + leaseMs };
        const isNew = await rowWrites.begin(holder, row, sealed);
        return isNew ? hold(entry, holder, sealed && sealOf(sealed)) : null;
      }),

    acquire: (owner, name) =>
      inDatabase(async () => {
        const started = performance.now();
        for (let pause = 5; ; pause = Math.min(2 * pause, 200)) {
          const row = await named(owner, name).select(["key", "heldUntil"]).executeTakeFirst();
          if (!row) return null;
          const lease = await tryHold(owner, row.key);
          if (lease) return lease;
          if (performance.now() - started > waitMs)
            throw new LedgerError("BUSY", "somebody else holds the entry", {
              retryAfterMs: Math.max(row.heldUntil - now(), 0),
            });
          await sleep(pause * (0.5 + Math.random() / 2));
        }
      }),

    find: (owner, name) =>
      inDatabase(async () => {
        const row = await named(owner, name).selectAll().select(sealedRequest).executeTakeFirst();
        return row ? read(row) : null;
      }),

    findEcho: () =>
      inDatabase(async () => {
        const row = await database
          .selectFrom("echoes")
          .select(["isEchoed", "seenAt"])
          .where("site", "=", site)
          .executeTakeFirst();
        return row ? { isEchoed: row.isEchoed === 1, ageMs: now() - row.seenAt } : null;
      }),

    saveEcho: (isEchoed) =>
      inDatabase(async () => {
        const seen = { isEchoed: isEchoed ? 1 : 0, seenAt: now() };
        await write(
          database
            .insertInto("echoes")
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
            // What is doubtful or unfinished is looked at again all the same.
            lookAgainAt: sql<
              number | null
            >`case when "isDoubtful" = 1 or "state" = 'updating' then "lookAgainAt" else null end`,
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
          .where("lookAgainAt", "<=", now())
          .orderBy("lookAgainAt")
          .limit(limit)
          .execute(),
      ),

    reschedule: (owner, key, nextAttemptInMs) =>
      inDatabase(async () => {
        await write(
          changes({ lookAgainAt: later(nextAttemptInMs) })
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
              // What cannot be brought to its end is written again and again.
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
      const heldBy = newId();
      const time = now();
      const isMine = await inDatabase(() =>
        database
          .insertInto("duties")
          .values({ name, heldBy, heldUntil: time + forMs })
          .onConflict((conflict) =>
            conflict
              .column("name")
              .doUpdateSet({ heldBy, heldUntil: time + forMs })
              .where((where) =>
                where.or([
                  where("duties.heldUntil", "<=", time),
                  where("duties.heldUntil", ">", time + 2 * forMs),
                ]),
              ),
          )
          .returning("heldBy")
          .executeTakeFirst(),
      );
      if (!isMine) return;
      try {
        await work();
      } finally {
        await inDatabase(() =>
          database
            .updateTable("duties")
            .set({ heldUntil: 0 })
            .where("name", "=", name)
            .where("heldBy", "=", heldBy)
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

/** Whatever the database says, callers hear whether it did not take the work or refused it. */
async function inWords<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof LedgerError) throw cause;
    const code = cause instanceof Error && "code" in cause ? cause.code : null;
    if (code === "23505" || code === "SQLITE_CONSTRAINT_UNIQUE")
      throw new LedgerError("TAKEN", "the conference stands in another entry", { cause });
    throw new LedgerError("UNAVAILABLE", "the ledger's database does not do its work", { cause });
  }
}
