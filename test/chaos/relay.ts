import { createCipher } from "../../server/ledger/cipher";
import { openDatabase } from "../../server/ledger/database";
import type { Lease } from "../../server/ledger/leases";
import { createLedger, type Ledger } from "../../server/ledger/ledger";
import { people } from "../../server/config/people";
import type { Caller } from "../../server/conferences/caller";
import { RelayError } from "../../server/conferences/relayError";
import { createReconciler } from "../../server/conferences/reconciler";
import { createRelay } from "../../server/http/api";
import { createSites } from "../../server/sites/sites";
import { createSite } from "../../server/rtc/site";
import { relaySite } from "../support/relay";
import { credentials } from "../system/deployment";

/** A relay's options; sent to its process as JSON. */
export interface RelaySettings {
  /** A file or an address. */
  database: string;
  /** The ledger's: 32 bytes in base64. */
  ledgerKey: string;
  /** The site's name in the ledger: each run has entries of its own. */
  name: string;
  siteUrl: string;
  /** Of one call of the site. */
  timeoutMs: number;
  /** How far its clock is ahead of the machine's. */
  clockAheadMs: number;
}

export interface Relay {
  /** Its HTTP API. Rejects where the relay ends before it answers. */
  fetch: (path: string, init: RequestInit) => Promise<Response>;
  setClock: (aheadMs: number) => Promise<void>;
  /** Rounds of the reconciler, until nothing is left that is due now and can be done now. */
  reconcile: () => Promise<void>;
  /** Ends it. */
  close: () => Promise<void>;
}

/** Every call between a relay and its ledger or its site. */
const boundaries = new Set<string | symbol>([
  ...(["begin", "acquire", "supersede"] satisfies (keyof Ledger)[]),
  ...(["save", "finish", "forget", "postpone", "release"] satisfies (keyof Lease)[]),
  ...["scheduleConference", "updateConference", "deleteConference", "listUpcomingConferences"],
]);

/** Tells before and after each call of an object that crosses a boundary, and of what such a call gives. */
function tellSteps<Target extends object>(target: Target, onStep: (step: string) => void): Target {
  return new Proxy(target, {
    get: (_, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function" || !boundaries.has(name)) return member;
      return async (...values: unknown[]) => {
        onStep(`before ${String(name)}`);
        const result: unknown = await Reflect.apply(member, target, values);
        onStep(`after ${String(name)}`);
        return typeof result === "object" && result !== null && "release" in result
          ? tellSteps(result, onStep)
          : result;
      };
    },
  });
}

const minute = 60_000;
const unclaimedMs = 7 * 24 * 60 * minute;
const mostRounds = 5;

/** A relay as it is in production, but for who is calling: that is the RTC user whom the Authorization header names. */
export async function openRelay(
  { database: where, ledgerKey, name, siteUrl, timeoutMs, clockAheadMs }: RelaySettings,
  onStep: (step: string) => void = () => undefined,
): Promise<Relay & { isSuspended: () => boolean }> {
  let aheadMs = clockAheadMs;
  const clock = () => Date.now() + aheadMs;
  const cipher = createCipher(Buffer.from(ledgerKey, "base64"));
  const database = await openDatabase(where, cipher);
  // Nobody waits as long as in production for what a dead relay holds.
  const ledger = createLedger({ database, cipher, site: name, now: clock, waitMs: 300 });
  const site = createSite({
    ...{ url: siteUrl, ...credentials, timeoutMs },
    now: clock,
    sleep: () => Promise.resolve(),
  });
  const sites = createSites(
    [
      relaySite(tellSteps(site, onStep), {
        name,
        ledger: tellSteps(ledger, onStep),
        linkHosts: [new URL(siteUrl).host],
      }),
    ],
    { clock, unclaimedMs },
  );
  const relay = createRelay({
    sites,
    callers: { verify: (authorization) => Promise.resolve(callerOf(authorization)) },
    clock,
    now: () => performance.now(),
    newId: () => crypto.randomUUID(),
    log: () => undefined,
    requestsPerMinute: 1e6,
  });
  const reconciler = createReconciler({
    sites: sites.all,
    ...{ clock, unclaimedMs, intervalMs: minute, retentionMs: 180 * 24 * 60 * minute },
  });
  return {
    fetch: async (path, init) => relay.request(path, init),
    setClock: (ms) => {
      aheadMs = ms;
      return Promise.resolve();
    },
    reconcile: async () => {
      for (let round = 0; round < mostRounds; round += 1) {
        await reconciler.run();
        if ((await ledger.findDue(1)).length === 0) return;
      }
    },
    isSuspended: site.isSuspended,
    close: () => database.destroy(),
  };
}

function callerOf(authorization: string | null | undefined): Caller {
  const person = people.find(({ userId }) => authorization === `Bearer ${userId}`);
  if (!person) throw new RelayError("UNAUTHENTICATED");
  const { userId, firstName, lastName, address } = person;
  return {
    id: userId,
    issuer: "chaos",
    tenant: null,
    subject: "chaos",
    userId,
    name: `${firstName} ${lastName}`,
    address,
  };
}
