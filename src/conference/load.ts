import type { Conference } from "../contract/conference";
import type { Appointment, ItemProperties } from "../outlook/appointment/appointment";
import { RelayError } from "../relay/ask";
import type { RelayClient } from "../relay/client";
import { ConferenceError } from "./failure";
import { requestHashOf } from "./model/requestHash";
import { isCopy } from "./writing/itemHash";
import { readPropertiesOrLost } from "./writing/itemProperties";
import { findLostConference } from "./findLost";
import type { Done, LoadedAppointment, CurrentRequestOf } from "./useCases";

interface LoadOptions {
  appointment: Appointment;
  relay: RelayClient;
  /** What would be scheduled now in the place of what is. */
  wantedOf: CurrentRequestOf;
  inspect: (conference: Conference) => Promise<"missing" | "standing" | "outdated">;
  /** Whether the appointment's text holds the invitation of a conference. */
  holds: (conferenceId: string) => Promise<boolean>;
  /** Whether that gives its place to another one's. */
  canReplace: (conferenceId: string) => Promise<boolean>;
  write: (conference: Conference) => Promise<Done>;
  update: (conference: Conference) => Promise<Done>;
  takeOut: () => Promise<unknown>;
  /** Says that this item has the conference. */
  claim: (conference: Conference) => Promise<void>;
}

/**
 * Finds the conference of an appointment, and finishes what was cut short where there is only one right answer. What the
 * item's properties, its form or (where properties are lost) the ledger says makes it the item's own; a text makes a
 * question at the most (docs/series-and-copies.md). Throws RelayError where the conference is gone while its
 * invitation still stands in the appointment.
 */
export async function loadAppointment(given: LoadOptions): Promise<LoadedAppointment> {
  const { appointment } = given;
  const [{ properties, isLost }, itemHash] = await Promise.all([
    readPropertiesOrLost(appointment),
    appointment.readItemHash(),
  ]);
  const options = { ...given, properties, isLost, itemHash };
  if (appointment.isOccurrence()) return loadOccurrence(options);
  if (isBlank(properties)) return loadUnremembered(options);
  return isCopy(properties, itemHash) ? loadCopy(options) : loadRemembered(options);
}

interface Loading extends LoadOptions {
  properties: ItemProperties;
  isLost: boolean;
  /** What stands for the item; "": it was never saved; null: not known. */
  itemHash: string | null;
}

function isBlank({ idempotencyKey: key, conferenceId }: ItemProperties): boolean {
  return key === undefined && conferenceId === undefined;
}

/** An appointment with properties of ours that name no other item. */
async function loadRemembered(options: Loading): Promise<LoadedAppointment> {
  const found = await findRemembered(options);
  // A key alone may never have been sent.
  if (!found)
    return options.properties.conferenceId === undefined ? loadUnremembered(options) : { status: "none" };
  return (await belongsToAnotherItem(found, options)) ? askAboutCopy(found) : finishScheduled(found, options);
}

const askAboutCopy = (conference: Conference): LoadedAppointment => ({
  ...{ status: "copied", conference, others: [], isByText: false, previousConferenceId: conference.id },
});

/**
 * Whether another item has claimed the conference whose properties this one has. The first saved item that finds that
 * nobody has is the original, wherever it was moved meanwhile.
 */
async function belongsToAnotherItem(
  found: Conference,
  { appointment, properties, itemHash }: Loading,
): Promise<boolean> {
  if (itemHash === null || properties.itemHash === itemHash || found.claim === "none") return false;
  if (itemHash !== "") return found.mark !== null && found.mark !== itemHash;
  const session = await appointment.readSession();
  if (session?.conferenceId === found.id) return false;
  if (found.mark !== null) return true;
  // It was written in a form that was never saved. Each form has its own session data: without it this is another one.
  const isBegun = properties.conferenceId !== undefined || found.claim === "written";
  return session === null && isBegun;
}

/** A copy of another appointment: the user says whether it gets a conference of its own. */
async function loadCopy(options: Loading): Promise<LoadedAppointment> {
  const { appointment, relay, properties, itemHash } = options;
  const own =
    properties.idempotencyKey === undefined ? null : await orNull(relay.find(properties.idempotencyKey));
  // It was given one of its own already, but the pane was closed before that was written.
  if (own && own.id !== properties.conferenceId) {
    return { status: "scheduled", ...(await options.write(own)), isWritten: true, finished: "write" };
  }
  const found = await findRemembered(options);
  if (!found) return { status: "none" };
  const isOwn =
    (itemHash !== null && found.mark === itemHash) ||
    (itemHash === "" && (await appointment.readSession())?.conferenceId === found.id);
  return isOwn ? finishScheduled(found, options) : askAboutCopy(found);
}

/** An appointment without properties of ours, or one whose properties are lost. */
async function loadUnremembered(options: Loading): Promise<LoadedAppointment> {
  const { appointment, relay, properties } = options;
  // Classic Outlook shows a page only the properties that it has saved itself, until the item is saved.
  const { conferenceId = null } = (await appointment.readSession()) ?? {};
  const written = conferenceId === null ? null : await orNull(relay.get(conferenceId));
  if (written) return finishScheduled(written, options);
  const { own, maybe } = await findLostConference(options);
  if (own) return finishScheduled(own, options);
  const left = properties.quotedConferenceIds?.split(" ") ?? [];
  const [conference, ...others] = maybe.filter(({ id }) => !left.includes(id));
  if (!conference) return { status: "none" };
  const { id } = conference;
  const held = others.length === 0 && (await options.canReplace(id)) ? id : null;
  return { status: "copied", conference, others, isByText: true, previousConferenceId: held };
}

/** One of a series: what its series has, and nothing is written. */
async function loadOccurrence(options: Loading): Promise<LoadedAppointment> {
  const { relay, properties } = options;
  const known =
    properties.conferenceId === undefined ? null : await orNull(relay.get(properties.conferenceId));
  if (known) return { status: "occurrence", conference: known };
  const { own, maybe } = await findLostConference(options);
  const [only = null, ...others] = maybe;
  return { status: "occurrence", conference: own ?? (others.length > 0 ? null : only) };
}

async function finishScheduled(found: Conference, options: Loading): Promise<LoadedAppointment> {
  const resent = await resendUpdate(found, options);
  if (resent) return { status: "scheduled", ...resent, isWritten: true, finished: "update" };
  const place = await options.inspect(found);
  if (place === "outdated") {
    // The conference was changed, and its pane closed before the text was.
    return { status: "scheduled", ...(await options.write(found)), isWritten: true, finished: "refresh" };
  }
  const successor = place === "missing" ? await findSuccessor(found, options) : null;
  if (successor) return finishScheduled(successor, options);
  if (place === "missing" && found.claim !== "written") {
    return { status: "scheduled", ...(await options.write(found)), isWritten: true, finished: "write" };
  }
  // Once written and no longer there: somebody took it out by hand, and may have meant to.
  const isWritten = place === "standing";
  if (!isWritten) await options.claim(found);
  return { status: "scheduled", conference: found, notes: [], isWritten, finished: null };
}

/** What stands in the text in the place of the conference that is remembered, where that could not be remembered. */
async function findSuccessor(
  { id }: Conference,
  { relay, itemHash, holds }: Loading,
): Promise<Conference | null> {
  const other = itemHash ? await orNull(relay.findByItemHash(itemHash)) : null;
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
async function findRemembered(options: Loading): Promise<Conference | null> {
  const { appointment, properties, holds, takeOut } = options;
  const { conferenceId } = properties;
  try {
    return await findByIdOrKey(options);
  } catch (failure) {
    if (!isGone(failure)) throw failure;
    if (conferenceId === undefined) {
      // A key that the relay does not know is good for the next try; one whose conference is gone is spent.
      if (failure.code !== "NOT_FOUND") await appointment.saveProperties({});
      return null;
    }
    if (await holds(conferenceId)) throw failure;
    await takeOut();
    return null;
  }
}

/** By its ID; where the relay does not know that, by the key for which it was made. */
async function findByIdOrKey({
  relay,
  properties: { idempotencyKey: key, conferenceId },
}: Loading): Promise<Conference> {
  if (conferenceId !== undefined) {
    try {
      return await relay.get(conferenceId);
    } catch (failure) {
      if (key === undefined || !isGone(failure)) throw failure;
    }
  }
  if (key === undefined) throw new RelayError("NOT_FOUND");
  return relay.find(key);
}

function isGone(failure: unknown): failure is RelayError {
  return (
    failure instanceof RelayError && (failure.code === "NOT_FOUND" || failure.code === "CONFERENCE_UNKNOWN")
  );
}

/** Sends a change again that never arrived: the appointment says what was sent, and the conference is still the one before. */
async function resendUpdate(
  conference: Conference,
  { properties, wantedOf, update }: Loading,
): Promise<Done | null> {
  const { requestHash } = properties;
  const { scheduled, version } = conference;
  // A newer one has either got it already, or was made by somebody else.
  if (requestHash === undefined || String(version) !== (properties.version ?? "1")) return null;
  if (requestHash === (await requestHashOf(scheduled))) return null;
  const wanted = await wantedOf(scheduled);
  if (requestHash !== (await requestHashOf(wanted))) return null;
  try {
    return await update(conference);
  } catch (failure) {
    const isHarmless = failure instanceof ConferenceError && failure.standing === "nothingDone";
    if (!isHarmless) throw failure;
    // Refused once more: from here on it is the user's, who sees that the conference is out of date.
    return null;
  }
}
