import type { Frame, Page } from "playwright-core";

/** One move of something visible: how much of the page moved how far, when, and whether somebody had just pressed something. */
interface Shift {
  value: number;
  at: number;
  isAfterInput: boolean;
  moved: string[];
}

declare global {
  interface Window {
    shifts: Shift[];
    announced: string[];
  }
}

/** Records in every page that loads from now on what moves by itself and what a screen reader announces. */
export async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    interface LayoutShift extends PerformanceEntry {
      value: number;
      hadRecentInput: boolean;
      sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
    }
    window.shifts = [];
    window.announced = [];
    const nameOf = (node: Node | null) =>
      `${node?.nodeName ?? "gone"} ${(node?.textContent ?? "").slice(0, 40)}`;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as LayoutShift[]) {
        window.shifts.push({
          value: entry.value,
          at: entry.startTime,
          isAfterInput: entry.hadRecentInput,
          moved: entry.sources.map(
            ({ node, previousRect: a, currentRect: b }) =>
              `${nameOf(node)} ${[a, b].map(({ x, y, width, height }) => [x, y, width, height].map(Math.round).join()).join(" -> ")}`,
          ),
        });
      }
    }).observe({ type: "layout-shift", buffered: true });

    // A screen reader hears what is added to a region that it knows already.
    const live = "[role=status], [role=alert], [aria-live]";
    const known = new WeakSet<Element>();
    const learn = () => document.querySelectorAll(live).forEach((region) => known.add(region));
    const isSilent = (region: Element) => region.getAttribute("aria-live") === "off";
    // An alert is announced also where it comes with its text.
    const isAlert = (region: Element) => region.getAttribute("role") === "alert";
    const hear = (records: MutationRecord[]) => {
      const changed = new Map<Element, Set<string>>();
      for (const { target, addedNodes, type } of records) {
        const added = type === "characterData" ? [target] : [...addedNodes];
        for (const node of added) {
          const inside = node instanceof Element ? node : node.parentElement;
          const text = node.textContent?.trim() ?? "";
          const region = inside?.closest(live);
          if (text === "" || !node.isConnected) continue;
          if (node instanceof Element)
            for (const late of node.querySelectorAll(live))
              if (late.textContent?.trim() && !isSilent(late) && !known.has(late) && !isAlert(late))
                window.announced.push(`UNHEARD ${late.textContent.trim()}`);
          if (!region || isSilent(region)) continue;
          const isKnown = known.has(region) || isAlert(region);
          const role = region.getAttribute("role");
          const isAtomic = region.getAttribute("aria-atomic") ?? String(role !== null);
          const said = isAtomic === "true" ? (region.textContent?.trim() ?? "") : text;
          const all = changed.get(region) ?? new Set();
          changed.set(region, all.add(isKnown ? said : `UNHEARD ${said}`));
        }
      }
      for (const all of changed.values()) window.announced.push(...all);
      learn();
    };
    const listener = new MutationObserver(hear);
    const listen = () => {
      learn();
      listener.observe(document, { subtree: true, childList: true, characterData: true });
    };
    listen();
    // A frame's first, empty document is replaced by its page's.
    window.addEventListener("DOMContentLoaded", listen, true);
  });
}

/** The pane's own page. */
export function paneIn(page: Page): Frame {
  const frame = page.frames().find((candidate) => candidate.url().includes("pane.html"));
  if (!frame) throw new Error("the pane is not open");
  return frame;
}

/** A screen reader's announcements since the last call; "UNHEARD" before what came together with its region. */
export function takeAnnounced(frame: Frame): Promise<string[]> {
  return frame.evaluate(() => window.announced.splice(0));
}

/** Sums of layout shifts. */
export interface Shifts {
  byItself: number;
  /** Within half a second after somebody pressed something. */
  afterInput: number;
  /** The shifted elements, from where to where. */
  moved: string[];
}

/** The layout shifts since the last call: all that nobody caused, and those right after somebody pressed something. */
export async function takeShifts(frame: Frame): Promise<Shifts> {
  // Layout shifts are reported a frame after they are painted.
  const shifts = await frame.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return window.shifts.splice(0);
  });
  const sum = (some: typeof shifts) => some.reduce((total, { value }) => total + value, 0);
  return {
    byItself: sum(shifts.filter(({ isAfterInput }) => !isAfterInput)),
    afterInput: sum(shifts.filter(({ isAfterInput }) => isAfterInput)),
    moved: shifts.map(
      ({ value, isAfterInput, moved }) =>
        `${value.toFixed(3)}${isAfterInput ? " (input)" : ""}: ${moved.join(" | ")}`,
    ),
  };
}
