import { ClientError } from "../clientError";
import { pause } from "../pause";
import type { ErrorCode } from "../contract/errorCodes";
import type { ErrorResponse } from "../contract/errors";
import { withDates, type WithDates } from "./dates";
import { parseFailure } from "./parse";

/** Why the relay did not do what it was asked for: its own code, or why there was none. */
export type RelayErrorCode =
  | ErrorCode
  | "RELAY_UNREACHABLE"
  | "RELAY_TIMEOUT"
  | "RELAY_UNREADABLE"
  | "SIGN_IN_FAILED"
  /** It was not asked: for whom, Outlook does not say. */
  | "OWNER_UNKNOWN";

/** Details of a failure beside its code. */
export type RelayErrorDetails = Partial<Omit<WithDates<ErrorResponse["error"]>, "code">>;

/** Thrown by every call of the relay that did not succeed. */
export class RelayError extends ClientError<RelayErrorCode> {
  override name = "RelayError";
  constructor(
    code: RelayErrorCode,
    readonly details: RelayErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(code, lostAnswers.has(code) ? "unknown" : "no", options);
  }
}

/** After these the request may have been carried out. */
const lostAnswers: ReadonlySet<RelayErrorCode> = new Set<RelayErrorCode>([
  "OUTCOME_UNKNOWN",
  "OUTCOME_AMBIGUOUS",
  "RELAY_TIMEOUT",
  "RELAY_UNREACHABLE",
  "RELAY_UNREADABLE",
]);

/** Sends a request of the contract as the signed-in person; answers what succeeded. Throws RelayError. */
export type RelayRequest = (method: string, path: string, content?: Content) => Promise<Response>;

interface Content {
  body?: object;
  /** Idempotency-Key. */
  idempotencyKey?: string;
  /** If-Match: the version from which a change starts. */
  version?: number;
  /** Whether the request is to arrive even if the page is closed meanwhile. */
  keepalive?: boolean;
}

interface RelayRequestOptions {
  /** Origin of the relay, without a slash at its end. */
  origin: string;
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  signIn: () => Promise<string>;
  /** Address of the person for whom everything is asked; null: for whoever is signed in. */
  onBehalfOf?: () => string | null;
  timeoutMs?: number;
  wait?: (ms: number) => Promise<void>;
}

// A conference that another request works on is asked for again, once and unseen.
const longestPauseMs = 3000;

export function createRelayRequest(options: RelayRequestOptions): RelayRequest {
  // The relay itself answers within 15 seconds.
  const { origin, fetch, signIn, timeoutMs = 20_000, wait = pause } = options;
  const { onBehalfOf = () => null } = options;
  let token: string | null = null;

  async function authorize(): Promise<string> {
    try {
      token ??= await signIn();
      return `Bearer ${token}`;
    } catch (cause) {
      throw new RelayError("SIGN_IN_FAILED", {}, { cause });
    }
  }

  const send: RelayRequest = async (
    method,
    path,
    { body, idempotencyKey, version, keepalive = false } = {},
  ) => {
    const headers: Record<string, string> = { Authorization: await authorize() };
    const owner = onBehalfOf();
    // A header takes no other letters; the relay reads it back.
    if (owner !== null) headers["On-Behalf-Of"] = encodeURI(owner);
    if (body) headers["Content-Type"] = "application/json";
    if (idempotencyKey !== undefined) headers["Idempotency-Key"] = idempotencyKey;
    if (version !== undefined) headers["If-Match"] = `"${version}"`;
    const content = body ? { body: JSON.stringify(body) } : {};
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      return await fetch(`${origin}/api/${path}`, { method, headers, signal, keepalive, ...content });
    } catch (cause) {
      const isTimeout = cause instanceof DOMException && cause.name === "TimeoutError";
      throw new RelayError(isTimeout ? "RELAY_TIMEOUT" : "RELAY_UNREACHABLE", {}, { cause });
    }
  };

  const authorized: RelayRequest = async (method, path, content) => {
    const response = await send(method, path, content);
    if (response.status !== 401) return response;
    // The token may have run out since it was got.
    token = null;
    return send(method, path, content);
  };

  return async (method, path, content) => {
    let response = await authorized(method, path, content);
    if (response.ok) return response;
    const failure = await readFailure(response);
    if (failure.code !== "CONFERENCE_BUSY") throw failure;
    await wait(pauseBefore(response));
    response = await authorized(method, path, content);
    if (!response.ok) throw await readFailure(response);
    return response;
  };
}

function pauseBefore(response: Response): number {
  const seconds = Number(response.headers.get("Retry-After"));
  return seconds > 0 ? Math.min(seconds * 1000, longestPauseMs) : 1000;
}

/** Reads an answer by the contract, its times as Dates. Throws RelayError RELAY_UNREADABLE for anything else. */
export async function readAnswer<Result>(
  answer: Response,
  parse: (json: unknown) => Promise<Result>,
): Promise<WithDates<Result>> {
  try {
    return withDates(await parse(await answer.json()));
  } catch (cause) {
    throw new RelayError("RELAY_UNREADABLE", {}, { cause });
  }
}

/** An answer that is none of ours (a proxy's page, say) has no code. */
async function readFailure(response: Response): Promise<RelayError> {
  try {
    const { code, ...details } = withDates(await parseFailure(await response.json()));
    return new RelayError(code, details);
  } catch (cause) {
    return new RelayError("RELAY_UNREADABLE", {}, { cause });
  }
}
