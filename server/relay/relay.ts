import { createHash } from "node:crypto";
import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { routePath } from "hono/route";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import * as z from "zod/mini";
import { conferenceRequestSchema, type ConferenceRequest } from "../../src/contract/conference";
import type { ErrorResponse } from "../../src/contract/errors";
import { limits } from "../../src/contract/limits";
import type { Ledger } from "../ledger/ledger";
import { CallError, SiteError } from "../rtc/errors";
import type { Site } from "../rtc/site";
import type { Caller, Callers } from "./callers";
import { createConferences } from "./conferences";
import { asRelayError, httpStatusOf, RelayError } from "./failures";
import { linkRule } from "./links";
import { describeApi } from "./openapi";

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
  code?: string;
  /** The RTC status code. */
  siteStatus?: number;
  /** Class and closed code of what lay behind a failure. */
  cause?: string;
}

export interface RelayOptions {
  site: Site;
  ledger: Ledger;
  callers: Callers;
  /** Hosts (with port) that join and host links may lead to; the site's own comes first. */
  linkHosts: readonly string[];
  now: () => number;
  newId: () => string;
  log: (line: RequestLog) => void;
  /** Requests of one caller in a minute. */
  requestsPerMinute?: number;
}

interface Env {
  Variables: { requestId: string; caller?: Caller; failure?: RelayError };
}

/** The HTTP API of the relay: `(Request) => Promise<Response>`, joined to a port by `main` and to nothing by tests. */
export function createRelay(options: RelayOptions): Hono<Env> {
  const { site, ledger, callers, now, newId, log, requestsPerMinute = 120 } = options;
  const conferences = createConferences({ site, ledger, mayHandOut: linkRule(options.linkHosts) });
  const limiter = new RateLimiterMemory({ points: requestsPerMinute, duration: 60 });
  const app = new Hono<Env>();

  app.use(async (c, next) => {
    const began = now();
    c.set("requestId", newId());
    await next();
    c.header("X-Request-Id", c.get("requestId"));
    c.header("X-Content-Type-Options", "nosniff");
    c.header("Referrer-Policy", "no-referrer");
    const { caller, failure } = c.var;
    const cause = nameCause(failure?.cause);
    log({
      requestId: c.get("requestId"),
      method: c.req.method,
      route: routePath(c, -1),
      status: c.res.status,
      ms: Math.round(now() - began),
      ...(caller && { caller: opaque(caller.id) }),
      ...(failure && { code: failure.code }),
      ...(failure?.details.status !== undefined && { siteStatus: failure.details.status }),
      ...(cause !== undefined && { cause }),
    });
  });

  app.onError((thrown, c) => {
    const failure = asRelayError(thrown);
    c.set("failure", failure);
    const { status, fields, retryAfterSeconds } = failure.details;
    if (retryAfterSeconds !== undefined) c.header("Retry-After", String(retryAfterSeconds));
    if (failure.code === "UNAUTHENTICATED") c.header("WWW-Authenticate", "Bearer");
    const answer: ErrorResponse = {
      error: {
        code: failure.code,
        requestId: c.get("requestId"),
        ...(status !== undefined && { status }),
        ...(fields && { fields }),
      },
    };
    return c.json(answer, httpStatusOf(failure.code), { "Cache-Control": "no-store" });
  });

  app.get("/healthz", (c) => c.json({ status: "ok" }));
  app.get("/readyz", async (c) => {
    try {
      await site.ready();
      return c.json({ status: "ready" });
    } catch (cause) {
      const failure = asRelayError(cause);
      c.set("failure", failure);
      return c.json({ status: "not ready", missing: failure.code }, 503);
    }
  });
  app.get("/api/openapi.json", (c) => c.json(describeApi()));

  app.use("/api/conferences/*", async (c, next) => {
    c.header("Cache-Control", "no-store");
    const caller = await callers.verify(c.req.header("Authorization"));
    c.set("caller", caller);
    try {
      await limiter.consume(caller.id);
    } catch (cause) {
      if (!(cause instanceof RateLimiterRes)) throw cause;
      throw new RelayError("RATE_LIMITED", { retryAfterSeconds: Math.ceil(cause.msBeforeNext / 1000) });
    }
    await next();
  });
  app.use(
    "/api/conferences/*",
    bodyLimit({
      maxSize: limits.requestBytes,
      onError: () => {
        throw new RelayError("TOO_LARGE");
      },
    }),
  );

  app.post("/api/conferences", async (c) => {
    const key = readKey(c.req.header("Idempotency-Key"), "Idempotency-Key");
    return c.json(await conferences.create(callerOf(c), key, await readRequest(c)), 201);
  });
  app.get("/api/conferences", async (c) => {
    return c.json(await conferences.findByKey(callerOf(c), readKey(c.req.query("key"), "key")));
  });
  app.get("/api/conferences/:id", async (c) => c.json(await conferences.get(callerOf(c), c.req.param("id"))));
  app.put("/api/conferences/:id", async (c) => {
    return c.json(await conferences.update(callerOf(c), c.req.param("id"), await readRequest(c)));
  });
  app.delete("/api/conferences/:id", async (c) => {
    await conferences.remove(callerOf(c), c.req.param("id"));
    return c.body(null, 204);
  });
  app.notFound(() => {
    throw new RelayError("NOT_FOUND");
  });
  return app;
}

function callerOf(c: Context<Env>): Caller {
  const caller = c.get("caller");
  if (!caller) throw new RelayError("UNAUTHENTICATED");
  return caller;
}

function readKey(value: string | undefined, field: string): string {
  const parsed = z.uuid().safeParse(value);
  if (!parsed.success) throw new RelayError("BAD_REQUEST", { fields: [field] });
  return parsed.data;
}

async function readRequest(c: Context<Env>): Promise<ConferenceRequest> {
  let body: unknown;
  try {
    body = await c.req.json();
  } catch (cause) {
    if (cause instanceof RelayError) throw cause;
    throw new RelayError("BAD_REQUEST", { fields: [] }, { cause });
  }
  const parsed = conferenceRequestSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new RelayError("BAD_REQUEST", {
    fields: [...new Set(parsed.error.issues.map(({ path }) => path.join(".")))].slice(0, 20),
  });
}

function opaque(callerId: string): string {
  return createHash("sha256").update(callerId).digest("hex").slice(0, 8);
}

/** Names what was behind a failure by closed words only: messages may quote the site. */
function nameCause(cause: unknown): string | undefined {
  if (cause instanceof SiteError) return `SiteError ${cause.code}`;
  if (cause instanceof CallError) return `CallError ${cause.failure}`;
  if (cause instanceof RelayError) return `RelayError ${cause.code}`;
  return cause instanceof Error ? cause.name : undefined;
}
