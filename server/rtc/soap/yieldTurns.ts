/** Milliseconds of work at a stretch. */
const stretchMs = 5;

/** Ends when whatever else is due in this process has had its turn. */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Does some work for each of many items, with turns for others in between. */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Result,
): Promise<Result[]> {
  const results: Result[] = [];
  let since = performance.now();
  for (const item of items) {
    results.push(work(item));
    if (performance.now() - since < stretchMs) continue;
    await yieldToEventLoop();
    since = performance.now();
  }
  return results;
}
