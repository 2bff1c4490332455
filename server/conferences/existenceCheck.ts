import type { LedgerEntry } from "../ledger/entry";
import type { Ledger } from "../ledger/ledger";
import { untilDeadline, runWithDeadline } from "../rtc/calls/deadline";
import { CodedError } from "../codedError";
import type { SiteLookup } from "./siteLookup";
import type { SiteOperations } from "./siteOperations";

interface ExistenceCheckOptions {
  ledger: Ledger;
  lookup: SiteLookup;
  operations: SiteOperations;
  /** Milliseconds since the epoch. */
  clock: () => number;
}

/** How long the site's answer about a conference is trusted. */
const believedMs = 60_000;
/** The pane waits for this check: after this time the ledger's word is good enough. */
const longestMs = 3_000;

/**
 * Whether the site still has a conference that is not over, asked at most once a minute a conference. A list that lacks it
 * or fails proves nothing; that the site refuses an update which changes nothing, since there is no such conference, does.
 */
export function createExistenceCheck({ ledger, lookup, operations, clock }: ExistenceCheckOptions) {
  /** When a conference was asked for, oldest first. */
  const asked = new Map<string, number>();

  function isDue({ key, owner, request, changedAt }: LedgerEntry): boolean {
    for (const [other, time] of asked) {
      if (time > clock() - believedMs) break;
      asked.delete(other);
    }
    const name = JSON.stringify([owner, key]);
    const isOver = Date.parse(request.appointment.end) <= clock();
    if (isOver || changedAt > clock() - believedMs || asked.has(name)) return false;
    asked.set(name, clock());
    return true;
  }

  async function isListed(entry: LedgerEntry): Promise<boolean> {
    const listed = await lookup.all(entry);
    return listed.some(({ conferenceId }) => conferenceId === entry.result?.conferenceId);
  }

  async function isGone({ owner, key, version }: LedgerEntry): Promise<boolean> {
    const lease = await ledger.acquire(owner, { key });
    try {
      const entry = lease?.entry;
      // Somebody has done something with it meanwhile.
      if (!lease || entry?.state !== "scheduled" || entry.version !== version) return false;
      return (await operations.verifyExists(lease, entry)).state === "removed";
    } finally {
      await lease?.release();
    }
  }

  return async (entry: LedgerEntry): Promise<boolean> => {
    if (!isDue(entry)) return true;
    try {
      return await runWithDeadline(longestMs, () =>
        untilDeadline(
          (async () => {
            if (await isListed(entry)) return true;
            // The update would mail everybody.
            return entry.request.options.sendEmail || !(await isGone(entry));
          })(),
        ),
      );
    } catch (failure) {
      if (failure instanceof CodedError) return true;
      throw failure;
    }
  };
}
