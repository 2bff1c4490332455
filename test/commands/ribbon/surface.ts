import type { SafeStorage } from "../../../src/conference/instant/safeLocalStorage";
import { inEnglish, type RibbonContext } from "../../../src/commands/surface";

/** The storage of a browser's pages for a question. */
export function createQuestion(): SafeStorage {
  let kept: string | null = null;
  return { read: () => kept, write: (text) => ((kept = text), true), remove: () => (kept = null) };
}

/** A ribbon function's messages, line by line; "(pane)" after those with a button to the pane. */
export function createTold() {
  const told: string[] = [];
  const notify: RibbonContext["notify"] = (kind, message, opens = false) => {
    told.push(`${kind}: ${message}${opens ? " (pane)" : ""}`);
    return Promise.resolve();
  };
  return { told, notify, strings: inEnglish };
}
