import { createHash } from "node:crypto";
import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { routePath } from "hono/route";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import * as z from "zod/mini";
import { conferenceRequestSchema } from "../../src/contract/conference";
import type { ErrorResponse } from "../../src/contract/errors";
import { limits } from "../../src/contract/limits";
import {
  chatRequestSchema,
  instantConferenceRequestSchema,
  presenceRequestSchema,
} from "../../src/contract/services";
import { CallError, SiteError } from "../rtc/errors";
import type { Caller, Callers } from "./callers";
import { findConfiguration } from "./configuration";
import { asRelayError, httpStatusOf, RelayError } from "./failures";
import { startInstantConference } from "./instantConferences";
import { findLiveHelp, openChat } from "./liveHelp";
import { describeApi } from "./openapi";
import { findPresence } from "./presence";
import { findReport, listFinished, listUpcoming } from "./reports";
import { createSites, type RelaySite, type ServedSite } from "./sites";

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
  /** The name of the site that served the caller. */
  site?: string;
  code?: string;
  /** The RTC status code. */
  siteStatus?: number;
  /** Class and closed code of what lay behind a failure. */
  cause?: string;
}

export interface RelayOptions {
  /** Tried in this order for each caller. */
  sites: readonly RelaySite[];
  callers: Callers;
  /** For measuring; milliseconds. */
  now: () => number;
  /** Milliseconds since the epoch; default: Date.now. */
  clock?: () => number;
  newId: () => string;
  log: (line: RequestLog) => void;
  /** Requests of one caller in a minute. */
  requestsPerMinute?: number;
}

interface Env {
  Variables: { requestId: string; caller?: Caller; served?: ServedSite; failure?: RelayError };
}

/** The HTTP API of the relay: `(Request) => Promise<Response>`, joined to a port by `main` and to nothing by tests. */
export function createRelay(options: RelayOptions): Hono<Env> {
  const { callers, now, newId, log, clock = Date.now, requestsPerMinute = 300 } = options;
  const sites = createSites(options.sites, clock);
  const limiter = new RateLimiterMemory({ points: requestsPerMinute, duration: 60 });
  const app = new Hono<Env>();

  app.use(async (c, next) => {
    const began = now();
    c.set("requestId", newId());
    await next();
    c.header("X-Request-Id", c.get("requestId"));
    c.header("X-Content-Type-Options", "nosniff");
    c.header("Referrer-Policy", "no-referrer");
    const { caller, served, failure } = c.var;
    const cause = nameCause(failure?.cause);
    log({
      requestId: c.get("requestId"),
      method: c.req.method,
      route: routePath(c, -1),
      status: c.res.status,
      ms: Math.round(now() - began),
      ...(caller && { caller: opaque(caller.id) }),
      ...(served && { site: served.name }),
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
    const states = await Promise.all(
      sites.all.map(async ({ name, site }) => {
        try {
          await site.ready();
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

  app.use("/api/*", async (c, next) => {
    c.header("Cache-Control", "no-store");
    const caller = await callers.verify(c.req.header("Authorization"));
    c.set("caller", caller);
    c.set("served", sites.of(caller));
    try {
      await limiter.consume(caller.id);
    } catch (cause) {
      if (!(cause instanceof RateLimiterRes)) throw cause;
      throw new RelayError("RATE_LIMITED", { retryAfterSeconds: Math.ceil(cause.msBeforeNext / 1000) });
    }
    await next();
  });
  app.use(
    "/api/*",
    bodyLimit({
      maxSize: limits.requestBytes,
      onError: () => {
        throw new RelayError("TOO_LARGE");
      },
    }),
  );

  app.post("/api/conferences", async (c) => {
    const { caller, served } = known(c);
    const key = readKey(c.req.header("Idempotency-Key"), "Idempotency-Key");
    const request = await readBody(c, conferenceRequestSchema);
    return c.json(await served.conferences.create(caller, key, request), 201);
  });
  app.get("/api/conferences", async (c) => {
    const { caller, served } = known(c);
    return c.json(await served.conferences.findByKey(caller, readKey(c.req.query("key"), "key")));
  });
  app.get("/api/conferences/:id", async (c) => {
    const { caller, served } = known(c);
    return c.json(await served.conferences.get(caller, c.req.param("id")));
  });
  app.put("/api/conferences/:id", async (c) => {
    const { caller, served } = known(c);
    const request = await readBody(c, conferenceRequestSchema);
    return c.json(await served.conferences.update(caller, c.req.param("id"), request));
  });
  app.delete("/api/conferences/:id", async (c) => {
    const { caller, served } = known(c);
    await served.conferences.remove(caller, c.req.param("id"));
    return c.body(null, 204);
  });
  app.get("/api/conferences/:id/report", async (c) => {
    const { caller, served } = known(c);
    demand(served.services.reports);
    return c.json(await findReport(served, caller, c.req.param("id")));
  });
  app.get("/api/upcoming-conferences", async (c) => {
    const { caller, served } = known(c);
    const [from, to] = [readTime(c, "from"), readTime(c, "to")];
    return c.json(await listUpcoming(served, caller, { from, to }));
  });
  app.get("/api/finished-conferences", async (c) => {
    const { caller, served } = known(c);
    demand(served.services.reports);
    return c.json(await listFinished(served, caller, readPeriod(c, clock())));
  });
  app.get("/api/configuration", async (c) => c.json(await findConfiguration(known(c).served)));
  app.post("/api/presence", async (c) => {
    const { served } = known(c);
    demand(served.services.presence);
    const { addresses } = await readBody(c, presenceRequestSchema);
    return c.json(await findPresence(served.site, addresses));
  });
  app.post("/api/instant-conferences", async (c) => {
    const { caller, served } = known(c);
    demand(served.services.instantConferences);
    const key = readKey(c.req.header("Idempotency-Key"), "Idempotency-Key");
    const request = await readBody(c, instantConferenceRequestSchema);
    return c.json(await startInstantConference({ served, caller, key, request, now: clock() }), 201);
  });
  app.get("/api/live-help", async (c) => c.json(await findLiveHelp(known(c).served)));
  app.post("/api/live-help", async (c) => {
    const { caller, served } = known(c);
    const { subject } = await readBody(c, chatRequestSchema);
    return c.json(await openChat(served, caller, subject));
  });
  app.notFound(() => {
    throw new RelayError("NOT_FOUND");
  });
  return app;
}

/** The caller and the site that is for the caller. */
function known(c: Context<Env>): { caller: Caller; served: ServedSite } {
  const { caller, served } = c.var;
  if (!caller || !served) throw new RelayError("UNAUTHENTICATED");
  return { caller, served };
}

function demand(isOffered: boolean): void {
  if (!isOffered) throw new RelayError("SERVICE_NOT_PROVISIONED");
}

function readKey(value: string | undefined, field: string): string {
  const parsed = z.uuid().safeParse(value);
  if (!parsed.success) throw new RelayError("BAD_REQUEST", { fields: [field] });
  return parsed.data;
}

function readTime(c: Context<Env>, name: string): Date | null {
  const value = c.req.query(name);
  if (value === undefined) return null;
  if (!z.iso.datetime().safeParse(value).success) throw new RelayError("BAD_REQUEST", { fields: [name] });
  return new Date(value);
}

const day = 24 * 60 * 60 * 1000;
const longestPeriod = 93 * day;

/** A period in the past; default: the last 31 days. */
function readPeriod(c: Context<Env>, now: number): { from: Date; to: Date } {
  const to = readTime(c, "to") ?? new Date(now);
  const from = readTime(c, "from") ?? new Date(to.getTime() - 31 * day);
  const length = to.getTime() - from.getTime();
  if (length <= 0 || length > longestPeriod) throw new RelayError("BAD_REQUEST", { fields: ["from", "to"] });
  return { from, to };
}

async function readBody<Schema extends z.ZodMiniType>(
  c: Context<Env>,
  schema: Schema,
): Promise<z.output<Schema>> {
  let body: unknown;
  try {
    body = await c.req.json();
  } catch (cause) {
    if (cause instanceof RelayError) throw cause;
    throw new RelayError("BAD_REQUEST", { fields: [] }, { cause });
  }
  const parsed = schema.safeParse(body);
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
