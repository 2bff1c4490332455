import { remainingMs } from "./deadline";
import { CallError, isOutage } from "../errors";

export type BreakerState = "closed" | "open" | "half-open";

/** Spares a site that does not answer, and its callers the waiting. */
export interface Breaker {
  /** Does one exchange, and learns from how it ends. Throws CallError SUSPENDED, at once, while the breaker is open. */
  run: <Result>(exchange: () => Promise<Result>) => Promise<Result>;
  /** Throws where `run` would. */
  check: () => void;
  /** Whether the next exchange is none of many, but the trial that tells how the site is. */
  isTrialDue: () => boolean;
  /** What callers are refused with. */
  refusal: () => CallError;
  /** Whether all are refused at once, for lack of answers a moment ago. */
  isOpen: () => boolean;
}

interface BreakerOptions {
  /** How long an exchange may take. */
  timeoutMs: number;
  onState?: (state: BreakerState) => void;
}

interface Exchange {
  began: number;
  isSilent: boolean;
  /** Whether its caller's deadline gave the site a fair time to answer. */
  isFair: boolean;
}

/** Two in a row without an answer open it too, if one began so much later: repetitions within a blink are one news. */
const apartMs = 1000;
/** A miss that is older says nothing of the site's present. */
const missMs = 60_000;
/** So many exchanges in a row without an answer open the breaker. */
const maxUnanswered = 5;
/** A site that is silent for so long counts as one that fails, although the exchanges are still under way. */
const silenceMs = 4000;
const openMs = 10_000;
/** Until a trial has told how the site is. */
const trialMs = 1000;

/**
 * Closed, it opens after five failures in a row, or two without any answer a second apart; a silent site counts as
 * failing after 4 s. 10 s later one exchange is
 * the trial whose success closes it. Every answer closes it, also one that comes late: a site that is slow all the time
 * is used.
 *
 * Not cockatiel's circuitBreaker: it judges calls when they end, which takes a silent site the whole time-out; it lets
 * callers wait for the trial instead of refusing them at once; and it goes by the wall clock.
 */
export function createBreaker({ timeoutMs, onState = () => undefined }: BreakerOptions): Breaker {
  let state: BreakerState = "closed";
  let failures = 0;
  let trialAt = 0;
  /** When exchanges began that have had no answer, since the last one that had. */
  let misses: number[] = [];
  let trial: Exchange | null = null;
  /** What is under way, oldest first, and had no success of another since it began. */
  const unanswered = new Set<Exchange>();

  function become(next: BreakerState): void {
    if (state === next) return;
    state = next;
    onState(next);
  }

  function open(): void {
    trial = null;
    trialAt = performance.now() + openMs;
    become("open");
  }

  function succeed(): void {
    failures = 0;
    misses = [];
    unanswered.clear();
    trial = null;
    become("closed");
  }

  /** Whether the site has been without an answer for long enough. */
  function isMissedAgain({ began }: Exchange): boolean {
    misses = [...misses.filter((other) => began - other < missMs), began];
    return Math.max(...misses) - Math.min(...misses) >= apartMs;
  }

  function fail(exchange: Exchange, isMiss: boolean): void {
    failures += 1;
    // What began before the last answer is older news.
    const isDown =
      (isMiss && unanswered.has(exchange) && isMissedAgain(exchange)) || failures >= maxUnanswered;
    if (exchange === trial || (state === "closed" && isDown)) open();
  }

  function fallSilent(exchange: Exchange): void {
    exchange.isSilent = true;
    const isDown = unanswered.has(exchange) && isMissedAgain(exchange);
    if (state === "closed" && isDown) open();
    else listen();
  }

  function listen(): void {
    const [oldest] = unanswered;
    const isDown = state === "closed" && failures + unanswered.size >= maxUnanswered;
    if (trial?.isSilent || (isDown && oldest?.isSilent)) open();
  }

  const isOpen = () => state === "open" && performance.now() < trialAt;

  function refusal(): CallError {
    const retryAfterMs = isOpen() ? Math.ceil(trialAt - performance.now()) : trialMs;
    return new CallError("SUSPENDED", "no", { retryAfterMs });
  }

  function check(): void {
    if (isOpen() || trial) throw refusal();
  }

  function begin(): Exchange {
    const isFair = remainingMs() >= Math.min(timeoutMs, silenceMs);
    const exchange = { began: performance.now(), isSilent: false, isFair };
    unanswered.add(exchange);
    if (state === "closed") return exchange;
    trial = exchange;
    become("half-open");
    return exchange;
  }

  /** Faults and refusals are answers; what was cut short or never sent tells nothing. */
  function learn(exchange: Exchange, failure: unknown): void {
    if (!(failure instanceof CallError)) return;
    const wasCut = failure.failure === "TIMEOUT" && (failure.done === "no" || !exchange.isFair);
    if (wasCut) return;
    if (isOutage(failure)) fail(exchange, failure.httpStatus === null);
    else succeed();
  }

  return {
    check,
    isTrialDue: () => state !== "closed" && !isOpen() && !trial,
    refusal,
    isOpen,
    run: async (work) => {
      check();
      const exchange = begin();
      listen();
      const timer = setTimeout(() => fallSilent(exchange), silenceMs);
      try {
        const result = await work();
        succeed();
        return result;
      } catch (failure) {
        learn(exchange, failure);
        throw failure;
      } finally {
        clearTimeout(timer);
        unanswered.delete(exchange);
        if (exchange === trial) trial = null;
      }
    },
  };
}
