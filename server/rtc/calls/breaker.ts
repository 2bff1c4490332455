import { remainingMs } from "./deadline";
import { CallError, isOutage } from "../errors";

export type BreakerState = "closed" | "open" | "half-open";

/** Refuses the calls of a site that does not answer (decision 9). */
export interface Breaker {
  /** Does one exchange and learns from how it ends. Throws CallError SUSPENDED at once while the breaker is open. */
  run: <Result>(exchange: () => Promise<Result>) => Promise<Result>;
  /** Throws where `run` would. */
  check: () => void;
  /** Whether the next exchange is the trial that tells whether the site answers again. */
  isTrialDue: () => boolean;
  /** The error that callers are refused with. */
  refusal: () => CallError;
  isOpen: () => boolean;
}

interface BreakerOptions {
  /** How long an exchange may take. */
  timeoutMs: number;
  onState?: (state: BreakerState) => void;
}

interface Exchange {
  began: number;
  /** "failed": the site itself said so, by an HTTP status. */
  outcome: "pending" | "silent" | "unreachable" | "failed";
}

/** So many exchanges in a row without success open it. */
const maxFailures = 5;
/** Two without any answer open it too if they began this far apart: one network error at one moment counts once. */
const apartMs = 1000;
/** An exchange without an answer for so long counts as failed although it is still under way. */
const silenceMs = 4000;
/** Failures that are older say nothing of the site's present. */
const memoryMs = 60_000;
const openMs = 10_000;

/** After `openMs` one exchange is the trial. Every answer closes the breaker, a late one too: a slow site is used. */
export function createBreaker({ timeoutMs, onState = () => undefined }: BreakerOptions): Breaker {
  let state: BreakerState = "closed";
  let trialAt = 0;
  let trial: Exchange | null = null;
  /** The exchanges that began since the last answer, oldest first. */
  let unanswered: Exchange[] = [];

  function become(next: BreakerState): void {
    if (state !== next) onState(next);
    state = next;
  }

  function open(): void {
    trial = null;
    trialAt = performance.now() + openMs;
    become("open");
  }

  function close(): void {
    trial = null;
    unanswered = [];
    become("closed");
  }

  function isDown(): boolean {
    const ended = unanswered.filter(({ outcome }) => outcome !== "pending");
    const missed = ended.filter(({ outcome }) => outcome !== "failed").map(({ began }) => began);
    const isSilent = unanswered.some(({ outcome }) => outcome === "silent");
    const count = isSilent ? unanswered.length : ended.length;
    return count >= maxFailures || Math.max(...missed) - Math.min(...missed) >= apartMs;
  }

  function settle(exchange: Exchange, outcome: Exchange["outcome"]): void {
    exchange.outcome = outcome;
    if (exchange === trial || (state === "closed" && isDown())) open();
  }

  const isOpen = () => state === "open" && performance.now() < trialAt;

  function refusal(): CallError {
    return new CallError("SUSPENDED", "no", {
      retryAfterMs: Math.max(1000, Math.ceil(trialAt - performance.now())),
    });
  }

  function check(): void {
    if (isOpen() || trial) throw refusal();
  }

  function begin(): Exchange {
    const began = performance.now();
    const exchange: Exchange = { began, outcome: "pending" };
    unanswered = [...unanswered.filter((other) => began - other.began < memoryMs), exchange];
    if (state !== "closed") {
      trial = exchange;
      become("half-open");
    } else if (isDown()) open();
    return exchange;
  }

  /** Faults and refusals are answers. Our own errors, and time-outs after less than a fair time, say nothing. */
  function learn(exchange: Exchange, failure: unknown, isFair: boolean): void {
    const isCut =
      !(failure instanceof CallError) || (failure.code === "TIMEOUT" && (failure.done === "no" || !isFair));
    if (isCut) unanswered = unanswered.filter((other) => other !== exchange);
    else if (!isOutage(failure)) close();
    else settle(exchange, failure.httpStatus === null ? "unreachable" : "failed");
  }

  return {
    check,
    isTrialDue: () => state !== "closed" && !isOpen() && !trial,
    refusal,
    isOpen,
    run: async (work) => {
      check();
      const isFair = remainingMs() >= Math.min(timeoutMs, silenceMs);
      const exchange = begin();
      const timer = setTimeout(() => settle(exchange, "silent"), silenceMs);
      try {
        const result = await work();
        close();
        return result;
      } catch (failure) {
        learn(exchange, failure, isFair);
        throw failure;
      } finally {
        clearTimeout(timer);
        if (exchange === trial) trial = null;
      }
    },
  };
}
