import type { Cipher } from "./cipher";
import { type Database, type Row } from "./database";
import { bufferOf, isApart, sealContent, sealOf, type Intent, type LedgerEntry } from "./entry";
import { LedgerError } from "./errors";
import type { Name, Queries } from "./queries";
import { createRowWrites, type Holder } from "./rowWrites";

/** A relay's right to work on one entry, until it is released or `leaseMs` have passed. */
export interface Lease {
  readonly entry: LedgerEntry;
  /** Records how far the work is. Throws LEASE_LOST when somebody else has taken the entry over, and CONFERENCE_TAKEN. */
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

export interface LeaseOptions {
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

interface Leases {
  /** Records an intent and leases it; null where the owner has used the key before. */
  begin(intent: Intent, nextAttemptInMs: number): Promise<Lease | null>;
  /** Waits until nobody else works on the entry, and leases it; null where there is none. Throws ENTRY_BUSY. */
  acquire(owner: string, name: Name): Promise<Lease | null>;
}

/** Lets one worker at a time work on an entry. */
export function createLeases(options: LeaseOptions, queries: Queries): Leases {
  const { database, cipher, site, now, newId = () => crypto.randomUUID() } = options;
  const { leaseMs = 20_000, waitMs = 8_000 } = options;
  const sleep = options.sleep ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)));
  const { write, inDatabase, hashOf, changes, named, read } = queries;
  const rowWrites = createRowWrites(database, site);

  const later = (ms: number | null) => (ms === null ? null : now() + ms);

  function stepOf(entry: LedgerEntry, nextAttemptInMs: number | null) {
    const { state, version, result, request, pending, mayHaveLateWrites } = entry;
    const sealed = sealContent(site, entry, cipher);
    const step = {
      state,
      version,
      conferenceHash: result && hashOf(result.conferenceId),
      content: sealed.content,
      changedAt: now(),
      endsAt: state === "removed" ? now() : Date.parse((pending ?? request).appointment.end),
      nextAttemptAt: later(nextAttemptInMs),
      mayHaveLateWrites: mayHaveLateWrites ? 1 : 0,
    };
    return { step, sealed: sealed.sealedRequest };
  }

  /** `kept`: the seal of the large request that is kept apart; null: there is none. */
  function leaseOf(entry: LedgerEntry, holder: Holder, kept: string | null): Lease {
    let isOver = false;
    const { owner, key, leaseOwner } = holder;
    const lost = () => new LedgerError("LEASE_LOST", "another relay has taken the entry over");
    const record = async (next: LedgerEntry, nextAttemptInMs: number | null, isLast: boolean) => {
      const { step, sealed } = stepOf(next, nextAttemptInMs);
      const seal = sealed && sealOf(sealed);
      const change = seal === kept ? null : (sealed ?? "dropped");
      if (!(await rowWrites.step(holder, step, change, isLast))) throw lost();
      kept = seal;
    };
    const end = async (change: Partial<Pick<Row, "nextAttemptAt">> = {}) => {
      const statement = changes({ ...change, leaseOwner: null, leaseExpiresAt: 0 })
        .where("owner", "=", owner)
        .where("key", "=", key)
        .where("leaseOwner", "=", leaseOwner);
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
              .where("leaseOwner", "=", leaseOwner),
          );
          isOver = true;
        }),
      postpone: (nextAttemptInMs) =>
        inDatabase(async () => {
          await end({ nextAttemptAt: later(nextAttemptInMs) });
          isOver = true;
        }),
      release: async () => {
        if (isOver) return;
        isOver = true;
        // Where it cannot be let go, it is free when its time is over.
        await inDatabase(end).catch(() => undefined);
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
  async function tryAcquire(owner: string, key: string): Promise<Lease | null> {
    const leaseOwner = newId();
    const time = now();
    const row = await changes({ leaseOwner, leaseExpiresAt: time + leaseMs })
      .where("owner", "=", owner)
      .where("key", "=", key)
      .where((where) =>
        where.or([where("leaseExpiresAt", "<=", time), where("leaseExpiresAt", ">", time + 2 * leaseMs)]),
      )
      .returningAll()
      .executeTakeFirst();
    if (!row) return null;
    try {
      const sealed = isApart(row.content) ? await findSealed(owner, key) : null;
      const entry = read({ ...row, sealedRequest: sealed });
      return leaseOf(entry, { owner, key, leaseOwner }, sealed && sealOf(bufferOf(sealed)));
    } catch (failure) {
      await changes({ leaseOwner: null, leaseExpiresAt: 0 })
        .where("owner", "=", owner)
        .where("key", "=", key)
        .where("leaseOwner", "=", leaseOwner)
        .execute();
      throw failure;
    }
  }

  return {
    begin: (intent, nextAttemptInMs) =>
      inDatabase(async () => {
        const entry: LedgerEntry = {
          isSent: true,
          isWithdrawn: false,
          ...intent,
          state: "intended",
          version: 1,
          changedAt: now(),
          createdAt: now(),
          pending: null,
          result: null,
          before: null,
          mark: null,
          mayHaveLateWrites: false,
        };
        const holder = { owner: entry.owner, key: entry.key, leaseOwner: newId() };
        const { step, sealed } = stepOf(entry, nextAttemptInMs);
        const row = { ...step, claim: entry.claim, leaseExpiresAt: now() + leaseMs };
        const isNew = await rowWrites.begin(holder, row, sealed);
        return isNew ? leaseOf(entry, holder, sealed && sealOf(sealed)) : null;
      }),

    acquire: (owner, name) =>
      inDatabase(async () => {
        const started = performance.now();
        for (let pause = 5; ; pause = Math.min(2 * pause, 200)) {
          const row = await named(owner, name).select(["key", "leaseExpiresAt"]).executeTakeFirst();
          if (!row) return null;
          const lease = await tryAcquire(owner, row.key);
          if (lease) return lease;
          if (performance.now() - started > waitMs)
            throw new LedgerError("ENTRY_BUSY", "somebody else holds the entry", {
              retryAfterMs: Math.max(row.leaseExpiresAt - now(), 0),
            });
          await sleep(pause * (0.5 + Math.random() / 2));
        }
      }),
  };
}
