import { Hono } from "hono";
import { routePath } from "hono/route";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { ErrorResponse } from "../../src/contract/errors";
import { allowed, createMethodCheck, withStandardHeaders } from "./loopback";
import { runWithDeadline } from "../rtc/calls/deadline";
import { createConcurrencyLimiter, type ConcurrencyLimiter } from "../rtc/calls/concurrencyLimiter";
import type { Callers } from "./authentication";
import { redactFor, createDelegations, type Delegations } from "../conferences/delegations";
import { nameCause, RelayError } from "../conferences/relayError";
import { asRelayError, httpStatusOf } from "./errors";
import { findAdministrator } from "./administrator";
import { logId } from "../conferences/logId";
import { describeApi } from "./openapi";
import { addRoutes, type Env } from "./routes";
import type { Sites } from "../sites/servedSite";

/** One line of the log: no subject, address, link, key, token or envelope. */
export interface RequestLog {
  requestId: string;
  method: string;
  /** The route's pattern, never the path: paths hold IDs. */
  route: string;
  status: number;
  ms: number;
  /** Opaque: the same caller, the same eight characters. */
  caller?: string;
  /** Opaque: for whom the caller asked, where that is somebody else. */
  owner?: string;
  /** The name of the site that served the caller. */
  site?: string;
  code?: string;
  /** The RTC status code. */
  siteStatus?: number;
  /** Class and closed code of what lay behind a failure. */
  cause?: string;
}

export interface RelayOptions {
  sites: Sites;
  callers: Callers;
  /** Default: nobody acts for anybody else. */
  delegations?: Delegations;
  /** For measuring; milliseconds. */
  now: () => number;
  /** Milliseconds since the epoch; default: Date.now. */
  clock?: () => number;
  newId: () => string;
  log: (line: RequestLog) => void;
  /** Requests of one caller in a minute. */
  requestsPerMinute?: number;
  /** Requests that are worked on at the same time; those beyond are told at once to come again. */
  requestsAtOnce?: number;
  /** Requests of one caller that are worked on at the same time, or whose body is read; those beyond wait. */
  requestsAtOnceOfCaller?: number;
  /** Whether this process finishes what it has begun, and should get nothing new. */
  isStopping?: () => boolean;
}

/** By when a caller has an answer. */
const deadlineMs = 15_000;

/** Four calls of a request (a long list of addresses) run at once, and one caller must leave room for others. */
const standardRequestsOfCaller = 12;

/** The HTTP API of the relay: `(Request) => Promise<Response>`, joined to a port by `main` and to nothing by tests. */
export function createRelay(options: RelayOptions): Hono<Env> {
  const { sites, callers, now, newId, log, clock = Date.now, requestsPerMinute = 300 } = options;
  const { requestsAtOnce = 1000, isStopping = () => false, delegations = createDelegations([]) } = options;
  const inTurn = createTurns(options.requestsAtOnceOfCaller ?? standardRequestsOfCaller);
  let underWay = 0;
  const limiter = new RateLimiterMemory({ points: requestsPerMinute, duration: 60 });
  const app = new Hono<Env>();

  app.use(async (c, next) => {
    const began = now();
    c.set("requestId", newId());
    await next();
    // Not by `c.header`: once there is an answer, that makes another one of it, whose body is a stream.
    const { headers } = withStandardHeaders(c.res);
    headers.set("X-Request-Id", c.get("requestId"));
    headers.set("Referrer-Policy", "no-referrer");
    const { caller, acting, served, failure } = c.var;
    const cause = nameCause(failure?.cause);
    log({
      requestId: c.get("requestId"),
      method: c.req.method,
      route: routePath(c, -1),
      status: c.res.status,
      ms: Math.round(now() - began),
      ...(caller && { caller: logId(caller.id) }),
      ...(acting && acting.may !== null && { owner: logId(acting.owner.id) }),
      ...(served && { site: served.name }),
      ...(failure && { code: failure.code }),
      ...(failure?.details.status !== undefined && { siteStatus: failure.details.status }),
      ...(cause !== undefined && { cause }),
    });
  });

  app.onError(async (thrown, c) => {
    const failure = asRelayError(thrown);
    c.set("failure", failure);
    const { retryAfterSeconds, current, methods, ...details } = failure.details;
    const { acting } = c.var;
    if (retryAfterSeconds !== undefined) c.header("Retry-After", String(retryAfterSeconds));
    if (methods !== undefined) c.header("Allow", allowed(methods));
    if (failure.code === "UNAUTHENTICATED") c.header("WWW-Authenticate", "Bearer");
    const administrator = await findAdministrator(failure, c.var, sites);
    const answer: ErrorResponse = {
      error: {
        code: failure.code,
        requestId: c.get("requestId"),
        ...details,
        ...(administrator !== null && { administrator }),
        ...(current && { current: acting ? redactFor(acting, current) : current }),
      },
    };
    return c.json(answer, httpStatusOf(failure.code));
  });

  const findWrongMethod = createMethodCheck(() => app.routes);
  app.use(async (c, next) => {
    const methods = findWrongMethod(c.req.raw);
    if (methods) throw new RelayError("METHOD_NOT_ALLOWED", { methods });
    await next();
  });
  app.get("/healthz", (c) => c.json({ status: "ok" }));
  app.get("/readyz", async (c) => {
    // At once, whatever the sites do: a balancer must hear it in time.
    if (isStopping()) return c.json({ status: "stopping" }, 503);
    const states = await Promise.all(
      sites.all.map(async ({ name, site, ledger }) => {
        try {
          await ledger.ready();
          await site.ready();
          // The token at hand says nothing of a site that has stopped answering.
          if (site.isSuspended()) throw new RelayError("SITE_UNREACHABLE");
          return { name, status: "ready" as const };
        } catch (cause) {
          const failure = asRelayError(cause);
          c.set("failure", failure);
          return { name, status: "not ready" as const, missing: failure.code };
        }
      }),
    );
    // One site that fails leaves the others alone.
    const isReady = states.some(({ status }) => status === "ready");
    return c.json({ status: isReady ? "ready" : "not ready", sites: states }, isReady ? 200 : 503);
  });
  app.get("/api/openapi.json", (c) => c.json(describeApi()));

  // The deadline covers everything from here on: signing in, waiting, reading the body, the work.
  app.use("/api/*", (_, next) => runWithDeadline(deadlineMs, next));
  app.use("/api/*", async (c, next) => {
    const caller = await callers.verify(c.req.header("Authorization"));
    c.set("caller", caller);
    try {
      await limiter.consume(caller.id);
    } catch (cause) {
      if (!(cause instanceof RateLimiterRes)) throw cause;
      throw new RelayError("RATE_LIMITED", { retryAfterSeconds: Math.ceil(cause.msBeforeNext / 1000) });
    }
    const acting = delegations.act(caller, c.req.header("On-Behalf-Of"), sites);
    c.set("acting", acting);
    c.set("served", sites.of(acting.owner));
    // Only who is known takes a place, and nobody takes them all.
    await inTurn(caller.id, async () => {
      if (underWay >= requestsAtOnce) throw new RelayError("OVERLOADED", { retryAfterSeconds: 1 });
      underWay += 1;
      try {
        await next();
      } finally {
        underWay -= 1;
      }
    });
  });

  addRoutes(app, clock);
  app.notFound(() => {
    throw new RelayError("NOT_FOUND");
  });
  return app;
}

/** Lets each caller do so many things at the same time; what is beyond waits for those of the same caller. */
function createTurns(
  count: number,
): <Result>(caller: string, work: () => Promise<Result>) => Promise<Result> {
  const callers = new Map<string, { limiter: ConcurrencyLimiter; users: number }>();
  return async (caller, work) => {
    const own = callers.get(caller) ?? { limiter: createConcurrencyLimiter({ count }), users: 0 };
    callers.set(caller, own);
    own.users += 1;
    try {
      return await own.limiter.run(work);
    } finally {
      own.users -= 1;
      if (own.users === 0) callers.delete(caller);
    }
  };
}
