import { createHash } from "node:crypto";
import { createRemoteJWKSet, customFetch, errors, jwtVerify } from "jose";
import * as z from "zod/mini";
import { RelayError } from "./failures";

/** Somebody whom a pinned issuer vouches for. */
export interface Caller {
  /** Issuer + tenant + subject: what people are told apart by. Never an e-mail address. */
  id: string;
  issuer: string;
  tenant: string | null;
  subject: string;
  /** The RTC user ID, from the issuer's configured claim. */
  userId: string;
  name: string;
  address: string | null;
}

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
  /** Throws RelayError UNAUTHENTICATED or NOT_A_CONFERENCE_USER. */
  verify(authorization: string | null | undefined): Promise<Caller>;
}

interface CallersOptions {
  issuer: Issuer;
  /** How the key set is fetched. */
  fetch: (url: string) => Promise<Response>;
  /** Milliseconds since the epoch. */
  now: () => number;
}

const skewSeconds = 60;
const day = 24 * 60 * 60 * 1000;
const rememberedTokens = 10_000;

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
 * Verifies bearer access tokens: signature with RS256 only, issuer, audience, tenant, scope, times (60 s skew).
 * A verified token is remembered until it expires, since the signature costs more than all else in a request.
 */
export function createCallers({ issuer, fetch, now }: CallersOptions): Callers {
  const keys = createRemoteJWKSet(new URL(issuer.jwksUrl), {
    cooldownDuration: 5 * 60 * 1000,
    cacheMaxAge: day,
    [customFetch]: (url) => fetch(url),
  });
  const remembered = new Map<string, { caller: Caller; expiresAt: number }>();

  async function verifyToken(token: string): Promise<{ caller: Caller; expiresAt: number }> {
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
    // An ID token has no scope; one that is marked as such is refused whatever it holds.
    if (protectedHeader.typ?.toLowerCase() === "id+jwt" || !scopes.includes(issuer.scope)) throw refused();
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

  return {
    verify: async (authorization) => {
      const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? "")?.[1];
      if (token === undefined) throw refused();
      const hash = createHash("sha256").update(token).digest("base64");
      const known = remembered.get(hash);
      if (known && known.expiresAt + skewSeconds * 1000 > now()) return known.caller;
      try {
        const verified = await verifyToken(token);
        const oldest = remembered.keys().next();
        if (remembered.size >= rememberedTokens && !oldest.done) remembered.delete(oldest.value);
        remembered.set(hash, verified);
        return verified.caller;
      } catch (cause) {
        if (cause instanceof errors.JOSEError || cause instanceof z.core.$ZodError) throw refused(cause);
        throw cause;
      }
    },
  };
}

/** What people are told apart by. */
export function callerId(issuer: string, tenant: string | null, subject: string): string {
  return JSON.stringify([issuer, tenant, subject]);
}

function refused(cause?: unknown): RelayError {
  return new RelayError("UNAUTHENTICATED", {}, { cause });
}
