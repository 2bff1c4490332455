import { readAttributes, valueOf, type AdhocAttribute } from "./attributes";
import type { OperationName, Value } from "../soap/beans";
import type { Bean } from "../soap/decode";
import { CallError, SiteError, withDone } from "../errors";
import type { Service } from "../calls/service";

/** The caller: the site itself, or one of its users, who can only act for themselves. */
export interface Entity {
  type: "SITE" | "USER";
  /** Site ID or user ID. */
  id: string;
  /** Site authentication token or the user's password. */
  credential: string;
}

/** Table 3-2; `tokenID` and `expiresAt` are its attributes TOKENID and EXPIRY_TIME (ms since the epoch). */
export interface TokenObject {
  token: string;
  tokenID: string | null;
  expiresAt: number | null;
  tokenIndex: string | null;
  attributes: AdhocAttribute[];
}

/** Table 3-5. A policy, or several joined by "::"; the PROXY_USER that a proxied policy wants. */
interface TokenProperties {
  tokenPolicy: string;
  proxyUser?: string | null;
}

/** The Authentication Services (guide, Tables 3-1 to 3-11). Throws SiteError CREDENTIALS_REFUSED and CallError. */
export interface Authentication {
  createSession(entity: Entity): Promise<TokenObject>;
  requestToken(id: string, sessionToken: string, properties: TokenProperties): Promise<TokenObject>;
  /** One token for each policy object. By the session token; where that is refused, once by the entity's own credential. */
  requestMultipleTokens(
    entity: Entity,
    sessionToken: string,
    properties: TokenProperties,
    policies: readonly AdhocAttribute[][],
  ): Promise<TokenObject[]>;
  /** "PASSWORD": the entity's own credential; "TOKEN": a session token in its place. */
  requestTokenForCredentials(
    credentialType: "PASSWORD" | "TOKEN",
    entity: Entity,
    properties: TokenProperties,
  ): Promise<TokenObject>;
  /** Invalidates the token and all its children. */
  endSession(id: string, token: string): Promise<void>;
  /** Whether the token is still good at `now`: by its status attribute, else by its expiry. */
  getTokenStatus(id: string, token: string, now: number): Promise<boolean>;
}

export function createAuthentication(service: Service): Authentication {
  /** The guide has no codes here: a Fault, a null and an empty token are the refusal. */
  async function ask<Result>(
    operation: OperationName,
    values: Value[],
    read: (answer: Bean) => Result,
  ): Promise<Result> {
    try {
      return await service.call(operation, values, (answer) => {
        if (!answer) throw new SiteError("CREDENTIALS_REFUSED", null);
        return read(answer);
      });
    } catch (failure) {
      if (!(failure instanceof CallError)) throw failure;
      if (failure.code === "FAULT") throw new SiteError("CREDENTIALS_REFUSED", null, { cause: failure });
      // The work that needs the token was not begun.
      throw withDone(failure, "no");
    }
  }
  const token = (operation: OperationName, values: Value[]) => ask(operation, values, readToken);

  return {
    createSession: ({ id, credential, type }) => token("createSession", [id, credential, type]),
    requestToken: (id, sessionToken, properties) =>
      token("requestToken", [id, sessionToken, propertiesOf(properties), null]),
    requestMultipleTokens: async ({ id, credential }, sessionToken, properties, policies) => {
      const policyObjects = policies.map((policyArray) => ({
        policyArray: policyArray.map(({ name, value }) => ({ name, value })),
      }));
      const askWith = (secret: string) =>
        ask("requestMultipleTokens", [id, secret, propertiesOf(properties), policyObjects], (answer) =>
          answer.items().map(readToken),
        );
      try {
        return await askWith(sessionToken);
      } catch (failure) {
        // The guide's table wants the password here, its text the session token.
        if (failure instanceof SiteError) return askWith(credential);
        throw failure;
      }
    },
    requestTokenForCredentials: (credentialType, { type, id, credential }, properties) =>
      token("requestTokenForCredentials", [
        { credentialType, entityType: type, entityCredential: credential, entityID: id },
        propertiesOf(properties),
        null,
      ]),
    endSession: async (id, ended) => {
      await ask("endSession", [id, ended], () => undefined);
    },
    getTokenStatus: async (id, held, now) => {
      try {
        const { attributes, expiresAt } = await token("getTokenStatus", [id, held]);
        const status = attributes.find(({ name }) => /STATUS/i.test(name))?.value;
        if (status !== undefined && status !== null)
          return /^(valid|active|ok|true|1|0)$/i.test(status.trim());
        return expiresAt !== null && expiresAt > now;
      } catch (failure) {
        if (failure instanceof SiteError) return false;
        throw failure;
      }
    },
  };
}

function propertiesOf({ tokenPolicy, proxyUser }: TokenProperties): Value {
  const tokenAttributes = typeof proxyUser === "string" ? [{ name: "PROXY_USER", value: proxyUser }] : null;
  return { tokenPolicy, tokenAttributes };
}

function readToken(bean: Bean): TokenObject {
  const token = bean.exact("token") ?? "";
  if (token === "" && bean.damage() > 0) throw new CallError("UNREADABLE", "unknown");
  if (token === "") throw new SiteError("CREDENTIALS_REFUSED", null);
  const attributes = readAttributes(bean, "tokenAttributes");
  return {
    token,
    tokenID: valueOf(attributes, "TOKENID"),
    expiresAt: parseTime(valueOf(attributes, "EXPIRY_TIME") ?? ""),
    tokenIndex: bean.text("tokenIndex"),
    attributes,
  };
}

/** A time in any of the formats that deployments write: ms (13 digits), s (10), ISO 8601, Java's Date.toString(). */
export function parseTime(text: string): number | null {
  const trimmed = text.trim();
  if (/^\d{13}$/.test(trimmed)) return Number(trimmed);
  if (/^\d{10}$/.test(trimmed)) return Number(trimmed) * 1000;
  const iso = /^\d{4}-\d\d-\d\dT[\d:.]+$/.test(trimmed) ? `${trimmed}Z` : trimmed;
  const parsed = Date.parse(iso);
  return Number.isNaN(parsed) ? null : parsed;
}
