import { closeWorld, openWorld } from "../browser/harness";
import { measureSteadiness } from "../browser/steadiness";

/** Cumulative layout shift of the pane in a real browser; needs `npm run build`. */
export async function benchPane(say: (...parts: string[]) => void): Promise<void> {
  const world = await openWorld();
  for (const width of [1200, 320]) {
    for (const lineMs of [0, 300]) {
      const moments = await measureSteadiness(world, { width, lineMs, leavesOne: lineMs > 0 });
      say(
        `layout shift by itself (and within 500 ms of a press), ${width} px wide, scripts ${lineMs} ms late`,
        ...moments.map(
          ({ name, shifts }) => `${name} ${shifts.byItself.toFixed(4)} (${shifts.afterInput.toFixed(4)})`,
        ),
      );
    }
  }
  await closeWorld(world);
}
