/** Finds the conference of an appointment whose properties name none. */
import type { Conference } from "../../relay/dates";
import { candidateIds, extractCandidates } from "../../invitation/candidates";
import { leadsTo } from "../../invitation/document/addresses";
import type { Appointment } from "../../outlook/appointment/appointment";
import { RelayError, type RelayErrorCode } from "../../relay/ask";
import type { RelayClient } from "../../relay/client";

interface FindLostOptions {
  appointment: Appointment;
  relay: RelayClient;
  /** null or "": not known. */
  itemHash: string | null;
  /** Whether the item's properties are unavailable, so that the ledger's word counts. */
  isLost: boolean;
}

interface FoundConferences {
  /** The item's own; null: none is certain. */
  own: Conference | null;
  /** The caller's conferences that the text names, or that this item had once: the user decides. */
  possible: Conference[];
}

/** A text with more IDs than this is no invitation to one conference. */
const maxAsked = 6;
const maxAtOnce = 3;

/**
 * A text proves nothing: it may be copied or quoted. The ledger knows conferences by the item's hash. Throws OutlookError;
 * RelayError if the text has an invitation and the relay can't be asked.
 */
export async function findLostConference(options: FindLostOptions): Promise<FoundConferences> {
  const { appointment, relay, itemHash, isLost } = options;
  const isOccurrence = appointment.isOccurrence();
  const { content, format } = await appointment.readBody();
  const candidates = extractCandidates(content, format);
  const ids = candidateIds(candidates).filter(isAskable).slice(0, maxAsked);
  const possible = new Map<string, Conference>();
  for (const hash of [itemHash, isOccurrence ? await appointment.readSeriesItemHash() : null]) {
    if (!hash) continue;
    const isGuess = ids.length === 0;
    const found = await nullIfRefused(relay.findByItemHash(hash), isGuess);
    if (found && (isLost || isOccurrence)) return { own: found, possible: [] };
    if (found) possible.set(found.id, found);
  }
  for (let start = 0; start < ids.length; start += maxAtOnce) {
    const asked = ids.slice(start, start + maxAtOnce).map((id) => nullIfRefused(relay.get(id), false));
    for (const found of await Promise.all(asked)) {
      // A number in an address may be another conference's ID.
      const isNamed =
        found &&
        (candidates.ids.includes(found.id) || candidates.links.some((link) => leadsTo(link, found.joinUrl)));
      if (isNamed && !possible.has(found.id)) possible.set(found.id, found);
    }
  }
  return { own: null, possible: [...possible.values()] };
}

/** Another system's ID may have spaces, signs and any length. */
function isAskable(id: string): boolean {
  return /^[\p{L}\p{N}_-]{1,64}$/u.test(id);
}

/** The relay says that a conference is gone, or another caller's, or does not answer such a question. */
const refusals: ReadonlySet<RelayErrorCode> = new Set<RelayErrorCode>([
  "NOT_FOUND",
  "CONFERENCE_UNKNOWN",
  "NOT_A_DELEGATE",
  "BAD_REQUEST",
]);

/** `isGuess`: null also if the relay can't be asked, since most appointments have no conference. */
async function nullIfRefused(asked: Promise<Conference>, isGuess: boolean): Promise<Conference | null> {
  try {
    return await asked;
  } catch (failure) {
    if (!(failure instanceof RelayError)) throw failure;
    if (isGuess || refusals.has(failure.code)) return null;
    throw failure;
  }
}
