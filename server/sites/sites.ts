import { createLinkFilter } from "../../src/contract/links";
import type { DeploymentConfiguration } from "../rtc/services/configuration";
import { withSharedDeadline, untilDeadline, runWithDeadline } from "../rtc/calls/deadline";
import type { Caller } from "../conferences/caller";
import { createKnownPeople } from "./knownPeople";
import type { RelaySite, ServedSite, Sites } from "./servedSite";
import { createConferences } from "../conferences/conferences";
import { readAdminEmail } from "./configuration";
import { RelayError } from "../conferences/relayError";
import { createSiteLookup } from "../conferences/siteLookup";
import { createSiteOperations } from "../conferences/siteOperations";

const directoryMs = 60 * 1000;
/** A failure is not held back for longer. */
const longestLookMs = 1000;

export function createSites(
  sites: readonly RelaySite[],
  { clock, unclaimedMs }: { clock: () => number; unclaimedMs: number },
): Sites {
  const all = sites.map((site): ServedSite => {
    const handOut = createLinkFilter(site.linkHosts);
    let adminEmail: string | null | undefined;
    let known: { directory: Promise<DeploymentConfiguration>; until: number } | null = null;
    const directory = () => {
      if (known && known.until > clock()) return untilDeadline(known.directory);
      const asked = withSharedDeadline(() => site.site.getDirectory());
      known = { directory: asked, until: clock() + directoryMs };
      asked.then(
        (told) => (adminEmail = readAdminEmail(told)),
        () => (known = null),
      );
      return untilDeadline(asked);
    };
    const administrator = async (mayAsk: boolean) => {
      // A site that is out of order has nobody else to ask, so the last word counts, however old.
      try {
        if (adminEmail === undefined && mayAsk) await runWithDeadline(longestLookMs, directory);
      } catch {
        // The failure that is being told counts, not this one.
      }
      return adminEmail ?? null;
    };
    const lookup = createSiteLookup(site);
    const people = createKnownPeople(site.people ?? []);
    const words = {
      description: site.description ?? null,
      userIdOf: (address: string) => people.userIdOf(address),
    };
    const operations = createSiteOperations({ ...site, words, lookup, handOut, clock, unclaimedMs });
    const conferences = createConferences({ ...site, operations, lookup, clock });
    return { ...site, people, handOut, directory, administrator, operations, lookup, conferences };
  });
  return {
    all,
    of: (caller) => {
      const found = all.find((site) => isFor(site, caller));
      if (!found) throw new RelayError("NO_SITE");
      return found;
    },
  };
}

function isFor(
  { callers: { issuers, tenants, mailDomains } }: Pick<RelaySite, "callers">,
  caller: Caller,
): boolean {
  const domain = caller.address?.split("@").at(-1)?.toLowerCase() ?? "";
  return (
    (issuers.length === 0 || issuers.includes(caller.issuer)) &&
    (tenants.length === 0 || (caller.tenant !== null && tenants.includes(caller.tenant))) &&
    (mailDomains.length === 0 || mailDomains.some((allowed) => allowed.toLowerCase() === domain))
  );
}
