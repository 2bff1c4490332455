import * as z from "zod/mini";
import {
  conferenceRequestSchema,
  warningSchema,
  type ConferenceRequest,
  type Warning,
} from "../../src/contract/conference";
import type { Cipher } from "./cipher";
import type { Database, Row } from "./database";

/** What the site gave for a scheduled conference. */
export interface ScheduledResult {
  conferenceId: string;
  joinUrl: string;
  hostUrl: string;
  warnings: Warning[];
}

/**
 * One appointment's conference, from the intent on.
 * - `intended`: the call to the site has not come back yet, or its answer was lost: the conference may exist.
 * - `scheduled`: it exists, `result` says where.
 * - `removed`: it was taken back; the key is spent.
 */
export type LedgerEntry = {
  /** Whose it is: issuer + tenant + subject. */
  owner: string;
  /** The appointment's idempotency key; unique for an owner. */
  key: string;
  /** Hash of the request that created it, to tell a repetition from a reuse of the key. */
  requestHash: string;
  /** The last request that the site accepted (or the one that is under way): RTC has no "get conference". */
  request: ConferenceRequest;
} & (
  | { state: "intended"; result: null }
  | { state: "scheduled"; result: ScheduledResult }
  | { state: "removed"; result: ScheduledResult }
);

/** The relay's memory of what was scheduled, by whom, for which appointment. */
export interface Ledger {
  /** Writes or replaces the entry of this owner and key. */
  save(entry: LedgerEntry): Promise<void>;
  /** Forgets an intent that certainly led to nothing. */
  forget(owner: string, key: string): Promise<void>;
  findByKey(owner: string, key: string): Promise<LedgerEntry | null>;
  /** Finds a conference of this owner; somebody else's does not exist. */
  findByConference(owner: string, conferenceId: string): Promise<LedgerEntry | null>;
  /** Whether any owner's entry holds this conference. */
  knows(conferenceId: string): Promise<boolean>;
}

interface LedgerOptions {
  database: Database;
  cipher: Cipher;
  /** The name of the site whose conferences these are. */
  site: string;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** The ledger of one site in a database. What was asked for and the links are encrypted there. */
export function createLedger({ database, cipher, site, now }: LedgerOptions): Ledger {
  const entries = () => database.selectFrom("conferences").where("site", "=", site);

  function read(row: Row | undefined): LedgerEntry | null {
    if (!row) return null;
    const { owner, key, requestHash, state } = row;
    const { request, result } = contentSchema.parse(JSON.parse(cipher.open(row.content)));
    const base = { owner, key, requestHash, request };
    if (state === "intended" || !result) return { ...base, state: "intended", result: null };
    return { ...base, state, result };
  }

  return {
    save: async ({ owner, key, requestHash, state, request, result }) => {
      const row = {
        requestHash,
        state,
        conferenceId: result?.conferenceId ?? null,
        content: cipher.seal(JSON.stringify({ request, result })),
        changedAt: now(),
      };
      await database
        .insertInto("conferences")
        .values({ site, owner, key, ...row })
        .onConflict((conflict) => conflict.columns(["site", "owner", "key"]).doUpdateSet(row))
        .execute();
    },
    forget: async (owner, key) => {
      await database
        .deleteFrom("conferences")
        .where("site", "=", site)
        .where("owner", "=", owner)
        .where("key", "=", key)
        .execute();
    },
    findByKey: async (owner, key) =>
      read(await entries().selectAll().where("owner", "=", owner).where("key", "=", key).executeTakeFirst()),
    findByConference: async (owner, conferenceId) =>
      read(
        await entries()
          .selectAll()
          .where("owner", "=", owner)
          .where("conferenceId", "=", conferenceId)
          .executeTakeFirst(),
      ),
    knows: async (conferenceId) =>
      (await entries().select("key").where("conferenceId", "=", conferenceId).executeTakeFirst()) !==
      undefined,
  };
}

const contentSchema = z.object({
  request: conferenceRequestSchema,
  result: z.nullable(
    z.object({
      conferenceId: z.string(),
      joinUrl: z.string(),
      hostUrl: z.string(),
      warnings: z.array(warningSchema),
    }),
  ),
});
