import { createLinkFilter } from "../../contract/links";

/** A link that somebody wrote into a text, as it may be opened. */
export interface JoinLink {
  url: string;
  /** The host to name before it opens; null: it is the site's. */
  foreignHost: string | null;
}

/**
 * Judges a link by the rules for links that we write ourselves; `hosts`: those of the site's links. Of an address that
 * protects another one, the protected one is judged, too. Throws TypeError for what is no address.
 */
export function judgeLink(link: string, hosts: readonly string[]): JoinLink {
  const toOurs = createLinkFilter(hosts);
  // In its normal form: nobody reads another host in it than we do.
  const [own] = [link, ...addressesIn(link)].flatMap((one) => toOurs(one) ?? []);
  if (own !== undefined) return { url: own, foreignHost: null };
  const url = new URL(link);
  // A name before the host is there to be taken for it.
  url.username = url.password = "";
  // URL writes letters of other scripts as Punycode: none looks like another.
  return { url: url.href, foreignHost: url.protocol === "https:" ? url.host : url.origin };
}

/** Addresses that an address carries, as mail protection writes them: as a parameter, or between underscores (Proofpoint). */
function addressesIn(link: string): string[] {
  if (!URL.canParse(link)) return [];
  const { searchParams, pathname, search } = new URL(link);
  // Proofpoint writes a "*" for some signs, and these in code behind the address: what has lost them would open another page.
  const inPath = /\/v3\/__(https?:[^*]*?)__;/.exec(pathname + search)?.[1];
  // A slash of two is one in a path that was made normal.
  return [...searchParams.values(), ...(inPath ? [inPath.replace(/^(https?:\/)(?!\/)/, "$1/")] : [])];
}
