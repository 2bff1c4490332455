import { createHash } from "node:crypto";
import type { HeldToken } from "../calls/session";

/** Where the guide contradicts itself about K1: what a deployment really computes is found by calibration. */
export interface Signing {
  algorithm: "SHA1" | "MD5";
  tokenName: "TOKEN" | "token";
  tokenPlace: "first" | "last";
  /** Whether TID counts among the signed parameters. */
  signsTokenID: boolean;
}

/** The rule and the code of the guide's chapter 4. */
export const standardSigning: Signing = {
  algorithm: "SHA1",
  tokenName: "TOKEN",
  tokenPlace: "first",
  signsTokenID: false,
};

/** Every combination, the most likely first. */
export const signings: readonly Signing[] = (["SHA1", "MD5"] as const).flatMap((algorithm) =>
  (["first", "last"] as const).flatMap((tokenPlace) =>
    (["TOKEN", "token"] as const).flatMap((tokenName) =>
      [false, true].map((signsTokenID) => ({ algorithm, tokenPlace, tokenName, signsTokenID })),
    ),
  ),
);

export function isSameSigning(a: Signing, b: Signing): boolean {
  return (
    a.algorithm === b.algorithm &&
    a.tokenName === b.tokenName &&
    a.tokenPlace === b.tokenPlace &&
    a.signsTokenID === b.signsTokenID
  );
}

/** Table 3-42. */
export interface PresenceTarget {
  /** User ID or JID. */
  uid: string;
  mode: "IMG" | "JS";
  /** 1 to 5: other sets of images. */
  op?: number;
  resource?: string;
}

/** A signed URL of the Get Presence URL Service: whoever holds it can see this one presentity's presence. */
export function presenceUrl(
  url: string,
  { token, tokenID }: HeldToken,
  target: PresenceTarget,
  signing: Signing,
): string {
  const parameters: [string, string][] = [
    ["R_MODE", target.mode],
    ["R_OP", target.op === undefined ? "" : String(target.op)],
    ["R_RES", target.resource ?? ""],
    ["R_UID", target.uid],
    ["TID", tokenID ?? ""],
  ];
  const assigned = parameters.filter(([, value]) => value !== "");
  const signed = assigned.filter(([name]) => signing.signsTokenID || name !== "TID");
  const attributes = signedText(signed);
  const secret = signedText([[signing.tokenName, token]]);
  const k1 = digest(
    signing.algorithm,
    signing.tokenPlace === "first" ? secret + attributes : attributes + secret,
  );
  return `${url}/imtapp/Presence?${new URLSearchParams([...assigned, ["K1", k1]]).toString()}`;
}

/** `<name><value>` of each parameter, in the order of the names. */
export function signedText(parameters: readonly (readonly [string, string])[]): string {
  return [...parameters]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `<${name}><${value}>`)
    .join("");
}

/** Upper-case hex, of UTF-8. */
export function digest(algorithm: "SHA1" | "MD5", text: string): string {
  return createHash(algorithm.toLowerCase()).update(text, "utf8").digest("hex").toUpperCase();
}

/**
 * Reads what the JS mode answers, be it a script that sets `show` and `status` or plain text; never runs it. Answers
 * null for anything else.
 */
export function readPresenceScript(text: string): { show: string; status: string } | null {
  const valueOf = (name: string) =>
    new RegExp(
      `\\b${name}\\s*[=:]\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|'((?:[^'\\\\]|\\\\.)*)'|([^\\s;,]+))`,
      "i",
    ).exec(text);
  const show = valueOf("show");
  if (!show) return null;
  const plain = (match: RegExpExecArray | null) =>
    (match?.[1] ?? match?.[2] ?? match?.[3] ?? "").replace(/\\(.)/g, "$1");
  return { show: plain(show), status: plain(valueOf("status")) };
}
