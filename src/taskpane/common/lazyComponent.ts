import { lazy, type ComponentType } from "react";

/**
 * A part of the pane that loads when it is first shown. If its file cannot be loaded, the part is missing and the rest stays:
 * without this, an unreachable service would blank the whole pane.
 */
export function lazyComponent<Props>(load: () => Promise<{ default: ComponentType<Props> }>) {
  return lazy<ComponentType<Props>>(() => load().catch(() => ({ default: () => null })));
}
