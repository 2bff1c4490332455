import { hasCode } from "../../codedError";
import { SiteError } from "../errors";
import { isPartial } from "./status";

interface BatchesOptions<Result> {
  keys: readonly string[];
  /** How many keys a request may hold at first. */
  size: number;
  /** The key that a result belongs to. */
  keyOf: (result: Result) => string;
  /** Answers what there is, and the code beside it; null: that is all. */
  ask: (keys: string[]) => Promise<{ results: Result[]; failure: SiteError | null }>;
}

const widest = 4;

/**
 * Asks for many things in requests of a bounded size, four at a time. REQUEST_SIZE_EXCEEDED (1011) halves the size from
 * then on. Where an answer holds only a part of what was asked for (1012, 1013, 377, 379), the rest is asked for again; where it
 * holds nothing or is too large, each half, so that one key which fails takes no other one with it.
 * Answers each key's result; a key that the deployment knows nothing of has none. Throws what `ask` throws; what
 * concerns a part only where there is no result at all.
 */
export async function inBatches<Result>(options: BatchesOptions<Result>): Promise<Map<string, Result>> {
  const { keys, keyOf, ask } = options;
  const found = new Map<string, Result>();
  const waiting = [...new Set(keys.map(fold))];
  const given = new Map(keys.map((key) => [fold(key), key]));
  let size = Math.max(1, options.size);

  const partFailures: Error[] = [];
  const halves: string[][] = [];

  /** Asks again for what a failure of a part has kept back; a single key that fails has no result. */
  function askAgain(rest: string[], batch: string[], failure: Error): void {
    partFailures.push(failure);
    if (rest.length < batch.length) waiting.unshift(...rest);
    else if (batch.length > 1) {
      const middle = Math.ceil(batch.length / 2);
      halves.push(batch.slice(0, middle), batch.slice(middle));
    }
  }

  async function askFor(batch: string[]): Promise<void> {
    try {
      const { results, failure } = await ask(batch.map((key) => given.get(key) ?? key));
      for (const result of results) found.set(fold(keyOf(result)), result);
      if (!failure) return;
      // Of what comes first, results may have no key of their own.
      const isPrefix = failure.code === "ADDITIONAL_DATA_AVAILABLE";
      const isMissing = (key: string, index: number) =>
        !found.has(key) && (!isPrefix || index >= results.length);
      askAgain(batch.filter(isMissing), batch, failure);
    } catch (failure) {
      if (concernsPart(failure)) {
        askAgain(batch, batch, failure);
        return;
      }
      const isTooLarge = hasCode(failure, "REQUEST_SIZE_EXCEEDED");
      if (!isTooLarge || batch.length === 1) throw failure;
      size = Math.min(size, Math.ceil(batch.length / 2));
      waiting.unshift(...batch);
    }
  }

  async function work(): Promise<void> {
    for (;;) {
      const batch = halves.pop() ?? waiting.splice(0, size);
      if (batch.length === 0) return;
      await askFor(batch);
    }
  }
  await Promise.all(Array.from({ length: widest }, work));
  const [partFailure] = partFailures;
  if (partFailure && found.size === 0) throw partFailure;
  return new Map(
    keys.flatMap((key) => {
      const result = found.get(fold(key));
      return result === undefined ? [] : [[key, result] as const];
    }),
  );
}

/** Whether others than one of the keys may have a result: the answer on one may be too large for all of them. */
function concernsPart(failure: unknown): failure is Error {
  return hasCode(failure, "TOO_LARGE") || (failure instanceof SiteError && isPartial(failure));
}

function fold(key: string): string {
  return key.toLowerCase();
}
