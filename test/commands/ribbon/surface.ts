import type { SafeStorage } from "../../../src/conference/instant/safeLocalStorage";
import { inEnglish, type RibbonContext } from "../../../src/commands/surface";

/** What the pages of one browser keep of a question. */
export function createQuestion(): SafeStorage {
  let kept: string | null = null;
  return { read: () => kept, write: (text) => ((kept = text), true), remove: () => (kept = null) };
}

/** What a function of the ribbon says, line by line; "(pane)" after those with a button to the pane. */
export function createTold() {
  const told: string[] = [];
  const notify: RibbonContext["notify"] = (kind, message, opens = false) => {
    told.push(`${kind}: ${message}${opens ? " (pane)" : ""}`);
    return Promise.resolve();
  };
  return { told, notify, strings: inEnglish };
}
