/** Where the focus goes when what had it is gone: the first that is there. */
const nextPlaces = [
  "[role=alert] button",
  "button[data-main='']:not(:disabled)",
  "button[data-main=next]",
  "[role=status] button",
  "h1",
];

/** How long a better place may take to be loaded. */
const loadingMs = 2_000;

/**
 * Keeps the keyboard's focus from being lost to the page. When the focused element is removed or disabled, focus moves to
 * the message's button, the next main button or the heading. A frame that Outlook has given the focus starts at its heading.
 * Returns how to stop.
 */
export function keepFocus(root: HTMLElement): () => void {
  const page = root.ownerDocument;
  let last: Element | null = null;
  /** Where focus was just moved to; a better place may still be loading. */
  let makeshift: Element | null = null;
  let movedAt = 0;
  let isTouched = false;
  const remember = ({ target }: FocusEvent) => {
    if (target instanceof Element) last = target;
  };
  const touch = () => {
    isTouched = true;
    makeshift = null;
  };
  const isUsable = (element: Element) =>
    element.isConnected &&
    !element.matches(":disabled") &&
    element.closest("[style*='display: none']") === null;
  const find = () =>
    nextPlaces.flatMap((place) => [...root.querySelectorAll<HTMLElement>(place)]).find(isUsable) ?? null;

  function settle(records: MutationRecord[]): void {
    for (const { addedNodes, target } of records)
      if (target instanceof Element && target.closest("[data-messages]"))
        for (const node of addedNodes)
          // Where messages are not kept in sight, a new one is scrolled to.
          if (node instanceof HTMLElement && node.textContent !== "")
            node.scrollIntoView({ block: "nearest" });
    const active = page.activeElement;
    const isNowhere = active === null || active === page.body || active.matches(":disabled");
    const isSettled = active !== makeshift || performance.now() - movedAt > loadingMs;
    if (!isNowhere && isSettled) return;
    // Don't take the focus from Outlook's own form.
    if (!page.hasFocus()) return;
    if (last === null) {
      if (!isTouched) root.querySelector<HTMLElement>("h1")?.focus();
      return;
    }
    // Somebody who has pressed beside everything has lost nothing.
    if (isNowhere && isUsable(last)) return;
    const place = find();
    if (!place || place === active) return;
    if (isNowhere) movedAt = performance.now();
    place.focus();
    makeshift = place;
  }

  const observer = new MutationObserver(settle);
  observer.observe(root, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["disabled", "style"],
  });
  const begin = () => settle([]);
  const { defaultView: view } = page;
  page.addEventListener("focusin", remember);
  page.addEventListener("keydown", touch, true);
  page.addEventListener("pointerdown", touch, true);
  view?.addEventListener("focus", begin);
  begin();
  return () => {
    observer.disconnect();
    page.removeEventListener("focusin", remember);
    page.removeEventListener("keydown", touch, true);
    page.removeEventListener("pointerdown", touch, true);
    view?.removeEventListener("focus", begin);
  };
}
