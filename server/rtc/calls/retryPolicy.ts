import { hasCode } from "../../codedError";
import { remainingMs } from "./deadline";
import { CallError, isOutage } from "../errors";
import type { Call } from "./telemetry";

/** Sends the request of a call, and sends it again where that is safe and may help. */
export type RetryPolicy = <Result>(call: Call, send: () => Promise<Result>) => Promise<Result>;

interface RetryPolicyOptions {
  sleep?: ((ms: number) => Promise<void>) | undefined;
  /** From 0 to 1. */
  random?: () => number;
}

const maxAttempts = 3;
const firstWaitMs = 200;
/** At most a tenth of a site's traffic is repetitions: a call earns 1, a repetition costs 10. */
const repetitionCost = 10;
const maxCredit = 10 * repetitionCost;

/** Waits longer before each attempt, with jitter, but never past the caller's deadline (decision 9). */
export function createRetryPolicy({
  sleep = wait,
  random = Math.random,
}: RetryPolicyOptions = {}): RetryPolicy {
  let credit = maxCredit;

  return async (call, send) => {
    credit = Math.min(maxCredit, credit + 1);
    for (let earlier: CallError | null = null; ;) {
      call.attempts += 1;
      try {
        return await send();
      } catch (failure) {
        if (earlier && wasNotSent(failure)) throw earlier;
        if (!isTransient(failure)) throw failure;
        if (failure.done === "unknown") {
          call.mayBeDone = true;
          call.onLost?.();
        }
        const isSafe = call.mayRepeat === "always" || failure.done === "no";
        const waitMs = firstWaitMs * 2 ** (call.attempts - 1) * (0.5 + random());
        const isWorthIt = call.attempts < maxAttempts && credit >= repetitionCost && waitMs < remainingMs();
        if (!isSafe || !isWorthIt) throw failure;
        credit -= repetitionCost;
        earlier = failure;
        await sleep(waitMs);
      }
    }
  };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function isTransient(failure: unknown): failure is CallError {
  return failure instanceof CallError && (isOutage(failure) || failure.code === "UNREADABLE");
}

/** Refused by the breaker or the queue: how the site failed before is the better news. */
function wasNotSent(failure: unknown): boolean {
  return hasCode(failure, "SUSPENDED", "OVERLOADED");
}
