import type { Conference } from "../../src/contract/conference";
import type { SiteConfiguration } from "../../src/contract/services";
import { callerId, type Caller } from "./callers";
import { RelayError } from "./failures";

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
}

/** A caller, and for whom. */
export interface Acting {
  /** Whose conferences they are. */
  owner: Caller;
  /** null: the caller's own, who may do everything. */
  may: ReadonlySet<Right> | null;
}

export interface Delegations {
  /** `onBehalfOf`: the owner's mail address as Outlook gives it. Throws NOT_A_DELEGATE. */
  act(caller: Caller, onBehalfOf: string | undefined): Acting;
}

export function createDelegations(delegations: readonly Delegation[]): Delegations {
  return {
    act: (caller, onBehalfOf) => {
      const address = onBehalfOf?.trim().toLowerCase() ?? "";
      if (address === "" || address === caller.address?.toLowerCase()) return { owner: caller, may: null };
      const found = delegations.filter(
        ({ owner, delegates }) =>
          owner.address.toLowerCase() === address &&
          (owner.tenant === null || owner.tenant === caller.tenant) &&
          delegates.includes(caller.subject),
      );
      const [first] = found;
      if (!first) throw new RelayError("NOT_A_DELEGATE");
      const { userId, name, subject } = first.owner;
      const { issuer, tenant } = caller;
      return {
        owner: { id: callerId(issuer, tenant, subject), issuer, tenant, subject, userId, name, address },
        may: new Set(found.flatMap(({ may }) => may)),
      };
    },
  };
}

/** Throws NOT_A_DELEGATE. */
export function demandRight({ may }: Acting, right: Right): void {
  if (may !== null && !may.has(right)) throw new RelayError("NOT_A_DELEGATE");
}

/** A conference as whoever acts may see it. */
export function asSeenBy({ may }: Acting, conference: Conference): Conference {
  return may === null || may.has("host") ? conference : { ...conference, hostUrl: null };
}
