import { parseTime } from "./authentication";
import { readAttributes } from "./attributes";
import type { Invoke } from "../calls/session";
import { successOf } from "./status";

/** Where the service catalogue says that a service is: relative to the home, or absolute. */
interface CatalogueEntry {
  versions: string[];
  endpoint: string | null;
  wsdl: string | null;
}

interface Client {
  version: string | null;
  url: string | null;
}

/** The configuration directory (guide, Table 3-12), typed; null where the deployment does not say. */
export interface DeploymentConfiguration {
  adminEmail: string | null;
  chatEnabled: boolean | null;
  presenceEnabled: boolean | null;
  proxyEnabled: boolean | null;
  sessionEnabled: boolean | null;
  schedulingEnabled: boolean | null;
  conferenceKeyRequired: boolean | null;
  guestAccessEnabled: boolean | null;
  currentServerTime: Date | null;
  earlyJoinMinutes: number | null;
  /** Elements in one request or answer, such as presentities. */
  maxRequestSize: number | null;
  maxResponseSize: number | null;
  tokenLifeSeconds: number | null;
  versionIdentifier: string | null;
  imDomain: string | null;
  serviceHome: string | null;
  serviceSslHome: string | null;
  catalogue: Record<
    "AuthenticationService" | "PreConferenceService" | "PresenceService" | "PostConferenceService",
    CatalogueEntry
  >;
  addIn: Client;
  messenger: Client;
}

/** The Configuration Services (guide, Tables 3-12 to 3-16). Throws the errors of `errors.ts`. */
export interface Configuration {
  /** Values by the names as asked for; null where the deployment has none. */
  getConfiguration(
    properties: readonly string[],
    namespace?: string | null,
  ): Promise<Map<string, string | null>>;
  /** The whole directory, asked for in one call. */
  getDirectory(): Promise<DeploymentConfiguration>;
}

export function createConfiguration(invoke: Invoke): Configuration {
  const getConfiguration: Configuration["getConfiguration"] = (properties, namespace = null) =>
    invoke(
      "getConfiguration",
      (credentials) => [{ ...credentials, namespace, properties }],
      (answer) => {
        const bean = successOf(answer);
        const given = new Map(
          readAttributes(bean, "properties").map(({ name, value }) => [name.toLowerCase(), value]),
        );
        const prefix = namespace === null ? "" : `${namespace}.`.toLowerCase();
        return new Map(
          properties.map((name) => {
            const wanted = name.toLowerCase();
            // The names come back as they were asked for, or in full.
            return [name, given.get(wanted) ?? given.get(prefix + wanted) ?? null];
          }),
        );
      },
    );
  return {
    getConfiguration,
    getDirectory: async () => readDirectory(await getConfiguration(allNames)),
  };
}

const application = (...names: string[]) => names.map((name) => `rtc.application.${name}`);
const client = (name: string, property: string) => [
  `rtc.clients.${name}.win32.${property}`,
  `rtc.clients.win32.${name}.${property}`,
];
const catalogue = (service: string, property: string) => [
  `rtc.servicecatalog.${service.toLowerCase()}.${property}`,
];
const catalogued = [
  "AuthenticationService",
  "PreConferenceService",
  "PresenceService",
  "PostConferenceService",
] as const;

/** Each entry under all spellings that the guide has for it; the first that has a value counts. */
const names = {
  adminEmail: application("admin_email"),
  chatEnabled: application("auth_chat_enabled"),
  presenceEnabled: application("auth_presence_enabled", "presenceenabled"),
  proxyEnabled: application("auth_proxy_enabled"),
  sessionEnabled: application("auth_session_enabled"),
  schedulingEnabled: application("scheduling_access_enabled", "schedulingenabled"),
  conferenceKeyRequired: application("conference_key_required", "conferencekeyrequired"),
  guestAccessEnabled: application("guest_user_access_enabled"),
  currentServerTime: application("current_server_time"),
  earlyJoinMinutes: application("early_join_minutes"),
  maxRequestSize: application("max_request_size"),
  maxResponseSize: application("max_response_size"),
  tokenLifeSeconds: application("token_life"),
  versionIdentifier: application("version_identifier"),
  imDomain: application("im_domain"),
  serviceHome: ["rtc.servicecatalog.service_home"],
  serviceSslHome: ["rtc.servicecatalog.service_ssl_home"],
};
const allNames = [
  ...Object.values(names).flat(),
  ...catalogued.flatMap((service) =>
    ["versions", "url.endpoint", "url.wsdl"].flatMap((property) => catalogue(service, property)),
  ),
  ...["addin", "messenger"].flatMap((name) => [...client(name, "version"), ...client(name, "url")]),
];

function readDirectory(values: Map<string, string | null>): DeploymentConfiguration {
  const text = (spellings: readonly string[]) =>
    spellings
      .map((name) => values.get(name) ?? null)
      .find((value) => value !== null)
      ?.trim() ?? null;
  const flag = (spellings: readonly string[]) => {
    const value = text(spellings)?.toLowerCase() ?? "";
    if (/^(true|yes|y|1|on|enabled)$/.test(value)) return true;
    return /^(false|no|n|0|off|disabled)$/.test(value) ? false : null;
  };
  const count = (spellings: readonly string[]) => {
    const value = text(spellings) ?? "";
    return /^\d{1,12}$/.test(value) ? Number(value) : null;
  };
  const entry = (service: (typeof catalogued)[number]): CatalogueEntry => ({
    versions: (text(catalogue(service, "versions")) ?? "")
      .split(",")
      .flatMap((version) => version.trim() || []),
    endpoint: text(catalogue(service, "url.endpoint")),
    wsdl: text(catalogue(service, "url.wsdl")),
  });
  const serverTime = parseTime(text(names.currentServerTime) ?? "");
  return {
    adminEmail: text(names.adminEmail),
    chatEnabled: flag(names.chatEnabled),
    presenceEnabled: flag(names.presenceEnabled),
    proxyEnabled: flag(names.proxyEnabled),
    sessionEnabled: flag(names.sessionEnabled),
    schedulingEnabled: flag(names.schedulingEnabled),
    conferenceKeyRequired: flag(names.conferenceKeyRequired),
    guestAccessEnabled: flag(names.guestAccessEnabled),
    currentServerTime: serverTime === null ? null : new Date(serverTime),
    earlyJoinMinutes: count(names.earlyJoinMinutes),
    maxRequestSize: count(names.maxRequestSize),
    maxResponseSize: count(names.maxResponseSize),
    tokenLifeSeconds: count(names.tokenLifeSeconds),
    versionIdentifier: text(names.versionIdentifier),
    imDomain: text(names.imDomain),
    serviceHome: text(names.serviceHome),
    serviceSslHome: text(names.serviceSslHome),
    catalogue: {
      AuthenticationService: entry("AuthenticationService"),
      PreConferenceService: entry("PreConferenceService"),
      PresenceService: entry("PresenceService"),
      PostConferenceService: entry("PostConferenceService"),
    },
    addIn: { version: text(client("addin", "version")), url: text(client("addin", "url")) },
    messenger: { version: text(client("messenger", "version")), url: text(client("messenger", "url")) },
  };
}
