import { hasCode } from "../codedError";
import type { LedgerEntry } from "../ledger/entry";
import { CallError, SiteError } from "../rtc/errors";
import { RelayError } from "./relayError";

// The meaning of a failed call of the site for the work that it was to do.

export async function unlessGone(call: () => Promise<void>): Promise<void> {
  try {
    await call();
  } catch (failure) {
    if (!isGone(failure)) throw failure;
  }
}

/** A warning without a conference: by the guide it was not scheduled, but it may have been. */
export function isWarning(failure: unknown): boolean {
  return failure instanceof SiteError && failure.done === "unknown";
}

/** No answer, but perhaps it was done. */
export function isLost(failure: unknown): failure is CallError {
  return failure instanceof CallError && failure.done === "unknown";
}

/**
 * Whether nothing comes of a call that is not listed now. A Fault, also one after the work was done, ends the site's work on
 * the call: what was made is listed. A redirect or a status below 500 comes instead of the work. Behind any other status,
 * 503 too, the call may still be under way: a gateway says it of a site that it has given up on.
 */
export function isRefusal({ code, httpStatus }: CallError): boolean {
  return code === "FAULT" || (code === "HTTP_STATUS" && httpStatus !== null && httpStatus < 500);
}

export function isGone(failure: unknown): boolean {
  return hasCode(failure, "INVALID_MEETING_ID", "MEETING_ID_IS_NULL");
}

export function unknown(cause: unknown): RelayError {
  return new RelayError("OUTCOME_UNKNOWN", { retryAfterSeconds: 5 }, { cause });
}

/** How late the site may still carry out a call whose answer was lost. */
export const lateCallMs = 2 * 60_000;
/** When another worker looks at unfinished work: after the lease is over. */
export const soonMs = 30_000;

/** The time until the reconciler looks at an entry again; null: never. */
export function nextAttemptMs(
  { state, claim, mayHaveLateWrites }: LedgerEntry,
  unclaimedMs: number,
): number | null {
  if (state === "updating" || state === "removing") return soonMs;
  if (mayHaveLateWrites) return lateCallMs;
  return state === "scheduled" && claim === "none" ? unclaimedMs : null;
}
