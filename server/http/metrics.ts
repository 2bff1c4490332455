import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Ledger } from "../ledger/ledger";
import type { Reconciliation } from "../conferences/reconciler";
import type { RequestLog } from "./api";
import type { Telemetry } from "../rtc/calls/telemetry";

/** The program's metrics for Prometheus. Labels are closed words and names from the settings only. */
export interface Metrics {
  onRequest(line: RequestLog): void;
  onReconciliation(site: string, what: Reconciliation, count: number): void;
  /** For the client of a site. */
  telemetryOf(site: string): Telemetry;
  /** The text that a scraper reads, and its content type. */
  read(): Promise<{ text: string; type: string }>;
}

/** Seconds: from an answer out of memory to one that took all of a caller's time. */
const buckets = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 15];

/** `ledgers`: by the name of their site; they are asked whenever somebody reads. */
export function createMetrics(ledgers: () => ReadonlyMap<string, Ledger>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "relay_request_seconds",
    help: "Requests of callers by route, HTTP status and error code",
    labelNames: ["method", "route", "status", "code"],
    buckets,
    registers,
  });
  const calls = new Histogram({
    name: "relay_site_call_seconds",
    help: "Calls of a conferencing site by operation and outcome, with all their attempts",
    labelNames: ["site", "service", "operation", "outcome"],
    buckets,
    registers,
  });
  const attempts = new Counter({
    name: "relay_site_attempts_total",
    help: "How often operations of a conferencing site were tried",
    labelNames: ["site", "operation"],
    registers,
  });
  const renewals = new Counter({
    name: "relay_site_token_renewals_total",
    help: "Tokens that were asked for",
    labelNames: ["site", "policy", "outcome"],
    registers,
  });
  const breaker = new Gauge({
    name: "relay_site_breaker_open",
    help: "1 while calls of a site are refused because it does not answer, 0.5 while it is tried",
    labelNames: ["site"],
    registers,
  });
  const damage = new Counter({
    name: "relay_site_damaged_values_total",
    help: "Values in answers of a conferencing site that could not be read, or not whole",
    labelNames: ["site", "operation"],
    registers,
  });
  const reconciliations = new Counter({
    name: "relay_reconciliations_total",
    help: "Entries of the ledger that were looked at again, by what came of it",
    labelNames: ["site", "what"],
    registers,
  });
  const entries = new Gauge({
    name: "relay_ledger_entries",
    help: "Entries of the ledger by state",
    labelNames: ["site", "state"],
    registers,
    collect: async () => {
      entries.reset();
      for (const [site, ledger] of ledgers()) {
        // A database that does not answer is no reason to tell nothing at all.
        const counts = await ledger.count().catch(() => []);
        for (const { state, count } of counts) entries.set({ site, state }, count);
      }
    },
  });
  const opened = { closed: 0, "half-open": 0.5, open: 1 };

  return {
    onRequest: ({ method, route, status, code = "", ms }) =>
      requests.observe({ method, route, status, code }, ms / 1000),
    onReconciliation: (site, what, count) => reconciliations.inc({ site, what }, count),
    telemetryOf: (site) => {
      breaker.set({ site }, 0);
      return {
        onCall: ({ service, operation, outcome, ms, attempts: count }) => {
          calls.observe({ site, service, operation, outcome }, ms / 1000);
          attempts.inc({ site, operation }, count);
        },
        onRenewal: ({ policy, outcome }) => renewals.inc({ site, policy, outcome }),
        onDamage: ({ operation, count }) => damage.inc({ site, operation }, count),
        onBreaker: (state) => breaker.set({ site }, opened[state]),
      };
    },
    read: async () => ({ text: await registry.metrics(), type: registry.contentType }),
  };
}
