import { linkRule, type HandOut } from "../../src/contract/links";
import type { Ledger } from "../ledger/ledger";
import type { DeploymentConfiguration } from "../rtc/services/configuration";
import { withSharedDeadline, untilDeadline, runWithDeadline } from "../rtc/calls/deadline";
import type { Site } from "../rtc/site";
import type { Caller } from "../conferences/caller";
import { createKnownPeople, type KnownPeople, type KnownPerson } from "./knownPeople";
import { createConferences, type Conferences } from "../conferences/conferences";
import { readAdminEmail } from "./configuration";
import { RelayError } from "../conferences/relayError";
import { createSiteLookup, type SiteLookup } from "../conferences/siteLookup";
import { createSiteOperations, type SiteOperations } from "../conferences/siteOperations";

/** One line of business (guide, Figure 1-1): a site of some deployment, and how this relay uses it. */
export interface RelaySite {
  /** In logs and in /readyz. */
  name: string;
  /** For people. */
  label: string;
  site: Site;
  ledger: Ledger;
  /** Hosts (with port) that join and host links may lead to; the site's own comes first. */
  linkHosts: readonly string[];
  /** Said in every invitation. */
  note: string;
  /** How a telephone dials into a conference in one go; "": it cannot. */
  oneTap: string;
  services: { presence: boolean; reports: boolean; recordings: boolean; instantConferences: boolean };
  /** "url": by the Instant Conference URL service; "schedule": by one that is scheduled for now. */
  instantConference: "url" | "schedule";
  /** The support group and the domain of its guests; null: no live help. */
  liveHelp: { groupJID: string; guestDomain: string } | null;
  /** Whether a conference may follow its appointment by itself. */
  inStep: "auto" | "ask";
  /** How many days the one conference of a series may last. */
  seriesDays: number;
  /** Users of the site by the administrator's word; default: none. */
  people?: readonly KnownPerson[];
  /** The description of each conference at the site; default: none. */
  description?: string | null;
  /** Whose site it is. An empty list: everybody's. */
  callers: { issuers: readonly string[]; tenants: readonly string[]; mailDomains: readonly string[] };
}

export interface ServedSite extends Omit<RelaySite, "people"> {
  people: KnownPeople;
  steps: SiteOperations;
  lists: SiteLookup;
  /** The deployment's configuration, not older than a minute. */
  directory: () => Promise<DeploymentConfiguration>;
  /** The address of the administrator as it was told last; null: none is known. `mayAsk`: the site, if it never was. */
  administrator: (mayAsk: boolean) => Promise<string | null>;
  conferences: Conferences;
  handOut: HandOut;
}

export interface Sites {
  all: readonly ServedSite[];
  /** The first site that is for this caller. Throws RelayError NO_SITE. */
  of(caller: Caller): ServedSite;
}

const directoryMs = 60 * 1000;
/** A failure is not held back for longer. */
const longestLookMs = 1000;

export function createSites(
  sites: readonly RelaySite[],
  { clock, unclaimedMs }: { clock: () => number; unclaimedMs: number },
): Sites {
  const all = sites.map((site): ServedSite => {
    const handOut = linkRule(site.linkHosts);
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
    const lists = createSiteLookup(site);
    const people = createKnownPeople(site.people ?? []);
    const words = {
      description: site.description ?? null,
      userIdOf: (address: string) => people.userIdOf(address),
    };
    const steps = createSiteOperations({ ...site, words, lists, handOut, clock, unclaimedMs });
    const conferences = createConferences({ ...site, steps, lists, clock });
    return { ...site, people, handOut, directory, administrator, steps, lists, conferences };
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
