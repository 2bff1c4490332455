import { randomBytes } from "node:crypto";
import { createCipher } from "../../server/ledger/cipher";
import { openDatabase } from "../../server/ledger/database";
import { createLedger, type Ledger } from "../../server/ledger/ledger";
import { people } from "../../server/config/people";
import { createPreviewIssuer } from "../../server/preview/issuer";
import { createCallers, type Issuer } from "../../server/http/authentication";
import { createRelay, type RelayOptions, type RequestLog } from "../../server/http/api";
import { createSites } from "../../server/sites/sites";
import type { RelaySite } from "../../server/sites/servedSite";
import type {
  PreConference,
  ScheduleOptions,
  UpcomingConferenceDetails,
} from "../../server/rtc/services/preConference";
import type { Site } from "../../server/rtc/site";
import type { ConferenceRequest } from "../../src/contract/conference";

export const now = Date.parse("2027-03-01T09:00:00Z");

export const issuer: Issuer = {
  issuer: "http://localhost:3000/preview/issuer",
  audience: "relay",
  jwksUrl: "http://localhost:3000/preview/issuer/jwks",
  tenant: null,
  scope: "conferences",
  userIdClaim: "rtc_user",
};

export const request: ConferenceRequest = {
  appointment: {
    title: "Quarterly review",
    start: "2027-03-02T14:00:00.000Z",
    end: "2027-03-02T14:30:00.000Z",
    attendees: [
      { name: "Bruno Keller", address: "bruno.keller@example.com", kind: "required" },
      { name: "Haddad, Dina", address: "dina.haddad@example.com", kind: "optional" },
    ],
  },
  options: {
    access: "anyone",
    enrollment: false,
    conferenceKey: null,
    dialIn: "",
    publishAttendees: false,
    sendEmail: false,
    publiclyListed: false,
  },
};

type FakeSite = PreConference & Pick<Site, "ready" | "isSuspended" | "close">;

/** A site that keeps what it was told; single operations can be replaced by a test. */
export function createFakeSite(overrides: Partial<FakeSite> = {}) {
  const scheduled = new Map<string, ScheduleOptions>();
  const calls: string[] = [];
  const result = (conferenceId: string) => ({
    conferenceId,
    attendeeURL: `https://rtc.example.com/join/${conferenceId}`,
    hostURL: `https://rtc.example.com/host/${conferenceId}`,
    warning: null,
  });
  const standard: FakeSite = {
    scheduleConference: (options) => {
      const id = String(1000 + scheduled.size);
      scheduled.set(id, options);
      return Promise.resolve(result(id));
    },
    updateConference: (id, options) => {
      scheduled.set(id, options);
      return Promise.resolve(result(id));
    },
    deleteConference: (id) => {
      scheduled.delete(id);
      return Promise.resolve();
    },
    listUpcomingConferences: () =>
      Promise.resolve(
        [...scheduled].map(([id, options]) => listed(id, options, options.adhocAttributes ?? [])),
      ),
    ready: () => Promise.resolve(),
    isSuspended: () => false,
    close: () => Promise.resolve(),
  };
  const site: FakeSite = { ...standard, ...overrides };
  const count =
    <Args extends unknown[], Result>(name: string, call: (...args: Args) => Promise<Result>) =>
    (...args: Args) => {
      calls.push(name);
      return call(...args);
    };
  return {
    scheduled,
    calls,
    standard,
    site: {
      scheduleConference: count("schedule", site.scheduleConference),
      updateConference: count("update", site.updateConference),
      deleteConference: count("delete", site.deleteConference),
      listUpcomingConferences: count("list", site.listUpcomingConferences),
      ready: site.ready,
      isSuspended: site.isSuspended,
      close: site.close,
    } satisfies FakeSite,
  };
}

export function listed(
  conferenceId: string,
  options: ScheduleOptions,
  attributes: UpcomingConferenceDetails["attributes"],
): UpcomingConferenceDetails {
  return {
    conferenceId,
    conferenceStatus: "Not Started",
    conferenceTitle: options.title,
    registeredUserOnly: options.registeredUserOnly,
    publiclyListed: options.publiclyListed,
    hostInvitedOnly: options.hostInvitedOnly,
    conferenceURL: `https://rtc.example.com/join/${conferenceId}`,
    hostGUID: null,
    hostName: "Alice Adams",
    scheduledStartTime: options.startDate,
    scheduledEndTime: options.endDate,
    statusDetail: null,
    attributes,
  };
}

/** A ledger in memory, opened when it is first used. */
export function createTestLedger(options: Partial<Parameters<typeof createLedger>[0]> = {}): Ledger {
  const cipher = createCipher(randomBytes(32));
  const opened = openDatabase(null, cipher).then((database) =>
    createLedger({ database, cipher, site: "default", now: () => now, ...options }),
  );
  return new Proxy({} as Ledger, {
    get:
      (_, name: keyof Ledger) =>
      async (...values: unknown[]) =>
        ((await opened)[name] as (...values: unknown[]) => unknown)(...values),
  });
}

/** A site as the relay takes one; for everybody unless a test says otherwise. */
export function relaySite(site: Partial<Site>, overrides: Partial<RelaySite> = {}): RelaySite {
  return {
    name: "default",
    label: "Web conferences",
    site: site as Site,
    ledger: createTestLedger(),
    linkHosts: ["rtc.example.com"],
    note: "",
    oneTap: "",
    services: { presence: true, reports: true, recordings: true, instantConferences: true },
    instantConference: "schedule",
    liveHelp: null,
    updatePolicy: "ask",
    seriesDays: 366,
    callers: { issuers: [], tenants: [], mailDomains: [] },
    ...overrides,
  };
}

/** All relays of a test file share it: its key takes a fifth of a second to make. */
let sharedIssuer: ReturnType<typeof createPreviewIssuer> | undefined;

/** A relay without a port: real issuer, real verification, memory ledger, and a site of the test's choice. */
export async function createTestRelay(
  site: Partial<Site>,
  {
    sites: relaySites = [relaySite(site)],
    clock = () => now,
    unclaimedMs = 7 * 24 * 60 * 60_000,
    ...more
  }: TestRelayOptions = {},
) {
  const sites = createSites(relaySites, { clock, unclaimedMs });
  const previewIssuer = await (sharedIssuer ??= createPreviewIssuer({ ...issuer, people, now: () => now }));
  const log: RequestLog[] = [];
  let ids = 0;
  const relay = createRelay({
    sites,
    callers: createCallers({
      issuers: [issuer],
      fetch: () => Promise.resolve(Response.json(previewIssuer.keySet())),
      now: () => now,
    }),
    clock,
    now: () => now,
    newId: () => `request-${++ids}`,
    log: (line) => log.push(line),
    ...more,
  });
  const tokenOf = async (userId: string) => (await previewIssuer.issueToken(userId)) ?? "";
  const alice = await tokenOf("alice.adams");
  /** Sends as Alice unless told otherwise. */
  const send = async (method: string, path: string, options: SendOptions = {}) => {
    const { body, key, ifMatch, onBehalfOf, token = alice } = options;
    return relay.request(path, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body !== undefined && { "Content-Type": "application/json" }),
        ...(key !== undefined && { "Idempotency-Key": key }),
        ...(ifMatch !== undefined && { "If-Match": ifMatch }),
        ...(onBehalfOf !== undefined && { "On-Behalf-Of": onBehalfOf }),
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
  };
  return { relay, send, log, sites, tokenOf, previewIssuer };
}

interface SendOptions {
  body?: unknown;
  key?: string;
  ifMatch?: string;
  onBehalfOf?: string;
  token?: string;
}

interface TestRelayOptions extends Partial<Omit<RelayOptions, "sites">> {
  sites?: RelaySite[];
  unclaimedMs?: number;
}

export const newKey = () => crypto.randomUUID();
