import "@testing-library/jest-dom";
import { configure } from "@testing-library/dom";
import { webcrypto } from "node:crypto";

// jsdom lacks what Fluent's components ask the browser for.
class QuietResizeObserver implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
globalThis.ResizeObserver ??= QuietResizeObserver;

Element.prototype.scrollIntoView ??= () => {};

globalThis.matchMedia ??= (query: string) =>
  ({
    matches: false,
    media: query,
    addEventListener: () => {},
    removeEventListener: () => {},
  }) as unknown as MediaQueryList;

// Every browser that Outlook runs in has it, over https and on the developer's own machine.
if (!("subtle" in crypto)) Object.defineProperty(crypto, "subtle", { value: webcrypto.subtle });

// On a machine that does other things too, something takes longer to appear.
configure({ asyncUtilTimeout: 10_000 });
