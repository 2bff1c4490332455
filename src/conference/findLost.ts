import type { Conference } from "../contract/conference";
import { leadsTo } from "../invitation/document/addresses";
import { candidateIds, extractCandidates } from "../invitation/candidates";
import type { Appointment } from "../outlook/appointment/appointment";
import { RelayError, type RelayErrorCode } from "../relay/ask";
import type { RelayClient } from "../relay/client";

interface FindLostOptions {
  appointment: Appointment;
  relay: RelayClient;
  /** What stands for the item; null or "": not known. */
  itemHash: string | null;
  /** Whether the item's properties cannot be had, so that the ledger speaks for it. */
  isLost: boolean;
}

interface FoundConferences {
  /** The item's own; null: nothing says so for certain. */
  own: Conference | null;
  /** Conferences of the caller's that the text names, or that the item held once: the user knows whether they are meant. */
  maybe: Conference[];
}

/** As many conferences the relay is asked for, three at once: a text with more of them is no invitation to one. */
const maxAsked = 6;

/**
 * Looks for the conference of an appointment that remembers none. A text proves nothing: it may be copied or quoted. By the
 * item's hash the ledger answers where the properties are lost. Throws OutlookError; RelayError where an invitation
 * stands in the text and the relay cannot be asked.
 */
export async function findLostConference(options: FindLostOptions): Promise<FoundConferences> {
  const { appointment, relay, itemHash, isLost } = options;
  const isOccurrence = appointment.isOccurrence();
  const { content, format } = await appointment.readBody();
  const traces = extractCandidates(content, format);
  const asked = candidateIds(traces).filter(isAskable).slice(0, maxAsked);
  const itemHashes = [itemHash, isOccurrence ? await appointment.readSeriesItemHash() : null];
  const maybe: Conference[] = [];
  for (const one of itemHashes) {
    const found = one ? await orNull(relay.findByItemHash(one), asked.length === 0) : null;
    if (found && (isLost || isOccurrence)) return { own: found, maybe: [] };
    if (found) maybe.push(found);
  }
  for (let at = 0; at < asked.length; at += 3) {
    const some = asked.slice(at, at + 3).map((id) => orNull(relay.get(id), false));
    const known = (await Promise.all(some)).flatMap((conference) => conference ?? []);
    // A number in an address may be another conference's.
    maybe.push(
      ...known.filter(
        ({ id, joinUrl }) => traces.ids.includes(id) || traces.links.some((link) => leadsTo(link, joinUrl)),
      ),
    );
  }
  return { own: null, maybe: maybe.filter(({ id }, at) => maybe.findIndex((one) => one.id === id) === at) };
}

/** Another system's ID may have spaces, signs and any length. */
function isAskable(id: string): boolean {
  return /^[\p{L}\p{N}_-]{1,64}$/u.test(id);
}

/** By which the relay says that a conference is gone, or a stranger's, or that it will not tell. */
const refusals: ReadonlySet<RelayErrorCode> = new Set<RelayErrorCode>([
  "NOT_FOUND",
  "CONFERENCE_UNKNOWN",
  "NOT_A_DELEGATE",
  "BAD_REQUEST",
]);

/** null where there is none. `isGuess`: nor where the relay cannot be asked, since most appointments have none. */
async function orNull(asked: Promise<Conference>, isGuess: boolean): Promise<Conference | null> {
  try {
    return await asked;
  } catch (failure) {
    if (!(failure instanceof RelayError)) throw failure;
    if (isGuess || refusals.has(failure.code)) return null;
    throw failure;
  }
}
