import { createHash } from "node:crypto";
import type { LedgerEntry, Organizer } from "../ledger/entry";
import type { UpcomingConferenceDetails } from "../rtc/preConference";
import { markerName } from "./translate";

/** What a list of conferences says about an intent whose answer was lost. */
export type Match =
  /** `others` bear the marker too: the site carried out more than one of our calls. */
  | { is: "one"; conferenceId: string; others: string[]; isMarked: boolean }
  | { is: "none" }
  /** It may be one of these, or none of them. */
  | { is: "unclear"; candidates: UpcomingConferenceDetails[] };

/** What marks a conference as the one of this entry; tells nothing to anybody else. */
export function markerOf({ owner, key }: Pick<LedgerEntry, "owner" | "key">): string {
  return createHash("sha256")
    .update(JSON.stringify([owner, key]))
    .digest("base64url")
    .slice(0, 32);
}

/**
 * Finds the conference of an intent in the host's list: by the marker, where the deployment echoes it; else the only one
 * with this host, title, start and end that is newer than the intent. `known` are those that stand in an entry already.
 */
export function findMatch(
  entry: LedgerEntry,
  organizer: Organizer,
  listed: readonly UpcomingConferenceDetails[],
  known: ReadonlySet<string>,
): Match {
  // A deployment may name the same one twice.
  const all = [...new Map(listed.map((conference) => [conference.conferenceID, conference])).values()].filter(
    ({ conferenceID }) => conferenceID !== "",
  );
  const [first, ...others] = all.filter((conference) => isMarked(conference, entry));
  if (first) {
    const ids = others.map(({ conferenceID }) => conferenceID);
    return { is: "one", conferenceId: first.conferenceID, others: ids, isMarked: true };
  }
  // Where markers are echoed, what has none was not made by us.
  if (all.some((conference) => markerIn(conference) !== null)) return { is: "none" };
  const { start, end, title } = entry.request.appointment;
  const candidates = all.filter(
    (conference) =>
      !known.has(conference.conferenceID) &&
      conference.scheduledStartTime?.getTime() === Date.parse(start) &&
      conference.scheduledEndTime?.getTime() === Date.parse(end) &&
      (conference.hostName === null || fold(conference.hostName) === fold(organizer.name)) &&
      isTitle(conference.conferenceTitle ?? "", title),
  );
  const [only] = candidates;
  if (!only) return { is: "none" };
  const isCertain =
    candidates.length === 1 &&
    fold(only.conferenceTitle ?? "") === fold(title) &&
    isNewer(only.conferenceID, entry.newestBefore);
  return isCertain
    ? { is: "one", conferenceId: only.conferenceID, others: [], isMarked: false }
    : { is: "unclear", candidates };
}

/** Whether a conference was certainly made for this entry. */
export function isMarked(conference: UpcomingConferenceDetails, entry: LedgerEntry): boolean {
  return markerIn(conference) === markerOf(entry);
}

function markerIn({ attributes }: UpcomingConferenceDetails): string | null {
  return attributes.find(({ name }) => name.toUpperCase() === markerName)?.value ?? null;
}

/** Spaces, case and compatible characters make no difference. */
function fold(text: string): string {
  return text.normalize("NFKC").replace(/\s+/g, " ").trim().toLowerCase();
}

/** Whether a title can be ours as the site keeps it: the same, cut short, or with characters lost on the way. */
function isTitle(listed: string, ours: string): boolean {
  const theirs = Array.from(fold(listed));
  const own = Array.from(fold(ours));
  const isCut = theirs.length < own.length;
  if (theirs.length === 0 || theirs.length > own.length || (isCut && theirs.length < shortestCut))
    return false;
  return theirs.every((character, index) => character === own[index] || lostCharacters.has(character));
}

const shortestCut = 10;
const lostCharacters = new Set(["?", "\u00bf", "\ufffd"]);

/** The list does not tell when a conference was made, but the site numbers them in turn. */
function isNewer(conferenceId: string, than: string | null): boolean {
  const isKnown = than !== null && /^\d{1,18}$/.test(than) && /^\d{1,18}$/.test(conferenceId);
  return isKnown && BigInt(conferenceId) > BigInt(than);
}
