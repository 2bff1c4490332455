import type { FinishedConferences, Report, UpcomingConferences } from "../../src/contract/services";
import { runWithDeadline } from "../rtc/calls/deadline";
import { hasCode } from "../codedError";
import { orNull, SiteError } from "../rtc/errors";
import type { PlaybackURLDetails } from "../rtc/services/postConference";
import type { FinishedConferenceDetails } from "../rtc/services/reporting";
import type { Period } from "../rtc/services/periods";
import type { Caller } from "../conferences/caller";
import { RelayError } from "../conferences/relayError";
import type { ServedSite } from "./servedSite";

/** The conferences that the caller hosts or is invited to: the site itself decides, by the caller's user ID. */
export async function listUpcoming(
  { site, ledger, handOut }: ServedSite,
  caller: Caller,
  { from, to }: { from: Date | null; to: Date | null },
): Promise<UpcomingConferences> {
  const leftOut: Period[] = [];
  const listed = await site.listUpcomingConferences(
    { userID: caller.userId, fromStartDate: from, toStartDate: to },
    (period) => leftOut.push(period),
  );
  const found = listed.filter(isNamed);
  const owned = await ledger.ownedAmong(caller.id, idsOf(found));
  const conferences = found.map((details) => ({
    id: details.conferenceId,
    title: details.conferenceTitle ?? "",
    hostName: details.hostName ?? "",
    start: details.scheduledStartTime?.toISOString() ?? null,
    end: details.scheduledEndTime?.toISOString() ?? null,
    state: toState(details.conferenceStatus),
    joinUrl: details.conferenceURL === null ? null : handOut(details.conferenceURL),
    isOwned: owned.has(details.conferenceId),
  }));
  return { conferences, ...gapsOf(listed.length - found.length, leftOut) };
}

/** Finished conferences that the caller owns or attended; no other conference shows. */
export async function listFinished(
  served: ServedSite,
  caller: Caller,
  bounds: { from: Date; to: Date },
): Promise<FinishedConferences> {
  const leftOut: Period[] = [];
  const listed = await served.site.reportFinishedConferencesByDate(
    bounds,
    { includeAttendees: true, includePlaybackURLDetails: served.services.recordings },
    (period) => leftOut.push(period),
  );
  const found = listed.filter(isNamed);
  for (const { attendees } of found) learn(served, attendees);
  const owned = await served.ledger.ownedAmong(caller.id, idsOf(found));
  const conferences = found.flatMap((details) => {
    const isOwned = owned.has(details.conferenceId);
    return isOwned || attended(served, details.attendees, caller)
      ? [toFinished(details, isOwned, served)]
      : [];
  });
  return { conferences, ...gapsOf(listed.length - found.length, leftOut) };
}

/**
 * One finished conference, for its owner with attendance. What the site fails to give is named in `missing`. Throws RelayError
 * NOT_FINISHED, and NOT_FOUND for whoever has no part in it.
 */
export async function findReport(served: ServedSite, caller: Caller, conferenceId: string): Promise<Report> {
  const isOwned = (await served.ledger.ownedAmong(caller.id, [conferenceId])).has(conferenceId);
  const details = await findDetails(served, caller, conferenceId, isOwned);
  const missing: NonNullable<Report["missing"]> = [];
  const attendees = details.attendees ?? (await findPart(() => served.site.reportAttendeeList(conferenceId)));
  if (attendees === null && isOwned) missing.push("attendees");
  learn(served, attendees);
  if (!isOwned && !attended(served, attendees, caller)) throw new RelayError("NOT_FOUND");
  let { playbackURLDetails } = details;
  if (served.services.recordings && playbackURLDetails === null) {
    const found = await findPart(() => findRecording(served, conferenceId));
    if (found === null) missing.push("recording");
    else playbackURLDetails = found.recording;
  }
  const named = (attendees ?? []).filter(
    ({ isDamaged, ...rest }) =>
      isDamaged !== true || [rest.name, rest.emailAddress, rest.userID].some(isGiven),
  );
  const unreadableAttendees = (attendees ?? []).length - named.length;
  return {
    ...toFinished({ ...details, playbackURLDetails }, isOwned, served),
    attendees: isOwned ? named.map(toAttendee) : null,
    ...(isOwned && unreadableAttendees > 0 && { unreadableAttendees }),
    ...(missing.length > 0 && { missing }),
  };
}

async function findDetails(
  served: ServedSite,
  caller: Caller,
  conferenceId: string,
  isOwned: boolean,
): Promise<FinishedConferenceDetails> {
  try {
    return await served.site.reportFinishedConferenceDetails(conferenceId, {
      includeAttendees: true,
      includePlaybackURLDetails: served.services.recordings,
    });
  } catch (failure) {
    if (!(failure instanceof SiteError)) throw failure;
    const hasNone = failure.code === "ERROR_RETRIEVING_CONFERENCE_DETAILS";
    // The code is the same for one that is not over and for a report that failed.
    if (isOwned && hasNone && (await isUpcoming(served, caller, conferenceId)))
      throw new RelayError("NOT_FINISHED", {}, { cause: failure });
    // Somebody else's conference and one that does not exist look alike.
    const isTheirs = hasNone || failure.code === "INVALID_MEETING_ID";
    throw !isOwned && isTheirs ? new RelayError("NOT_FOUND", {}, { cause: failure }) : failure;
  }
}

/** Whether the site lists it among those that are not over. */
async function isUpcoming({ site }: ServedSite, { userId }: Caller, conferenceId: string): Promise<boolean> {
  const filter = { userID: userId, fromStartDate: null, toStartDate: null };
  const listed = await findPart(() => site.listUpcomingConferences(filter));
  return (listed ?? []).some((conference) => conference.conferenceId === conferenceId);
}

/** The recording by the service of its own, for a deployment whose report leaves it out. */
async function findRecording(
  { site }: ServedSite,
  conferenceId: string,
): Promise<{ recording: PlaybackURLDetails | null }> {
  try {
    return { recording: await site.getPlaybackURL(conferenceId) };
  } catch (failure) {
    // Then the site has no recordings at all.
    if (hasCode(failure, "POLICY_REFUSED")) return { recording: null };
    throw failure;
  }
}

/** A part of a report gets a third of what a caller waits, and its failure does not lose the rest. */
const longestPartMs = 5_000;

function findPart<Result>(ask: () => Promise<Result>): Promise<Result | null> {
  return orNull(runWithDeadline(longestPartMs, ask));
}

/** Whether it is known which conference it is. */
function isNamed({ conferenceId }: { conferenceId: string }): boolean {
  return conferenceId !== "";
}

/** The gaps of a list, in the contract's words. */
function gapsOf(unreadable: number, leftOut: readonly Period[]): Omit<UpcomingConferences, "conferences"> {
  const periods = leftOut.map(({ from, to }) => ({
    from: from?.toISOString() ?? null,
    to: to?.toISOString() ?? null,
  }));
  return { ...(unreadable > 0 && { unreadable }), ...(periods.length > 0 && { leftOut: periods }) };
}

function idsOf(found: readonly { conferenceId: string }[]): string[] {
  return found.map(({ conferenceId }) => conferenceId);
}

/** Remembers which user has which address. A guest's address is what the guest typed. */
function learn({ people }: ServedSite, attendees: FinishedConferenceDetails["attendees"]): void {
  for (const { userID, emailAddress, guest, isDamaged } of attendees ?? [])
    if (guest !== true && !isDamaged && isGiven(userID) && isGiven(emailAddress))
      people.learn({ address: emailAddress, userId: userID });
}

/** By the user ID; by the address where the site gives no user ID, unless that is known as another user's. */
function attended(
  { people }: ServedSite,
  attendees: FinishedConferenceDetails["attendees"],
  { userId, address }: Caller,
): boolean {
  return (attendees ?? []).some(({ userID, emailAddress }) => {
    if (isGiven(userID)) return isSame(userID, userId);
    return (
      isGiven(emailAddress) &&
      isSame(emailAddress, address) &&
      isSame(people.userIdOf(emailAddress) ?? userId, userId)
    );
  });
}

function isGiven(text: string | null | undefined): text is string {
  return typeof text === "string" && text.trim() !== "";
}

function isSame(one: string, other: string | null): boolean {
  return one.trim().toLowerCase() === other?.trim().toLowerCase();
}

type Attendee = NonNullable<FinishedConferenceDetails["attendees"]>[number];

function toAttendee({
  name,
  emailAddress,
  userID,
  ...rest
}: Attendee): NonNullable<Report["attendees"]>[number] {
  const address = isGiven(emailAddress) ? emailAddress.trim() : null;
  return {
    // Somebody of whom there is nothing but a user ID is shown by it.
    name: isGiven(name) ? name.trim() : address === null ? (userID?.trim() ?? "") : "",
    address,
    entered: rest.timeEntered?.toISOString() ?? null,
    exited: rest.timeExited?.toISOString() ?? null,
    isGuest: rest.guest ?? false,
  };
}

function toFinished(
  details: FinishedConferenceDetails,
  isOwned: boolean,
  { handOut }: ServedSite,
): FinishedConferences["conferences"][number] {
  const playback = details.playbackURLDetails;
  // An unpublished recording is for the owner only.
  const isForCaller = playback !== null && playback.recordedFlag && (isOwned || playback.publishedFlag);
  const recording = isForCaller ? playback.playbackURL : null;
  return {
    id: details.conferenceId,
    title: details.title ?? "",
    hostName: details.hostName ?? "",
    start: details.startTime?.toISOString() ?? null,
    end: details.endTime?.toISOString() ?? null,
    minutes: details.duration,
    attendeeCount: details.numAttendees,
    ending: endings[details.statusDetails?.toUpperCase() ?? ""] ?? "unknown",
    isOwned,
    recordingUrl: recording === null ? null : handOut(recording),
    rating: isGiven(details.rating) ? details.rating.trim() : null,
    comments: isGiven(details.comments) ? details.comments.trim() : null,
  };
}

const endings: Record<string, Report["ending"]> = {
  GRACEFUL: "graceful",
  ABANDONED: "abandoned",
  ABORTED: "aborted",
  FAILED: "failed",
  FORCED: "forced",
};

function toState(status: string | null): UpcomingConferences["conferences"][number]["state"] {
  const words = (status ?? "").replace(/[^a-z]/gi, "").toLowerCase();
  if (words === "notstarted" || words === "scheduled" || words === "wfh") return "notStarted";
  return words === "inprogress" || words === "ip" || words === "started" ? "inProgress" : "unknown";
}
