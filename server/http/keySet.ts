import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";
import { RelayError } from "../conferences/relayError";

export type FetchKeys = (url: string, init: { signal: AbortSignal; redirect: "error" }) => Promise<Response>;

interface KeySetOptions {
  url: string;
  fetch: FetchKeys;
  /** Milliseconds since the epoch. */
  now: () => number;
}

const minute = 60_000;
/** A key that the issuer has withdrawn is refused after this time. */
const freshMs = 60 * minute;
/** How long the keys are used while the issuer does not answer. */
const usableMs = 24 * 60 * minute;
/** Anybody can name keys that do not exist. */
const unknownKeyMs = 5 * minute;
const retryMs = 10_000;
const timeoutMs = 5000;

/**
 * The keys of an issuer: fetched when they are first needed and again every hour, by one request at a time. Throws
 * RelayError ISSUER_UNAVAILABLE where they cannot be had, or where a key is unknown and the issuer does not answer.
 */
export function createKeySet({ url, fetch, now }: KeySetOptions): JWTVerifyGetKey {
  let keys: { find: ReturnType<typeof createLocalJWKSet>; fetchedAt: number } | null = null;
  let failedAt = -Infinity;
  let fetching: Promise<void> | null = null;

  async function load(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const abort = new AbortController();
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        abort.abort();
        reject(unavailable(retryMs));
      }, timeoutMs);
    });
    const answer = async () => {
      const response = await fetch(url, { signal: abort.signal, redirect: "error" });
      if (response.status !== 200) throw new Error(`the key set came with status ${response.status}`);
      const set: unknown = await response.json();
      if (!isKeySet(set)) throw new Error("this is no key set");
      // Those at hand are withdrawn; with none, nobody can tell a right token from a wrong one.
      if (set.keys.length === 0) {
        keys = null;
        throw new Error("the key set holds no keys");
      }
      return createLocalJWKSet(set);
    };
    try {
      keys = { find: await Promise.race([answer(), late]), fetchedAt: now() };
      failedAt = -Infinity;
    } catch (cause) {
      failedAt = now();
      throw cause instanceof RelayError ? cause : unavailable(retryMs, cause);
    } finally {
      clearTimeout(timer);
      fetching = null;
    }
  }

  /** Not again at once where it has just failed: a caller hears of that without waiting. */
  function fetchKeys(): Promise<void> {
    const waitMs = failedAt + retryMs - now();
    return waitMs > 0 ? Promise.reject(unavailable(waitMs)) : (fetching ??= load());
  }

  return async (header, token) => {
    const age = keys === null ? Infinity : now() - keys.fetchedAt;
    if (age >= usableMs) await fetchKeys();
    else if (age >= freshMs) fetchKeys().catch(() => undefined);
    const known = keys;
    if (known === null) throw unavailable(retryMs);
    try {
      return await known.find(header, token);
    } catch (cause) {
      const isNewKey = cause instanceof errors.JWKSNoMatchingKey && now() - known.fetchedAt >= unknownKeyMs;
      if (!isNewKey) throw cause;
      await fetchKeys();
      return (keys ?? known).find(header, token);
    }
  };
}

function isKeySet(value: unknown): value is JSONWebKeySet {
  return typeof value === "object" && value !== null && "keys" in value && Array.isArray(value.keys);
}

function unavailable(waitMs: number, cause?: unknown): RelayError {
  return new RelayError("ISSUER_UNAVAILABLE", { retryAfterSeconds: Math.ceil(waitMs / 1000) }, { cause });
}
