import { remainingMs } from "./deadline";
import { CallError } from "../errors";

/** Limits how much work is under way at once; the rest waits in a queue, first come, first served. */
export interface ConcurrencyLimiter {
  /** Throws CallError OVERLOADED where the queue is full, or the wait takes `patienceMs` or until the caller's deadline. */
  run: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Rejects everything in the queue. */
  clearQueue: (failure: CallError) => void;
}

interface Waiting {
  begin: () => void;
  refuse: (failure: CallError) => void;
}

export function createConcurrencyLimiter({
  count = 64,
  maxWaiting = 1000,
  patienceMs = 5000,
} = {}): ConcurrencyLimiter {
  let free = count;
  const queue = new Set<Waiting>();

  const overloaded = () => new CallError("OVERLOADED", "no", { retryAfterMs: patienceMs });

  function waitForTurn(): Promise<void> {
    if (queue.size >= maxWaiting) return Promise.reject(overloaded());
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
      const timer = setTimeout(() => waiting.refuse(overloaded()), Math.min(remainingMs(), patienceMs));
      queue.add(waiting);
    });
  }

  return {
    run: async (work) => {
      if (free > 0) free -= 1;
      else await waitForTurn();
      try {
        return await work();
      } finally {
        const [next] = queue;
        if (next) next.begin();
        else free += 1;
      }
    },
    clearQueue: (failure) => {
      for (const { refuse } of [...queue]) refuse(failure);
    },
  };
}
