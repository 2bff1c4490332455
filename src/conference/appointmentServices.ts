import type { Host } from "../outlook/host";
import { createAsk, pause, RelayFailure, type Ask } from "../relay/ask";
import { createRelayClient, type RelayClient } from "../relay/client";
import { parseConference } from "../relay/parse";
import { createServices, type Services } from "../relay/services";
import { createFlow, type Flow, type Step } from "./useCases";
import { tellOtherPages } from "./broadcast";
import { inStepSetting } from "./updatePolicy";
import { linkHostsSetting } from "./model/linkHosts";

/** Everything that pane and ribbon do with an appointment, joined to Outlook and relay. */
export interface UseCases {
  ask: Ask;
  relay: RelayClient;
  services: Services;
  flow: (onStep: (step: Step) => void) => Flow;
}

interface UseCasesOptions {
  host: Extract<Host, { mode: "compose" }>;
  /** The title of a conference whose appointment has no subject, for its organizer's name. */
  titleFallback: (organizerName: string) => string;
}

const seriesDaysSetting = "seriesDays";
/** Until the site has said how long the conference of a series may last. */
export const usualSeriesDays = 366;

export function createUseCases({ host, titleFallback }: UseCasesOptions): UseCases {
  const { appointment, me } = host;
  const owner = host.owner === "unknown" ? null : host.owner;
  const organizerName = (owner ?? me).name;
  // Where nobody says whose calendar it is, nothing is done in one's own name.
  const ask: Ask =
    host.owner === "unknown"
      ? () => Promise.reject(new RelayFailure("OWNER_UNKNOWN"))
      : createAskFor(host, owner?.address ?? null);
  const relay = createRelayClient({ ask, parse: parseConference });
  const services = createServices(ask);
  // What it said last counts until it has answered: what was scheduled by it is no different then.
  let seriesDays = Number(host.recall(seriesDaysSetting)) || usualSeriesDays;
  return {
    ask,
    relay,
    services: {
      ...services,
      configuration: async () => {
        const site = await services.configuration();
        seriesDays = site.seriesDays;
        for (const [name, value] of [
          [inStepSetting, site.inStep],
          [seriesDaysSetting, String(seriesDays)],
          [linkHostsSetting, site.linkHosts.join(" ")],
        ] as const) {
          if (host.recall(name) !== value) host.remember(name, value);
        }
        return site;
      },
    },
    flow: (onStep) =>
      createFlow({
        ...{ appointment, relay, organizerName, onStep },
        titleFallback: titleFallback(organizerName),
        seriesDays: () => seriesDays,
        now: Date.now,
        newKey: () => crypto.randomUUID(),
        wait: pause,
        onWritten: tellOtherPages,
      }),
  };
}

/** Asks the relay that this page comes from. `onBehalfOf`: whose conferences they are; null: one's own. */
export function createAskFor({ signIn }: { signIn: () => Promise<string> }, onBehalfOf: string | null): Ask {
  return createAsk({
    origin: window.location.origin,
    fetch: (url, init) => fetch(url, init),
    signIn,
    onBehalfOf: () => onBehalfOf,
  });
}
