import { Hono } from "hono";
import type { Server } from "node:http";
import path from "node:path";
import { CodedError } from "./codedError";
import type { Config } from "./config/config";
import { createLedger } from "./ledger/ledger";
import { createPreviewIssuer } from "./preview/issuer";
import { createOfficeFiles } from "./preview/officeFiles";
import { createPreview } from "./preview/preview";
import { createCallers } from "./http/authentication";
import { listen } from "./http/listen";
import {
  createHttpServer,
  methodNotAllowed,
  plain,
  refuseForeign,
  withStandardHeaders,
} from "./http/loopback";
import { createMetrics } from "./http/metrics";
import { openLedger } from "./ledger/openLedger";
import { createReconciler, type ReconciliationLog } from "./conferences/reconciler";
import { createDelegations } from "./conferences/delegations";
import { nameCause } from "./conferences/relayError";
import { createStaticPages } from "./http/staticPages";
import { createRelay, type RequestLog } from "./http/api";
import { createSite } from "./rtc/site";
import type { RelaySite } from "./sites/servedSite";
import { createSites } from "./sites/sites";
import { startSimulator, type RunningSimulator } from "./simulator/serve";
import { simulatorOptions } from "./config/simulatorOptions";
import { siteOptions } from "./config/sites";

/** Thrown when a port cannot be listened on; the message names the setting that changes it. */
class PortError extends CodedError<"PORT_UNAVAILABLE"> {
  override name = "PortError";
  constructor(message: string) {
    super("PORT_UNAVAILABLE", "no", message);
  }
}

interface StartOptions {
  config: Config;
  /** The project's folder: dist/web and node_modules are under it. */
  root: string;
  log: (line: RequestLog | ReconciliationLog) => void;
}

export interface Program {
  /** Where the preview and the relay answer. */
  url: string;
  simulator: RunningSimulator | null;
  /** Says so at /readyz, takes requests for `delayMs` more, answers what it has taken, then ends. */
  close: (delayMs?: number) => Promise<void>;
}

const scope = "conferences";
const audience = "web-conference-relay";
const reconcileEveryMs = 30_000;

/** Builds all parts and listens, on loopback only. Throws PortError and MissingBuildError. */
export async function start({ config, root, log }: StartOptions): Promise<Program> {
  const pages = createStaticPages({ folder: path.join(root, "dist/web"), framedBySelf: true });
  const simulator = config.simulator && (await runSimulator(config, config.simulator.port, root));
  const issuerUrl = "http://localhost/preview/issuer";
  const issuer = await createPreviewIssuer({
    issuer: issuerUrl,
    audience,
    scope,
    people: config.people,
    now: Date.now,
  });
  const preview = createPreview({
    people: config.people,
    issuer,
    officeFiles: createOfficeFiles(path.join(root, "node_modules/@microsoft/office-js/dist")),
  });
  const { database, cipher } = await openLedger(config, root).catch(async (failure: unknown) => {
    await simulator?.close();
    throw failure;
  });
  const { unclaimedMs, retentionMs } = config.ledger;
  const clock = Date.now;
  const metrics = createMetrics(() => new Map(relaySites.map(({ name, ledger }) => [name, ledger])));
  const relaySites = config.sites.map((settings): RelaySite => {
    const options = siteOptions(settings, simulator?.url ?? null);
    return {
      ...settings,
      site: createSite({ ...options, telemetry: metrics.telemetryOf(settings.name) }),
      ledger: createLedger({ database, cipher, site: settings.name, now: Date.now }),
      linkHosts: [new URL(options.url).host, ...settings.linkHosts],
      people: [
        ...config.people,
        ...config.delegations
          .filter(({ site }) => site === undefined || site === settings.name)
          .map(({ owner }) => owner),
      ],
    };
  });
  const sites = createSites(relaySites, { clock, unclaimedMs });
  const reconciler = createReconciler({
    sites: sites.all,
    clock,
    unclaimedMs,
    retentionMs,
    intervalMs: reconcileEveryMs,
    watch: (...seen) => metrics.onReconciliation(...seen),
    log,
  });
  let isStopping = false;
  const relay = createRelay({
    sites,
    callers: createCallers({
      issuers: [
        {
          issuer: issuerUrl,
          audience,
          scope,
          tenant: null,
          jwksUrl: `${issuerUrl}/jwks`,
          userIdClaim: "rtc_user",
        },
      ],
      // The issuer is part of this program: its key set needs no network.
      fetch: async (url) => preview.request(new URL(url).pathname),
      now: Date.now,
    }),
    delegations: createDelegations(config.delegations),
    now: () => performance.now(),
    newId: () => crypto.randomUUID(),
    log: (line) => {
      log(line);
      metrics.onRequest(line);
    },
    isStopping: () => isStopping,
  });

  const app = new Hono();
  app.use(async (c, next) => {
    const refusal = refuseForeign(c.req.raw);
    if (refusal) return refusal;
    await next();
    withStandardHeaders(c.res);
    return;
  });
  app.onError((failure, c) => {
    const cause = nameCause(failure) ?? "unknown";
    const { method } = c.req;
    log({ requestId: crypto.randomUUID(), method, route: "-", status: 500, ms: 0, code: "INTERNAL", cause });
    return plain(500, "Something went wrong. Try again.");
  });
  app.get("/metrics", async (c) => {
    const { text, type } = await metrics.read();
    return c.body(text, 200, { "Content-Type": type });
  });
  app.all("/metrics", () => methodNotAllowed(["GET"]));
  for (const own of ["/api/*", "/healthz", "/readyz"]) app.all(own, (c) => relay.fetch(c.req.raw));
  app.all("*", async (c) => pages(c.req.raw) ?? preview.fetch(c.req.raw));

  const server = createHttpServer({ fetch: (request) => app.fetch(request) });
  // A connection that a balancer keeps is given up with its next answer, not while a request is on its way.
  server.prependListener("request", (_, response) => {
    if (isStopping) response.shouldKeepAlive = false;
  });
  let port: number;
  try {
    port = await listen(server, config.port);
  } catch (failure) {
    await simulator?.close();
    await database.destroy();
    throw explain(failure, "PORT", config.port);
  }
  const stopReconciling = reconciler.start();
  return {
    url: `http://localhost:${port}`,
    simulator,
    close: async (delayMs = 0) => {
      isStopping = true;
      const stopped = stopReconciling();
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      await Promise.all([closeServer(server, mostMs - delayMs), stopped]);
      await Promise.all(relaySites.map(({ site }) => site.close()));
      await simulator?.close();
      await database.destroy();
    },
  };
}

/** How long closing may take, with the delay: the longest one still leaves the time that any request may take. */
const mostMs = 25_000;

/** Takes nothing new, answers what was accepted within `drainMs`, and ends connections as they fall idle. */
async function closeServer(server: Server, drainMs: number): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  const late = setTimeout(() => server.closeAllConnections(), drainMs);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearInterval(idle);
  clearTimeout(late);
}

async function runSimulator(config: Config, port: number, root: string): Promise<RunningSimulator> {
  try {
    return await startSimulator({ port, ...simulatorOptions(config, root) });
  } catch (failure) {
    throw explain(failure, "SIMULATOR_PORT", port);
  }
}

function explain(failure: unknown, setting: string, port: number): unknown {
  const code = failure instanceof Error && "code" in failure ? failure.code : null;
  if (code === "EADDRINUSE") {
    return new PortError(
      `Port ${port} is taken. Choose another one with ${setting}, for example ${setting}=${port + 100}.`,
    );
  }
  return code === "EACCES"
    ? new PortError(`Port ${port} may not be used. Choose another one with ${setting}.`)
    : failure;
}
