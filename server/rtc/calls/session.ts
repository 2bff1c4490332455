import { hasCode } from "../../codedError";
import type { Authentication, Entity, TokenObject } from "../services/authentication";
import type { OperationName, Value } from "../soap/beans";
import { withSharedDeadline, untilDeadline, runWithDeadline } from "./deadline";
import { CallError, SiteError, withDone, type SiteErrorCode } from "../errors";
import type { Read } from "./service";
import type { Policy } from "./policy";
import { outcomeOf, type Telemetry } from "./telemetry";

/** How every request bean begins. */
export interface Credentials {
  entityID: string;
  entityToken: string;
}

/** Calls an operation of one service with the credentials that it wants, and reads the answer. */
export type Invoke = <Result>(
  operation: OperationName,
  request: (credentials: Credentials) => Value[],
  read: Read<Result>,
  more?: InvokeOptions,
) => Promise<Result>;

interface InvokeOptions {
  /** For an operation without status codes: what its Fault says. */
  faultMeans?: SiteErrorCode;
  /** Told of each attempt that may have been carried out, or may yet be, although nobody knows. */
  onLost?: (() => void) | undefined;
}

export interface HeldToken {
  token: string;
  tokenID: string | null;
}

/** The session of a site or a user: tokens in memory only, renewed by one caller while the others wait. */
export interface Session {
  /**
   * Does some work with a token for a policy. When the token is refused (1032) the session is renewed and the work done
   * once more; when the new one is refused too, the session token itself is tried once. Throws SiteError POLICY_REFUSED
   * where the entity is not provisioned for the policy.
   */
  withToken: <Result>(policy: Policy, work: (token: HeldToken) => Promise<Result>) => Promise<Result>;
  /** Opens the session unless it is open. Throws SiteError CREDENTIALS_REFUSED and CallError. */
  open: () => Promise<void>;
  close: () => Promise<void>;
  /** Learns how far the deployment's clock is off, and how long its tokens live (Table 3-12). */
  calibrate: (clock: { serverTime: Date | null; tokenLifeSeconds: number | null }) => void;
}

interface SessionOptions {
  authentication: Authentication;
  entity: Entity;
  /** For GUESTCHAT tokens on behalf of a user (PROXY::GUESTCHAT); null: for the site itself. */
  proxyUser?: string | null;
  /** Milliseconds since the epoch. */
  now: () => number;
  telemetry?: Telemetry;
}

interface Token extends HeldToken {
  renewAt: number;
  /** The session token that it is a child of; null: it is one itself. */
  parent: string | null;
}

/** A token that was asked for, once for all who wait; `held` is null until it is there. */
interface Entry {
  asked: Promise<Token>;
  held: Token | null;
}

const refusalMs = 60 * 1000;
/** A session that cannot be ended in this time ends by itself. */
const closingMs = 5000;

export function createSession(options: SessionOptions): Session {
  const { authentication, entity, proxyUser, now, telemetry = {} } = options;
  const tokens = new Map<Policy, Entry>();
  /** Policies for which this deployment wants the session token itself. */
  const bySession = new Set<Policy>();
  /** Policies that were refused a moment ago: asking again at once would tell nothing new. */
  const refused = new Map<Policy, { failure: SiteError; until: number }>();
  let skewMs = 0;
  /** The assumed life of a token without a readable EXPIRY_TIME. */
  let tokenLifeMs = 10 * 60 * 1000;

  function held(token: TokenObject, parent: string | null): Token {
    // An expiry in the past is a clock that differs, not a dead token.
    const left = token.expiresAt === null ? 0 : token.expiresAt - skewMs - now();
    return {
      token: token.token,
      tokenID: token.tokenID,
      renewAt: now() + (left > 0 ? left : tokenLifeMs) * 0.8,
      parent,
    };
  }

  /** One request for all who wait; a token that is due, was refused or failed is asked for again. */
  async function tokenOf(policy: Policy): Promise<Token> {
    const known = tokens.get(policy);
    if (known && (!known.held || known.held.renewAt > now())) return untilDeadline(known.asked);
    const refusal = refused.get(policy);
    if (refusal && refusal.until > now()) throw refusal.failure;
    return untilDeadline(renew(policy));
  }

  function renew(policy: Policy): Promise<Token> {
    const asked = withSharedDeadline(() => (policy === "SESSION" ? begin() : request(policy)));
    const entry: Entry = { asked, held: null };
    tokens.set(policy, entry);
    asked.then(
      (token) => {
        entry.held = token;
        telemetry.onRenewal?.({ policy, outcome: "ok" });
      },
      (failure: unknown) => {
        if (tokens.get(policy) === entry) tokens.delete(policy);
        telemetry.onRenewal?.({ policy, outcome: outcomeOf(failure) });
      },
    );
    return asked;
  }

  async function begin(): Promise<Token> {
    return held(await authentication.createSession(entity), null);
  }

  async function request(policy: Policy): Promise<Token> {
    const properties =
      policy === "GUESTCHAT" && typeof proxyUser === "string"
        ? { tokenPolicy: "PROXY::GUESTCHAT", proxyUser }
        : { tokenPolicy: policy };
    const ask = async ({ token }: Token) =>
      held(await authentication.requestToken(entity.id, token, properties), token);
    // A failure of the session itself says nothing about the policy.
    const first = await tokenOf("SESSION");
    try {
      return await ask(first);
    } catch (failure) {
      if (!(failure instanceof SiteError)) throw failure;
    }
    // The session may have ended at the site, which its Fault does not say.
    forget("SESSION", first.token);
    const second = await tokenOf("SESSION");
    try {
      return await ask(second);
    } catch (cause) {
      if (!(cause instanceof SiteError)) throw cause;
      const failure = new SiteError("POLICY_REFUSED", null, { cause });
      refused.set(policy, { failure, until: now() + refusalMs });
      throw failure;
    }
  }

  /** Drops what was refused; what somebody else has renewed or is renewing stays. */
  function forget(policy: Policy, token: string): void {
    if (tokens.get(policy)?.held?.token === token) tokens.delete(policy);
  }

  /** Without a token the work itself was not asked for. */
  async function tokenToWorkWith(policy: Policy): Promise<Token> {
    try {
      return await tokenOf(policy);
    } catch (failure) {
      throw failure instanceof CallError ? withDone(failure, "no") : failure;
    }
  }

  const tokenFor = (policy: Policy) => tokenToWorkWith(bySession.has(policy) ? "SESSION" : policy);

  return {
    withToken: async (policy, work) => {
      const first = await tokenFor(policy);
      try {
        return await work(first);
      } catch (failure) {
        if (!isRefused(failure)) throw failure;
      }
      forget(policy, first.token);
      // Another policy's refusal may have renewed the session already.
      forget("SESSION", first.parent ?? first.token);
      try {
        return await work(await tokenFor(policy));
      } catch (failure) {
        if (!isRefused(failure) || policy === "SESSION" || bySession.has(policy)) throw failure;
      }
      const result = await work(await tokenToWorkWith("SESSION"));
      bySession.add(policy);
      return result;
    },
    open: async () => {
      // Without this policy nothing can be scheduled (guide, Table 3-2).
      await tokenFor("PRECONFERENCE");
    },
    close: () =>
      runWithDeadline(closingMs, async () => {
        const session = tokens.get("SESSION");
        tokens.clear();
        const token = session && (await untilDeadline(session.asked).catch(() => null));
        // It ends by itself anyway.
        if (token) await authentication.endSession(entity.id, token.token).catch(() => null);
      }),
    calibrate: ({ serverTime, tokenLifeSeconds }) => {
      if (serverTime) skewMs = serverTime.getTime() - now();
      if (tokenLifeSeconds !== null && tokenLifeSeconds > 0) tokenLifeMs = tokenLifeSeconds * 1000;
    },
  };
}

function isRefused(failure: unknown): boolean {
  return hasCode(failure, "NOT_AUTHORIZED");
}
