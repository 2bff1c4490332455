import type { Conference } from "../contract/conference";
import type { Appointment, AppointmentMemory } from "../outlook/appointment";
import { RelayFailure } from "../relay/ask";
import type { RelayClient } from "../relay/client";
import { FlowFailure } from "./failure";
import { fingerprintOf } from "./fingerprint";
import { isCopy } from "./mark";
import { readOrNothing } from "./memory";
import { recover } from "./recovery";
import type { Done, Opened, WantedOf } from "./flow";

interface OpeningOptions {
  appointment: Appointment;
  relay: RelayClient;
  /** What would be scheduled now in the place of what is. */
  wantedOf: WantedOf;
  inspect: (conference: Conference) => Promise<"missing" | "standing" | "outdated">;
  /** Whether the appointment's text holds the invitation of a conference. */
  holds: (conferenceId: string) => Promise<boolean>;
  write: (conference: Conference) => Promise<Done>;
  update: (conference: Conference) => Promise<Done>;
  takeOut: () => Promise<unknown>;
}

/**
 * Finds the conference of an appointment, and finishes what was cut short where there is only one right answer. Throws
 * RelayFailure where the conference is gone while its invitation still stands in the appointment.
 */
export async function openAppointment(given: OpeningOptions): Promise<Opened> {
  const { appointment } = given;
  const [memory, mark] = await Promise.all([readOrNothing(appointment), appointment.readMark()]);
  const options = { ...given, memory, mark };
  if (appointment.isOccurrence()) return lookAtOccurrence(options);
  const isBlank = memory.key === undefined && memory.conferenceId === undefined;
  return !isBlank && isCopy(memory, mark) ? takeUpCopy(options) : takeUp(options);
}

interface Opening extends OpeningOptions {
  memory: AppointmentMemory;
  /** What stands for the item; "": it was never saved; null: not known. */
  mark: string | null;
}

async function takeUp(options: Opening): Promise<Opened> {
  const { memory } = options;
  const isBlank = memory.key === undefined && memory.conferenceId === undefined;
  const known = isBlank ? null : await findRemembered(options);
  // A key alone may never have been sent.
  const found = known ?? (memory.conferenceId === undefined ? await recover(options) : null);
  if (!found) return { status: "none" };
  return (await isAnothers(found, known === null, options))
    ? { status: "copied", conference: found }
    : stand(found, options);
}

/**
 * Whether this item's text or properties may have been copied from another one, whose conference it is. `isRecovered`: the
 * item itself does not remember it.
 */
async function isAnothers(
  found: Conference,
  isRecovered: boolean,
  { appointment, memory, mark, wantedOf }: Opening,
): Promise<boolean> {
  if (mark === null ? !isRecovered : memory.mark === mark) return false;
  if (mark === "" && (await appointment.readSession())?.conferenceId === found.id) return false;
  if (mark !== null && found.mark !== null) return found.mark !== mark;
  // It was added before its item had an ID. What is in no text yet has not been copied from one.
  if (found.claim === "none") return false;
  // A new one that remembers nothing of it has the text from elsewhere.
  if (mark === "" && isRecovered && found.claim === "written") return true;
  // Dragged, or copied to another day: only the user can tell, and a conference that is moved wrongly is worse than a question.
  const { appointment: was } = found.scheduled;
  const { appointment: is } = await wantedOf(found.scheduled);
  return Date.parse(was.start) !== Date.parse(is.start) || Date.parse(was.end) !== Date.parse(is.end);
}

/** A copy of another appointment: the user says whether it gets a conference of its own. */
async function takeUpCopy(options: Opening): Promise<Opened> {
  const { appointment, relay, memory, mark } = options;
  const own = memory.key === undefined ? null : await orNull(relay.find(memory.key));
  // It was given one of its own already, but the pane was closed before that was written.
  if (own && own.id !== memory.conferenceId) {
    return { status: "scheduled", ...(await options.write(own)), isWritten: true, finished: "write" };
  }
  const found = await findRemembered(options);
  if (!found) return { status: "none" };
  const isOwn =
    (mark !== null && found.mark === mark) ||
    (mark === "" && (await appointment.readSession())?.conferenceId === found.id);
  return isOwn ? stand(found, options) : { status: "copied", conference: found };
}

/** One of a series: what its series has, and nothing is written. */
async function lookAtOccurrence({ appointment, relay, memory, mark }: Opening): Promise<Opened> {
  const known = memory.conferenceId === undefined ? null : await orNull(relay.get(memory.conferenceId));
  const conference = known ?? (await recover({ appointment, relay, mark }));
  return { status: "occurrence", conference };
}

async function stand(found: Conference, options: Opening): Promise<Opened> {
  const resent = await sendAgain(found, options);
  if (resent) return { status: "scheduled", ...resent, isWritten: true, finished: "update" };
  const place = await options.inspect(found);
  if (place === "outdated") {
    // The conference was changed, and its pane closed before the text was.
    return { status: "scheduled", ...(await options.write(found)), isWritten: true, finished: "refresh" };
  }
  const successor = place === "missing" ? await findSuccessor(found, options) : null;
  if (successor) return stand(successor, options);
  if (place === "missing" && found.claim !== "written") {
    return { status: "scheduled", ...(await options.write(found)), isWritten: true, finished: "write" };
  }
  // Once written and no longer there: somebody took it out by hand, and may have meant to.
  const isWritten = place === "standing";
  return { status: "scheduled", conference: found, notes: [], isWritten, finished: null };
}

/** What stands in the text in the place of the conference that is remembered, where that could not be remembered. */
async function findSuccessor(
  { id }: Conference,
  { relay, mark, holds }: Opening,
): Promise<Conference | null> {
  const other = mark ? await orNull(relay.findByMark(mark)) : null;
  return other && other.id !== id && (await holds(other.id)) ? other : null;
}

async function orNull(asked: Promise<Conference>): Promise<Conference | null> {
  try {
    return await asked;
  } catch (failure) {
    if (isGone(failure)) return null;
    throw failure;
  }
}

/** null: nothing came of it, or everything was taken away again. */
async function findRemembered(options: Opening): Promise<Conference | null> {
  const { appointment, memory, holds, takeOut } = options;
  const { conferenceId } = memory;
  try {
    return await findByEither(options);
  } catch (failure) {
    if (!isGone(failure)) throw failure;
    if (conferenceId === undefined) {
      // A key that the relay does not know is good for the next try; one whose conference is gone is spent.
      if (failure.code !== "NOT_FOUND") await appointment.saveMemory({});
      return null;
    }
    if (await holds(conferenceId)) throw failure;
    await takeOut();
    return null;
  }
}

/** By its ID; where the relay does not know that, by the key for which it was made. */
async function findByEither({ relay, memory: { key, conferenceId } }: Opening): Promise<Conference> {
  if (conferenceId !== undefined) {
    try {
      return await relay.get(conferenceId);
    } catch (failure) {
      if (key === undefined || !isGone(failure)) throw failure;
    }
  }
  if (key === undefined) throw new RelayFailure("NOT_FOUND");
  return relay.find(key);
}

function isGone(failure: unknown): failure is RelayFailure {
  return (
    failure instanceof RelayFailure && (failure.code === "NOT_FOUND" || failure.code === "CONFERENCE_UNKNOWN")
  );
}

/** Sends a change again that never arrived: the appointment says what was sent, and the conference is still the one before. */
async function sendAgain(
  conference: Conference,
  { memory, wantedOf, update }: Opening,
): Promise<Done | null> {
  const { fingerprint } = memory;
  const { scheduled, version } = conference;
  // A newer one has either got it already, or was made by somebody else.
  if (fingerprint === undefined || String(version) !== (memory.version ?? "1")) return null;
  if (fingerprint === (await fingerprintOf(scheduled))) return null;
  const wanted = await wantedOf(scheduled);
  if (fingerprint !== (await fingerprintOf(wanted))) return null;
  try {
    return await update(conference);
  } catch (failure) {
    const isHarmless = failure instanceof FlowFailure && failure.standing === "nothingDone";
    if (!isHarmless) throw failure;
    // Refused once more: from here on it is the user's, who sees that the conference is out of date.
    return null;
  }
}
