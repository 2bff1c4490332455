import { asFlowFailure, FlowFailure } from "../../conference/failure";
import type { Begun, MeetNow } from "../../conference/instant/instantMeeting";
import { defaultOptions, fitToSite } from "../../conference/model/options";
import type { Access, Person } from "../../contract/conference";
import { limits } from "../../contract/limits";
import type { SiteConfiguration } from "../../contract/services";
import type { Message } from "../../outlook/message/message";
import type { Services } from "../../relay/services";
import { createLoading, type Missing } from "../common/optionalData";
import type { Presence } from "../compose/paneState";

export type MeetPhase =
  | { status: "ready" }
  | { status: "starting" }
  | { status: "started"; begun: Begun; isOffered: boolean }
  /** `begun` null: it could not be started; else its link could not be written. */
  | { status: "failed"; failure: FlowFailure; begun: Begun | null };

interface MeetState {
  access: Access;
  /** null until the site has said so, or where it does not. */
  site: SiteConfiguration | null;
  correspondents: readonly Person[];
  presence: ReadonlyMap<string, Presence>;
  phase: MeetPhase;
  /** What could not be loaded. */
  missing: Missing;
}

export interface MeetController {
  state: () => MeetState;
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

interface MeetControllerOptions {
  message: Message;
  meetNow: MeetNow;
  services: Pick<Services, "configuration" | "presence">;
  /** Takes away what stands in the message's own bar. */
  hush: () => void;
}

/** The state machine of a conference that begins at once. */
export function createMeetController({
  message,
  meetNow,
  services,
  hush,
}: MeetControllerOptions): MeetController {
  const listeners = new Set<() => void>();
  let state: MeetState = {
    access: defaultOptions.access,
    site: null,
    correspondents: [],
    presence: new Map(),
    phase: { status: "ready" },
    missing: new Map(),
  };
  const set = (change: Partial<MeetState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };

  /** Whether a start has not ended, also where the user no longer waits for it. */
  let isUnderWay = false;

  const load = createLoading(() => state, set);

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

  /** What the ribbon's button has begun, or this pane before it was closed. */
  async function resume(): Promise<void> {
    const begun = await meetNow.resume().catch(() => null);
    if (begun && state.phase.status === "ready")
      set({ phase: { status: "started", begun, isOffered: begun.isInText } });
  }

  async function run(begun: Begun | null, work: () => Promise<MeetPhase>): Promise<void> {
    try {
      set({ phase: await work() });
    } catch (cause) {
      const failure = asFlowFailure(cause);
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
      const failure = new FlowFailure("WAITING_STOPPED", "unknown");
      set({ phase: { status: "failed", failure, begun: null } });
    },
    offer: () => {
      const begun = begunIn(state.phase);
      if (!begun) return;
      void run(begun, async () => {
        await meetNow.offer(begun);
        return { status: "started", begun, isOffered: true };
      });
    },
    enter: () => {
      const begun = begunIn(state.phase);
      if (!begun) return;
      meetNow.letIn(begun, () => true);
      // The button may have said that the browser held the window back.
      hush();
    },
  };
}

/** The conference that has begun, whatever came of its link. */
export function begunIn(phase: MeetPhase): Begun | null {
  return "begun" in phase ? phase.begun : null;
}
