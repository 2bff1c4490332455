import { exportJWK, generateKeyPair, SignJWT, type JWK } from "jose";
import type { PersonOfThePreview } from "../config/people";

interface IssuerOptions {
  /** The issuer's own address, in every token as `iss`. */
  issuer: string;
  audience: string;
  scope: string;
  people: readonly PersonOfThePreview[];
  /** Milliseconds since the epoch. */
  now: () => number;
}

export interface PreviewIssuer {
  /** An access token for one of the preview's people (1 hour), or null for anybody else. */
  issueToken(userId: string): Promise<string | null>;
  /** The key set by which the tokens can be verified. */
  keySet(): { keys: JWK[] };
}

/** An OpenID-like issuer for the people of the preview; its key lives as long as the process. Loopback only. */
export async function createPreviewIssuer(options: IssuerOptions): Promise<PreviewIssuer> {
  const { issuer, audience, scope, people, now } = options;
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const kid = crypto.randomUUID();
  const publicJwk: JWK = { ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" };
  return {
    issueToken: async (userId) => {
      const person = people.find((candidate) => candidate.userId === userId);
      if (!person) return null;
      const issuedAt = Math.floor(now() / 1000);
      return new SignJWT({
        scp: scope,
        name: `${person.firstName} ${person.lastName}`,
        email: person.address,
        rtc_user: person.userId,
      })
        .setProtectedHeader({ alg: "RS256", kid, typ: "at+jwt" })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(person.guid)
        .setIssuedAt(issuedAt)
        .setNotBefore(issuedAt)
        .setExpirationTime(issuedAt + 3600)
        .sign(privateKey);
    },
    keySet: () => ({ keys: [publicJwk] }),
  };
}
