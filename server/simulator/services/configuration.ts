import { answer, status, type Authorize } from "./access";
import { textOf, textsOf, type Value } from "../soap/beans";
import type { SimulatedSite, SimulatorSettings } from "../world/settings";

interface ConfigurationOptions {
  url: string;
  settings: SimulatorSettings;
  authorize: Authorize;
  now: () => number;
}

/** The Configuration Services (guide, Tables 3-12 to 3-16): the whole directory, in both spellings where it has two. */
export function createConfiguration({ url, settings, authorize, now }: ConfigurationOptions) {
  /** Entries that anybody may read, also without a token. */
  function publicEntries(): Record<string, string> {
    const application = {
      admin_email: settings.adminEmail,
      current_server_time: String(now()),
      early_join_minutes: String(settings.earlyJoinMinutes),
      max_request_size: String(settings.maxRequestSize),
      max_response_size: String(settings.maxResponseSize),
      token_life: String(settings.tokenLifeSeconds),
    };
    const services = ["Authentication", "PreConference", "Presence", "PostConference"];
    const catalogue = services.flatMap((name): [string, string][] => {
      const key = `rtc.servicecatalog.${name.toLowerCase()}service`;
      return [
        [`${key}.versions`, "2.0, 2.1"],
        [`${key}.url.endpoint`, `/imtapp/ws/${name}Service`],
        [`${key}.url.wsdl`, `/imtapp/ws/${name}Service?WSDL`],
      ];
    });
    const clients = ["addin", "messenger"].flatMap((client) =>
      [`rtc.clients.${client}.win32`, `rtc.clients.win32.${client}`].flatMap((key): [string, string][] => [
        [`${key}.version`, "10.1.2.0.0"],
        [`${key}.url`, `${url}/imtapp/clients/${client}`],
      ]),
    );
    return {
      ...prefixed(application),
      "rtc.servicecatalog.service_home": url,
      ...(url.startsWith("https:") && { "rtc.servicecatalog.service_ssl_home": url }),
      ...Object.fromEntries([...catalogue, ...clients]),
    };
  }

  function entriesOf({ policies, settings: own }: SimulatedSite): Record<string, string> {
    const has = (policy: string) => String(policies.includes(policy));
    return {
      ...publicEntries(),
      ...prefixed({
        auth_chat_enabled: has("GUESTCHAT"),
        auth_presence_enabled: has("PRESENCE"),
        presenceenabled: has("PRESENCE"),
        auth_proxy_enabled: has("PROXY"),
        auth_session_enabled: has("SESSION"),
        conference_key_required: String(own.conferenceKeyRequired),
        conferencekeyrequired: String(own.conferenceKeyRequired),
        guest_user_access_enabled: String(own.guestAccessEnabled),
        scheduling_access_enabled: String(own.schedulingEnabled),
        schedulingenabled: String(own.schedulingEnabled),
        version_identifier: "10.1.2.0.0 (simulator)",
        im_domain: own.imDomain,
      }),
    };
  }

  return {
    getConfiguration: answer((request) => {
      const isAnonymous = textOf(request.entityToken) === null;
      const entries = isAnonymous
        ? publicEntries()
        : entriesOf(authorize(request.entityID, request.entityToken, "SESSION").site);
      const namespace = textOf(request.namespace);
      const prefix = namespace === null ? "" : `${namespace}.`;
      const properties = (textsOf(request.properties) ?? []).map((name): { name: string; value: Value } => ({
        name: name ?? "",
        value: entries[`${prefix}${name ?? ""}`.toLowerCase().replace(/\s+/g, "")] ?? null,
      }));
      return { ...status(0), namespace, properties };
    }),
  };
}

function prefixed(entries: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entries).map(([name, value]) => [`rtc.application.${name}`, value]),
  );
}
