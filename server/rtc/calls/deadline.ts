import { AsyncLocalStorage } from "node:async_hooks";
import { CallError } from "../errors";

/**
 * When the caller's request must be answered, on the monotonic clock: a wall clock that is set changes nothing. Ambient,
 * because it crosses all groups of services and the session, whose signatures would all carry it otherwise.
 */
const deadlines = new AsyncLocalStorage<number>();

/** How long work that several callers share may take. */
const sharedMs = 15_000;

/** Does some work, all of whose calls of the site must end within `ms`. Within another one the earlier deadline holds. */
export function runWithDeadline<Result>(ms: number, work: () => Result): Result {
  return deadlines.run(performance.now() + Math.min(ms, remainingMs()), work);
}

/** The milliseconds until the deadline; less than 0 after it, Infinity without one. */
export function remainingMs(): number {
  return (deadlines.getStore() ?? Infinity) - performance.now();
}

/**
 * Does work that several callers wait for: it has a limit of its own, and does not end with the caller who happened to
 * begin it. Each waits for it by `untilDeadline`.
 */
export function withSharedDeadline<Result>(work: () => Result): Result {
  return deadlines.run(performance.now() + sharedMs, work);
}

/** Waits for shared work no longer than the caller's own deadline. Throws CallError TIMEOUT after it. */
export function untilDeadline<Result>(work: Promise<Result>): Promise<Result> {
  const ms = remainingMs();
  if (ms === Infinity) return work;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new CallError("TIMEOUT", "no")), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
