import type { Host } from "../outlook/host";
import { pause } from "../pause";
import { createRelayRequest, RelayError, type RelayRequest } from "../relay/ask";
import { createRelayClient, type RelayClient } from "../relay/client";
import { parseConference } from "../relay/parse";
import { createServices, type Services } from "../relay/services";
import { createConferenceUseCases, type ConferenceUseCases, type Step } from "./useCases";
import { broadcastChange } from "./broadcast";
import { updatePolicySetting } from "./updatePolicy";
import { linkHostsSetting } from "./model/linkHosts";

/** Everything that pane and ribbon do with an appointment, joined to Outlook and relay. */
export interface AppointmentServices {
  ask: RelayRequest;
  relay: RelayClient;
  services: Services;
  createUseCases: (onStep: (step: Step) => void) => ConferenceUseCases;
}

interface AppointmentServicesOptions {
  host: Extract<Host, { mode: "compose" }>;
  /** The title of a conference whose appointment has no subject, for its organizer's name. */
  titleFallback: (organizerName: string) => string;
}

const seriesDaysSetting = "seriesDays";
/** Until the site has said how long the conference of a series may last. */
export const defaultSeriesDays = 366;

export function createAppointmentServices({
  host,
  titleFallback,
}: AppointmentServicesOptions): AppointmentServices {
  const { appointment, me } = host;
  const owner = host.owner === "unknown" ? null : host.owner;
  const organizerName = (owner ?? me).name;
  // Where nobody says whose calendar it is, nothing is done in one's own name.
  const ask: RelayRequest =
    host.owner === "unknown"
      ? () => Promise.reject(new RelayError("OWNER_UNKNOWN"))
      : createAskFor(host, owner?.address ?? null);
  const relay = createRelayClient({ ask, parse: parseConference });
  const services = createServices(ask);
  // The site's last known value counts until it answers.
  let seriesDays = Number(host.getSetting(seriesDaysSetting)) || defaultSeriesDays;
  return {
    ask,
    relay,
    services: {
      ...services,
      configuration: async () => {
        const site = await services.configuration();
        seriesDays = site.seriesDays;
        for (const [name, value] of [
          [updatePolicySetting, site.updatePolicy],
          [seriesDaysSetting, String(seriesDays)],
          [linkHostsSetting, site.linkHosts.join(" ")],
        ] as const) {
          if (host.getSetting(name) !== value) host.setSetting(name, value);
        }
        return site;
      },
    },
    createUseCases: (onStep) =>
      createConferenceUseCases({
        appointment,
        relay,
        organizerName,
        onStep,
        titleFallback: titleFallback(organizerName),
        seriesDays: () => seriesDays,
        now: Date.now,
        newKey: () => crypto.randomUUID(),
        wait: pause,
        onWritten: broadcastChange,
      }),
  };
}

/** Asks the relay that this page comes from. `onBehalfOf`: whose conferences they are; null: one's own. */
export function createAskFor(
  { signIn }: { signIn: () => Promise<string> },
  onBehalfOf: string | null,
): RelayRequest {
  return createRelayRequest({
    origin: window.location.origin,
    fetch: (url, init) => fetch(url, init),
    signIn,
    onBehalfOf: () => onBehalfOf,
  });
}
