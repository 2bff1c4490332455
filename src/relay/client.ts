import type { Conference, ConferenceRequest } from "../contract/conference";
import { errorCodes, type ErrorCode } from "../contract/errorCodes";

/** Why the relay did not do what it was asked for: its own code, or why there was none. */
export type RelayFailureCode =
  ErrorCode | "RELAY_UNREACHABLE" | "RELAY_TIMEOUT" | "RELAY_UNREADABLE" | "SIGN_IN_FAILED";

/** Thrown by every call of the relay that did not succeed. */
export class RelayFailure extends Error {
  override name = "RelayFailure";
  constructor(
    readonly code: RelayFailureCode,
    /** The RTC status code and the request's name in the relay's log, where the relay gave them. */
    readonly details: { status?: number; requestId?: string } = {},
    options?: ErrorOptions,
  ) {
    super(`the relay failed with ${code}`, options);
  }
}

/** The contract over fetch. Every call has a deadline and throws RelayFailure. */
export interface RelayClient {
  /** Same key and same request: the same conference. */
  schedule: (key: string, request: ConferenceRequest) => Promise<Conference>;
  update: (conferenceId: string, request: ConferenceRequest) => Promise<Conference>;
  remove: (conferenceId: string) => Promise<void>;
  get: (conferenceId: string) => Promise<Conference>;
  /** What became of an appointment's key; NOT_FOUND when nothing did. */
  find: (key: string) => Promise<Conference>;
}

interface RelayClientOptions {
  /** Origin of the relay, without a slash at its end. */
  origin: string;
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  signIn: () => Promise<string>;
  /** Checks an answer against the contract; throws when it is something else. */
  parse: (json: unknown) => Promise<Conference>;
  timeoutMs?: number;
}

export function createRelayClient(options: RelayClientOptions): RelayClient {
  // The relay itself answers within 15 seconds.
  const { origin, fetch, signIn, parse, timeoutMs = 20_000 } = options;
  let token: string | null = null;

  async function authorize(): Promise<string> {
    try {
      token ??= await signIn();
      return `Bearer ${token}`;
    } catch (cause) {
      throw new RelayFailure("SIGN_IN_FAILED", {}, { cause });
    }
  }

  async function send(
    method: string,
    path: string,
    request?: ConferenceRequest,
    key?: string,
  ): Promise<Response> {
    const headers: Record<string, string> = { Authorization: await authorize() };
    if (request) headers["Content-Type"] = "application/json";
    if (key !== undefined) headers["Idempotency-Key"] = key;
    const body = request ? { body: JSON.stringify(request) } : {};
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      return await fetch(`${origin}/api/conferences${path}`, { method, headers, signal, ...body });
    } catch (cause) {
      const isTimeout = cause instanceof DOMException && cause.name === "TimeoutError";
      throw new RelayFailure(isTimeout ? "RELAY_TIMEOUT" : "RELAY_UNREACHABLE", {}, { cause });
    }
  }

  async function ask(
    method: string,
    path: string,
    request?: ConferenceRequest,
    key?: string,
  ): Promise<Response> {
    let response = await send(method, path, request, key);
    if (response.status === 401) {
      // The token may have run out since it was got.
      token = null;
      response = await send(method, path, request, key);
    }
    if (!response.ok) throw await readFailure(response);
    return response;
  }

  async function read(response: Promise<Response>): Promise<Conference> {
    const answer = await response;
    try {
      return await parse(await answer.json());
    } catch (cause) {
      throw new RelayFailure("RELAY_UNREADABLE", {}, { cause });
    }
  }

  const at = (conferenceId: string) => `/${encodeURIComponent(conferenceId)}`;
  return {
    schedule: (key, request) => read(ask("POST", "", request, key)),
    update: (conferenceId, request) => read(ask("PUT", at(conferenceId), request)),
    remove: async (conferenceId) => {
      await ask("DELETE", at(conferenceId));
    },
    get: (conferenceId) => read(ask("GET", at(conferenceId))),
    find: (key) => read(ask("GET", `?key=${encodeURIComponent(key)}`)),
  };
}

/** A failure's body is read by hand: an answer that is none of ours (a proxy's page, say) has no code. */
async function readFailure(response: Response): Promise<RelayFailure> {
  const body: unknown = await response.json().catch(() => null);
  const error = field(body, "error");
  const code = errorCodes.find((known) => known === field(error, "code"));
  if (code === undefined) return new RelayFailure("RELAY_UNREADABLE");
  const status = field(error, "status");
  const requestId = field(error, "requestId");
  return new RelayFailure(code, {
    ...(typeof status === "number" && { status }),
    ...(typeof requestId === "string" && { requestId }),
  });
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}
