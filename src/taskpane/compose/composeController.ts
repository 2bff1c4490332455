import type { WriteNote } from "../../conference/writing/invitationText";
import { toConferenceError, ConferenceError } from "../../conference/failure";
import type {
  Done,
  ConferenceUseCases,
  InvitationInText,
  LoadedAppointment,
  Step,
  UnusedConference,
} from "../../conference/useCases";
import { defaultOptions, fitToSite } from "../../conference/model/options";
import type { ConferenceOptions } from "../../contract/conference";
import type { Conference } from "../../relay/dates";
import type { Appointment } from "../../outlook/appointment/appointment";
import type { Services } from "../../relay/services";
import { createPolling } from "./polling";
import { createOptionalData } from "../common/optionalData";
import { assess, conferenceOf, type PaneState, type Phase, type Task } from "./paneState";

/** The pane's state machine, free of React. */
export interface ComposeController {
  state: () => PaneState;
  subscribe: (listener: () => void) => () => void;
  start: () => () => void;
  readBody: Appointment["readBody"];
  /** The other providers' links of which the user was told. */
  told: Set<string>;
  choose: (options: ConferenceOptions) => void;
  schedule: () => void;
  update: () => void;
  remove: () => void;
  write: () => void;
  forget: () => void;
  /** Says which of a failure's candidates it is; null: none of them. */
  decide: (conferenceId: string | null) => void;
  /** Takes over what somebody else has made of the conference. */
  useNewer: () => void;
  /** Replaces what somebody else has made of the conference. */
  replaceNewer: () => void;
  /** Makes a conference that no appointment uses this one's. */
  adopt: (unclaimed: UnusedConference) => void;
  /** Deletes a conference that no appointment uses. */
  discard: (unclaimed: UnusedConference) => void;
  /** Gives the appointment a conference of its own. */
  separate: () => void;
  /** Makes a conference that may be another appointment's this one's. */
  share: (conference: Conference) => void;
  /** Says that the appointment has none of these. */
  leave: (conferences: readonly Conference[]) => void;
  /** Takes the last write into the text back. */
  undo: () => void;
  /** Waits no longer for what is under way; what finishes later is shown all the same. */
  stop: () => void;
  /** Does again what failed. */
  retry: () => void;
  /** Goes back from a failure to what stands. */
  dismiss: () => void;
  /** Loads again what is missing. */
  reload: () => Promise<unknown>;
}

interface ControllerOptions {
  appointment: Appointment;
  createUseCases: (onStep: (step: Step) => void) => ConferenceUseCases;
  services: Services;
  /** Asks for the conferences that no appointment uses. */
  findUnclaimed: () => Promise<readonly UnusedConference[]>;
  /** Calls back with the conference of which another page of ours has written; returns how to stop. */
  hearOthers: (listener: (conferenceId: string) => void) => () => void;
  /** Takes away what the item's own bar says of the conference: it has just been dealt with. */
  clearNotification: () => void;
  getSetting: (name: string) => string | null;
  setSetting: (name: string, value: string) => void;
  now: () => number;
}

const dialInSetting = "dialIn";
const inNoText: InvitationInText = { invitation: "none", hasKey: false, hasHostLink: false };

export function createComposeController(options: ControllerOptions): ComposeController {
  const {
    appointment,
    createUseCases,
    services,
    findUnclaimed,
    hearOthers,
    clearNotification,
    getSetting,
    setSetting,
    now,
  } = options;
  const listeners = new Set<() => void>();
  const told = new Set<string>();
  let state: PaneState = {
    snapshot: null,
    options: { ...defaultOptions, dialIn: getSetting(dialInSetting) ?? "" },
    phase: { status: "opening" },
    text: inNoText,
    lookedAt: now(),
    site: null,
    presence: new Map(),
    unclaimed: [],
    missing: new Map(),
  };
  const set = (change: Partial<PaneState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const useCases = createUseCases((step) => {
    if (state.phase.status === "working") set({ phase: { ...state.phase, step } });
  });
  const { look, lookAtSite } = createPolling({ appointment, services, now, state: () => state, set });

  /** Where the pane stands when a failure is closed; null: what the failure knows. */
  let place: Phase | null = null;
  let lookingAgain: Promise<void> = Promise.resolve();

  /** The work that has not ended, also where the user no longer waits for it. */
  let underWay: Work | null = null;

  async function run(task: Task, again: () => Promise<Phase>): Promise<void> {
    if (state.phase.status === "working") return;
    const before = conferenceOf(state.phase);
    const outcome = finish(task, again, underWay);
    const work = (underWay = { task, again, outcome });
    set({
      phase:
        task === "open"
          ? { status: "opening" }
          : { status: "working", task, step: "reading", conference: before },
    });
    try {
      const phase = await outcome;
      const text = await readText(phase);
      if (underWay !== work) return;
      place = withoutNews(phase);
      // A conference that was due to open "now" has passed for a pane that read the appointment earlier.
      set({ phase, text, lookedAt: now() });
      if (task !== "open") clearNotification();
      // The relay answers again: load what could not be loaded before.
      if (task !== "open" && state.missing.size > 0) void reload();
    } catch (cause) {
      if (underWay !== work) return;
      const failure = toConferenceError(cause);
      const conference = failure.details.conference ?? before;
      // One that was not known before is shown as it is; what the user has chosen for a known one stays.
      if (before === null && conference) set({ options: conference.scheduled.options });
      if (conference && failure.standing !== "nothingDone") place = standOn(conference);
      const phase: Phase = { status: "failed", task, failure, conference, again };
      const text = await readText(phase);
      if (underWay !== work) return;
      set({ phase, text, lookedAt: now() });
    }
    underWay = null;
    await lookForNews();
    if (task === "open" && state.phase.status === "none") await lookForUnclaimed();
  }

  /** Two at once would write into the same text; what the user has stopped waiting for is not done a second time. */
  async function finish(task: Task, again: () => Promise<Phase>, left: Work | null): Promise<Phase> {
    await lookingAgain;
    const finished = await left?.outcome.catch(() => null);
    return finished && left?.task === task ? finished : again();
  }

  /** Somebody may have changed the invitation by hand, and Outlook may have done less than it said, or more. */
  async function readText(phase: Phase): Promise<InvitationInText> {
    const conference = conferenceOf(phase);
    if (!conference || phase.status === "copied") return inNoText;
    return useCases.readText(conference).catch(() => state.text);
  }

  async function lookForNews(): Promise<void> {
    await look();
    forgetNews();
    const { phase } = state;
    // Once the appointment is saved nothing is undone by one press.
    if (phase.status !== "scheduled" || !phase.canUndo || phase.after === "open") return;
    const canUndo = await useCases.canUndo(phase.conference).catch(() => false);
    if (!canUndo && state.phase === phase) set({ phase: { ...phase, canUndo } });
  }

  /** Success is no news any more once something differs; after an update was undone, something does. */
  function forgetNews(): void {
    const { phase } = state;
    const isNews = phase.status === "scheduled" && phase.after !== "open" && phase.after !== "undoUpdate";
    if (isNews && assess(state, "").differences.length > 0) set({ phase: withoutNews(phase) });
  }

  const load = createOptionalData(() => state, set);

  async function lookForUnclaimed(): Promise<void> {
    set({ unclaimed: (await load("unclaimed", findUnclaimed())) ?? [] });
  }

  const reload = () => Promise.all([lookAtSite(), state.missing.has("unclaimed") && lookForUnclaimed()]);

  const scheduled = async (after: Task, { conference, notes }: Done): Promise<Phase> => {
    set({ options: conference.scheduled.options });
    return { status: "scheduled", conference, notes, after, canUndo: await useCases.canUndo(conference) };
  };
  const sent = (after: Task, done: Done) => {
    setSetting(dialInSetting, done.conference.scheduled.options.dialIn);
    return scheduled(after, done);
  };

  const toPhase = async (opened: LoadedAppointment): Promise<Phase> => {
    if (opened.status === "none") return { status: "none", removed: null };
    if (opened.status !== "scheduled") return opened;
    const { conference, notes, finished } = opened;
    const canUndo = await useCases.canUndo(conference);
    return { status: "scheduled", conference, notes, after: finished ?? "open", canUndo };
  };
  const optionsIn = (phase: Phase) =>
    (phase.status === "copied" && phase.isByText ? null : conferenceOf(phase))?.scheduled.options ??
    fitToSite(state.options, state.site);
  const open = async (): Promise<Phase> => {
    const phase = await toPhase(await useCases.open());
    set({ options: optionsIn(phase) });
    return phase;
  };

  /** A button or an event has changed the conference that is shown here, or has given the appointment one. */
  async function lookAgain(conferenceId: string): Promise<void> {
    const { phase } = state;
    const shown = conferenceOf(phase);
    const isAtRest = phase.status === "none" || phase.status === "scheduled";
    // A running action reports its own result.
    if (underWay || !isAtRest || (shown && shown.id !== conferenceId)) return;
    // This runs in the background: a failure is shown when the user asks for the same thing.
    const next = await useCases.open().then(toPhase, () => phase);
    const text = await readText(next);
    // An action that began meanwhile reads the appointment itself.
    if (state.phase !== phase) return;
    const isChosen = shown && JSON.stringify(state.options) !== JSON.stringify(shown.scheduled.options);
    place = withoutNews(next);
    set({ phase: next, text, lookedAt: now(), ...(!isChosen && { options: optionsIn(next) }) });
  }

  const removed = async (work: Promise<WriteNote[] | null>): Promise<Phase> => ({
    status: "none",
    removed: await work,
  });

  function present(): Conference {
    const conference = conferenceOf(state.phase);
    if (!conference) throw new ConferenceError("NOT_FOUND", "lost");
    return conference;
  }

  function current(): Conference | null {
    return state.phase.status === "failed" ? (state.phase.failure.details.current ?? null) : null;
  }

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: () => {
      void look();
      void run("open", open);
      void lookAtSite();
      const stops = [
        appointment.onChange(() => void lookForNews()),
        hearOthers((id) => void (lookingAgain = lookAgain(id))),
      ];
      return () => stops.forEach((stop) => stop());
    },
    readBody: () => appointment.readBody(),
    told,
    choose: (options) => {
      set({ options: fitToSite(options, state.site) });
      forgetNews();
    },
    schedule: () =>
      void run("schedule", async () => sent("schedule", await useCases.schedule(state.options, told))),
    update: () =>
      void run("update", async () => sent("update", await useCases.update(present(), state.options))),
    write: () => void run("write", async () => scheduled("write", await useCases.write(present()))),
    remove: () => void run("remove", () => removed(useCases.remove(present()))),
    forget: () => void run("forget", () => removed(useCases.forget())),
    decide: (id) => void run("decide", async () => scheduled("schedule", await useCases.choose(id))),
    useNewer: () => {
      const newer = current();
      if (newer) void run("refresh", async () => scheduled("refresh", await useCases.write(newer)));
    },
    replaceNewer: () => {
      const newer = current();
      if (newer) void run("update", async () => sent("update", await useCases.update(newer, state.options)));
    },
    adopt: (unclaimed) =>
      void run("adopt", async () => scheduled("schedule", await useCases.adopt(unclaimed))),
    discard: (unclaimed) =>
      void run("discard", async () => {
        await useCases.discard(unclaimed);
        set({ unclaimed: state.unclaimed.filter((other) => other !== unclaimed) });
        return { status: "none", removed: [] };
      }),
    separate: () =>
      void run("separate", async () => sent("schedule", await useCases.separate(state.options))),
    share: (conference) => void run("share", async () => scheduled("open", await useCases.share(conference))),
    leave: (conferences) => void run("leave", () => removed(useCases.leave(conferences))),
    undo: () =>
      void run("undo", async () => {
        const undone = await useCases.undo();
        if (!undone.conference) return { status: "none", removed: undone.notes };
        return scheduled(undone.kind === "update" ? "undoUpdate" : "undo", undone);
      }),
    stop: () => {
      if (!underWay || (state.phase.status !== "working" && state.phase.status !== "opening")) return;
      const { task, again } = underWay;
      const failure = new ConferenceError("WAITING_STOPPED", "unknown");
      set({ phase: { status: "failed", task, failure, conference: conferenceOf(state.phase), again } });
    },
    retry: () => {
      if (state.phase.status === "failed") void run(state.phase.task, state.phase.again);
    },
    reload,
    dismiss: () => {
      if (state.phase.status !== "failed") return;
      const { conference } = state.phase;
      const known: Phase = conference ? standOn(conference) : { status: "none", removed: null };
      set({ phase: place ?? known });
    },
  };
}

interface Work {
  task: Task;
  again: () => Promise<Phase>;
  outcome: Promise<Phase>;
}

function standOn(conference: Conference): Phase {
  return { status: "scheduled", conference, notes: [], after: "open", canUndo: false };
}

/** The same without what was only to be said once. */
function withoutNews(phase: Phase): Phase {
  if (phase.status === "scheduled") return { ...phase, after: "open" };
  return phase.status === "none" ? { ...phase, removed: null } : phase;
}
