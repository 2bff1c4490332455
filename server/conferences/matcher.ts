import { createHash } from "node:crypto";
import type { LedgerEntry, Organizer } from "../ledger/entry";
import type { UpcomingConferenceDetails } from "../rtc/services/preConference";
import { lost } from "../rtc/soap/repair";
import { markerName } from "./rtcMapper";

/** The result of looking for the conference of an intent whose answer was lost. */
export type Match =
  /** `others` bear the marker too: the site carried out more than one of our calls. */
  | { is: "one"; conferenceId: string; others: string[]; isMarked: boolean }
  | { is: "none" }
  /** It may be one of these, or none of them; it may also be one that the list names so that it cannot be read. */
  | { is: "unclear"; candidates: UpcomingConferenceDetails[] };

/** The marker of this entry's conference; it tells others nothing. */
export function markerOf({ owner, key }: Pick<LedgerEntry, "owner" | "key">): string {
  return createHash("sha256")
    .update(JSON.stringify([owner, key]))
    .digest("base64url")
    .slice(0, 32);
}

interface Listed {
  entry: LedgerEntry;
  listed: readonly UpcomingConferenceDetails[];
  /** Those that stand in an entry already. */
  known: ReadonlySet<string>;
}

/**
 * Finds the conference of an intent in the host's list: by the marker, where the deployment echoes it; else the only one
 * with this host, title, start and end that was not there before the intent was sent.
 */
export function findMatch({ echoes, ...looked }: Listed & { echoes: boolean }): Match {
  const { entry, listed } = looked;
  const [first, ...others] = unique(listed).filter((conference) => isMarked(conference, entry));
  if (first) {
    const ids = others.map(({ conferenceId }) => conferenceId);
    return { is: "one", conferenceId: first.conferenceId, others: ids, isMarked: true };
  }
  // Where markers are echoed, what has none was not made by us, unless its marker is what cannot be read.
  const isEchoed = echoes || listed.some(isMarkedAtAll);
  const mayBeOurs = (conference: UpcomingConferenceDetails) =>
    !isMarkedReadably(conference) && (conference.isDamaged === true || !isEchoed);
  const before = new Set(entry.before);
  const candidates = findCandidates(looked).filter(
    (conference) => mayBeOurs(conference) && !before.has(conference.conferenceId),
  );
  const isHidden = listed.some(
    (conference) =>
      conference.conferenceId === "" &&
      (isMarked(conference, entry) || (mayBeOurs(conference) && isAlike(conference, entry))),
  );
  const [only] = candidates;
  if (!only) return isHidden ? { is: "unclear", candidates: [] } : { is: "none" };
  const isCertain =
    !isHidden &&
    only.isDamaged !== true &&
    candidates.length === 1 &&
    entry.before !== null &&
    fold(only.conferenceTitle ?? "") === fold(entry.request.appointment.title) &&
    (only.hostName === null || hostLikeness(only.hostName, entry.organizer) === "same");
  return isCertain
    ? { is: "one", conferenceId: only.conferenceId, others: [], isMarked: false }
    : { is: "unclear", candidates };
}

/** Those that nobody has yet, with this host, title, start and end as far as a site may keep them. */
export function findCandidates({ entry, listed, known }: Listed): UpcomingConferenceDetails[] {
  return unique(listed).filter(
    (conference) => !known.has(conference.conferenceId) && isAlike(conference, entry),
  );
}

/** Whether nothing that can be read of a conference says that it is another one than the entry's. */
function isAlike(conference: UpcomingConferenceDetails, { request, organizer }: LedgerEntry): boolean {
  const { start, end, title } = request.appointment;
  const { scheduledStartTime, scheduledEndTime, hostName, conferenceTitle, isDamaged = false } = conference;
  const isAt = (listed: Date | null, ours: string) =>
    listed === null ? isDamaged : listed.getTime() === Date.parse(ours);
  return (
    isAt(scheduledStartTime, start) &&
    isAt(scheduledEndTime, end) &&
    (hostName === null || hasLost(hostName) || hostLikeness(hostName, organizer) !== "other") &&
    ((conferenceTitle === null && isDamaged) || isTitle(conferenceTitle ?? "", title))
  );
}

/** A deployment may name the same one twice, or one without an ID. */
function unique(listed: readonly UpcomingConferenceDetails[]): UpcomingConferenceDetails[] {
  const all = new Map(listed.map((conference) => [conference.conferenceId, conference]));
  return [...all.values()].filter(({ conferenceId }) => conferenceId !== "");
}

/** "Adams, Alice" and "Alice Adams" are the same, "Alice" may be, a user name or address of hers is. */
function hostLikeness(listed: string, { name, userId, address }: Organizer): "same" | "similar" | "other" {
  const theirs = wordsOf(listed);
  const own = wordsOf(name);
  const isName = [userId, address ?? userId].some((other) => fold(other) === fold(listed));
  const common = [...theirs].filter((word) => own.has(word)).length;
  if (isName || (common === theirs.size && common === own.size)) return "same";
  return common > 0 ? "similar" : "other";
}

function wordsOf(name: string): Set<string> {
  return new Set(fold(name).match(/[^\s,;]+/g));
}

/** Whether a conference was certainly made for this entry. */
export function isMarked(conference: UpcomingConferenceDetails, entry: LedgerEntry): boolean {
  return markerIn(conference) === markerOf(entry);
}

/** Whether it bears a marker of ours, whoever's it is. */
export function isMarkedAtAll(conference: UpcomingConferenceDetails): boolean {
  return markerIn(conference) !== null;
}

function isMarkedReadably(conference: UpcomingConferenceDetails): boolean {
  const marker = markerIn(conference);
  return marker !== null && !hasLost(marker);
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
const lostCharacters = new Set(["?", "\u00bf", lost]);

function hasLost(text: string): boolean {
  return text.includes(lost);
}
