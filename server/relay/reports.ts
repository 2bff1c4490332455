import type { FinishedConferences, Report, UpcomingConferences } from "../../src/contract/services";
import { SiteError } from "../rtc/errors";
import type { PlaybackURLDetails } from "../rtc/postConference";
import type { FinishedConferenceDetails } from "../rtc/reporting";
import type { Period } from "../rtc/periods";
import type { Caller } from "./callers";
import { RelayError } from "./failures";
import type { ServedSite } from "./sites";

/** What the caller hosts or is invited to: the site itself decides, by the caller's user ID. */
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
    id: details.conferenceID,
    title: details.conferenceTitle ?? "",
    hostName: details.hostName ?? "",
    start: details.scheduledStartTime?.toISOString() ?? null,
    end: details.scheduledEndTime?.toISOString() ?? null,
    state: toState(details.conferenceStatus),
    joinUrl: details.conferenceURL === null ? null : handOut(details.conferenceURL),
    isOwned: owned.has(details.conferenceID),
  }));
  return { conferences, ...gapsOf(listed.length - found.length, leftOut) };
}

/** What has ended and the caller owns or attended; nothing of any other conference shows. */
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
  const owned = await served.ledger.ownedAmong(caller.id, idsOf(found));
  const conferences = found.flatMap((details) => {
    const isOwned = owned.has(details.conferenceID);
    return isOwned || attended(details, caller) ? [toFinished(details, isOwned, served)] : [];
  });
  return { conferences, ...gapsOf(listed.length - found.length, leftOut) };
}

/** One finished conference, for its owner with attendance. Throws RelayError NOT_FOUND for whoever has no part in it. */
export async function findReport(served: ServedSite, caller: Caller, conferenceId: string): Promise<Report> {
  const isOwned = (await served.ledger.ownedAmong(caller.id, [conferenceId])).has(conferenceId);
  let details: FinishedConferenceDetails;
  try {
    details = await served.site.reportFinishedConferenceDetails(conferenceId, {
      includeAttendees: true,
      includePlaybackURLDetails: served.services.recordings,
    });
  } catch (failure) {
    if (!(failure instanceof SiteError)) throw failure;
    if (isOwned && failure.code === "ERROR_RETRIEVING_CONFERENCE_DETAILS")
      throw new RelayError("NOT_FINISHED", {}, { cause: failure });
    const isTheirs =
      failure.code === "INVALID_MEETING_ID" || failure.code === "ERROR_RETRIEVING_CONFERENCE_DETAILS";
    // Somebody else's conference and one that does not exist look alike.
    throw !isOwned && isTheirs ? new RelayError("NOT_FOUND", {}, { cause: failure }) : failure;
  }
  if (!isOwned && !attended(details, caller)) throw new RelayError("NOT_FOUND");
  if (served.services.recordings && details.playbackURLDetails === null)
    details = { ...details, playbackURLDetails: await findRecording(served, conferenceId) };
  const named = (details.attendees ?? []).filter(
    ({ name, emailAddress, isDamaged }) => isDamaged !== true || name !== null || emailAddress !== null,
  );
  const unreadableAttendees = (details.attendees ?? []).length - named.length;
  const attendees = named.map((attendee) => ({
    name: attendee.name ?? "",
    address: attendee.emailAddress,
    entered: attendee.timeEntered?.toISOString() ?? null,
    exited: attendee.timeExited?.toISOString() ?? null,
    isGuest: attendee.guest ?? false,
  }));
  return {
    ...toFinished(details, isOwned, served),
    attendees: isOwned ? attendees : null,
    ...(isOwned && unreadableAttendees > 0 && { unreadableAttendees }),
  };
}

/** The recording by the service of its own, for a deployment whose report leaves it out; a report without one is one too. */
async function findRecording({ site }: ServedSite, conferenceId: string): Promise<PlaybackURLDetails | null> {
  try {
    return await site.getPlaybackURL(conferenceId);
  } catch (failure) {
    if (failure instanceof SiteError) return null;
    throw failure;
  }
}

/** Whether it is known which conference it is. */
function isNamed({ conferenceID }: { conferenceID: string }): boolean {
  return conferenceID !== "";
}

/** What a list lacks, in the contract's words. */
function gapsOf(unreadable: number, leftOut: readonly Period[]): Omit<UpcomingConferences, "conferences"> {
  const periods = leftOut.map(({ from, to }) => ({
    from: from?.toISOString() ?? null,
    to: to?.toISOString() ?? null,
  }));
  return { ...(unreadable > 0 && { unreadable }), ...(periods.length > 0 && { leftOut: periods }) };
}

function idsOf(found: readonly { conferenceID: string }[]): string[] {
  return found.map(({ conferenceID }) => conferenceID);
}

function attended({ attendees }: FinishedConferenceDetails, { userId }: Caller): boolean {
  return (attendees ?? []).some((attendee) => attendee.userID?.toLowerCase() === userId.toLowerCase());
}

function toFinished(
  details: FinishedConferenceDetails,
  isOwned: boolean,
  { handOut }: ServedSite,
): FinishedConferences["conferences"][number] {
  const playback = details.playbackURLDetails;
  // What is not published is for the owner only.
  const isForCaller = playback !== null && playback.recordedFlag && (isOwned || playback.publishedFlag);
  const recording = isForCaller ? playback.playbackURL : null;
  return {
    id: details.conferenceID,
    title: details.title ?? "",
    hostName: details.hostName ?? "",
    start: details.startTime?.toISOString() ?? null,
    end: details.endTime?.toISOString() ?? null,
    minutes: details.duration,
    attendeeCount: details.numAttendees,
    ending: endings[details.statusDetails?.toUpperCase() ?? ""] ?? "unknown",
    isOwned,
    recordingUrl: recording === null ? null : handOut(recording),
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
