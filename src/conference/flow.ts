import type { Conference, ConferenceOptions } from "../contract/conference";
import type { WriteNote } from "./appointmentText";
import type { Appointment, AppointmentMemory, AppointmentSnapshot } from "../outlook/appointment";
import { OutlookError } from "../outlook/appointment";
import { type RelayClient } from "../relay/client";
import { RelayFailure, type RelayFailureCode } from "../relay/ask";
import { InvitationError } from "../invitation/errors";
import { findObstacles, toRequest, type Obstacle } from "./compare";

/** What is being done right now, for the progress line. */
export type Step = "reading" | "scheduling" | "updating" | "removing" | "writing";

/** What stands after a failure, so that the user is told the truth and offered what helps. */
export type Standing =
  /** Nothing was changed, here or at the site. */
  | "nothingDone"
  /** The conference exists as `conference` says, but its invitation is not in the appointment. */
  | "notWritten"
  /** The conference is gone, but its invitation is still in the appointment. */
  | "notTakenOut"
  /** It could not be found out whether the conference exists; trying again is safe. */
  | "unknown"
  /** The relay or the site no longer has the conference that the appointment names. */
  | "lost";

export type FlowFailureCode = RelayFailureCode | OutlookError["code"] | InvitationError["code"] | Obstacle;

/** Thrown when a use case could not be finished. */
export class FlowFailure extends Error {
  override name = "FlowFailure";
  constructor(
    readonly code: FlowFailureCode,
    readonly standing: Standing,
    readonly details: { status?: number; requestId?: string; conference?: Conference } = {},
    options?: ErrorOptions,
  ) {
    super(`${code}: ${standing}`, options);
  }
}

/** A use case that ended well, with what the user should still know. */
export interface Done {
  conference: Conference;
  notes: WriteNote[];
}

/** What the appointment says when it is opened. */
type Opened =
  | { status: "none" }
  /** A conference exists and is written down. */
  | { status: "scheduled"; conference: Conference; isWritten: boolean }
  /** An earlier run was cut short after scheduling; it has been finished now. */
  | ({ status: "finished" } & Done);

export interface Flow {
  open(): Promise<Opened>;
  schedule(options: ConferenceOptions): Promise<Done>;
  update(conference: Conference, options: ConferenceOptions): Promise<Done>;
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
  onStep: (step: Step) => void;
}

/** The use cases between an appointment and its conference. All throw FlowFailure. */
export function createFlow(options: FlowOptions): Flow {
  const { appointment, relay, titleFallback, organizerName, now, newKey, onStep } = options;

  async function readAppointment(choice: ConferenceOptions): Promise<AppointmentSnapshot> {
    onStep("reading");
    const [snapshot] = await guard("nothingDone", () => Promise.all([appointment.read(), loadText()]));
    const [obstacle] = findObstacles(snapshot, choice, now());
    if (obstacle) throw new FlowFailure(obstacle, "nothingDone");
    return snapshot;
  }

  /** First the conference ID, then invitation and location: what fails later can be found again. */
  async function write(conference: Conference): Promise<Done> {
    onStep("writing");
    return guard(
      "notWritten",
      async () => {
        await claim(conference, "writing");
        const { writeInvitation } = await loadText();
        const memory = await appointment.readMemory();
        if (memory.conferenceId !== conference.id) {
          await appointment.saveMemory({ ...memory, conferenceId: conference.id });
        }
        const written = await writeInvitation({ appointment, conference, organizerName, memory });
        if (written.location !== undefined && written.location !== memory.location) {
          await appointment.saveMemory({
            ...memory,
            conferenceId: conference.id,
            location: written.location,
          });
        }
        await claim(conference, "written");
        return { conference, notes: written.notes };
      },
      conference,
    );
  }

  /** A claim that the relay does not hear keeps nobody from writing: it is made again when the pane opens next. */
  async function claim({ id, claim: known }: Conference, now: "writing" | "written"): Promise<void> {
    if (known === "written") return;
    await relay.claim(id, now).catch(() => undefined);
  }

  async function takeOut(standing: Standing): Promise<void> {
    onStep("writing");
    await guard(standing, async () => {
      const { takeOutInvitation } = await loadText();
      const memory = await appointment.readMemory();
      await takeOutInvitation(appointment, memory);
      await appointment.saveMemory({});
    });
  }

  /** The key is in the appointment before the first call, so that no answer can be lost for good. */
  async function keep(memory: AppointmentMemory): Promise<string> {
    const key = memory.key ?? newKey();
    if (memory.key === undefined) await appointment.saveMemory({ ...memory, key });
    return key;
  }

  async function scheduleOnce(snapshot: AppointmentSnapshot, choice: ConferenceOptions): Promise<Conference> {
    const request = toRequest(snapshot, choice, titleFallback);
    const key = await guard("nothingDone", async () => keep(await appointment.readMemory()));
    onStep("scheduling");
    try {
      return await relay.schedule(key, request);
    } catch (failure) {
      if (!(failure instanceof RelayFailure) || failure.code !== "KEY_REUSED") throw failure;
      // An earlier try with this key asked for something else. If it led to a conference, that one is updated.
      const earlier = await findOrNull(key);
      if (earlier) return relay.update(earlier, request);
      const fresh = newKey();
      await appointment.saveMemory({ key: fresh });
      return relay.schedule(fresh, request);
    }
  }

  async function findOrNull(key: string): Promise<Conference | null> {
    try {
      return await relay.find(key);
    } catch (failure) {
      if (failure instanceof RelayFailure && failure.code === "NOT_FOUND") return null;
      throw failure;
    }
  }

  return {
    open: () =>
      guard("nothingDone", async () => {
        const memory = await appointment.readMemory();
        if (memory.conferenceId !== undefined) {
          const { isWritten } = await loadText();
          const conference = await relay.get(memory.conferenceId);
          const isThere = await isWritten(appointment, conference.id);
          if (isThere) await claim(conference, "written");
          return { status: "scheduled", conference, isWritten: isThere };
        }
        if (memory.key === undefined) return { status: "none" };
        const conference = await findOrNull(memory.key);
        return conference ? { status: "finished", ...(await write(conference)) } : { status: "none" };
      }),

    schedule: async (choice) => {
      const snapshot = await readAppointment(choice);
      const conference = await guard("nothingDone", () => scheduleOnce(snapshot, choice));
      return write(conference);
    },

    update: async (conference, choice) => {
      const snapshot = await readAppointment(choice);
      onStep("updating");
      const request = toRequest(snapshot, choice, titleFallback);
      return write(await guard("nothingDone", () => relay.update(conference, request), conference));
    },

    remove: async (conference) => {
      onStep("removing");
      await guard("nothingDone", () => relay.remove(conference.id), conference);
      await takeOut("notTakenOut");
    },

    write,
    forget: () => takeOut("notTakenOut"),
  };
}

// What writes into appointments is loaded while Outlook is being read, not before the ribbon button may be pressed.
const loadText = () => import("./appointmentText");

/** Turns every failure into one that says what stands. */
async function guard<Result>(
  standing: Standing,
  work: () => Promise<Result>,
  conference?: Conference,
): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof FlowFailure) throw cause;
    const known = conference ? { conference } : {};
    if (cause instanceof RelayFailure) {
      throw new FlowFailure(
        cause.code,
        standingAfter(cause.code, standing),
        { ...cause.details, ...known },
        { cause },
      );
    }
    if (cause instanceof OutlookError || cause instanceof InvitationError) {
      throw new FlowFailure(cause.code, standing, known, { cause });
    }
    throw new FlowFailure("INTERNAL", standing, known, { cause });
  }
}

function standingAfter(code: RelayFailureCode, standing: Standing): Standing {
  switch (code) {
    case "OUTCOME_UNKNOWN":
    case "OUTCOME_AMBIGUOUS":
    case "RELAY_TIMEOUT":
    case "RELAY_UNREACHABLE":
    case "RELAY_UNREADABLE":
      return "unknown";
    case "NOT_FOUND":
    case "CONFERENCE_UNKNOWN":
      return "lost";
    default:
      return standing;
  }
}
