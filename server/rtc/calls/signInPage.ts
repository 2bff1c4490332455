import { parseUrl } from "../url";

interface SignInOptions {
  headers: Pick<Headers, "get">;
  text: string;
  /** The deployment's base. */
  url: string;
}

/**
 * Whether an answer is a sign-in page, or leads to one: a redirect to a single sign-on, a page that goes there by itself, or
 * a form that asks for a password.
 */
export function findSignIn({ headers, text, url }: SignInOptions): boolean {
  const targets = [
    headers.get("Location"),
    /url=\s*(\S+)/i.exec(headers.get("Refresh") ?? "")?.[1],
    ...(isPage(headers, text) ? targetsOf(text) : []),
  ];
  return targets.some((target) => isSignInAddress(target, url)) || (isPage(headers, text) && asks(text));
}

/** Words of sign-in addresses: of Oracle's own single sign-on, of Access Manager, SAML, OpenID Connect, CAS and others. */
const addressWords =
  /(^|[^a-z])(sso|osso|sign-?on|sign-?in|log-?[io]n|logon|oam|obrareq|oauth2?|openid-connect|oidc|saml2?|adfs|cas|idp|auth|authenticate|authorize|accounts?)([^a-z]|$)/i;

/** Only host and path count: a query may quote anything, such as a conference's title. */
function isSignInAddress(target: string | null | undefined, url: string): boolean {
  const address = target === null || target === undefined ? null : parseUrl(target, url);
  if (!address) return false;
  const { host, pathname } = address;
  const isOwnHost = host === new URL(url).host;
  return addressWords.test(isOwnHost ? pathname : `${host}${pathname}`);
}

function isPage(headers: Pick<Headers, "get">, text: string): boolean {
  return (
    /html/i.test(headers.get("Content-Type") ?? "") ||
    /^\s*(<!--[^]*?-->\s*)*<(!doctype html|html)\b/i.test(text)
  );
}

/** Where a page goes by itself: by a refresh, a script, or the form that it submits. */
function targetsOf(page: string): (string | undefined)[] {
  const patterns = [
    /<meta\b[^>]*http-equiv=["']?refresh\b[^>]*url=\s*["']?([^"'\s>]+)/gi,
    /\blocation(?:\.href)?\s*=\s*["']([^"']+)/gi,
    /\blocation\.(?:replace|assign)\(\s*["']([^"']+)/gi,
    /<form\b[^>]*\baction=["']?([^"'\s>]+)/gi,
  ];
  return patterns.flatMap((pattern) => [...page.matchAll(pattern)].map(([, target]) => target));
}

function asks(page: string): boolean {
  const hasPassword = /<input\b[^>]*\btype=["']?password\b/i.test(page);
  const isHeaded = /<(title|h1|h2)\b[^>]*>[^<]*\b(sign[ -]?(in|on)|log[ -]?(in|on)|single sign-on)\b/i.test(
    page,
  );
  return hasPassword || isHeaded;
}
