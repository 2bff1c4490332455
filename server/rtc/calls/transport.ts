import { remainingMs } from "./deadline";
import { CallError } from "../errors";
import { createExchange, exchangeBy, type Outgoing, type Receive, type Send } from "./exchange";
import { decodeBytes } from "../soap/repair";
import { hasDoctype } from "../soap/xml";

/** Wraps every exchange with a site: does it, perhaps later, or throws CallError. */
type Gate = <Result>(exchange: () => Promise<Result>) => Promise<Result>;

interface TransportOptions {
  /** Default: over the network. */
  send?: Send | undefined;
  /** Of one exchange; the caller's deadline may be earlier. */
  timeoutMs: number;
  maxResponseBytes: number;
  /** Default: open. */
  gate?: Gate;
}

/** An answer as it came. */
export interface Answer {
  status: number;
  headers: Pick<Headers, "get">;
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

/**
 * The largest legal answer that cannot be asked for in parts: the report on one conference with 1,000 attendees. Each has
 * a name (255 characters, of 8 bytes as references to halves of surrogate pairs), an address and a user ID (254 bytes
 * each), and 7 elements with names and types (90 bytes each); 64 KB are for the conference itself. Lists are asked for in
 * shorter windows, presence in smaller batches.
 */
export const maxAnswerBytes = 1000 * (255 * 8 + 2 * 254 + 7 * 90) + 64 * 1024;

/** A WSDL, a schema or the answer of a URL service: the longest legal one has some 50 KB. */
const maxDocumentBytes = 256 * 1024;

const openGate: Gate = (exchange) => exchange();

/** One request, one deadline, a cap on the bytes of the answer; redirects are not followed. */
export function createTransport(options: TransportOptions): Transport {
  const { send, timeoutMs, maxResponseBytes, gate = openGate } = options;
  const carry = send ? exchangeBy(send) : createExchange();

  async function exchangeNow(
    outgoing: Omit<Outgoing, "signal">,
    isWanted: (answer: Omit<Answer, "text">) => boolean,
    limits: BodyLimits = { maxBytes: Math.min(maxDocumentBytes, maxResponseBytes) },
  ): Promise<Answer> {
    const limitMs = Math.min(timeoutMs, remainingMs());
    if (limitMs <= 0) throw new CallError("TIMEOUT", "no");
    // Not AbortSignal.timeout, whose timers stay for their whole time although the answer is there.
    const timeOut = new AbortController();
    const timer = setTimeout(() => timeOut.abort(), limitMs);
    const { signal } = timeOut;
    const body = createBody(limits);
    const heads: Omit<Answer, "text">[] = [];
    const receive: Receive = (answer) => {
      const httpStatus = answer.status;
      if (!isWanted(answer)) throw new CallError("HTTP_STATUS", "unknown", { httpStatus });
      heads.push(answer);
      return body.take;
    };
    try {
      await orAborted(carry({ ...outgoing, signal }, receive), signal);
      const [head] = heads;
      if (!head) throw new TypeError("an exchange without an answer");
      const { status, headers } = head;
      return { status, headers, text: body.read(headers.get("Content-Type")) };
    } catch (cause) {
      if (cause instanceof CallError) throw cause;
      if (signal.aborted) throw new CallError("TIMEOUT", "unknown", { cause });
      throw new CallError("UNREACHABLE", wasNotSent(cause) ? "no" : "unknown", { cause });
    } finally {
      clearTimeout(timer);
    }
  }
  const exchange = (...what: Parameters<typeof exchangeNow>) => gate(() => exchangeNow(...what));
  const isOk = ({ status }: { status: number }) => status === 200;
  const isXml = ({ headers }: Pick<Answer, "headers">) => /xml/i.test(headers.get("Content-Type") ?? "");
  return {
    post: async (url, soapAction, body) => {
      const headers = { "Content-Type": "text/xml; charset=utf-8", SOAPAction: `"${soapAction}"` };
      const isAnswer = (answer: Omit<Answer, "text">) =>
        isOk(answer) || (answer.status === 500 && isXml(answer));
      const limits = { maxBytes: maxResponseBytes, isXmlOnly: true };
      return (await exchange({ url, method: "POST", headers, body }, isAnswer, limits)).text;
    },
    get: async (url) => (await exchange({ url, method: "GET", headers: {} }, isOk)).text,
    submit: (url, fields) => {
      const headers = { "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" };
      const body = new URLSearchParams(fields).toString();
      return exchange({ url, method: "POST", headers, body }, ({ status }) => status < 400);
    },
  };
}

interface BodyLimits {
  maxBytes: number;
  /** A DOCTYPE is refused as soon as it begins. */
  isXmlOnly?: boolean;
}

/** Collects the body of an answer. */
function createBody({ maxBytes, isXmlOnly = false }: BodyLimits) {
  const chunks: Uint8Array[] = [];
  let size = 0;
  return {
    take: (chunk: Uint8Array): void => {
      size += chunk.byteLength;
      if (size > maxBytes) throw new CallError("TOO_LARGE", "unknown");
      chunks.push(chunk);
      if (isXmlOnly && size - chunk.byteLength < headBytes && hasDoctype(headOf(chunks)))
        throw new CallError("UNREADABLE", "unknown");
    },
    read: (contentType: string | null): string => decodeBytes(Buffer.concat(chunks), contentType),
  };
}

/** As much of an answer as is looked at for a DOCTYPE before the rest is read; the parser looks at all of it. */
const headBytes = 4096;

function headOf(chunks: readonly Uint8Array[]): string {
  return Buffer.concat(chunks).subarray(0, headBytes).toString("utf8");
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
