/** A span of time; null: without an end on this side. Both ends count. */
export interface Period {
  from: Date | null;
  to: Date | null;
}

interface PeriodsOptions<Item> {
  period: Period;
  /** `isShortest`: it is not asked for in parts any more. */
  ask: (period: Period, isShortest: boolean) => Promise<Item[]>;
  isTooMuch: (failure: unknown) => boolean;
  /** No shorter one is asked for. */
  shortestMs: number;
  /** Told of each period that is too large and is asked for in no shorter ones; without it that is the failure of all. */
  onLeftOut?: ((period: Period) => void) | undefined;
  keyOf: (item: Item) => string;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

export const dayMs = 24 * 60 * 60 * 1000;
/** Nothing is scheduled farther from now than this. */
const farthestMs = 100 * 366 * dayMs;
/** A site all of whose answers are too large is not asked for each day there is. */
const maxAsks = 100;

/**
 * Asks for what a period holds; where that is too much, for what its halves hold. Halves of more than a day end at
 * midnight (UTC), those without an end get longer with their distance from now. Throws what `ask` throws.
 */
export async function inPeriods<Item>(options: PeriodsOptions<Item>): Promise<Item[]> {
  const { ask, isTooMuch, shortestMs, onLeftOut, keyOf, now = Date.now } = options;

  let asks = 0;

  async function askFor(period: Period): Promise<Item[]> {
    asks += 1;
    const middle = asks > maxAsks ? null : middleOf(period, shortestMs, now());
    try {
      return await ask(period, middle === null);
    } catch (failure) {
      if (!isTooMuch(failure)) throw failure;
      if (middle) {
        const early = await askFor({ ...period, to: middle });
        return withoutDoubles(early, await askFor({ ...period, from: middle }), keyOf);
      }
      if (!onLeftOut) throw failure;
      onLeftOut(period);
      return [];
    }
  }
  return askFor(options.period);
}

/** A conference at the seam of two periods comes twice. */
function withoutDoubles<Item>(early: Item[], late: Item[], keyOf: (item: Item) => string): Item[] {
  const known = new Set(early.map(keyOf));
  return [...early, ...late.filter((item) => keyOf(item) === "" || !known.has(keyOf(item)))];
}

function middleOf({ from, to }: Period, shortestMs: number, now: number): Date | null {
  if (from && to) return between(from.getTime(), to.getTime(), shortestMs);
  if (!from && !to) return midnightAt(now);
  const [end, direction] = from ? [from.getTime(), 1] : [to?.getTime() ?? now, -1];
  const distance = Math.max(7 * dayMs, (end - now) * direction);
  return distance > farthestMs ? null : midnightAt(end + distance * direction);
}

function between(from: number, to: number, shortestMs: number): Date | null {
  const middle = (from + to) / 2;
  const midnight = midnightAt(middle);
  if (midnight.getTime() > from && midnight.getTime() < to) return midnight;
  return to - from <= shortestMs || shortestMs >= dayMs ? null : new Date(Math.floor(middle));
}

/** The midnight that is nearest. */
function midnightAt(time: number): Date {
  return new Date(Math.round(time / dayMs) * dayMs);
}
