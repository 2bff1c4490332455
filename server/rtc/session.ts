import type { Bean } from "./decode";
import { CallError, SiteError } from "./errors";
import type { Service } from "./service";

type Policy = "PRECONFERENCE";

/** The site's session (Tables 3-1 to 3-10): tokens in memory only, renewed by one caller while the others wait. */
export interface Session {
  /**
   * Does some work with a token for a policy. When the token is refused (1032) the session is renewed and the work done
   * once more; when the new one is refused too, the session token itself is tried once.
   */
  withToken: <Result>(policy: Policy, work: (token: string) => Promise<Result>) => Promise<Result>;
  /** Opens the session unless it is open. Throws SiteError CREDENTIALS_REFUSED and CallError. */
  open: () => Promise<void>;
  close: () => Promise<void>;
}

interface SessionOptions {
  authentication: Service;
  siteId: string;
  siteAuthToken: string;
  /** Milliseconds since the epoch. */
  now: () => number;
}

interface Token {
  token: string;
  renewAt: number;
}

/** What a token without a readable EXPIRY_TIME is taken to live. */
const tokenLifeMs = 10 * 60 * 1000;

export function createSession({ authentication, siteId, siteAuthToken, now }: SessionOptions): Session {
  let session: Promise<Token> | null = null;
  const policyTokens = new Map<Policy, Promise<Token>>();
  /** Policies for which this deployment wants the session token itself. */
  const bySession = new Set<Policy>();

  async function request(work: () => Promise<Bean | null>): Promise<Token> {
    try {
      const answer = await work();
      const token = answer?.text("token") ?? "";
      if (!answer || token === "") throw new SiteError("CREDENTIALS_REFUSED", null);
      return { token, renewAt: renewalTime(answer, now()) };
    } catch (failure) {
      if (!(failure instanceof CallError)) throw failure;
      // The guide has no codes for authentication: a Fault is the refusal.
      if (failure.failure === "FAULT") throw new SiteError("CREDENTIALS_REFUSED", null, { cause: failure });
      // Whatever went wrong here, the work itself was not begun.
      throw new CallError(failure.failure, "no", { cause: failure });
    }
  }

  /** Keeps one promise for all who wait; a token that is due or failed is asked for again. */
  async function fresh(
    held: Promise<Token> | null,
    hold: (token: Promise<Token> | null) => void,
    renew: () => Promise<Token>,
  ): Promise<Token> {
    if (held) {
      const token = await held;
      if (token.renewAt > now()) return token;
    }
    const renewal = renew();
    hold(renewal);
    renewal.catch(() => hold(null));
    return renewal;
  }

  let renewing: Promise<Token> | null = null;
  const sessionToken = (): Promise<Token> =>
    (renewing ??= fresh(
      session,
      (token) => {
        session = token;
      },
      () => request(() => authentication.call("createSession", [siteId, siteAuthToken, "SITE"])),
    ).finally(() => (renewing = null)));

  const gettingPolicy = new Map<Policy, Promise<Token>>();
  function policyToken(policy: Policy): Promise<Token> {
    const waiting = gettingPolicy.get(policy);
    if (waiting) return waiting;
    const getting = fresh(
      policyTokens.get(policy) ?? null,
      (token) => {
        if (token) policyTokens.set(policy, token);
        else policyTokens.delete(policy);
      },
      async () => {
        const { token } = await sessionToken();
        return request(() =>
          authentication.call("requestToken", [
            siteId,
            token,
            { tokenPolicy: policy, tokenAttributes: null },
            null,
          ]),
        );
      },
    ).finally(() => gettingPolicy.delete(policy));
    gettingPolicy.set(policy, getting);
    return getting;
  }

  /** Drops what was refused, unless somebody else has renewed it meanwhile. */
  async function drop(policy: Policy, refused: string): Promise<void> {
    const current = await policyToken(policy).catch(() => null);
    if (current && current.token !== refused) return;
    policyTokens.delete(policy);
    session = null;
  }

  const tokenFor = async (policy: Policy) =>
    (await (bySession.has(policy) ? sessionToken() : policyToken(policy))).token;

  return {
    withToken: async (policy, work) => {
      const first = await tokenFor(policy);
      try {
        return await work(first);
      } catch (failure) {
        if (!isRefused(failure)) throw failure;
      }
      if (bySession.has(policy)) session = null;
      else await drop(policy, first);
      try {
        return await work(await tokenFor(policy));
      } catch (failure) {
        if (!isRefused(failure) || bySession.has(policy)) throw failure;
      }
      const result = await work((await sessionToken()).token);
      bySession.add(policy);
      return result;
    },
    open: async () => {
      await sessionToken();
    },
    close: async () => {
      const open = session;
      session = null;
      policyTokens.clear();
      if (!open) return;
      const token = await open.catch(() => null);
      // It ends by itself anyway.
      if (token) await authentication.call("endSession", [siteId, token.token]).catch(() => null);
    },
  };
}

function isRefused(failure: unknown): boolean {
  return failure instanceof SiteError && failure.status === 1032;
}

/** At 80 % of the token's life, from EXPIRY_TIME (Table 3-2) in any of the formats that deployments write. */
function renewalTime(token: Bean, now: number): number {
  const attribute = token
    .beans("tokenAttributes")
    .find((bean) => bean.text("name")?.toUpperCase() === "EXPIRY_TIME");
  const expiry = parseExpiry(attribute?.text("value") ?? "");
  // An expiry in the past is a clock that differs, not a dead token.
  const life = expiry !== null && expiry > now ? expiry - now : tokenLifeMs;
  return now + life * 0.8;
}

/** Milliseconds (13 digits), seconds (10 digits), ISO 8601, or Java's Date.toString(). */
export function parseExpiry(text: string): number | null {
  const trimmed = text.trim();
  if (/^\d{13}$/.test(trimmed)) return Number(trimmed);
  if (/^\d{10}$/.test(trimmed)) return Number(trimmed) * 1000;
  const iso = /^\d{4}-\d\d-\d\dT[\d:.]+$/.test(trimmed) ? `${trimmed}Z` : trimmed;
  const parsed = Date.parse(iso);
  return Number.isNaN(parsed) ? null : parsed;
}
