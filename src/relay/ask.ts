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

/** Sends a request of the contract as the signed-in person; answers what succeeded. Throws RelayFailure. */
export type Ask = (
  method: string,
  path: string,
  content?: { body?: object; key?: string; version?: number },
) => Promise<Response>;

interface AskOptions {
  /** Origin of the relay, without a slash at its end. */
  origin: string;
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  signIn: () => Promise<string>;
  timeoutMs?: number;
}

export function createAsk(options: AskOptions): Ask {
  // The relay itself answers within 15 seconds.
  const { origin, fetch, signIn, timeoutMs = 20_000 } = options;
  let token: string | null = null;

  async function authorize(): Promise<string> {
    try {
      token ??= await signIn();
      return `Bearer ${token}`;
    } catch (cause) {
      throw new RelayFailure("SIGN_IN_FAILED", {}, { cause });
    }
  }

  const send: Ask = async (method, path, { body, key, version } = {}) => {
    const headers: Record<string, string> = { Authorization: await authorize() };
    if (body) headers["Content-Type"] = "application/json";
    if (key !== undefined) headers["Idempotency-Key"] = key;
    if (version !== undefined) headers["If-Match"] = `"${version}"`;
    const content = body ? { body: JSON.stringify(body) } : {};
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      return await fetch(`${origin}/api/${path}`, { method, headers, signal, ...content });
    } catch (cause) {
      const isTimeout = cause instanceof DOMException && cause.name === "TimeoutError";
      throw new RelayFailure(isTimeout ? "RELAY_TIMEOUT" : "RELAY_UNREACHABLE", {}, { cause });
    }
  };

  return async (method, path, content) => {
    let response = await send(method, path, content);
    if (response.status === 401) {
      // The token may have run out since it was got.
      token = null;
      response = await send(method, path, content);
    }
    if (!response.ok) throw await readFailure(response);
    return response;
  };
}

/** Reads an answer by the contract. Throws RelayFailure RELAY_UNREADABLE for anything else. */
export async function readAnswer<Result>(
  answer: Response,
  parse: (json: unknown) => Promise<Result>,
): Promise<Result> {
  try {
    return await parse(await answer.json());
  } catch (cause) {
    throw new RelayFailure("RELAY_UNREADABLE", {}, { cause });
  }
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
