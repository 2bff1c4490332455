import type { Authentication, Entity } from "./services/authentication";
import type { ServiceName } from "./soap/beans";
import { createConfiguration, type Configuration } from "./services/configuration";
import { withSharedDeadline, untilDeadline } from "./calls/deadline";
import { orNull } from "./errors";
import type { Send } from "./calls/exchange";
import { guestChatForm, type GuestChatContext, type GuestChatForm } from "./services/guestChat";
import { createInstantConference, type InstantConference } from "./services/instantConference";
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
import type { Catalogue } from "./calls/service";
import { createSiteCalls } from "./calls/siteCalls";
import type { Policy } from "./calls/policy";
import { maxAnswerBytes } from "./calls/transport";
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
  telemetry?: Telemetry;
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
  const {
    timeoutMs = 10_000,
    maxResponseBytes = maxAnswerBytes,
    endpointHosts = [],
    telemetry = {},
  } = options;
  const url = options.url.replace(/\/+$/, "");
  const entity: Entity = user
    ? { type: "USER", id: user.id, credential: user.password }
    : { type: "SITE", id: siteId, credential: siteAuthToken };
  const calls = createSiteCalls({
    url,
    entity,
    proxyUser,
    endpointHosts,
    catalogue,
    send,
    now,
    timeoutMs,
    maxResponseBytes,
    telemetry,
    sleep: options.sleep,
  });
  const { invokeWith, session, transport } = calls;

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

  async function catalogue(name: ServiceName): ReturnType<Catalogue> {
    const known = await orNull(knownDirectory());
    if (!known || !isCatalogued(name, known.catalogue)) return null;
    const home = known.serviceSslHome ?? known.serviceHome;
    return { ...known.catalogue[name], home };
  }

  async function maxRequestSize(): Promise<number> {
    return (await orNull(knownDirectory()))?.maxRequestSize || standardRequestSize;
  }

  const root = options.instantRequestRoot;
  const instantConference = createInstantConference({ url, siteId, root, transport });

  let signing = options.signing ?? standardSigning;
  const presence = createPresence(invokeWith("PresenceService", "PRESENCE"), maxRequestSize);

  return {
    ...configuration,
    getDirectory,
    ...createPreConference(invokeWith("PreConferenceService", "PRECONFERENCE"), siteId, now),
    ...createPostConference(invokeWith("PostConferenceService", "POSTCONFERENCE")),
    ...instantConference,
    startInstantConference: (asked) => calls.start(() => instantConference.startInstantConference(asked)),
    redirectToInstantConference: (asked) =>
      calls.start(() => instantConference.redirectToInstantConference(asked)),
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
    isSuspended: calls.isSuspended,
    provision: (policy) => session.withToken(policy, () => Promise.resolve()),
    close: session.close,
    authentication: calls.authentication,
  };
}

function isCatalogued<Entries extends object>(name: PropertyKey, entries: Entries): name is keyof Entries {
  return Object.hasOwn(entries, name);
}
