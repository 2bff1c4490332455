import type { Held, Ledger } from "../ledger/ledger";
import { LedgerError } from "../ledger/errors";
import { CallError } from "../rtc/errors";
import { RelayError } from "./failures";
import type { ServedSite } from "./sites";
import { lateMs, type Steps } from "./steps";

/** What came of looking at an entry: for metrics. */
export type Reconciliation =
  /** What was begun has been brought to its end. */
  | "settled"
  /** An intent of which nothing came. */
  | "forgotten"
  /** A conference that no appointment claimed was removed. */
  | "unclaimed"
  /** Nothing was left to do. */
  | "rested"
  /** It could not be done now, and is tried again later. */
  | "postponed"
  /** A conference long past whose entry was erased. */
  | "erased";

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
}

const entriesPerRound = 100;
const minute = 60_000;
const longestPauseMs = 60 * minute;

/** Of all relays that share a ledger, one at a time does this for a site. */
export function createReconciler(options: ReconcilerOptions): Reconciler {
  const { sites, clock, intervalMs, unclaimedMs, retentionMs, watch = () => undefined } = options;

  async function reconcileSite({ name, ledger, steps }: ServedSite): Promise<void> {
    for (const { owner, key } of await ledger.due(entriesPerRound)) {
      const held = await ledger.hold(owner, { key });
      if (!held) continue;
      try {
        watch(name, await reconcile(held, steps), 1);
      } catch (failure) {
        await postpone(held);
        watch(name, "postponed", 1);
        // A site that does not answer would not answer for the others either.
        if (failure instanceof LedgerError || isUnreachable(failure)) return;
      } finally {
        await held.release();
      }
    }
    const erased = await ledger.eraseAfter(retentionMs);
    if (erased > 0) watch(name, "erased", erased);
  }

  async function reconcile(held: Held, steps: Steps): Promise<Reconciliation> {
    const { entry } = held;
    const ageMs = clock() - entry.changedAt;
    if (entry.isDoubtful && (entry.state === "scheduled" || entry.state === "removed")) {
      await steps.reassure(held, entry);
      return "settled";
    }
    if (entry.state === "removed" || (entry.state === "scheduled" && entry.claim !== "none")) {
      await held.postpone(null);
      return "rested";
    }
    if (entry.state === "scheduled") {
      if (ageMs < unclaimedMs) {
        await held.postpone(unclaimedMs - ageMs);
        return "rested";
      }
      await steps.remove(held, entry);
      return "unclaimed";
    }
    if (await steps.settle(held, entry)) return "settled";
    // The site lists nothing, and is not at work on it any more.
    if (ageMs < lateMs) {
      await held.postpone(lateMs - ageMs);
      return "rested";
    }
    await held.forget();
    return "forgotten";
  }

  /** The longer it has waited, the longer it may wait. */
  async function postpone(held: Held): Promise<void> {
    const ageMs = clock() - held.entry.changedAt;
    await held.postpone(Math.min(Math.max(ageMs, minute), longestPauseMs)).catch(() => undefined);
  }

  async function run(): Promise<void> {
    for (const site of sites) {
      // Each relay finds out for itself; the next round may find a site again that does not answer now.
      await site.lists.learn().catch(() => undefined);
      await onDuty(site.ledger, () => reconcileSite(site)).catch((failure: unknown) => {
        // The next round may find the database again.
        if (!(failure instanceof LedgerError)) throw failure;
      });
    }
  }

  return {
    run,
    start: () => {
      let round: Promise<void> = Promise.resolve();
      let isRunning = false;
      const timer = setInterval(() => {
        if (isRunning) return;
        isRunning = true;
        round = run().finally(() => (isRunning = false));
      }, intervalMs);
      return async () => {
        clearInterval(timer);
        await round;
      };
    },
  };
}

/** As long as a round may take; when the relay that does it ends, another takes over after that time. */
const onDuty = (ledger: Ledger, work: () => Promise<void>) => ledger.onDuty("reconcile", 5 * minute, work);

function isUnreachable(failure: unknown): boolean {
  if (failure instanceof CallError) return true;
  return failure instanceof RelayError && failure.code === "OUTCOME_UNKNOWN" && isUnreachable(failure.cause);
}
