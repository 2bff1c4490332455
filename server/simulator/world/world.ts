import { createAuthorize } from "../services/access";
import { createChat } from "../services/chat";
import { createConferences, type SimulatedConference } from "../services/conferences";
import { createConfiguration } from "../services/configuration";
import { writeHistory } from "./history";
import { createOperations } from "../services/operations";
import { createPresence } from "../services/presence";
import { createReports } from "../services/reports";
import {
  knownPolicies,
  standardSettings,
  type DirectoryEntry,
  type DirectoryGroup,
  type SimulatedSite,
  type SimulatorSettings,
} from "./settings";
import type { Store } from "./store";
import { createSwitchboard, type ProvisionedSite } from "./siteRegistry";
import { createTokens } from "../services/tokens";

export interface WorldOptions {
  /** Its own base address, without a slash at its end; links and WSDLs carry it. */
  url: string;
  siteId: string;
  siteAuthToken: string;
  /** Policies of the first site; default: all. */
  policies?: readonly string[];
  /** Further sites of the deployment. */
  otherSites?: readonly ProvisionedSite[];
  people: readonly DirectoryEntry[];
  groups?: readonly DirectoryGroup[];
  settings?: Partial<SimulatorSettings>;
  /** Remembers over restarts; default: nothing does. */
  store?: Store;
  /** Whether a new world begins with what its people had and will have. */
  hasHistory?: boolean;
  /** Milliseconds since the epoch. */
  now?: () => number;
  newId?: () => string;
}

/** The state and behaviour of a deployment, without its endpoints: sites, people, conferences, tokens, and the operations. */
export function createWorld(options: WorldOptions) {
  const { url, people, groups = [], store, newId = () => crypto.randomUUID() } = options;
  const initial = { ...standardSettings, ...options.settings };
  const settings = { ...initial };
  const clock = options.now ?? Date.now;
  const now = () => clock() + settings.clockAheadMinutes * 60_000;
  const provisioned = [{ ...options, name: "Default site", settings: {} }, ...(options.otherSites ?? [])];
  const sites = new Map(
    provisioned.map(
      ({ siteId, siteAuthToken, name, policies = knownPolicies, settings: own }): [string, SimulatedSite] => [
        siteId,
        { siteId, siteAuthToken, name, policies, settings: { ...settings, ...own } },
      ],
    ),
  );
  const tokens = createTokens({ sites, people, settings, now, newId });
  const authorize = createAuthorize({ sites, people, tokens });
  const pathOf = (kind: string, id: string, secret: string) => `${url}/imtapp/app/${kind}/${id}/${secret}`;
  const playbackUrlOf = ({ id, playbackSecret }: SimulatedConference) =>
    pathOf("playback", id, playbackSecret);
  const linksOf = ({ id, joinSecret, hostSecret }: SimulatedConference) => ({
    attendeeURL: pathOf("conference", id, joinSecret),
    hostURL: pathOf("conference", id, hostSecret),
  });
  let lastId = Math.floor(now() / 1000) % 9_000_000;
  const conferences = createConferences({
    people,
    authorize,
    now,
    newId,
    // Eight digits with a zero in front: an ID is a text.
    newConferenceId: () => String(1_000_000 + (++lastId % 9_000_000)).padStart(8, "0"),
    linksOf,
  });
  const presence = createPresence({ people, groups, conferences, authorize, settings, now });
  const reports = createReports({ people, conferences, authorize, settings, now, playbackUrlOf });
  const configuration = createConfiguration({ url, settings, authorize, now });
  const chat = createChat({ people, groups, presence, tokens });

  const save = () =>
    store?.save(() => ({
      conferences: [...conferences.all()],
      tokens: tokens.save(),
      presence: presence.chosen(),
      chats: chat.save(),
    }));
  const saved = store?.load();
  if (saved) {
    conferences.restore(saved.conferences);
    tokens.restore(saved.tokens);
    presence.restore(saved.presence);
    chat.restore(saved.chats);
    lastId += saved.conferences.length;
  } else if (options.hasHistory) {
    writeHistory(conferences, people, options.siteId, now());
    save();
  }

  return {
    url,
    people,
    sites,
    settings,
    now,
    tokens,
    conferences,
    linksOf,
    playbackUrlOf,
    presence,
    chat,
    operations: createOperations({ tokens, configuration, conferences, reports, presence }),
    switchboard: createSwitchboard({ initial, settings, sites, provisioned }),
    /** Remembers what has changed. */
    save,
  };
}

export type World = ReturnType<typeof createWorld>;
