import type { Context, Hono } from "hono";
import { readBody } from "./requestBody";
import { jsonOf } from "../ledger/requestJson";
import { remainingMs } from "../rtc/calls/deadline";
import * as z from "zod/mini";
import {
  choiceRequestSchema,
  claimRequestSchema,
  markSchema,
  type Conference,
  type ConferenceRequest,
} from "../../src/contract/conference";
import {
  chatRequestSchema,
  instantConferenceRequestSchema,
  presenceRequestSchema,
} from "../../src/contract/services";
import { limits } from "../../src/contract/limits";
import type { Caller } from "../conferences/caller";
import { redactFor, demandRight, type Principal, type Right } from "../conferences/delegations";
import type { IfMatch } from "../conferences/conferences";
import { findConfiguration } from "../sites/configuration";
import { checkConferenceRequest } from "./conferenceRequests";
import { RelayError } from "../conferences/relayError";
import { createInstantStarts } from "../conferences/instantConferences";
import { findLiveHelp, openChat } from "../sites/liveHelp";
import { findPresence } from "../sites/presence";
import { findReport, listFinished, listUpcoming } from "../sites/reports";
import type { ServedSite } from "../sites/servedSite";

/** The facts about a request while it is served. */
export interface Env {
  Variables: {
    requestId: string;
    caller?: Caller;
    acting?: Principal;
    served?: ServedSite;
    failure?: RelayError;
  };
}

/** Which call does what, for a caller who is known and whose site is. `clock`: milliseconds since the epoch. */
export function addRoutes(app: Hono<Env>, clock: () => number): void {
  const startInstant = createInstantStarts(clock);
  app.post("/api/conferences", async (c) => {
    const { owner, served } = known(c, ["schedule"]);
    const key = readKey(c.req.header("Idempotency-Key"), "Idempotency-Key");
    const request = await readRequest(c);
    return sendConference(c, await served.conferences.create(owner, key, request), 201);
  });
  app.post("/api/conferences/choice", async (c) => {
    const { owner, served } = known(c, ["schedule"]);
    const key = readKey(c.req.header("Idempotency-Key"), "Idempotency-Key");
    const { conferenceId } = await readContent(c, choiceRequestSchema);
    return sendConference(c, await served.conferences.choose(owner, key, conferenceId), 201);
  });
  app.get("/api/conferences", async (c) => {
    const { owner, served } = known(c);
    const mark = c.req.query("mark");
    if (mark !== undefined) {
      if (!markSchema.safeParse(mark).success) throw new RelayError("BAD_REQUEST", { fields: ["mark"] });
      return sendConference(c, await served.conferences.findByMark(owner, mark));
    }
    const key = readKey(c.req.query("key"), "key");
    return sendConference(c, await served.conferences.findByKey(owner, key));
  });
  app.get("/api/conferences/:id", async (c) => {
    const { owner, served } = known(c);
    return sendConference(c, await served.conferences.get(owner, c.req.param("id")));
  });
  app.put("/api/conferences/:id", async (c) => {
    const { owner, served } = known(c, ["change"]);
    const ifMatch = readIfMatch(c);
    const request = await readRequest(c);
    return sendConference(c, await served.conferences.update(owner, c.req.param("id"), request, ifMatch));
  });
  app.delete("/api/conferences/:id", async (c) => {
    const { owner, served } = known(c, ["change"]);
    await served.conferences.remove(owner, c.req.param("id"), readIfMatch(c));
    return c.body(null, 204);
  });
  app.put("/api/conferences/:id/claim", async (c) => {
    const { owner, served } = known(c, ["schedule", "change"]);
    const { claim, mark = null } = await readContent(c, claimRequestSchema);
    await served.conferences.claim(owner, c.req.param("id"), claim, mark);
    return c.body(null, 204);
  });
  app.get("/api/unclaimed-conferences", async (c) => {
    const { owner, acting, served } = known(c);
    const { conferences } = await served.conferences.unclaimed(owner);
    const seen = conferences.map(({ key, conference }) => ({
      key,
      conference: redactFor(acting, conference),
    }));
    return c.json({ conferences: seen });
  });
  app.get("/api/conferences/:id/report", async (c) => {
    const { owner, served } = known(c);
    demand(served.services.reports);
    return c.json(await findReport(served, owner, c.req.param("id")));
  });
  app.get("/api/upcoming-conferences", async (c) => {
    const { owner, served } = known(c);
    const [from, to] = [readTime(c, "from"), readTime(c, "to")];
    return c.json(await listUpcoming(served, owner, { from, to }));
  });
  app.get("/api/finished-conferences", async (c) => {
    const { owner, served } = known(c);
    demand(served.services.reports);
    return c.json(await listFinished(served, owner, readPeriod(c, clock())));
  });
  app.get("/api/configuration", async (c) => {
    const { served, acting, caller } = known(c);
    return c.json(await findConfiguration(served, { ...acting, caller }));
  });
  app.post("/api/presence", async (c) => {
    const { served } = known(c);
    demand(served.services.presence);
    const { addresses } = await readContent(c, presenceRequestSchema);
    return c.json(await findPresence(served, addresses));
  });
  app.post("/api/instant-conferences", async (c) => {
    const { caller, served } = known(c, ownOnly);
    demand(served.services.instantConferences);
    const key = readKey(c.req.header("Idempotency-Key"), "Idempotency-Key");
    const request = await readContent(c, instantConferenceRequestSchema);
    return c.json(await startInstant({ served, caller, key, request }), 201);
  });
  app.get("/api/live-help", async (c) => c.json(await findLiveHelp(known(c, ownOnly).served)));
  app.post("/api/live-help", async (c) => {
    const { caller, served } = known(c, ownOnly);
    const { subject } = await readContent(c, chatRequestSchema);
    return c.json(await openChat(served, caller, subject));
  });
}

/** The rights with which a delegate may ask for what is everybody's own. */
const ownOnly: readonly Right[] = [];

/**
 * The caller, the owner of the calendar, and the owner's site. Throws NOT_A_DELEGATE where a delegate has none of the rights;
 * without `rights`, any delegate may ask.
 */
function known(
  c: Context<Env>,
  rights?: readonly Right[],
): { caller: Caller; acting: Principal; owner: Caller; served: ServedSite } {
  const { caller, acting, served } = c.var;
  if (!caller || !acting || !served) throw new RelayError("UNAUTHENTICATED");
  if (rights) demandRight(acting, rights);
  return { caller, acting, owner: acting.owner, served };
}

function demand(isOffered: boolean): void {
  if (!isOffered) throw new RelayError("SERVICE_NOT_PROVISIONED");
}

function readKey(value: string | undefined, field: string): string {
  const parsed = z.uuid().safeParse(value);
  if (!parsed.success) throw new RelayError("BAD_REQUEST", { fields: [field] });
  return parsed.data;
}

function sendConference(c: Context<Env>, conference: Conference, status: 200 | 201 = 200): Response {
  c.header("ETag", `"${conference.version}"`);
  if (status === 201) c.header("Location", `/api/conferences/${encodeURIComponent(conference.id)}`);
  const { scheduled, ...rest } = redactFor(known(c).acting, conference);
  const text = `${JSON.stringify(rest).slice(0, -1)},"scheduled":${jsonOf(scheduled)}}`;
  return c.body(text, status, { "Content-Type": "application/json" });
}

/** The header's entity tags (RFC 9110, 13.1.1); null where there is none. */
function readIfMatch(c: Context<Env>): IfMatch {
  const value = c.req.header("If-Match")?.trim();
  if (value === undefined) return null;
  if (value === "*") return "any";
  const tags = value.split(",").map((tag) => /^(?:W\/)?"(\d{1,9})"$/.exec(tag.trim())?.[1]);
  if (tags.includes(undefined)) throw new RelayError("BAD_REQUEST", { fields: ["If-Match"] });
  return tags.map(Number);
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

/** How long a body may take, so that time is left for what it asks for. */
const bodyMs = 5000;

/** Reads a body as JSON. */
async function readJson(c: Context<Env>): Promise<{ body: unknown; text: string }> {
  const withinMs = Math.min(bodyMs, remainingMs());
  const text = await readBody(c.req.raw, { maxBytes: limits.requestBytes, withinMs });
  try {
    return { body: JSON.parse(text), text };
  } catch (cause) {
    throw new RelayError("BAD_REQUEST", { fields: [] }, { cause });
  }
}

async function readContent<Schema extends z.ZodMiniType>(
  c: Context<Env>,
  schema: Schema,
): Promise<z.output<Schema>> {
  return taken(schema.safeParse((await readJson(c)).body));
}

async function readRequest(c: Context<Env>): Promise<ConferenceRequest> {
  const { body, text } = await readJson(c);
  return taken(checkConferenceRequest(body, text));
}

function taken<Content>(parsed: z.core.util.SafeParseResult<Content>): Content {
  if (parsed.success) return parsed.data;
  throw new RelayError("BAD_REQUEST", {
    fields: [...new Set(parsed.error.issues.map(({ path }) => path.join(".")))].slice(0, 20),
  });
}
