import { inBatches } from "./batches";
import { dateAt, type Bean } from "../soap/decode";
import { CallError, SiteError } from "../errors";
import { readPlayback, type PlaybackURLDetails } from "./postConference";
import type { Invoke } from "../calls/session";
import { isPartial, isTooMuch, readPartial, readStatus } from "./status";
import { inTurns } from "../soap/yieldTurns";
import { dayMs, inPeriods, type Period } from "./periods";

/** Table 3-54. */
interface Attendee {
  /** Something of it could not be read, or not whole: what is null here may be there. */
  isDamaged?: true;
  name: string | null;
  emailAddress: string | null;
  timeEntered: Date | null;
  timeExited: Date | null;
  userID: string | null;
  guest: boolean | null;
}

/**
 * Table 3-59. A `conferenceId` that is "" cannot be read; `isDamaged` as above. `attendees` and `playbackURLDetails` are
 * null where they were not asked for, or the deployment failed to get them.
 */
export interface FinishedConferenceDetails {
  isDamaged?: true;
  conferenceId: string;
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
  reportAttendeeList(conferenceId: string): Promise<Attendee[]>;
  reportFinishedConferenceDetails(
    conferenceId: string,
    options?: ReportOptions,
  ): Promise<FinishedConferenceDetails>;
  /**
   * Conferences that ended within the bounds, asked for in windows of 7 days, halved where there are too many. A bound
   * that is null is the deployment's to choose (1970, now): then it is one request. `onLeftOut` is told of windows that
   * are too much alone (without it, that is the failure of all), and of those of which the deployment says that it
   * answers only a part (376, 377, 379, 1013).
   */
  reportFinishedConferencesByDate(
    bounds: Period,
    options?: ReportOptions,
    onLeftOut?: (window: Period) => void,
  ): Promise<FinishedConferenceDetails[]>;
  /** Any number of conferences, in batches; those that have not finished, or cannot be had, are not among the results. */
  reportFinishedConferencesByID(
    conferenceIDs: readonly string[],
    options?: ReportOptions,
  ): Promise<FinishedConferenceDetails[]>;
}

const windowMs = 7 * dayMs;
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

  return {
    reportAttendeeList: (conferenceId) =>
      invoke(
        "reportAttendeeList",
        (credentials) => [{ ...credentials, conferenceID: conferenceId }],
        async (answer) =>
          (await readPartial(answer, (list) => inTurns(list.beans("attendees"), readAttendee))).results,
      ),
    reportFinishedConferenceDetails: (conferenceId, options) =>
      invoke(
        "reportFinishedConferenceDetails",
        (credentials) => [{ ...credentials, conferenceID: conferenceId, ...included(options) }],
        (answer) => {
          const failure = readStatus(answer);
          const details = answer?.bean("conferenceDetails") ?? null;
          // Beside 377 there may be all but the attendees.
          if (failure && !(isPartial(failure) && details)) throw failure;
          if (!details) throw new CallError("UNREADABLE", "unknown");
          return readDetails(details);
        },
      ),
    reportFinishedConferencesByDate: async ({ from, to }, options, onLeftOut) => {
      if (!from || !to) {
        const { results, failure } = await ended(from, to, options);
        if (failure) onLeftOut?.({ from, to });
        return results;
      }
      const found = new Map<string, FinishedConferenceDetails>();
      const unnamed: FinishedConferenceDetails[] = [];
      const failures: SiteError[] = [];
      for (let start = from.getTime(); start < to.getTime(); start += windowMs) {
        const end = Math.min(start + windowMs, to.getTime());
        const listed = await inPeriods({
          period: { from: new Date(start), to: new Date(end) },
          ask: async (period, isShortest) => {
            const { results, failure } = await ended(period.from, period.to, options).catch(keepPartial);
            if (!failure) return results;
            // A smaller window may answer the rest; the smallest one cannot be divided.
            if (isTooMuch(failure) && !isShortest) throw failure;
            if (results.length === 0) failures.push(failure);
            onLeftOut?.(period);
            return results;
          },
          isTooMuch,
          shortestMs: smallestWindowMs,
          onLeftOut,
          keyOf: ({ conferenceId }) => conferenceId,
        });
        // Both bounds count: what ended at the seam of two windows comes twice.
        for (const details of listed)
          if (details.conferenceId === "") unnamed.push(details);
          else found.set(details.conferenceId, details);
      }
      const [failure] = failures;
      if (failure && (!onLeftOut || found.size + unnamed.length === 0)) throw failure;
      return [...found.values(), ...unnamed];
    },
    reportFinishedConferencesByID: async (conferenceIDs, options) => {
      const found = await inBatches<FinishedConferenceDetails>({
        keys: conferenceIDs,
        size: await maxRequestSize(),
        keyOf: ({ conferenceId }) => conferenceId,
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

/** A window of which nothing could be had takes no other one with it. Throws what is no failure of a part. */
function keepPartial(failure: unknown): { results: FinishedConferenceDetails[]; failure: SiteError } {
  if (!(failure instanceof SiteError) || !isPartial(failure)) throw failure;
  return { results: [], failure };
}

function readList(answer: Bean): Promise<FinishedConferenceDetails[]> {
  return inTurns(answer.beans("conferenceDetailsList"), readDetails);
}

function readDetails(details: Bean): FinishedConferenceDetails {
  const playback = details.bean("playbackURLDetails");
  const attendees = details.beans("attendees");
  const conference = {
    conferenceId: details.exact("conferenceID") ?? "",
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
  return details.damage() > 0 ? { ...conference, isDamaged: true } : conference;
}

function readAttendee(bean: Bean): Attendee {
  const attendee = {
    name: bean.text("name"),
    emailAddress: bean.text("emailAddress"),
    timeEntered: readInstant(bean.integer("timeEntered")),
    timeExited: readInstant(bean.integer("timeExited")),
    userID: bean.exact("userID"),
    guest: bean.flag("guest"),
  };
  return bean.damage() > 0 ? { ...attendee, isDamaged: true } : attendee;
}

/** The guide names no unit: what cannot be seconds is milliseconds. 0 and null: unknown. */
function readInstant(time: number | null): Date | null {
  if (time === null || time === 0) return null;
  return dateAt(time > 1e11 ? time : time * 1000);
}
