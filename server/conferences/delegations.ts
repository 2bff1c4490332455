import type { Conference } from "../../src/contract/conference";
import type { SiteConfiguration } from "../../src/contract/services";
import { callerId, type Caller } from "./caller";
import { RelayError } from "./relayError";
import type { Sites } from "../sites/servedSite";

export type Right = NonNullable<SiteConfiguration["actingFor"]>["may"][number];

/** Whose conferences some other people look after: the administrator's word, never the client's. */
export interface Delegation {
  owner: {
    /** The owner's subject (or object ID) at the issuer; `tenant` null: the delegate's own. */
    subject: string;
    tenant: string | null;
    /** The RTC user ID. */
    userId: string;
    name: string;
    address: string;
  };
  /** Subjects at the same issuer. */
  delegates: readonly string[];
  may: readonly Right[];
  /** The name of the only site at which it holds; default: whichever serves the owner. */
  site?: string;
}

/** A caller, and for whom. */
export interface Principal {
  /** Whose conferences they are. */
  owner: Caller;
  /** null: the caller's own, who may do everything. */
  may: ReadonlySet<Right> | null;
}

export interface Delegations {
  /** `onBehalfOf`: the owner's mail address as the pane sends it. Throws NOT_A_DELEGATE. */
  act(caller: Caller, onBehalfOf: string | undefined, sites: Pick<Sites, "of">): Principal;
}

export function createDelegations(delegations: readonly Delegation[]): Delegations {
  return {
    act: (caller, onBehalfOf, sites) => {
      const address = readAddress(onBehalfOf);
      if (address === "" || address === caller.address?.toLowerCase()) return { owner: caller, may: null };
      const found = delegations.flatMap(({ owner, delegates, may, site }) => {
        const isTheirs =
          owner.address.toLowerCase() === address &&
          (owner.tenant === null || owner.tenant === caller.tenant) &&
          delegates.includes(caller.subject);
        const person = toCaller(owner, caller);
        return isTheirs && (site === undefined || sites.of(person).name === site) ? [{ person, may }] : [];
      });
      const owner = found[0]?.person;
      if (!owner) throw new RelayError("NOT_A_DELEGATE");
      // A right for one person counts for nobody else with the same address.
      const same = found.filter(({ person }) => person.id === owner.id && person.userId === owner.userId);
      return { owner, may: new Set(same.flatMap(({ may }) => may)) };
    },
  };
}

/** Headers are ASCII, so the pane sends what is not in percent signs. */
function readAddress(value = ""): string {
  try {
    return decodeURI(value).trim().toLowerCase();
  } catch (cause) {
    throw new RelayError("NOT_A_DELEGATE", {}, { cause });
  }
}

/** The owner as if the owner had called: at the same issuer and, where there are any, in the same tenant. */
function toCaller({ subject, userId, name, address }: Delegation["owner"], delegate: Caller): Caller {
  const { issuer, tenant } = delegate;
  return { id: callerId(issuer, tenant, subject), issuer, tenant, subject, userId, name, address };
}

/** Throws NOT_A_DELEGATE unless whoever acts has one of the rights. */
export function demandRight({ may }: Principal, rights: readonly Right[]): void {
  if (may !== null && !rights.some((right) => may.has(right))) throw new RelayError("NOT_A_DELEGATE");
}

/** A conference as whoever acts may see it. */
export function redactFor({ may }: Principal, conference: Conference): Conference {
  return may === null || may.has("host") ? conference : { ...conference, hostUrl: null };
}
