import { CallError, SiteError } from "./errors";

interface BatchesOptions<Result> {
  keys: readonly string[];
  /** How many keys a request may hold at first. */
  size: number;
  /** The key that a result belongs to. */
  keyOf: (result: Result) => string;
  ask: (keys: string[]) => Promise<{ results: Result[]; isComplete: boolean }>;
}

const widest = 4;

/**
 * Asks for many things in requests of a bounded size, four at a time. REQUEST_SIZE_EXCEEDED (1011), or an answer that is too large, halves the size from
 * then on; where an answer holds only the first of what was asked for (1012), the rest is asked for again.
 * Answers each key's result; a key that the deployment knows nothing of has none. Throws what `ask` throws.
 */
export async function inBatches<Result>(options: BatchesOptions<Result>): Promise<Map<string, Result>> {
  const { keys, keyOf, ask } = options;
  const found = new Map<string, Result>();
  const waiting = [...new Set(keys.map(fold))];
  const given = new Map(keys.map((key) => [fold(key), key]));
  let size = Math.max(1, options.size);

  async function askFor(batch: string[]): Promise<void> {
    try {
      const { results, isComplete } = await ask(batch.map((key) => given.get(key) ?? key));
      for (const result of results) found.set(fold(keyOf(result)), result);
      const rest = isComplete ? [] : batch.filter((key, index) => !found.has(key) && index >= results.length);
      // No progress: the deployment cannot fit even one in its answer.
      if (rest.length === batch.length) throw new SiteError("ADDITIONAL_DATA_AVAILABLE", 1012);
      waiting.unshift(...rest);
    } catch (failure) {
      const isTooLarge =
        (failure instanceof SiteError && failure.code === "REQUEST_SIZE_EXCEEDED") ||
        (failure instanceof CallError && failure.failure === "TOO_LARGE");
      if (!isTooLarge || batch.length === 1) throw failure;
      size = Math.min(size, Math.ceil(batch.length / 2));
      waiting.unshift(...batch);
    }
  }

  async function work(): Promise<void> {
    while (waiting.length > 0) await askFor(waiting.splice(0, size));
  }
  await Promise.all(Array.from({ length: widest }, work));
  return new Map(
    keys.flatMap((key) => {
      const result = found.get(fold(key));
      return result === undefined ? [] : [[key, result] as const];
    }),
  );
}

function fold(key: string): string {
  return key.toLowerCase();
}
