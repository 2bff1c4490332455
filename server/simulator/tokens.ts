import type { BeanValue } from "./beans";
import { Fault } from "./soap";
import type { DirectoryEntry, SimulatorSettings } from "./settings";

export interface Entity {
  id: string;
  type: "SITE" | "USER";
}

interface IssuedToken {
  token: string;
  tokenId: string;
  entity: Entity;
  policies: Set<string>;
  expiresAt: number;
  /** The session that it dies with; null for a session. */
  parent: string | null;
}

interface TokensOptions {
  siteId: string;
  siteAuthToken: string;
  people: readonly DirectoryEntry[];
  settings: SimulatorSettings;
  now: () => number;
  newId: () => string;
}

/** The tokens of the Authentication Services (guide, Tables 3-1 to 3-11). */
export function createTokens({ siteId, siteAuthToken, people, settings, now, newId }: TokensOptions) {
  const issued = new Map<string, IssuedToken>();

  function authenticate(id: string | null, credential: string | null, type: "SITE" | "USER"): Entity {
    const isSite = type === "SITE" && id === siteId && credential === siteAuthToken;
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
      policies: new Set(policies),
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
      policy: string | null,
      type?: "SITE" | "USER",
    ) => {
      const session = find(credential);
      const isOwn = session !== null && session.entity.id === id && session.policies.has("SESSION");
      const entity = isOwn
        ? session.entity
        : authenticate(id, credential, type ?? (id === siteId ? "SITE" : "USER"));
      const policies = (policy ?? "")
        .toUpperCase()
        .split("::")
        .filter((name) => knownPolicies.has(name));
      if (policies.length === 0) throw new Fault("SOAP-ENV:Server.Exception:", "Unknown token policy");
      return issue(entity, policies, isOwn ? session.token : null);
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

    /** Who may use a service with this token; null for nobody. */
    authorize: (id: string | null, token: string | null, policy: string): Entity | null => {
      const found = find(token);
      if (!found || found.entity.id !== id) return null;
      return found.policies.has(policy) ? found.entity : null;
    },

    expireAll: () => issued.clear(),
  };
}

export type Tokens = ReturnType<typeof createTokens>;

const knownPolicies = new Set([
  "SESSION",
  "PRESENCE",
  "PROXY",
  "REPORTING",
  "PRECONFERENCE",
  "POSTCONFERENCE",
  "GUESTCHAT",
]);
