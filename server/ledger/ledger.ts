import type { ConferenceRequest, Warning } from "../../src/contract/conference";

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

/** A ledger that lives as long as the process. */
export function createMemoryLedger(): Ledger {
  const byKey = new Map<string, LedgerEntry>();
  const byConference = new Map<string, LedgerEntry>();
  const address = (owner: string, key: string) => JSON.stringify([owner, key]);
  return {
    save: (entry) => {
      byKey.set(address(entry.owner, entry.key), entry);
      if (entry.result) byConference.set(entry.result.conferenceId, entry);
      return Promise.resolve();
    },
    forget: (owner, key) => {
      byKey.delete(address(owner, key));
      return Promise.resolve();
    },
    findByKey: (owner, key) => Promise.resolve(byKey.get(address(owner, key)) ?? null),
    findByConference: (owner, conferenceId) => {
      const entry = byConference.get(conferenceId);
      return Promise.resolve(entry?.owner === owner ? entry : null);
    },
    knows: (conferenceId) => Promise.resolve(byConference.has(conferenceId)),
  };
}
