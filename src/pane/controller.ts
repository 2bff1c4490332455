import {
  findDifferences,
  findObstacles,
  toRequest,
  type Difference,
  type Obstacle,
} from "../conference/compare";
import type { WriteNote } from "../conference/appointmentText";
import { FlowFailure } from "../conference/failure";
import type { Done, Flow, Step } from "../conference/flow";
import { defaultOptions, fitToSite } from "../conference/options";
import type { Conference, ConferenceOptions } from "../contract/conference";
import { limits } from "../contract/limits";
import type { PresenceAnswer, SiteConfiguration } from "../contract/services";
import { RelayFailure } from "../relay/ask";
import type { Services } from "../relay/services";
import { OutlookError, type Appointment, type AppointmentSnapshot } from "../outlook/appointment";

export type Task = "open" | "schedule" | "update" | "remove" | "write" | "forget";

export type Phase =
  | { status: "opening" }
  /** No conference. `justRemoved`: there was one until a moment ago. */
  | { status: "none"; justRemoved: boolean }
  | { status: "working"; task: Task; step: Step; conference: Conference | null }
  | { status: "scheduled"; conference: Conference; isWritten: boolean; notes: WriteNote[]; after: Task }
  | { status: "failed"; task: Task; failure: FlowFailure; conference: Conference | null };

export interface PaneState {
  /** null until Outlook has answered for the first time. */
  snapshot: AppointmentSnapshot | null;
  options: ConferenceOptions;
  phase: Phase;
  /** When Outlook was last asked, in milliseconds. */
  lookedAt: number;
  /** What the site offers and wants; null until it has said so, or where it does not. */
  site: SiteConfiguration | null;
  /** By address, in small letters; empty until the site has said so, or where it does not. */
  presence: ReadonlyMap<string, Presence>;
}

export type Presence = Omit<PresenceAnswer["presence"][number], "address">;

/** The pane's state machine, free of React. */
export interface Controller {
  state: () => PaneState;
  subscribe: (listener: () => void) => () => void;
  start: () => () => void;
  choose: (options: ConferenceOptions) => void;
  schedule: () => void;
  update: () => void;
  remove: () => void;
  write: () => void;
  forget: () => void;
  /** Does again what failed. */
  retry: () => void;
  /** Goes back from a failure to what stands. */
  dismiss: () => void;
}

interface ControllerOptions {
  appointment: Appointment;
  flow: (onStep: (step: Step) => void) => Flow;
  services: Services;
  recall: (name: string) => string | null;
  remember: (name: string, value: string) => void;
  now: () => number;
}

const dialInSetting = "dialIn";

export function createController({
  appointment,
  flow: createFlow,
  services,
  recall,
  remember,
  now,
}: ControllerOptions): Controller {
  const listeners = new Set<() => void>();
  let state: PaneState = {
    snapshot: null,
    options: { ...defaultOptions, dialIn: recall(dialInSetting) ?? "" },
    phase: { status: "opening" },
    lookedAt: now(),
    site: null,
    presence: new Map(),
  };
  const set = (change: Partial<PaneState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const flow = createFlow((step) => {
    if (state.phase.status === "working") set({ phase: { ...state.phase, step } });
  });

  let isLooking = false;
  async function look(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    try {
      const snapshot = await appointment.read();
      // Reading is cheap, rendering is not: most looks find nothing new but the passing of time.
      const isNew = JSON.stringify(snapshot) !== JSON.stringify(state.snapshot);
      const isLater = now() - state.lookedAt >= 60_000;
      if (isNew || isLater) {
        set({ snapshot, lookedAt: now() });
        void lookForPresence();
      }
    } catch (failure) {
      // Outlook may be busy; the next look tells more. A use case that reads reports its own failure.
      if (!(failure instanceof OutlookError)) throw failure;
    } finally {
      isLooking = false;
    }
  }

  /** Presence and the site's wishes are a help: without them everything else works. */
  async function ifOffered<Result>(ask: () => Promise<Result>, use: (result: Result) => void): Promise<void> {
    try {
      use(await ask());
    } catch (failure) {
      if (!(failure instanceof RelayFailure)) throw failure;
    }
  }

  const lookAtSite = () =>
    ifOffered(services.configuration, (site) => {
      set({ site, ...(conferenceNow() ? {} : { options: fitToSite(state.options, site) }) });
      void lookForPresence();
    });

  let presenceAsked = { of: "", at: 0 };
  /** Asks when the attendees have changed, and once a minute. */
  async function lookForPresence(): Promise<void> {
    const addresses = [...new Set(state.snapshot?.attendees.map(({ address }) => address))];
    if (state.site?.services.presence !== true || addresses.length === 0) return;
    const of = addresses.join();
    if (presenceAsked.of === of && now() - presenceAsked.at < 60_000) return;
    presenceAsked = { of, at: now() };
    await ifOffered(
      () => services.presence(addresses.slice(0, limits.attendees)),
      ({ presence }) =>
        set({
          presence: new Map(presence.map(({ address, ...rest }) => [address.toLowerCase(), rest])),
        }),
    );
  }

  function conferenceNow(): Conference | null {
    return "conference" in state.phase ? state.phase.conference : null;
  }

  async function run(task: Task, work: () => Promise<Phase>): Promise<void> {
    if (state.phase.status === "working") return;
    const conference = conferenceNow();
    if (task !== "open") set({ phase: { status: "working", task, step: "reading", conference } });
    try {
      set({ phase: await work() });
    } catch (cause) {
      const failure =
        cause instanceof FlowFailure ? cause : new FlowFailure("INTERNAL", "unknown", {}, { cause });
      set({
        phase: { status: "failed", task, failure, conference: failure.details.conference ?? conference },
      });
    }
    void look();
  }

  const scheduled = (after: Task, { conference, notes }: Done): Phase => {
    set({ options: conference.scheduled.options });
    remember(dialInSetting, conference.scheduled.options.dialIn);
    return { status: "scheduled", conference, notes, isWritten: true, after };
  };

  const tasks: Record<Task, () => Promise<Phase>> = {
    open: async () => {
      const opened = await flow.open();
      if (opened.status === "none") {
        set({ options: fitToSite(state.options, state.site) });
        return { status: "none", justRemoved: false };
      }
      const { conference, isWritten, finished } = opened;
      if (finished === "write") return scheduled("write", opened);
      if (finished !== null) return scheduled("update", opened);
      set({ options: conference.scheduled.options });
      return { status: "scheduled", conference, isWritten, notes: [], after: "open" };
    },
    schedule: async () => scheduled("schedule", await flow.schedule(state.options)),
    update: async () => scheduled("update", await flow.update(present(), state.options)),
    write: async () => scheduled("write", await flow.write(present())),
    remove: async () => {
      await flow.remove(present());
      return { status: "none", justRemoved: true };
    },
    forget: async () => {
      await flow.forget();
      return { status: "none", justRemoved: true };
    },
  };

  function present(): Conference {
    const conference = conferenceNow();
    if (!conference) throw new FlowFailure("NOT_FOUND", "lost");
    return conference;
  }

  const perform = (task: Task) => () => void run(task, tasks[task]);
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: () => {
      void look();
      void run("open", tasks.open);
      void lookAtSite();
      return appointment.onChange(() => void look());
    },
    choose: (options) => set({ options: fitToSite(options, state.site) }),
    schedule: perform("schedule"),
    update: perform("update"),
    remove: perform("remove"),
    write: perform("write"),
    forget: perform("forget"),
    retry: () => {
      if (state.phase.status === "failed") perform(state.phase.task)();
    },
    dismiss: () => {
      if (state.phase.status !== "failed") return;
      const { conference } = state.phase;
      set({
        phase: conference
          ? {
              status: "scheduled",
              conference,
              isWritten: state.phase.failure.standing !== "notWritten",
              notes: [],
              after: "open",
            }
          : { status: "none", justRemoved: false },
      });
    },
  };
}

/** What keeps the primary button from working, and what has changed since the conference was scheduled. */
export function assess(
  { snapshot, options, phase, lookedAt, site }: PaneState,
  titleFallback: string,
): { obstacles: Obstacle[]; differences: Difference[] } {
  if (!snapshot) return { obstacles: [], differences: [] };
  const conference = "conference" in phase ? phase.conference : null;
  const differences = conference
    ? findDifferences(conference.scheduled, toRequest(snapshot, options, titleFallback))
    : [];
  const obstacles = findObstacles(snapshot, options, lookedAt);
  if (site?.schedulingEnabled === false) obstacles.unshift("SCHEDULING_NOT_ALLOWED");
  return { obstacles, differences };
}
