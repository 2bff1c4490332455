import { createHash } from "node:crypto";
import { decodeJwt, jwtVerify, type JWTVerifyGetKey } from "jose";
import * as z from "zod/mini";
import { callerId, type Caller } from "../conferences/caller";
import { RelayError } from "../conferences/relayError";
import { createKeySet, type FetchKeys } from "./keySet";

export interface Issuer {
  issuer: string;
  audience: string;
  jwksUrl: string;
  /** The tenant that tokens must be of, or null where the issuer has none. */
  tenant: string | null;
  scope: string;
  /** The claim that holds the RTC user ID. */
  userIdClaim: string;
}

export interface Callers {
  /** Throws RelayError UNAUTHENTICATED, NOT_A_CONFERENCE_USER or ISSUER_UNAVAILABLE. */
  verify(authorization: string | null | undefined): Promise<Caller>;
}

interface CallersOptions {
  /** One issuer may have several tenants, each with an entry of its own. */
  issuers: readonly Issuer[];
  /** How key sets are fetched. */
  fetch: FetchKeys;
  /** Milliseconds since the epoch. */
  now: () => number;
}

const skewSeconds = 60;
const rememberedTokens = 10_000;
/** A token that says that it is of another kind is none of ours, such as one for signing out. */
const accessTypes: ReadonlySet<string> = new Set(["jwt", "at+jwt"]);

const claimsSchema = z.looseObject({
  sub: z.string().check(z.minLength(1)),
  exp: z.number(),
  scp: z.optional(z.string()),
  scope: z.optional(z.string()),
  tid: z.optional(z.string()),
  name: z.optional(z.string()),
  email: z.optional(z.string()),
});

/**
 * Verifies bearer access tokens by the keys of the issuer that they name: signature with RS256 only, type, issuer,
 * audience, tenant, scope, times (60 s skew). A verified token is remembered until it expires, since the signature costs
 * more than all else in a request.
 */
export function createCallers({ issuers, fetch, now }: CallersOptions): Callers {
  const trusted = issuers.map((issuer) => ({
    issuer,
    keys: createKeySet({ url: issuer.jwksUrl, fetch, now }),
  }));
  const remembered = new Map<string, { caller: Caller; expiresAt: number }>();
  /** A token that comes several times at once is verified once. */
  const underWay = new Map<string, Promise<Caller>>();

  /** By what the token says of itself, which only chooses the keys: it is believed once these have verified it. */
  function issuerOf(token: string): { issuer: Issuer; keys: JWTVerifyGetKey } {
    const { iss, tid } = decodeJwt(token);
    const found = trusted.find(
      ({ issuer: { issuer, tenant } }) => issuer === iss && (tenant === null || tenant === tid),
    );
    if (!found) throw refused();
    return found;
  }

  async function verifyToken(token: string): Promise<{ caller: Caller; expiresAt: number }> {
    const { issuer, keys } = issuerOf(token);
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      algorithms: ["RS256"],
      issuer: issuer.issuer,
      audience: issuer.audience,
      clockTolerance: skewSeconds,
      currentDate: new Date(now()),
      requiredClaims: ["exp", "sub"],
    });
    const claims = claimsSchema.parse(payload);
    const scopes = (claims.scp ?? claims.scope ?? "").split(" ");
    // An ID token has no scope, also where its type says nothing of that.
    if (!isAccessType(protectedHeader.typ) || !scopes.includes(issuer.scope)) throw refused();
    if (issuer.tenant !== null && claims.tid !== issuer.tenant) throw refused();
    const userId = claims[issuer.userIdClaim];
    if (typeof userId !== "string" || userId === "") throw new RelayError("NOT_A_CONFERENCE_USER");
    return {
      caller: {
        id: callerId(issuer.issuer, claims.tid ?? null, claims.sub),
        issuer: issuer.issuer,
        tenant: claims.tid ?? null,
        subject: claims.sub,
        userId,
        name: claims.name ?? userId,
        address: claims.email ?? null,
      },
      expiresAt: claims.exp * 1000,
    };
  }

  async function verifyAndRemember(token: string, hash: string): Promise<Caller> {
    try {
      const verified = await verifyToken(token);
      const oldest = remembered.keys().next();
      if (remembered.size >= rememberedTokens && !oldest.done) remembered.delete(oldest.value);
      remembered.set(hash, verified);
      return verified.caller;
    } catch (cause) {
      // Any other trouble with a token or its key (a key that is too short is a TypeError) is the token's.
      throw cause instanceof RelayError ? cause : refused(cause);
    } finally {
      underWay.delete(hash);
    }
  }

  return {
    verify: async (authorization) => {
      const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? "")?.[1];
      if (token === undefined) throw refused();
      const hash = createHash("sha256").update(token).digest("base64");
      const known = remembered.get(hash);
      if (known && known.expiresAt + skewSeconds * 1000 > now()) return known.caller;
      const verifying = underWay.get(hash) ?? verifyAndRemember(token, hash);
      underWay.set(hash, verifying);
      return verifying;
    },
  };
}

/** Names of types may have the prefix of media types (RFC 7515, 4.1.9), and are the same in any case of the letters. */
function isAccessType(typ: unknown): boolean {
  if (typ === undefined) return true;
  return typeof typ === "string" && accessTypes.has(typ.toLowerCase().replace(/^application\//, ""));
}

function refused(cause?: unknown): RelayError {
  return new RelayError("UNAUTHENTICATED", {}, { cause });
}
