// How long others wait, and how much memory it takes, while a site's largest answers are read.
import { setImmediate as turn } from "node:timers/promises";
import { createSite } from "../../server/rtc/site";
import { reports } from "./reports";
import { begin } from "./servers";

type Say = (...parts: string[]) => void;

/** Works on 1 answer, then on 8 at once: the longest time between two turns of the event loop, and the most memory in between. */
export async function benchStalls(say: Say): Promise<void> {
  for (const [what, write] of Object.entries(reports)) {
    const served = await begin("report", what);
    const site = createSite({ url: served.url, siteId: "1", siteAuthToken: "t", timeoutMs: 120_000 });
    await site.ready();
    for (const count of [1, 8]) {
      const { outcome, ms, stallMs, megabytes } = await watch(() =>
        Promise.all(Array.from({ length: count }, () => site.reportAttendeeList("1"))),
      );
      say(
        `${what} (${(write().length / 2 ** 20).toFixed(1)} MB), ${count} at once`,
        outcome,
        `longest stall ${stallMs.toFixed(0)} ms of ${ms.toFixed(0)}`,
        `${megabytes.toFixed(0)} MB more at most`,
      );
    }
    served.child.kill();
  }
}

async function watch(work: () => Promise<unknown>) {
  globalThis.gc?.();
  const used = () => process.memoryUsage().rss;
  const before = used();
  const seen = { outcome: "taken", stallMs: 0, bytes: 0, isOver: false };
  const began = performance.now();
  const others = (async () => {
    let last = performance.now();
    while (!seen.isOver) {
      await turn();
      seen.stallMs = Math.max(seen.stallMs, performance.now() - last);
      seen.bytes = Math.max(seen.bytes, used() - before);
      last = performance.now();
    }
  })();
  await work().catch(() => (seen.outcome = "refused"));
  const ms = performance.now() - began;
  seen.isOver = true;
  await others;
  return { outcome: seen.outcome, ms, stallMs: seen.stallMs, megabytes: seen.bytes / 2 ** 20 };
}
