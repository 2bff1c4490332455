import { remainingMs } from "./deadline";
import { CallError, isOutage, withDone } from "../errors";
import { outcomeOf, type CallReport, type Outcome, type Telemetry } from "./telemetry";

/** Sends one operation's request, again where that is safe and may help. */
type Attempt = <Result>(send: () => Promise<Result>) => Promise<Result>;

interface Operation extends Pick<CallReport, "service" | "operation"> {
  /** "always": doing it twice is doing it once. "unlessSent": only when it certainly did not reach the site. */
  mayRepeat: "always" | "unlessSent";
  /** Told of each attempt that may have been carried out, or may yet be, although nobody knows. */
  onLost?: (() => void) | undefined;
}

/** Carries out one call of an operation: the attempts of all that it sends count together. */
export type RetryPolicy = <Result>(
  operation: Operation,
  work: (attempt: Attempt) => Promise<Result>,
) => Promise<Result>;

interface RetryPolicyOptions {
  watch?: Telemetry;
  sleep?: (ms: number) => Promise<void>;
  /** From 0 to 1. */
  random?: () => number;
}

const maxAttempts = 3;
const firstWaitMs = 200;
/** At most a tenth of a site's traffic is repetitions: a call earns 1, a repetition costs 10. */
const repetitionCost = 10;
const maxCredit = 10 * repetitionCost;

/**
 * Repeats what failed for reasons of the moment: at most three attempts, those with a new token among them, each after a longer wait with jitter, never
 * past the caller's deadline, and never more than the site's budget of repetitions has.
 *
 * Not cockatiel's retry: it knows neither deadline nor budget, and asks its filter also where no attempt is left.
 */
export function createRetryPolicy(options: RetryPolicyOptions = {}): RetryPolicy {
  const { watch = {}, sleep = wait, random = Math.random } = options;
  let credit = maxCredit;

  /** Whether there is to be another attempt; waits for its time. */
  async function mayTryAgain(attempts: number): Promise<boolean> {
    const waitMs = firstWaitMs * 2 ** (attempts - 1) * (0.5 + random());
    if (attempts >= maxAttempts || waitMs >= remainingMs() || credit < repetitionCost) return false;
    credit -= repetitionCost;
    await sleep(waitMs);
    return true;
  }

  return async ({ service, operation, mayRepeat, onLost = () => undefined }, work) => {
    const began = performance.now();
    credit = Math.min(maxCredit, credit + 1);
    /** An attempt that got no answer may have done the work, whatever becomes of the next one. */
    const sent = { attempts: 0, isUncertain: false };
    let last: unknown = null;

    async function attempt<Result>(send: () => Promise<Result>, before?: CallError): Promise<Result> {
      // With a new token too, it is one and the same request of a caller.
      if (sent.attempts >= maxAttempts) throw last;
      sent.attempts += 1;
      try {
        return await send();
      } catch (failure) {
        last = failure;
        // That it is not asked any more is the lesser news.
        if (before && wasNotAsked(failure)) throw before;
        if (!isTransient(failure)) throw failure;
        if (failure.done === "unknown") {
          sent.isUncertain = true;
          onLost();
        }
        if (mayRepeat === "unlessSent" && failure.done === "unknown") throw failure;
        if (!(await mayTryAgain(sent.attempts))) throw failure;
        return attempt(send, failure);
      }
    }

    const report = (outcome: Outcome) => {
      const { attempts } = sent;
      watch.onCall?.({ service, operation, outcome, ms: performance.now() - began, attempts });
    };
    try {
      const result = await work(attempt);
      report("ok");
      return result;
    } catch (failure) {
      report(outcomeOf(failure));
      throw sent.isUncertain && failure instanceof CallError ? withDone(failure, "unknown") : failure;
    }
  };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function isTransient(failure: unknown): failure is CallError {
  return failure instanceof CallError && (isOutage(failure) || failure.failure === "UNREADABLE");
}

function wasNotAsked(failure: unknown): boolean {
  return failure instanceof CallError && ["SUSPENDED", "OVERLOADED"].includes(failure.failure);
}
