/** Finds the conference of an appointment, and the interrupted work of an earlier run. Reads only: open.ts carries it out. */
import type { Conference } from "../../relay/dates";
import type { Appointment, ItemProperties } from "../../outlook/appointment/appointment";
import { RelayError } from "../../relay/ask";
import type { RelayClient } from "../../relay/client";
import { isGone, nullIfGone } from "../../relay/gone";
import { toUpdateRequest, type RequestTerms } from "../model/differences";
import { requestHashOf } from "../model/requestHash";
import type { PossibleConferences } from "./results";
import { isCopy } from "../writing/itemHash";
import { readPropertiesOrLost } from "../writing/itemProperties";
import { canReplace, holdsInvitation, inspectConference, type Inspection } from "../writing/writeConference";
import { findLostConference } from "./findLost";

/** An appointment's conference, and the work left to do. */
export type LoadDecision =
  | { status: "none" }
  /** Its conference is gone, and so is the invitation: properties and location are left over. */
  | { status: "leftOver" }
  /** Its idempotency key belongs to a conference that is gone: clear it, then do the other decision. */
  | { status: "keySpent"; otherwise: LoadDecision }
  /** An occurrence, whose conference is that of its series; null: the series has none. */
  | { status: "occurrence"; conference: Conference | null }
  /** Only the user knows whether the conference is this appointment's. */
  | (PossibleConferences & { status: "copied" })
  /** A saved update never arrived at the relay, and the appointment is still as it was sent: send it again. */
  | { status: "updateUnsent"; conference: Conference }
  /** The invitation was never written, or ("refresh") is that of an earlier version: write it. */
  | { status: "unwritten"; conference: Conference; finish: "write" | "refresh" }
  /** No work is left. A missing invitation was removed by hand and stays out. */
  | { status: "scheduled"; conference: Conference; inspection: Inspection };

interface LoadOptions {
  appointment: Appointment;
  relay: RelayClient;
  organizerName: string;
  terms: RequestTerms;
  /** The conference whose saved update was refused, so that it is not sent again; null: none. */
  refusedConferenceId: string | null;
}

/**
 * The item's properties, its form or (if properties are unavailable) the ledger prove that a conference is the item's own; a
 * text proves nothing and leads to a question (docs/series-and-copies.md). Throws OutlookError; RelayError, also if the
 * conference is gone while its invitation is still in the appointment.
 */
export async function loadAppointment(options: LoadOptions): Promise<LoadDecision> {
  const { appointment } = options;
  const [{ properties, isLost }, itemHash] = await Promise.all([
    readPropertiesOrLost(appointment),
    appointment.readItemHash(),
  ]);
  const loading = { ...options, properties, isLost, itemHash };
  if (appointment.isOccurrence()) return loadOccurrence(loading);
  if (isBlank(properties)) return loadWithoutProperties(loading);
  return isCopy(properties, itemHash) ? loadCopy(loading) : loadWithProperties(loading);
}

interface Loading extends LoadOptions {
  properties: ItemProperties;
  /** Whether the properties are unavailable. */
  isLost: boolean;
  /** "": the item was never saved; null: not known. */
  itemHash: string | null;
}

function isBlank({ idempotencyKey, conferenceId }: ItemProperties): boolean {
  return idempotencyKey === undefined && conferenceId === undefined;
}

/** An appointment whose properties name no other item. */
async function loadWithProperties(loading: Loading): Promise<LoadDecision> {
  const { conference, reason } = await findByProperties(loading);
  if (conference) {
    const isOthers = await belongsToAnotherItem(conference, loading);
    return isOthers ? askAboutCopy(conference) : loadScheduled(conference, loading);
  }
  if (reason === "leftOver") return { status: "leftOver" };
  const otherwise = await loadWithoutProperties(loading);
  return reason === "keySpent" ? { status: "keySpent", otherwise } : otherwise;
}

function askAboutCopy(conference: Conference): LoadDecision {
  const previousConferenceId = conference.id;
  return { status: "copied", conference, others: [], isByText: false, previousConferenceId };
}

/** Whether another item has claimed the conference. The first saved item that finds it unclaimed is the original. */
async function belongsToAnotherItem(
  { id, claim, mark: claimedItemHash }: Conference,
  { appointment, properties, itemHash }: Loading,
): Promise<boolean> {
  if (itemHash === null || properties.itemHash === itemHash || claim === "none") return false;
  if (itemHash !== "") return claimedItemHash !== null && claimedItemHash !== itemHash;
  const session = await appointment.readSession();
  if (session?.conferenceId === id) return false;
  if (claimedItemHash !== null) return true;
  // It was written in a form that was never saved. Each form has its own session data: this form has none, so it is a copy.
  const isWritten = properties.conferenceId !== undefined || claim === "written";
  return session === null && isWritten;
}

/** A copy of another appointment: the user decides whether it gets a conference of its own. */
async function loadCopy(loading: Loading): Promise<LoadDecision> {
  const { appointment, relay, properties, itemHash } = loading;
  const { idempotencyKey } = properties;
  const own = idempotencyKey === undefined ? null : await nullIfGone(relay.find(idempotencyKey));
  // A separate conference was scheduled already, but the pane was closed before it was written.
  if (own && own.id !== properties.conferenceId)
    return { status: "unwritten", conference: own, finish: "write" };
  const { conference, reason } = await findByProperties(loading);
  if (conference) {
    const isOwn =
      (itemHash !== null && conference.mark === itemHash) ||
      (itemHash === "" && (await appointment.readSession())?.conferenceId === conference.id);
    return isOwn ? loadScheduled(conference, loading) : askAboutCopy(conference);
  }
  if (reason === "keySpent") return { status: "keySpent", otherwise: { status: "none" } };
  return { status: reason === "leftOver" ? "leftOver" : "none" };
}

/** An appointment without properties of this add-in, or with unavailable ones. */
async function loadWithoutProperties(loading: Loading): Promise<LoadDecision> {
  const { appointment, relay, properties } = loading;
  // Classic Outlook shows a page only the properties that this page has saved, until the item is saved.
  const { conferenceId = null } = (await appointment.readSession()) ?? {};
  const written = conferenceId === null ? null : await nullIfGone(relay.get(conferenceId));
  if (written) return loadScheduled(written, loading);
  const { own, possible } = await findLostConference(loading);
  if (own) return loadScheduled(own, loading);
  const quoted = properties.quotedConferenceIds?.split(" ") ?? [];
  const [conference, ...others] = possible.filter(({ id }) => !quoted.includes(id));
  if (!conference) return { status: "none" };
  const isReplaceable = others.length === 0 && (await canReplace(appointment, conference.id));
  const previousConferenceId = isReplaceable ? conference.id : null;
  return { status: "copied", conference, others, isByText: true, previousConferenceId };
}

async function loadOccurrence(loading: Loading): Promise<LoadDecision> {
  const { conferenceId } = loading.properties;
  const known = conferenceId === undefined ? null : await nullIfGone(loading.relay.get(conferenceId));
  if (known) return { status: "occurrence", conference: known };
  const { own, possible } = await findLostConference(loading);
  const [only = null, ...others] = possible;
  return { status: "occurrence", conference: own ?? (others.length > 0 ? null : only) };
}

/** The appointment's own conference: is anything unfinished? */
async function loadScheduled(conference: Conference, loading: Loading): Promise<LoadDecision> {
  const { appointment, organizerName } = loading;
  if (await isUpdateUnsent(conference, loading)) return { status: "updateUnsent", conference };
  const inspection = await inspectConference({ appointment, conference, organizerName });
  if (inspection.state === "outdated") return { status: "unwritten", conference, finish: "refresh" };
  if (inspection.state === "missing") {
    const successor = await findSuccessor(conference, loading);
    if (successor) return loadScheduled(successor, loading);
    if (conference.claim !== "written") return { status: "unwritten", conference, finish: "write" };
  }
  return { status: "scheduled", conference, inspection };
}

/** The conference that replaced this one in the text, if its ID could not be saved. */
async function findSuccessor(
  { id }: Conference,
  { appointment, relay, itemHash }: Loading,
): Promise<Conference | null> {
  const other = itemHash ? await nullIfGone(relay.findByItemHash(itemHash)) : null;
  return other && other.id !== id && (await holdsInvitation(appointment, other.id)) ? other : null;
}

type FoundByProperties =
  | { conference: Conference; reason: null }
  | { conference: null; reason: "neverSent" | "keySpent" | "leftOver" };

async function findByProperties(loading: Loading): Promise<FoundByProperties> {
  const { appointment, properties } = loading;
  try {
    return { conference: await findByIdOrKey(loading), reason: null };
  } catch (failure) {
    if (!isGone(failure)) throw failure;
    const { conferenceId } = properties;
    // A key that the relay does not know can be used for the next try; one whose conference is gone can't.
    if (conferenceId === undefined)
      return { conference: null, reason: failure.code === "NOT_FOUND" ? "neverSent" : "keySpent" };
    if (await holdsInvitation(appointment, conferenceId)) throw failure;
    return { conference: null, reason: "leftOver" };
  }
}

/** By its ID; if the relay does not know that, by the idempotency key. */
async function findByIdOrKey({ relay, properties }: Loading): Promise<Conference> {
  const { idempotencyKey, conferenceId } = properties;
  if (conferenceId !== undefined) {
    try {
      return await relay.get(conferenceId);
    } catch (failure) {
      if (idempotencyKey === undefined || !isGone(failure)) throw failure;
    }
  }
  if (idempotencyKey === undefined) throw new RelayError("NOT_FOUND");
  return relay.find(idempotencyKey);
}

async function isUpdateUnsent(conference: Conference, loading: Loading): Promise<boolean> {
  const { appointment, properties, terms, refusedConferenceId } = loading;
  const { requestHash } = properties;
  const { id, scheduled, version } = conference;
  if (requestHash === undefined || id === refusedConferenceId) return false;
  // A newer version either has the update already, or was made by somebody else.
  if (String(version) !== (properties.version ?? "1")) return false;
  if (requestHash === (await requestHashOf(scheduled))) return false;
  const wanted = toUpdateRequest(await appointment.read(), scheduled.options, { ...terms, scheduled });
  return requestHash === (await requestHashOf(wanted));
}
