import { inBatches } from "./batches";
import type { Bean } from "./decode";
import { CallError, SiteError } from "./errors";
import { readPlayback, type PlaybackURLDetails } from "./postConference";
import type { Invoke } from "./session";
import { isPartial, readPartial, readStatus } from "./status";

/** Table 3-54. */
interface Attendee {
  name: string | null;
  emailAddress: string | null;
  timeEntered: Date | null;
  timeExited: Date | null;
  userID: string | null;
  guest: boolean | null;
}

/** Table 3-59. `attendees` and `playbackURLDetails` are null where they were not asked for, or the deployment failed to get them. */
export interface FinishedConferenceDetails {
  conferenceID: string;
  title: string | null;
  hostName: string | null;
  startTime: Date | null;
  endTime: Date | null;
  /** Minutes. */
  duration: number | null;
  numAttendees: number | null;
  rating: string | null;
  comments: string | null;
  /** WFH, IP, ABANDONED, GRACEFUL, ABORTED, FAILED or FORCED; whatever else a deployment says. */
  statusDetails: string | null;
  attendees: Attendee[] | null;
  playbackURLDetails: PlaybackURLDetails | null;
}

interface ReportOptions {
  includeAttendees?: boolean;
  includePlaybackURLDetails?: boolean;
}

/** The Reporting Services (guide, Tables 3-50 to 3-66). Throws the errors of `errors.ts`. */
export interface Reporting {
  reportAttendeeList(conferenceID: string): Promise<Attendee[]>;
  reportFinishedConferenceDetails(
    conferenceID: string,
    options?: ReportOptions,
  ): Promise<FinishedConferenceDetails>;
  /**
   * Conferences that ended within the bounds, asked for in windows of 7 days, halved where there are too many. A bound
   * that is null is the deployment's to choose (1970, now): then it is one request.
   */
  reportFinishedConferencesByDate(
    bounds: { from: Date | null; to: Date | null },
    options?: ReportOptions,
  ): Promise<FinishedConferenceDetails[]>;
  /** Any number of conferences, in batches; those that have not finished, or cannot be had, are not among the results. */
  reportFinishedConferencesByID(
    conferenceIDs: readonly string[],
    options?: ReportOptions,
  ): Promise<FinishedConferenceDetails[]>;
}

const windowMs = 7 * 24 * 60 * 60 * 1000;
const smallestWindowMs = 60 * 1000;

export function createReporting(invoke: Invoke, maxRequestSize: () => Promise<number>): Reporting {
  const included = ({ includeAttendees, includePlaybackURLDetails }: ReportOptions = {}) => ({
    includeAttendees: includeAttendees ?? null,
    includePlaybackURLDetails: includePlaybackURLDetails ?? null,
  });

  const ended = (fromEndDate: Date | null, toEndDate: Date | null, options?: ReportOptions) =>
    invoke(
      "reportFinishedConferencesByDate",
      (credentials) => [{ ...credentials, fromEndDate, toEndDate, ...included(options) }],
      (answer) => readPartial(answer, readList),
    );

  async function inWindow(
    from: number,
    to: number,
    options?: ReportOptions,
  ): Promise<FinishedConferenceDetails[]> {
    const isSmallest = to - from <= smallestWindowMs;
    try {
      const { results, failure } = await ended(new Date(from), new Date(to), options);
      // What is left out may be had in smaller windows; of the smallest one, there is no more.
      if (failure && isTooMuch(failure) && !isSmallest) throw failure;
      return results;
    } catch (failure) {
      if (!isTooMuch(failure) || isSmallest) throw failure;
      const middle = Math.floor((from + to) / 2);
      return [...(await inWindow(from, middle, options)), ...(await inWindow(middle, to, options))];
    }
  }

  return {
    reportAttendeeList: (conferenceID) =>
      invoke(
        "reportAttendeeList",
        (credentials) => [{ ...credentials, conferenceID }],
        (answer) => readPartial(answer, (list) => list.beans("attendees").map(readAttendee)).results,
      ),
    reportFinishedConferenceDetails: (conferenceID, options) =>
      invoke(
        "reportFinishedConferenceDetails",
        (credentials) => [{ ...credentials, conferenceID, ...included(options) }],
        (answer) => {
          const failure = readStatus(answer);
          const details = answer?.bean("conferenceDetails") ?? null;
          // Beside 377 there may be all but the attendees.
          if (failure && !(isPartial(failure) && details)) throw failure;
          if (!details) throw new CallError("UNREADABLE", "unknown");
          return readDetails(details);
        },
      ),
    reportFinishedConferencesByDate: async ({ from, to }, options) => {
      if (!from || !to) return (await ended(from, to, options)).results;
      const found = new Map<string, FinishedConferenceDetails>();
      for (let start = from.getTime(); start < to.getTime(); start += windowMs) {
        const end = Math.min(start + windowMs, to.getTime());
        // Both bounds count: what ended at the seam of two windows comes twice.
        for (const details of await inWindow(start, end, options)) found.set(details.conferenceID, details);
      }
      return [...found.values()];
    },
    reportFinishedConferencesByID: async (conferenceIDs, options) => {
      const found = await inBatches<FinishedConferenceDetails>({
        keys: conferenceIDs,
        size: await maxRequestSize(),
        keyOf: ({ conferenceID }) => conferenceID,
        ask: (ids) =>
          invoke(
            "reportFinishedConferencesByID",
            (credentials) => [{ ...credentials, conferenceIDs: ids, ...included(options) }],
            (answer) => readPartial(answer, readList),
          ),
      });
      return [...found.values()];
    },
  };
}

function isTooMuch(failure: unknown): boolean {
  if (failure instanceof CallError) return failure.failure === "TOO_LARGE";
  return (
    failure instanceof SiteError &&
    (failure.code === "ADDITIONAL_DATA_AVAILABLE" || failure.code === "REQUEST_SIZE_EXCEEDED")
  );
}

function readList(answer: Bean): FinishedConferenceDetails[] {
  return answer.beans("conferenceDetailsList").map(readDetails);
}

function readDetails(details: Bean): FinishedConferenceDetails {
  const playback = details.bean("playbackURLDetails");
  const attendees = details.beans("attendees");
  return {
    conferenceID: details.text("conferenceID") ?? "",
    title: details.text("title"),
    hostName: details.text("hostName"),
    startTime: details.date("startTime"),
    endTime: details.date("endTime"),
    duration: details.integer("duration"),
    numAttendees: details.integer("numAttendees"),
    rating: details.text("rating"),
    comments: details.text("comments"),
    statusDetails: details.text("statusDetails"),
    attendees: details.has("attendees") ? attendees.map(readAttendee) : null,
    playbackURLDetails: playback && readPlayback(playback),
  };
}

function readAttendee(bean: Bean): Attendee {
  return {
    name: bean.text("name"),
    emailAddress: bean.text("emailAddress"),
    timeEntered: readInstant(bean.integer("timeEntered")),
    timeExited: readInstant(bean.integer("timeExited")),
    userID: bean.text("userID"),
    guest: bean.flag("guest"),
  };
}

/** The guide names no unit: what cannot be seconds is milliseconds. 0 and null: unknown. */
function readInstant(time: number | null): Date | null {
  if (time === null || time === 0) return null;
  return new Date(time > 1e11 ? time : time * 1000);
}
