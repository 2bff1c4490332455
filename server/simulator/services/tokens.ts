import type { BeanValue } from "../soap/beans";
import { Fault } from "../soap/soap";
import {
  knownPolicies,
  type DirectoryEntry,
  type SimulatedSite,
  type SimulatorSettings,
} from "../world/settings";

export interface Entity {
  id: string;
  type: "SITE" | "USER";
}

export interface IssuedToken {
  token: string;
  tokenId: string;
  entity: Entity;
  policies: string[];
  expiresAt: number;
  /** The session that it dies with; null for a session. */
  parent: string | null;
}

interface TokensOptions {
  sites: ReadonlyMap<string, SimulatedSite>;
  people: readonly DirectoryEntry[];
  settings: SimulatorSettings;
  now: () => number;
  newId: () => string;
}

/** The tokens of the Authentication Services (guide, Tables 3-1 to 3-11). */
export function createTokens({ sites, people, settings, now, newId }: TokensOptions) {
  let issued = new Map<string, IssuedToken>();

  function authenticate(id: string | null, credential: string | null, type: "SITE" | "USER"): Entity {
    const isSite = type === "SITE" && id !== null && sites.get(id)?.siteAuthToken === credential;
    const isUser =
      type === "USER" && people.some(({ userId }) => userId === id) && credential === settings.userPassword;
    if ((!isSite && !isUser) || id === null)
      throw new Fault("SOAP-ENV:Server.Exception:", "Authentication failed");
    return { id, type };
  }

  function issue(entity: Entity, policies: string[], parent: string | null): BeanValue {
    const tokenId = newId();
    const token: IssuedToken = {
      token: `${tokenId}_<${newId()}>`,
      tokenId,
      entity,
      policies,
      expiresAt: now() + settings.tokenLifeSeconds * 1000,
      parent,
    };
    issued.set(token.token, token);
    return describe(token);
  }

  function describe({ token, tokenId, expiresAt }: IssuedToken): BeanValue {
    return {
      token,
      tokenIndex: null,
      tokenAttributes: [
        { name: "TOKENID", value: tokenId },
        { name: "EXPIRY_TIME", value: String(expiresAt) },
      ],
    };
  }

  function find(token: string | null): IssuedToken | null {
    const found = token === null ? undefined : issued.get(token);
    if (!found || found.expiresAt <= now()) return null;
    if (found.parent !== null && !find(found.parent)) return null;
    return found;
  }

  /** The policies of a combination such as "SESSION::PRESENCE"; faults for one that this entity may not have. */
  function readPolicies(entity: Entity, policy: string | null, proxyUser: string | null): string[] {
    const policies = (policy ?? "").toUpperCase().split("::");
    const allowed: readonly string[] = sites.get(entity.id)?.policies ?? knownPolicies;
    for (const name of policies)
      if (!allowed.includes(name))
        throw new Fault("SOAP-ENV:Server.Exception:", "Not provisioned for the token policy");
    if (policies.includes("PROXY") && proxyUser === null)
      throw new Fault("SOAP-ENV:Server.Exception:", "PROXY_USER is missing");
    return policies;
  }

  return {
    createSession: (id: string | null, credential: string | null, type: string | null) =>
      issue(
        authenticate(id, credential, type?.toUpperCase() === "USER" ? "USER" : "SITE"),
        ["SESSION"],
        null,
      ),

    /** The credential is a session token, or the password that would get one. */
    request: (
      id: string | null,
      credential: string | null,
      { policy, proxyUser }: { policy: string | null; proxyUser: string | null },
      type?: "SITE" | "USER",
    ) => {
      const session = find(credential);
      const isOwn = session !== null && session.entity.id === id && session.policies.includes("SESSION");
      const entity = isOwn
        ? session.entity
        : authenticate(id, credential, type ?? (id !== null && sites.has(id) ? "SITE" : "USER"));
      return issue(entity, readPolicies(entity, policy, proxyUser), isOwn ? session.token : null);
    },

    /** Ends a token of this entity; its children die with it. */
    end: (id: string | null, token: string | null) => {
      const found = find(token);
      if (!found || found.entity.id !== id) throw new Fault("SOAP-ENV:Server.Exception:", "Invalid token");
      found.expiresAt = now();
      return describe(found);
    },

    status: (id: string | null, token: string | null): BeanValue => {
      const found = find(token);
      if (!found || found.entity.id !== id) throw new Fault("SOAP-ENV:Server.Exception:", "Invalid token");
      return describe(found);
    },

    /** The entity that this token admits to a service; null: none. */
    authorize: (id: string | null, token: string | null, policy: string): Entity | null => {
      const found = find(token);
      if (!found || found.entity.id !== id) return null;
      return found.policies.includes(policy) ? found.entity : null;
    },

    /** A living token by its ID, for the digests of the URL services. */
    byId: (tokenId: string, policy: string): IssuedToken | null => {
      const found = [...issued.values()].find((token) => token.tokenId === tokenId);
      return found && find(found.token) && found.policies.includes(policy) ? found : null;
    },

    expireAll: () => issued.clear(),
    save: (): IssuedToken[] => [...issued.values()].filter(({ token }) => find(token)),
    restore: (tokens: readonly IssuedToken[]) => {
      issued = new Map(tokens.map((token) => [token.token, { ...token }]));
    },
  };
}

export type Tokens = ReturnType<typeof createTokens>;
