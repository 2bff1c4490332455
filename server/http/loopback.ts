import { getRequestListener, RequestError } from "@hono/node-server";
import { createServer, STATUS_CODES, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

const ownHost = /^(localhost\.?|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;
const safeMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

interface GuardOptions {
  /** A further name, with its port, by which the program is reached. */
  host?: string;
  /** Whether forms of other sites' pages may be sent to this path, because the form itself proves who may. */
  takesForeignForms?: (pathname: string) => boolean;
}

/**
 * Refuses (421) a request whose name is not this machine's: a page whose own name was made to lead here. Refuses (403)
 * what another site's page sends in order to change something. A name that is none is a bad request (400). null: neither. No `X-Forwarded-` header counts.
 */
export function refuseForeign(request: Request, options: GuardOptions = {}): Response | null {
  const { host: further, takesForeignForms = () => false } = options;
  // Such as an address with a number beyond 255.
  if (!URL.canParse(request.url)) return notUnderstood();
  const { host, pathname } = new URL(request.url);
  const given = request.headers.get("Host") ?? host;
  const isOwn = (name: string) => ownHost.test(name) || name === further;
  if (!isOwn(host) || !isOwn(given)) return plain(421, "This program answers on localhost only.");
  if (safeMethods.has(request.method) || takesForeignForms(pathname)) return null;
  // Programs that are no browsers send neither header.
  const site = request.headers.get("Sec-Fetch-Site") ?? "same-origin";
  const origin = request.headers.get("Origin") ?? "";
  const isSameSite = site === "same-origin" || site === "none";
  // A page that names no referrer sends "null", from wherever it is; the other header tells from where.
  const isSameOrigin =
    origin === "" || (origin === "null" ? request.headers.has("Sec-Fetch-Site") : isOriginOf(given, origin));
  return isSameSite && isSameOrigin ? null : plain(403, "Pages of other origins cannot do this.");
}

/** With the origin's own scheme: in front of a proxy that speaks https, it is another one than ours. */
function isOriginOf(host: string, origin: string): boolean {
  const url = URL.canParse(origin) ? new URL(origin) : null;
  const own = url && `${url.protocol}//${host}`;
  return own !== null && /^https?:/.test(own) && URL.canParse(own) && new URL(own).host === url?.host;
}

function notUnderstood(): Response {
  return plain(400, "This request cannot be understood.");
}

/** An answer of one line of text. */
export function plain(status: number, text: string, headers: Record<string, string> = {}): Response {
  return withStandardHeaders(
    new Response(`${text}\n`, {
      status,
      headers: { "Content-Type": "text/plain; charset=utf-8", ...headers },
    }),
  );
}

/** The answer to a method that a path does not take. */
export function methodNotAllowed(methods: readonly string[]): Response {
  const allow = allowed(methods);
  return plain(405, `This address takes ${allow}.`, { Allow: allow });
}

/** The value of `Allow`: whatever can be read can be asked for without its content. */
export function allowed(methods: readonly string[]): string {
  return methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])).join(", ");
}

/** Each answer's content is what its type says, and nobody keeps one whose route does not say for how long. */
export function withStandardHeaders(response: Response): Response {
  response.headers.set("X-Content-Type-Options", "nosniff");
  if (!response.headers.has("Cache-Control")) response.headers.set("Cache-Control", "no-store");
  return response;
}

interface Route {
  method: string;
  /** With `:name` for a part of the path and `*` for any number of them, as Hono writes it. */
  path: string;
}

/**
 * Finds requests whose path is there, but not for their method: answers the methods that it takes, else null. `routes` are
 * asked for at the first request, when all of them have been added.
 */
export function createMethodCheck(routes: () => readonly Route[]): (request: Request) => string[] | null {
  let patterns: { method: string; pattern: RegExp }[] | null = null;
  const compile = ({ path, method }: Route) => ({
    method,
    pattern: new RegExp(`^${path.replace(/[.]/g, "\\.").replace(/:\w+/g, "[^/]+").replace(/\*/g, ".*")}$`),
  });
  return ({ url, method }) => {
    const { pathname } = new URL(url);
    // "ALL" stands for what looks at every request, such as the sign-in.
    patterns ??= routes().flatMap((route) => (route.method === "ALL" ? [] : compile(route)));
    const methods = [
      ...new Set(patterns.flatMap(({ pattern, method: own }) => (pattern.test(pathname) ? own : []))),
    ];
    return methods.length === 0 || methods.includes(method === "HEAD" ? "GET" : method) ? null : methods;
  };
}

const standardHeaders = { "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store" };

const malformed: Record<string, number> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
};

/** Node's answer to malformed or slow requests, with the headers of every answer. */
function malformedAnswer(code: string | undefined): string {
  const status = malformed[code ?? ""] ?? 400;
  const headers = Object.entries({ ...standardHeaders, Connection: "close", "Content-Length": "0" });
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, "", ""].join("\r\n");
}

interface ServerOptions {
  fetch: (
    request: Request,
    connection: { incoming: { socket: { destroy: () => void } } },
  ) => Response | Promise<Response>;
  /** After how long a connection that neither sends nor takes anything is cut; longer than any answer takes. */
  stalledMs?: number;
}

/** An HTTP server that waits for no slow client longer than some seconds; `listen` puts it on loopback. */
export function createHttpServer({ fetch, stalledMs = 30_000 }: ServerOptions): Server {
  const timeouts = { headersTimeout: 5000, requestTimeout: 15_000, connectionsCheckingInterval: 1000 };
  const answer = getRequestListener((request, connection) => fetch(request, connection), {
    // Such as a Host that is none. Of anything else nothing is told.
    errorHandler: (failure) =>
      failure instanceof RequestError ? notUnderstood() : plain(500, "Something went wrong."),
  });
  // Hono refuses a request without a name, with the headers of every answer.
  const options = { ...timeouts, requireHostHeader: false };
  const answering = new WeakMap<Duplex, ServerResponse>();
  const server = createServer(options, (incoming, outgoing) => {
    answering.set(incoming.socket, outgoing);
    void answer(incoming, outgoing);
  });
  server.on("checkExpectation", (_, outgoing: ServerResponse) => {
    outgoing.writeHead(417, standardHeaders).end();
  });
  server.on("clientError", (failure: NodeJS.ErrnoException, socket) => {
    const last = answering.get(socket);
    // Nothing can be said in the middle of an answer.
    const isFree = !last?.headersSent || last.writableFinished;
    if (socket.writable && isFree) socket.write(malformedAnswer(failure.code));
    socket.destroy(failure);
  });
  // A client that does not read its answer, too.
  server.setTimeout(stalledMs);
  return server;
}
