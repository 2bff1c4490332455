import { remainingMs } from "./deadline";
import { CallError } from "./errors";

/** How bytes travel: global fetch in production, a function in tests. */
export type Send = (request: Request) => Promise<Response>;

/** What every exchange with a site goes through: it does the exchange, later perhaps, or throws CallError. */
type Gate = <Result>(exchange: () => Promise<Result>) => Promise<Result>;

interface TransportOptions {
  send: Send;
  /** Of one exchange; the caller's deadline may be earlier. */
  timeoutMs: number;
  maxResponseBytes: number;
  /** Default: open. */
  gate?: Gate;
}

/** An answer as it came. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

export interface Transport {
  /** POSTs an envelope. Answers the text of a 200, or of a 500 that is XML (a Fault). Throws CallError. */
  post: (url: string, soapAction: string, envelope: string) => Promise<string>;
  /** Answers the text of a 200. Throws CallError. */
  get: (url: string) => Promise<string>;
  /** POSTs a form, for the URL services. Answers whatever came, redirects too, unfollowed. Throws CallError (HTTP_STATUS from 400 on). */
  submit: (url: string, fields: Record<string, string>) => Promise<Answer>;
}

const openGate: Gate = (exchange) => exchange();

/** One request, one deadline, a cap on the bytes of the answer; redirects are not followed. */
export function createTransport(options: TransportOptions): Transport {
  const { send, timeoutMs, maxResponseBytes, gate = openGate } = options;

  async function exchangeNow(
    url: string,
    init: RequestInit,
    isWanted: (response: Response) => boolean,
  ): Promise<Answer> {
    const limitMs = Math.min(timeoutMs, remainingMs());
    if (limitMs <= 0) throw new CallError("TIMEOUT", "no");
    // Not AbortSignal.timeout, whose timers stay for their whole time although the answer is there.
    const timeOut = new AbortController();
    const timer = setTimeout(() => timeOut.abort(), limitMs);
    const { signal } = timeOut;
    try {
      const response = await orAborted(
        send(new Request(url, { ...init, redirect: "manual", signal })),
        signal,
      );
      if (!isWanted(response)) {
        await response.body?.cancel();
        throw new CallError("HTTP_STATUS", "unknown", { httpStatus: response.status });
      }
      const { status, headers } = response;
      return { status, headers, text: await readCapped(response, maxResponseBytes, signal) };
    } catch (cause) {
      if (cause instanceof CallError) throw cause;
      if (signal.aborted) throw new CallError("TIMEOUT", "unknown", { cause });
      throw new CallError("UNREACHABLE", wasNotSent(cause) ? "no" : "unknown", { cause });
    } finally {
      clearTimeout(timer);
    }
  }
  const exchange = (...what: Parameters<typeof exchangeNow>) => gate(() => exchangeNow(...what));
  const isOk = ({ status }: Response) => status === 200;
  const isXml = ({ headers }: Response) => /xml/i.test(headers.get("Content-Type") ?? "");
  return {
    post: async (url, soapAction, body) => {
      const headers = { "Content-Type": "text/xml; charset=utf-8", SOAPAction: `"${soapAction}"` };
      const isAnswer = (response: Response) => isOk(response) || (response.status === 500 && isXml(response));
      return (await exchange(url, { method: "POST", headers, body }, isAnswer)).text;
    },
    get: async (url) => (await exchange(url, { method: "GET" }, isOk)).text,
    submit: (url, fields) =>
      exchange(url, { method: "POST", body: new URLSearchParams(fields) }, ({ status }) => status < 400),
  };
}

async function readCapped(response: Response, maxBytes: number, signal: AbortSignal): Promise<string> {
  if (!response.body) return "";
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await orAborted(reader.read(), signal);
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw new CallError("TOO_LARGE", "unknown");
    }
    chunks.push(value);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** The deadline holds even where the work does not listen to the signal. */
function orAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(new CallError("TIMEOUT", "unknown"));
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

/** Failures from before the first byte went out. */
const beforeSending = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

function wasNotSent(failure: unknown): boolean {
  if (typeof failure !== "object" || failure === null) return false;
  if ("code" in failure && typeof failure.code === "string" && beforeSending.has(failure.code)) return true;
  // Several addresses were tried, and none took the connection.
  if ("errors" in failure && Array.isArray(failure.errors) && failure.errors.length > 0) {
    return failure.errors.every(wasNotSent);
  }
  return "cause" in failure && wasNotSent(failure.cause);
}
