import type { HandOut } from "../../src/contract/links";
import type { Caller } from "../conferences/caller";
import type { Conferences } from "../conferences/conferences";
import type { SiteLookup } from "../conferences/siteLookup";
import type { SiteOperations } from "../conferences/siteOperations";
import type { Ledger } from "../ledger/ledger";
import type { DeploymentConfiguration } from "../rtc/services/configuration";
import type { Site } from "../rtc/site";
import type { KnownPeople, KnownPerson } from "./knownPeople";

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
  updatePolicy: "auto" | "ask";
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
  operations: SiteOperations;
  lookup: SiteLookup;
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
