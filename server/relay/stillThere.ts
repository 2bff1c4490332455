import type { LedgerEntry } from "../ledger/entry";
import { LedgerError } from "../ledger/errors";
import type { Ledger } from "../ledger/ledger";
import { untilDeadline, within } from "../rtc/deadline";
import { CallError, SiteError } from "../rtc/errors";
import { RelayError } from "./failures";
import type { Lists } from "./lists";
import type { Steps } from "./steps";

interface StillThereOptions {
  ledger: Ledger;
  lists: Lists;
  steps: Steps;
  /** Milliseconds since the epoch. */
  clock: () => number;
}

/** How long it is believed what the site said of a conference. */
const believedMs = 60_000;
/** Whoever opens an appointment waits for it: after this time what the ledger says is good enough. */
const longestMs = 3_000;

/**
 * Whether the site still has a conference that is not over, asked at most once a minute a conference. A list that lacks it
 * or fails proves nothing; that the site refuses an update which changes nothing, since there is no such conference, does.
 */
export function createStillThere({ ledger, lists, steps, clock }: StillThereOptions) {
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
    const listed = await lists.all(entry);
    return listed.some(({ conferenceID }) => conferenceID === entry.result?.conferenceId);
  }

  async function isGone({ owner, key, version }: LedgerEntry): Promise<boolean> {
    const held = await ledger.hold(owner, { key });
    try {
      const entry = held?.entry;
      // Somebody has done something with it meanwhile.
      if (!held || entry?.state !== "scheduled" || entry.version !== version) return false;
      return (await steps.prove(held, entry)).state === "removed";
    } finally {
      await held?.release();
    }
  }

  return async (entry: LedgerEntry): Promise<boolean> => {
    if (!isDue(entry)) return true;
    try {
      return await within(longestMs, () =>
        untilDeadline(
          (async () => {
            if (await isListed(entry)) return true;
            // The update would mail everybody.
            return entry.request.options.sendEmail || !(await isGone(entry));
          })(),
        ),
      );
    } catch (failure) {
      const isForeseen = [SiteError, CallError, LedgerError, RelayError].some(
        (kind) => failure instanceof kind,
      );
      if (isForeseen) return true;
      throw failure;
    }
  };
}
