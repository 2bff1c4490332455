/** Longer addresses are cut by some mail clients and browsers (WinINet takes 2,083 characters). */
const longestLink = 2048;

/** One written form: scheme, host in lower case (an IPv6 address in brackets), port, "/", then RFC 3986's characters only. */
const written =
  /^(https?):\/\/([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?\/(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[\da-f]{2})*$/i;

/**
 * Whether a link can be handed on as it is: every parser sees the same host in it. It is https (http only to this very
 * machine), without user info, and written as `toLink` writes it. Relay, pane and invitation judge links by this one rule.
 */
export function isLink(text: string): boolean {
  const [, scheme = "", host = ""] = written.exec(text) ?? [];
  if (text.length > longestLink || host === "" || !URL.canParse(text)) return false;
  const { hostname, username, password } = new URL(text);
  if (hostname !== host || username !== "" || password !== "") return false;
  return scheme === "https" || (scheme === "http" && isLoopback(host));
}

/** Whether a host name (as URL.hostname has it) is this very machine. */
function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** Damaged on its way: half a surrogate pair, a replacement character, or a control character that no URL may have. */
const damaged = /[\p{Cs}\ufffd\0-\x08\v\f\x0e-\x1f\x7f-\x9f]/u;
/** Characters that URL leaves alone, or not in all browsers, and that other parsers split at or write anew. */
const unwritten = /[\\^`{|}"<>\s]|%(?![\da-f]{2})/gi;

/** Parses a URL; null: it is none. Not by `URL.canParse`, which on Node 20 refuses "ü" once it is called often. */
function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** Writes a link in the one form that `isLink` takes, with the host that a browser opens; null: that cannot be done safely. */
export function toLink(given: string): string | null {
  const url = damaged.test(given) ? null : parseUrl(given);
  if (!url) return null;
  const link = url.href.replace(unwritten, encodeURIComponent);
  return isLink(link) ? link : null;
}

/** The written form in which a link of the site is handed out; null: it may not be. */
export type LinkFilter = (link: string) => string | null;

/** Links to known hosts (with port): https, http only where the site itself is on loopback. */
export function createLinkFilter(hosts: readonly string[]): LinkFilter {
  const origins = new Set(hosts.flatMap(originsOf));
  return (given) => {
    const link = toLink(given);
    return link !== null && origins.has(new URL(link).origin) ? link : null;
  };
}

/** A host as an administrator writes it, in any case and with any port, is the one that a link names. */
function originsOf(host: string): string[] {
  const [secure, plain] = [`https://${host}`, `http://${host}`].map(parseUrl);
  return [secure, plain && isLoopback(plain.hostname) ? plain : null].flatMap((url) => url?.origin ?? []);
}
