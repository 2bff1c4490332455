import type { Lease } from "../ledger/leases";
import type { Ledger } from "../ledger/ledger";
import { LedgerError } from "../ledger/errors";
import { untilDeadline, runWithDeadline } from "../rtc/calls/deadline";
import { CodedError } from "../codedError";
import { CallError } from "../rtc/errors";
import { nameCause, RelayError } from "./relayError";
import { logId } from "./logId";
import type { ServedSite } from "../sites/servedSite";
import type { SiteOperations } from "./siteOperations";
import { lateCallMs } from "./siteOutcomes";

/** The outcome of one reconciliation, for metrics. */
export type Reconciliation =
  /** Unfinished work has been finished. */
  | "settled"
  /** An intent of which nothing came. */
  | "forgotten"
  /** A conference that no appointment claimed was removed. */
  | "unclaimed"
  /** Nothing was left to do. */
  | "rested"
  /** It could not be done now, and is tried again later. */
  | "postponed"
  /** It cannot be done: the entry cannot be read, or something happened that nobody foresaw. It is left for long. */
  | "failed"
  /** A conference long past whose entry was erased. */
  | "erased";

/** One line of the log for each entry that failed; nothing of what it says. */
export interface ReconciliationLog {
  reconciliation: "failed";
  site: string;
  /** Opaque; null: it was no single entry. */
  entry: string | null;
  cause: string;
}

export interface Reconciler {
  /** One round: takes up what a crash or a lost answer left, removes what nobody claims, erases what is long past. */
  run(): Promise<void>;
  /** Begins the rounds; answers how to end them, after the one that is under way. */
  start(): () => Promise<void>;
}

interface ReconcilerOptions {
  sites: readonly ServedSite[];
  /** Milliseconds since the epoch. */
  clock: () => number;
  intervalMs: number;
  /** How long a conference may go unclaimed. */
  unclaimedMs: number;
  /** How long after a conference its entry is kept. */
  retentionMs: number;
  /** Told of each entry, or of many at once. */
  watch?: (site: string, what: Reconciliation, count: number) => void;
  log?: (line: ReconciliationLog) => void;
}

const entriesPerRound = 100;
const minute = 60_000;
const longestPauseMs = 60 * minute;
/** How long the work on one entry may take: shorter than it may be held. */
const entryMs = 15_000;
/** How long a round may go on beginning with entries: shorter than the duty. */
const roundMs = 2 * minute;

/** Of all relays that share a ledger, one at a time does this for a site; each site goes its own pace. */
export function createReconciler(options: ReconcilerOptions): Reconciler {
  const { sites, clock, intervalMs, unclaimedMs, retentionMs } = options;
  const { watch = () => undefined, log = () => undefined } = options;

  async function reconcileSite({ name, ledger, operations }: ServedSite): Promise<void> {
    const until = performance.now() + roundMs;
    for (const { owner, key } of await ledger.findDue(entriesPerRound)) {
      if (performance.now() > until) return;
      const end = await reconcileEntry(ledger, operations, { owner, key });
      if (end === "passed") continue;
      if (end.failure !== undefined) report(name, JSON.stringify([owner, key]), end.failure);
      watch(name, end.what, 1);
      // A site that does not answer would not answer for the others either.
      if (end.isUnreachable) return;
    }
  }

  /** "passed": somebody else has it. Throws LedgerError where the database does not answer. */
  async function reconcileEntry(
    ledger: Ledger,
    operations: SiteOperations,
    { owner, key }: { owner: string; key: string },
  ): Promise<End | "passed"> {
    let lease: Lease | null = null;
    try {
      lease = await ledger.acquire(owner, { key });
      if (!lease) return "passed";
      const taken = lease;
      return { what: await runWithDeadline(entryMs, () => untilDeadline(reconcile(taken, operations))) };
    } catch (failure) {
      if (failure instanceof LedgerError) {
        if (failure.code === "ENTRY_BUSY" || failure.code === "LEASE_LOST") return "passed";
        if (failure.code === "LEDGER_UNAVAILABLE") throw failure;
      }
      if (lease) await postpone(lease, failure);
      if (lease && isForeseen(failure)) return { what: "postponed", isUnreachable: isUnreachable(failure) };
      if (!lease) await ledger.reschedule(owner, key, longestPauseMs);
      return { what: "failed", failure };
    } finally {
      await lease?.release();
    }
  }

  /** Independent of the sites, and also for sites that are no longer set up. */
  async function erase(): Promise<void> {
    const [site] = sites;
    for (const [name, count] of (await site?.ledger.eraseAfter(retentionMs)) ?? [])
      watch(name, "erased", count);
  }

  /** The next round may find the database again; nothing ends the rounds. */
  async function undisturbed(site: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (failure) {
      report(site, null, failure);
      watch(site, "failed", 1);
    }
  }

  function report(site: string, entry: string | null, failure: unknown): void {
    log({
      reconciliation: "failed",
      site,
      entry: entry === null ? null : logId(entry),
      cause: nameCause(failure) ?? "unknown",
    });
  }

  async function reconcile(lease: Lease, operations: SiteOperations): Promise<Reconciliation> {
    const { entry } = lease;
    const ageMs = clock() - entry.changedAt;
    if (entry.mayHaveLateWrites && (entry.state === "scheduled" || entry.state === "removed")) {
      await operations.repairDuplicates(lease, entry);
      return "settled";
    }
    if (entry.state === "removed" || (entry.state === "scheduled" && entry.claim !== "none")) {
      await lease.postpone(null);
      return "rested";
    }
    if (entry.state === "scheduled") {
      if (ageMs < unclaimedMs) {
        await lease.postpone(unclaimedMs - ageMs);
        return "rested";
      }
      await operations.remove(lease, entry);
      return "unclaimed";
    }
    const { state, isSent } = await operations.resume(lease, entry);
    if (state !== "intended") return "settled";
    // The site lists nothing, and is not at work on it any more.
    if (isSent && ageMs < lateCallMs) {
      await lease.postpone(lateCallMs - ageMs);
      return "rested";
    }
    await lease.forget();
    return "forgotten";
  }

  /** The longer it has waited, the longer it may wait. */
  async function postpone(lease: Lease, failure: unknown): Promise<void> {
    const ageMs = clock() - lease.entry.changedAt;
    // A site that gives such links, and does not let go of the conference, has to be repaired by people.
    const isForPeople = failure instanceof RelayError && failure.code === "LINK_REFUSED";
    const shortestPauseMs = isForPeople ? 10 * minute : minute;
    await lease.postpone(Math.min(Math.max(ageMs, shortestPauseMs), longestPauseMs)).catch(() => undefined);
  }

  /** Each relay finds out for itself what the lists say; the next round may find a site again that does not answer now. */
  async function visit(site: ServedSite): Promise<void> {
    await runWithDeadline(entryMs, () => untilDeadline(site.lookup.learn())).catch(() => undefined);
    await onDuty(site.ledger, () => reconcileSite(site));
  }

  const rounds = [
    ...sites.map((site) => () => undisturbed(site.name, () => visit(site))),
    () => undisturbed(sites[0]?.name ?? "", erase),
  ];

  return {
    run: async () => {
      await Promise.all(rounds.map((round) => round()));
    },
    start: () => {
      const underWay = new Map<() => Promise<void>, Promise<void>>();
      const timer = setInterval(() => {
        for (const round of rounds) {
          if (!underWay.has(round))
            underWay.set(
              round,
              round().finally(() => underWay.delete(round)),
            );
        }
      }, intervalMs);
      return async () => {
        clearInterval(timer);
        await Promise.all(underWay.values());
      };
    },
  };
}

/** How the work on an entry ended. */
interface End {
  what: Reconciliation;
  failure?: unknown;
  isUnreachable?: boolean;
}

/** As long as a round may take; when the relay that does it ends, another takes over after that time. */
const onDuty = (ledger: Ledger, work: () => Promise<void>) =>
  ledger.withLeaderLock("reconcile", 5 * minute, work);

/** Errors that a site or the protocol can cause at any time. */
function isForeseen(failure: unknown): boolean {
  if (failure instanceof RelayError) return failure.cause === undefined || isForeseen(failure.cause);
  return failure instanceof CodedError;
}

function isUnreachable(failure: unknown): boolean {
  if (failure instanceof CallError) return true;
  return failure instanceof RelayError && isUnreachable(failure.cause);
}
