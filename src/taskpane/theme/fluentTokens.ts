/** Layers whose CSS variables no Fluent theme defines: Fluent gives each its number. */
const layers: Record<string, number> = {
  zIndexBackground: 0,
  zIndexContent: 1,
  zIndexOverlay: 1000,
  zIndexPopup: 2000,
  zIndexMessages: 3000,
  zIndexFloating: 4000,
  zIndexPriority: 5000,
  zIndexDebug: 6000,
};

/**
 * Replaces Fluent's table of tokens in the pages (webpack.config.js): a token is the CSS variable of its own name.
 * The table's 450 lines would be 2.4 KB of the pane's first load. A test compares every token with Fluent's.
 */
export const tokens = new Proxy<Record<string, string>>(
  {},
  {
    get: (_, name) => {
      const layer = layers[String(name)];
      return layer === undefined ? `var(--${String(name)})` : `var(--${String(name)}, ${String(layer)})`;
    },
  },
);
