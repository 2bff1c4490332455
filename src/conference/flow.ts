import type { Conference, ConferenceOptions } from "../contract/conference";
import type { WriteNote } from "./appointmentText";
import type { Appointment, AppointmentSnapshot } from "../outlook/appointment";
import type { RelayClient } from "../relay/client";
import { findObstacles, toRequest } from "./compare";
import { FlowFailure, guard, type Standing } from "./failure";

/** What is being done right now, for the progress line. */
export type Step = "reading" | "scheduling" | "updating" | "removing" | "writing";

/** A use case that ended well, with what the user should still know. */
export interface Done {
  conference: Conference;
  notes: WriteNote[];
}

/** What the appointment says when it is opened. */
export type Opened =
  | { status: "none" }
  | ({
      status: "scheduled";
      isWritten: boolean;
      /** What an earlier run had left undone and has been done now: write, bring the text up to date, update. */
      finished: "write" | "refresh" | "update" | null;
    } & Done);

/** A conference that no appointment uses, with the key for which it was made. */
export interface Unclaimed {
  key: string;
  conference: Conference;
}

export interface Flow {
  /** Finds the appointment's conference, and finishes what an earlier run was cut short in. */
  open(): Promise<Opened>;
  schedule(options: ConferenceOptions): Promise<Done>;
  /** Says which of a failure's candidates is this appointment's; null: none, a new one is made. */
  choose(conferenceId: string | null): Promise<Done>;
  /** Fails with what it is now (standing "changedElsewhere") when `conference` is no longer the newest. */
  update(conference: Conference, options: ConferenceOptions): Promise<Done>;
  /** Makes a conference that no appointment uses this one's, and brings it up to date. */
  adopt(unclaimed: Unclaimed): Promise<Done>;
  /** Deletes a conference that no appointment uses. */
  discard(unclaimed: Unclaimed): Promise<void>;
  /** Deletes the conference and takes the invitation out. */
  remove(conference: Conference): Promise<void>;
  /** Writes the invitation of a conference that exists already. */
  write(conference: Conference): Promise<Done>;
  /** Takes out the invitation of a conference that no longer exists, and forgets it. */
  forget(): Promise<void>;
}

interface FlowOptions {
  appointment: Appointment;
  relay: RelayClient;
  /** The title of a conference whose appointment has no subject. */
  titleFallback: string;
  organizerName: string;
  now: () => number;
  newKey: () => string;
  wait: (ms: number) => Promise<void>;
  onStep: (step: Step) => void;
}

/** The use cases between an appointment and its conference. All throw FlowFailure. */
export function createFlow(options: FlowOptions): Flow {
  const { appointment, relay, titleFallback, organizerName, now, newKey, wait, onStep } = options;
  const confirmed = new Set<string>();
  const at = (conference: Conference) => ({ appointment, relay, wait, confirmed, organizerName, conference });

  async function readAppointment(choice: ConferenceOptions): Promise<AppointmentSnapshot> {
    onStep("reading");
    const [snapshot] = await guard("nothingDone", () =>
      Promise.all([appointment.read(), loadSending(), loadWriting()]),
    );
    const [obstacle] = findObstacles(snapshot, choice, now());
    if (obstacle) throw new FlowFailure(obstacle, "nothingDone");
    return snapshot;
  }

  async function write(conference: Conference): Promise<Done> {
    onStep("writing");
    return guard(
      "notWritten",
      async () => {
        const { writeConference } = await loadWriting();
        return { conference, notes: await writeConference(at(conference)) };
      },
      conference,
    );
  }

  async function takeOut(): Promise<void> {
    onStep("writing");
    await guard("notTakenOut", async () => (await loadWriting()).takeOutConference(appointment));
  }

  interface Change {
    conference: Conference;
    snapshot: AppointmentSnapshot;
    choice: ConferenceOptions;
    /** What stands if the change itself fails. */
    standing: Standing;
  }

  async function change({ conference, snapshot, choice, standing }: Change): Promise<Done> {
    const request = toRequest(snapshot, choice, titleFallback);
    onStep("updating");
    const send = async () => (await loadSending()).sendChange(conference, { appointment, relay, request });
    return write(await guard(standing, send, conference));
  }

  async function update(conference: Conference, choice: ConferenceOptions): Promise<Done> {
    const snapshot = await readAppointment(choice);
    return change({ conference, snapshot, choice, standing: "nothingDone" });
  }

  return {
    open: () =>
      guard("nothingDone", async () => {
        const memory = await appointment.readMemory();
        if (memory.key === undefined && memory.conferenceId === undefined) return { status: "none" };
        const [{ takeUp }, writing] = await Promise.all([import("./opening"), loadWriting()]);
        return takeUp({
          appointment,
          relay,
          memory,
          titleFallback,
          inspect: (conference) => writing.inspectConference(at(conference)),
          holds: (conferenceId) => writing.holdsInvitation(appointment, conferenceId),
          write,
          update: (conference) => update(conference, conference.scheduled.options),
          takeOut,
        });
      }),

    schedule: async (choice) => {
      const request = toRequest(await readAppointment(choice), choice, titleFallback);
      onStep("scheduling");
      const send = async () => (await loadSending()).scheduleOnce({ appointment, relay, newKey, request });
      return write(await guard("nothingDone", send));
    },

    choose: async (conferenceId) => {
      onStep("scheduling");
      const send = async () => (await loadSending()).sendChoice(conferenceId, { appointment, relay });
      return write(await guard("nothingDone", send));
    },

    update,

    adopt: async (unclaimed) => {
      const { conference } = unclaimed;
      const choice = conference.scheduled.options;
      const snapshot = await readAppointment(choice);
      await guard("nothingDone", async () => (await loadSending()).takeOver(unclaimed, appointment));
      return change({ conference, snapshot, choice, standing: "notWritten" });
    },

    discard: async ({ conference }) => {
      onStep("removing");
      await guard("nothingDone", () => relay.remove(conference.id));
    },

    remove: async (conference) => {
      onStep("removing");
      await guard("nothingDone", () => relay.remove(conference.id), conference);
      await takeOut();
    },

    write,
    forget: takeOut,
  };
}

// What is not needed before the ribbon button is pressed, is loaded while Outlook is being read.
const loadSending = () => import("./sending");
const loadWriting = () => import("./writing");
