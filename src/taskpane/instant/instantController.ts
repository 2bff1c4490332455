import { toConferenceError, ConferenceError } from "../../conference/failure";
import type { StartedMeeting, InstantMeeting } from "../../conference/instant/instantMeeting";
import { defaultOptions, fitToSite } from "../../conference/model/options";
import type { Access, Person } from "../../contract/conference";
import { limits } from "../../contract/limits";
import type { SiteConfiguration } from "../../contract/services";
import type { Message } from "../../outlook/message/message";
import type { Services } from "../../relay/services";
import { createOptionalData, type MissingData } from "../common/optionalData";
import type { Presence } from "../compose/paneState";

export type InstantPhase =
  | { status: "ready" }
  | { status: "starting" }
  | { status: "started"; begun: StartedMeeting; isOffered: boolean }
  /** `begun` null: it could not be started; else its link could not be written. */
  | { status: "failed"; failure: ConferenceError; begun: StartedMeeting | null };

interface InstantState {
  access: Access;
  /** null until the site has said so, or where it does not. */
  site: SiteConfiguration | null;
  correspondents: readonly Person[];
  presence: ReadonlyMap<string, Presence>;
  phase: InstantPhase;
  /** Data that could not be loaded. */
  missing: MissingData;
}

export interface InstantController {
  state: () => InstantState;
  subscribe: (listener: () => void) => () => void;
  start: () => void;
  /** Loads again what is missing. */
  reload: () => Promise<void>;
  choose: (access: Access) => void;
  /** Begins the conference. */
  begin: () => void;
  /** Waits no longer; what begins later is shown all the same. */
  stop: () => void;
  /** Puts the link into the message, or into a reply. */
  offer: () => void;
  /** The host is in. */
  enter: () => void;
}

interface InstantControllerOptions {
  message: Message;
  meetNow: InstantMeeting;
  services: Pick<Services, "configuration" | "presence">;
  /** Takes away what stands in the message's own bar. */
  clearNotification: () => void;
}

/** The state machine of a conference that begins at once. */
export function createInstantController({
  message,
  meetNow,
  services,
  clearNotification,
}: InstantControllerOptions): InstantController {
  const listeners = new Set<() => void>();
  let state: InstantState = {
    access: defaultOptions.access,
    site: null,
    correspondents: [],
    presence: new Map(),
    phase: { status: "ready" },
    missing: new Map(),
  };
  const set = (change: Partial<InstantState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };

  /** Whether a start has not ended, also where the user no longer waits for it. */
  let isUnderWay = false;

  const load = createOptionalData(() => state, set);

  async function look(): Promise<void> {
    // The people, their presence and what the site wants are a help: without them everything else works.
    const [people, site] = await Promise.all([
      load("people", message.readCorrespondents()),
      load("settings", services.configuration()),
    ]);
    const correspondents = people ?? [];
    const { access } = fitToSite({ ...defaultOptions, access: state.access }, site);
    set({ correspondents, site, access });
    if (site?.services.presence !== true || correspondents.length === 0) return;
    const addresses = correspondents.slice(0, limits.attendees).map(({ address }) => address);
    const answer = await load("presence", services.presence(addresses));
    set({
      presence: new Map(answer?.presence.map(({ address, ...rest }) => [address.toLowerCase(), rest])),
    });
  }

  /** Continues a meeting that the ribbon button or an earlier pane started. */
  async function resume(): Promise<void> {
    const begun = await meetNow.resume().catch(() => null);
    if (begun && state.phase.status === "ready")
      set({ phase: { status: "started", begun, isOffered: begun.isInText } });
  }

  async function run(begun: StartedMeeting | null, work: () => Promise<InstantPhase>): Promise<void> {
    try {
      set({ phase: await work() });
    } catch (cause) {
      const failure = toConferenceError(cause);
      set({ phase: { status: "failed", failure, begun } });
    }
  }

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: () => {
      void resume();
      void look();
    },
    reload: look,
    choose: (access) => set({ access }),
    begin: () => {
      if (state.phase.status === "starting" || begunIn(state.phase)) return;
      set({ phase: { status: "starting" } });
      if (isUnderWay) return;
      isUnderWay = true;
      void run(null, async () => {
        const starting = meetNow.start(state.access, state.site).finally(() => (isUnderWay = false));
        const begun = await starting;
        return { status: "started", begun, isOffered: begun.isInText };
      });
    },
    stop: () => {
      if (state.phase.status !== "starting") return;
      const failure = new ConferenceError("WAITING_STOPPED", "unknown");
      set({ phase: { status: "failed", failure, begun: null } });
    },
    offer: () => {
      const begun = begunIn(state.phase);
      if (!begun) return;
      void run(begun, async () => {
        await meetNow.insertLink(begun);
        return { status: "started", begun, isOffered: true };
      });
    },
    enter: () => {
      const begun = begunIn(state.phase);
      if (!begun) return;
      meetNow.openHostWindow(begun, () => true);
      // The button may have said that the browser held the window back.
      clearNotification();
    },
  };
}

/** The conference that has begun, whatever came of its link. */
export function begunIn(phase: InstantPhase): StartedMeeting | null {
  return "begun" in phase ? phase.begun : null;
}
