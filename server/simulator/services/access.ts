import { textOf, type BeanValue, type Value } from "../soap/beans";
import type { DirectoryEntry, SimulatedSite } from "../world/settings";
import type { Entity, Tokens } from "./tokens";

/** Thrown to answer with a status code of the guide's tables. */
export class StatusError extends Error {
  constructor(readonly status: number) {
    super(`status ${status}`);
  }
}

/** The caller, and the site in whose name the call is. */
export interface Access {
  entity: Entity;
  site: SimulatedSite;
  /** The person, where a user calls. */
  user: DirectoryEntry | null;
}

interface AccessOptions {
  sites: ReadonlyMap<string, SimulatedSite>;
  people: readonly DirectoryEntry[];
  tokens: Tokens;
}

/** Checks ID and token of a caller against a policy. Throws StatusError 4 and 1032. */
export type Authorize = (id: Value | undefined, token: Value | undefined, policy: string) => Access;

export function createAuthorize({ sites, people, tokens }: AccessOptions): Authorize {
  return (id, token, policy) => {
    const user = people.find(({ userId }) => userId === id) ?? null;
    // A user belongs to the deployment; what a user does counts for its first site.
    const site = (typeof id === "string" ? sites.get(id) : undefined) ?? [...sites.values()][0];
    if (typeof id === "string" && !sites.has(id) && !user) throw new StatusError(4);
    const entity = tokens.authorize(textOf(id), textOf(token), policy);
    if (!entity || !site) throw new StatusError(1032);
    return { entity, site, user: entity.type === "USER" ? user : null };
  };
}

/** An answer with nothing but a status code. */
export function status(statusCode: number): BeanValue {
  const statusMessage = statusCode === 0 ? "NO_ERROR" : `Error ${statusCode}`;
  return { statusCode, statusMessage, statusDetails: null, adhocAttributes: null };
}

/** Turns what an operation throws into a status code: a deployment answers, it does not fault. */
export function answer(work: (request: BeanValue) => BeanValue): (request: BeanValue | null) => BeanValue {
  return (request) => {
    try {
      return work(request ?? {});
    } catch (failure) {
      if (failure instanceof StatusError) return status(failure.status);
      throw failure;
    }
  };
}
