import { remainingMs } from "./deadline";
import { CallError } from "../errors";

/** How many exchanges with a site are under way at once; the others wait in a queue. */
export interface ConcurrencyLimiter {
  /**
   * Does some work in its turn. Throws CallError OVERLOADED at once where the queue is full, or after `patienceMs` in
   * it, and TIMEOUT when the caller's deadline passes in the queue; the work is not begun then.
   */
  run: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Sends away everybody in the queue. */
  dismiss: (why: () => CallError) => void;
}

interface ConcurrencyLimiterOptions {
  count?: number;
  maxWaiting?: number;
  /** Whoever waits longer hears of the overload while there is time left to do something else. */
  patienceMs?: number;
}

interface Waiting {
  begin: () => void;
  refuse: (failure: CallError) => void;
}

/**
 * Not cockatiel's bulkhead: there, an aborted work that gets its turn does not pass it on, and those behind it stay in
 * the queue for good.
 */
export function createConcurrencyLimiter(options: ConcurrencyLimiterOptions = {}): ConcurrencyLimiter {
  const { count = 64, maxWaiting = 1000, patienceMs = 5000 } = options;
  let free = count;
  const queue = new Set<Waiting>();

  const overloaded = () => new CallError("OVERLOADED", "no", { retryAfterMs: patienceMs });

  function turn(): Promise<void> {
    if (queue.size >= maxWaiting) return Promise.reject(overloaded());
    const leftMs = remainingMs();
    return new Promise((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        queue.delete(waiting);
      };
      const waiting: Waiting = {
        begin: () => {
          leave();
          resolve();
        },
        refuse: (failure) => {
          leave();
          reject(failure);
        },
      };
      const giveUp = () =>
        waiting.refuse(leftMs > patienceMs ? overloaded() : new CallError("TIMEOUT", "no"));
      const timer = setTimeout(giveUp, Math.min(leftMs, patienceMs));
      queue.add(waiting);
    });
  }

  return {
    run: async (work) => {
      if (free > 0) free -= 1;
      else await turn();
      try {
        return await work();
      } finally {
        const [next] = queue;
        if (next) next.begin();
        else free += 1;
      }
    },
    dismiss: (why) => {
      for (const { refuse } of [...queue]) refuse(why());
    },
  };
}
