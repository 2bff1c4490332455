import { createRetryPolicy } from "./calls/retryPolicy";
import { createAuthentication, type Authentication, type Entity } from "./services/authentication";
import type { OperationName, ServiceName } from "./soap/beans";
import { createBreaker } from "./calls/breaker";
import { createConfiguration, type CatalogueEntry, type Configuration } from "./services/configuration";
import { withSharedDeadline, untilDeadline } from "./calls/deadline";
import { CallError, SiteError } from "./errors";
import type { Send } from "./calls/exchange";
import { guestChatForm, type GuestChatContext, type GuestChatForm } from "./services/guestChat";
import { createInstantConference, type InstantConference } from "./services/instantConference";
import { createConcurrencyLimiter } from "./calls/concurrencyLimiter";
import { createPostConference, type PostConference } from "./services/postConference";
import { createPreConference, type PreConference } from "./services/preConference";
import { createPresence, isShownOnline, type Presence } from "./services/presence";
import {
  presenceUrl,
  readPresenceScript,
  signings,
  standardSigning,
  type PresenceTarget,
  type Signing,
} from "./services/presenceUrl";
import { createReporting, type Reporting } from "./services/reporting";
import { createService, type Service } from "./calls/service";
import { createSession, type Invoke, type Policy } from "./calls/session";
import { createTransport, maxAnswerBytes } from "./calls/transport";
import type { Telemetry } from "./calls/telemetry";

export interface SiteOptions {
  /** Base of the deployment; "/imtapp/..." is appended. */
  url: string;
  siteId: string;
  siteAuthToken: string;
  /** Calls as this user instead of the site; then everything is limited to what concerns the user. */
  user?: { id: string; password: string } | null;
  /** PROXY_USER of guest chats (Table 3-5); null: the site chats in its own name. */
  proxyUser?: string | null;
  /** How presence URLs are signed; default: by the guide's rule. */
  signing?: Signing;
  /** Root element of an instant conference's request, for a deployment that does not show its schema. */
  instantRequestRoot?: string | undefined;
  /** Further hosts that the deployment's WSDLs and catalogue may send us to. */
  endpointHosts?: readonly string[];
  /** Default: over the network. */
  send?: Send;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Of one exchange with the site; the deadline of the caller's request may be earlier (`within`). */
  timeoutMs?: number;
  maxResponseBytes?: number;
  watch?: Telemetry;
  /** Waits before a call is repeated. */
  sleep?: (ms: number) => Promise<void>;
}

/** One site of a deployment, with a session that renews itself: the six groups of services. */
export interface Site
  extends Configuration, PreConference, PostConference, InstantConference, Presence, Reporting {
  /** A signed URL of the Get Presence URL Service (Table 3-42). */
  getPresenceUrl(target: PresenceTarget): Promise<string>;
  /**
   * Finds out how this deployment wants presence URLs signed, by asking for somebody whom SOAP presence shows online;
   * signs so from then on. Answers null when no way works or the person is offline.
   */
  calibratePresence(jid: string): Promise<Signing | null>;
  /** The form that opens a guest's chat. Throws SiteError POLICY_REFUSED where the site has no GUESTCHAT. */
  getGuestChat(context: GuestChatContext): Promise<GuestChatForm>;
  /** Opens the session unless it is open: proves that the site can be reached and accepts the credentials. */
  ready(): Promise<void>;
  /** Asks for a token of a policy unless there is one: proves that the site is provisioned for it. */
  provision(policy: Policy): Promise<void>;
  /** Whether calls are refused at once (CallError SUSPENDED), because the site did not answer a moment ago. */
  isSuspended(): boolean;
  /** Ends the session, which kills its child tokens; within 5 s. Never throws. */
  close(): Promise<void>;
  authentication: Authentication;
}

/** How many things a request holds where the deployment does not say. */
const standardRequestSize = 50;

/** Joins transport, WSDLs and session to one site of a deployment. Nothing is sent before the first call. */
export function createSite(options: SiteOptions): Site {
  const { siteId, siteAuthToken, user, proxyUser = null, send, now = Date.now } = options;
  const { timeoutMs = 10_000, maxResponseBytes = maxAnswerBytes, endpointHosts = [], watch = {} } = options;
  const url = options.url.replace(/\/+$/, "");
  const entity: Entity = user
    ? { type: "USER", id: user.id, credential: user.password }
    : { type: "SITE", id: siteId, credential: siteAuthToken };
  const lanes = createConcurrencyLimiter();
  const breaker = createBreaker({
    timeoutMs,
    onState: (state) => {
      if (state === "open") lanes.dismiss(breaker.refusal);
      watch.onBreaker?.(state);
    },
  });
  const transport = createTransport({
    send,
    timeoutMs,
    maxResponseBytes,
    gate: async (exchange) => {
      // Nobody waits in a lane to be told what is known already.
      breaker.check();
      // All lanes may be full of exchanges that hang; the trial is what tells.
      if (breaker.isTrialDue()) return breaker.run(exchange);
      return lanes.run(() => breaker.run(exchange));
    },
  });
  const onDamage = (operation: OperationName, count: number) => watch.onDamage?.({ operation, count });
  const service = (name: ServiceName) =>
    createService({ url, name, transport, endpointHosts, catalogue, onDamage });
  const carryOut = createRetryPolicy({ watch, ...(options.sleep && { sleep: options.sleep }) });

  /** A service all of whose operations may be repeated: a session or a token too many harms nobody. */
  function repeated(name: ServiceName): Service {
    const called = service(name);
    return {
      call: (operation, values, read) =>
        carryOut({ service: name, operation, mayRepeat: "always" }, (attempt) =>
          attempt(() => called.call(operation, values, read)),
        ),
    };
  }

  const authentication = createAuthentication(repeated("AuthenticationService"));
  const session = createSession({ authentication, entity, proxyUser, now, watch });

  function invokeWith(name: ServiceName, policy: Policy): Invoke {
    const called: Service = service(name);
    return (operation, request, read, { faultMeans, onLost } = {}) =>
      carryOut({ service: name, operation, mayRepeat: mayRepeat(operation), onLost }, (attempt) =>
        // What goes wrong with the token was repeated by its renewal already, once for all who wait.
        session.withToken(policy, async ({ token }) => {
          const values = request({ entityID: entity.id, entityToken: token });
          try {
            return await attempt(() => called.call(operation, values, read));
          } catch (failure) {
            const isFault = failure instanceof CallError && failure.failure === "FAULT";
            if (!isFault || faultMeans === undefined) throw failure;
            throw new SiteError(faultMeans, null, { cause: failure });
          }
        }),
      );
  }

  const configuration = createConfiguration(invokeWith("ConfigurationService", "SESSION"));
  async function getDirectory() {
    const directory = await configuration.getDirectory();
    session.calibrate({
      serverTime: directory.currentServerTime,
      tokenLifeSeconds: directory.tokenLifeSeconds,
    });
    return directory;
  }

  /** Once for a site; a deployment that does not answer is asked again the next time. */
  let directory: ReturnType<typeof getDirectory> | null = null;
  const knownDirectory = () => {
    const asked = (directory ??= withSharedDeadline(getDirectory));
    asked.catch(() => (directory = null));
    return untilDeadline(asked);
  };

  /** Where the service catalogue says that a service is; null where it does not (guide, Table 3-12). */
  async function catalogue(name: ServiceName): Promise<(CatalogueEntry & { home: string | null }) | null> {
    try {
      const { catalogue: entries, serviceHome, serviceSslHome } = await knownDirectory();
      const home = serviceSslHome ?? serviceHome;
      return name in entries && isCatalogued(name, entries) ? { ...entries[name], home } : null;
    } catch (failure) {
      if (failure instanceof CallError || failure instanceof SiteError) return null;
      throw failure;
    }
  }

  async function maxRequestSize(): Promise<number> {
    try {
      return (await knownDirectory()).maxRequestSize || standardRequestSize;
    } catch (failure) {
      if (failure instanceof CallError || failure instanceof SiteError) return standardRequestSize;
      throw failure;
    }
  }

  const root = options.instantRequestRoot;
  const instantConference = createInstantConference({ url, siteId, root, transport });
  const startInstant = <Result>(start: () => Promise<Result>) =>
    carryOut(
      { service: "OracleRTCService", operation: "instantMeeting", mayRepeat: "unlessSent" },
      (attempt) => attempt(start),
    );

  let signing = options.signing ?? standardSigning;
  const presence = createPresence(invokeWith("PresenceService", "PRESENCE"), maxRequestSize);

  return {
    ...configuration,
    getDirectory,
    ...createPreConference(invokeWith("PreConferenceService", "PRECONFERENCE"), siteId, now),
    ...createPostConference(invokeWith("PostConferenceService", "POSTCONFERENCE")),
    ...instantConference,
    startInstantConference: (asked) => startInstant(() => instantConference.startInstantConference(asked)),
    redirectToInstantConference: (asked) =>
      startInstant(() => instantConference.redirectToInstantConference(asked)),
    ...presence,
    ...createReporting(invokeWith("ReportingService", "REPORTING"), maxRequestSize),
    getPresenceUrl: (target) =>
      session.withToken("PRESENCE", (token) => Promise.resolve(presenceUrl(url, token, target, signing))),
    calibratePresence: async (uid) => {
      const { allResources } = await presence.getPresence(uid, { allResources: true });
      const isOnline = allResources.some(({ show }) => isShownOnline(show));
      if (!isOnline) return null;
      return session.withToken("PRESENCE", async (token) => {
        for (const candidate of signings) {
          const script = await transport.get(presenceUrl(url, token, { uid, mode: "JS" }, candidate));
          if (!isShownOnline(readPresenceScript(script)?.show)) continue;
          signing = candidate;
          return candidate;
        }
        return null;
      });
    },
    getGuestChat: (context) =>
      session.withToken("GUESTCHAT", (token) => Promise.resolve(guestChatForm(url, siteId, token, context))),
    ready: session.open,
    isSuspended: breaker.isOpen,
    provision: (policy) => session.withToken(policy, () => Promise.resolve()),
    close: session.close,
    authentication,
  };
}

/** A conference that was scheduled twice is two conferences. */
function mayRepeat(operation: OperationName): "always" | "unlessSent" {
  return operation === "scheduleConference" ? "unlessSent" : "always";
}

function isCatalogued<Entries extends object>(name: PropertyKey, entries: Entries): name is keyof Entries {
  return Object.hasOwn(entries, name);
}
