import { createHash } from "node:crypto";
import { knownSignings, type PresenceSigning } from "../world/settings";

/** Upper-case hex. */
function hash(algorithm: "SHA1" | "MD5", text: string): string {
  return createHash(algorithm).update(text, "utf8").digest("hex").toUpperCase();
}

/**
 * Whether K1 is the digest of these parameters with this token (guide, "Compute Presence Hash Key"). The parameters are
 * those of the URL as sent, without K1; the ones without a value do not count.
 */
export function isSignedPresence(
  parameters: readonly (readonly [string, string])[],
  token: string,
  k1: string,
  signing: PresenceSigning | null,
): boolean {
  return (signing ? [signing] : knownSignings).some(({ algorithm, tokenName, tokenPlace, signsTokenID }) => {
    const message = parameters
      .filter(([name, value]) => value !== "" && (signsTokenID || !/^(R_)?TID$/.test(name)))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `<${name}><${value}>`)
      .join("");
    const secret = `<${tokenName}><${token}>`;
    return hash(algorithm, tokenPlace === "first" ? secret + message : message + secret) === k1.toUpperCase();
  });
}

/** Whether a tokenDigest is right: recomputed from the token and the context (guide, "Compute the Request Hash Key"). */
export function isSignedChat(
  context: { fromUserJID: string; groupJID: string; toJID: string },
  { tokenId, token }: { tokenId: string; token: string },
  tokenDigest: string,
): boolean {
  const attributes = [
    ["r_fromUserJID", context.fromUserJID],
    ["r_groupJID", context.groupJID],
    ["r_toJID", context.toJID],
  ]
    .filter(([, value]) => value !== "")
    .map(([name = "", value = ""]) => `<${name}><${value}>`)
    .join("");
  const expected = `${tokenId}_<digest><${hash("MD5", `<token><${token}>${attributes}`)}>${attributes}`;
  return Buffer.from(expected, "utf8").toString("hex").toUpperCase() === tokenDigest.toUpperCase();
}
