import type {
  Claim,
  Conference,
  ConferenceRequest,
  UnclaimedConferences,
} from "../../src/contract/conference";
import type { Intent, LedgerEntry } from "../ledger/entry";
import type { Lease } from "../ledger/leases";
import type { Ledger } from "../ledger/ledger";
import type { Name } from "../ledger/queries";
import type { Caller } from "./caller";
import { RelayError } from "./relayError";
import { firstHashOf, hashOf, isSameRequest } from "./requestHash";
import type { SiteLookup } from "./siteLookup";
import type { SiteOperations } from "./siteOperations";
import { lateCallMs, soonMs } from "./siteOutcomes";
import { createExistenceCheck } from "./existenceCheck";

/** The versions that a change may start from; null: the caller did not say. */
export type IfMatch = "any" | readonly number[] | null;

/** A conference as its owner sees it. */
type Owned = Conference & { hostUrl: string };

export interface Conferences {
  /** Same key and same request: the same conference, however often it is asked for. Throws KEY_REUSED for another. */
  create(caller: Caller, key: string, request: ConferenceRequest, how?: How): Promise<Owned>;
  /** Says which candidate is the conference of a key whose answer was lost; null: none, a new one is made. */
  choose(caller: Caller, key: string, conferenceId: string | null): Promise<Owned>;
  /** Throws VERSION_MISSING, and VERSION_STALE unless what is asked for stands already. */
  update(caller: Caller, conferenceId: string, request: ConferenceRequest, ifMatch: IfMatch): Promise<Owned>;
  /** Removing what is gone already succeeds. Throws VERSION_STALE where a version was named. */
  remove(caller: Caller, conferenceId: string, ifMatch: IfMatch): Promise<void>;
  /** Brings what was begun to an end first. Throws CONFERENCE_UNKNOWN where the site says that it is gone. */
  get(caller: Caller, conferenceId: string): Promise<Owned>;
  /** Finds what became of an appointment's key, also when the site's answer was lost. */
  findByKey(caller: Caller, key: string): Promise<Owned>;
  /** Finds the conference that the item with this mark claimed last. */
  findByMark(caller: Caller, mark: string): Promise<Owned>;
  claim(
    caller: Caller,
    conferenceId: string,
    claim: Exclude<Claim, "none">,
    mark: string | null,
  ): Promise<void>;
  /** Conferences of some minutes ago that no appointment has claimed. */
  unclaimed(caller: Caller): Promise<UnclaimedConferences>;
}

interface How {
  /** As it begins; "none" unless given. */
  claim?: Claim;
  /** The parts by which two requests are the same; default: all of the request. */
  sameAs?: unknown;
}

interface ConferencesOptions {
  ledger: Ledger;
  operations: SiteOperations;
  lookup: SiteLookup;
  /** Milliseconds since the epoch. */
  clock: () => number;
  /** The site's text for every invitation. */
  note: string;
  /** How a telephone dials into a conference in one go. */
  oneTap: string;
}

/** How long an appointment may take to write its invitation before its conference is offered elsewhere. */
const writingMs = 5 * 60_000;

/** The relay's use cases for a caller. Throws RelayError, SiteError, CallError and LedgerError. */
export function createConferences({
  ledger,
  operations,
  lookup,
  clock,
  note,
  oneTap,
}: ConferencesOptions): Conferences {
  const isStillThere = createExistenceCheck({ ledger, lookup, operations, clock });

  function toConference(entry: LedgerEntry): Owned {
    const { result, request: scheduled, version, claim, mark, createdAt } = entry;
    if (!result || entry.isWithdrawn) throw new RelayError("NOT_FOUND");
    const { conferenceId: id, warnings } = result;
    const { joinUrl, hostUrl } = result;
    const created = new Date(createdAt).toISOString();
    return {
      id,
      version,
      claim,
      mark,
      joinUrl,
      hostUrl,
      warnings,
      scheduled,
      note,
      oneTap,
      createdAt: created,
    };
  }

  /** Works on an entry of the caller's that nobody else works on meanwhile. */
  async function withLease<Result>(
    caller: Caller,
    name: Name,
    work: (lease: Lease, entry: LedgerEntry) => Promise<Result>,
  ): Promise<Result> {
    const lease = await ledger.acquire(caller.id, name);
    if (!lease) throw new RelayError("NOT_FOUND");
    return releaseAfter(lease, () => work(lease, lease.entry));
  }

  async function answer(caller: Caller, name: Name): Promise<Owned> {
    const entry = await ledger.find(caller.id, name);
    if (!entry || entry.state === "removed") throw new RelayError("NOT_FOUND");
    if (entry.state === "scheduled") {
      if (!(await isStillThere(entry))) throw new RelayError("CONFERENCE_UNKNOWN");
      return toConference(entry);
    }
    const settled = await withLease(caller, name, (lease, found) => operations.resume(lease, found));
    if (settled.state === "removed") throw new RelayError("NOT_FOUND");
    return toConference(settled);
  }

  /** The key was used before: the same request again, or another one. */
  async function createAgain(lease: Lease, known: LedgerEntry, intent: Intent): Promise<Owned> {
    const { requestHash, request } = intent;
    const isOther = firstHashOf(known) !== firstHashOf(intent);
    if (isOther && known.isSent && !known.isWithdrawn) throw new RelayError("KEY_REUSED");
    const settled = await operations.resume(lease, known);
    const isFree = settled.state === "intended" && !(isOther && settled.isSent);
    if (isFree) return toConference(await scheduleAgain(lease, { ...settled, requestHash, request }));
    if (isOther || settled.state === "removed") throw new RelayError("KEY_REUSED");
    return toConference(settled);
  }

  /** The earlier call may still lead to a conference: two would bear the same marker, and one of them is taken back. */
  async function scheduleAgain(lease: Lease, intended: LedgerEntry) {
    if (!intended.isSent) return operations.schedule(lease, intended);
    const restMs = lateCallMs - (clock() - intended.changedAt);
    // Without markers nobody could tell the two apart, should the site come to the earlier call late. A site of which that
    // is not known yet may be one of those.
    if (restMs > 0 && (await lookup.echoes()) !== true)
      throw new RelayError("OUTCOME_UNKNOWN", { retryAfterSeconds: Math.ceil(restMs / 1000) });
    const repeated = { ...intended, mayHaveLateWrites: true };
    await lease.save(repeated, lateCallMs);
    return operations.schedule(lease, repeated);
  }

  return {
    create: async (caller, key, request, { claim = "none", sameAs } = {}) => {
      const requestHash = sameAs === undefined ? "" : hashOf(sameAs);
      // A site that echoes no marker is called only after its list was looked at, and that was recorded.
      const isSent = (await lookup.echoes()) !== false;
      const { userId, name, address } = caller;
      const organizer = { userId, name, address };
      const intent = { owner: caller.id, key, requestHash, request, claim, organizer, isSent };
      for (let tries = 0; tries < 3; tries += 1) {
        const lease = await ledger.begin(intent, isSent ? lateCallMs : soonMs);
        if (lease)
          return releaseAfter(lease, async () => toConference(await operations.schedule(lease, lease.entry)));
        const known = await ledger.acquire(caller.id, { key });
        if (known) return releaseAfter(known, () => createAgain(known, known.entry, intent));
        // The entry of this key was forgotten at this moment: try again.
      }
      throw new RelayError("CONFERENCE_BUSY", { retryAfterSeconds: 1 });
    },

    choose: (caller, key, conferenceId) =>
      withLease(caller, { key }, async (lease, entry) => {
        if (entry.state === "removed") throw new RelayError("NOT_FOUND");
        if (entry.state !== "intended") return toConference(entry);
        return toConference(
          conferenceId === null
            ? await scheduleAgain(lease, entry)
            : await operations.choose(lease, entry, conferenceId),
        );
      }),

    update: (caller, conferenceId, request, ifMatch) => {
      if (ifMatch === null) throw new RelayError("VERSION_MISSING");
      return withLease(caller, { conferenceId }, async (lease, found) => {
        const entry = found.state === "removing" ? await operations.resume(lease, found) : found;
        if (entry.state === "removed" || entry.state === "intended")
          throw new RelayError("CONFERENCE_UNKNOWN");
        if (ifMatch !== "any" && !ifMatch.includes(entry.version)) {
          const settled = await operations.resume(lease, entry);
          // The request was carried out already: the answer to an earlier try was lost.
          if (isSameRequest(settled.request, request)) return toConference(settled);
          throw new RelayError("VERSION_STALE", { current: toConference(settled) });
        }
        return toConference(await operations.update(lease, entry, request));
      });
    },

    remove: (caller, conferenceId, ifMatch) =>
      withLease(caller, { conferenceId }, async (lease, entry) => {
        if (entry.state === "removed") return;
        if (ifMatch !== null && ifMatch !== "any" && !ifMatch.includes(entry.version))
          throw new RelayError("VERSION_STALE", { current: toConference(entry) });
        await operations.remove(lease, entry);
      }),

    get: (caller, conferenceId) => answer(caller, { conferenceId }),
    findByKey: (caller, key) => answer(caller, { key }),
    findByMark: (caller, mark) => answer(caller, { mark }),

    claim: async (caller, conferenceId, claim, mark) => {
      if (!(await ledger.claim(caller.id, conferenceId, claim, mark))) throw new RelayError("NOT_FOUND");
    },

    unclaimed: async (caller) => {
      const entries = await ledger.findUnclaimed(caller.id, writingMs);
      return { conferences: entries.map((entry) => ({ key: entry.key, conference: toConference(entry) })) };
    },
  };
}

async function releaseAfter<Result>(lease: Lease, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } finally {
    await lease.release();
  }
}
