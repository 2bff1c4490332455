/** Parses a URL; null: it is none. Not by `URL.canParse`, which on Node 20 refuses "ü" once it is called often. */
export function parseUrl(text: string, base?: string): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}
