import { readAttributes, sentAttributes, type AdhocAttribute } from "./attributes";
import type { Fields, Value } from "../soap/beans";
import type { Bean } from "../soap/decode";
import { CallError } from "../errors";
import type { Credentials, Invoke } from "../calls/session";
import { isTooMuch, readPartial, readStatus, successOf } from "./status";
import { inTurns } from "../soap/yieldTurns";
import { dayMs, inPeriods, type Period } from "./periods";

/** Table 3-23: a conference attendee or organizer. */
export interface ParticipantData {
  firstName: string | null;
  lastName: string | null;
  emailAddr: string | null;
  userguid: string | null;
  userid: string | null;
  adhocAttributes?: AdhocAttribute[];
}

/** Table 3-22. The four flags are always sent: the site's defaults for null would shut guests out. */
export interface ScheduleOptions {
  attendees: ParticipantData[];
  description: string | null;
  registeredUserOnly: boolean;
  publiclyListed: boolean;
  hostInvitedOnly: boolean;
  enrollmentRequired: boolean;
  dialinInfo: string | null;
  startDate: Date;
  endDate: Date;
  organizer: ParticipantData;
  conferenceKey: string | null;
  publishAttendees: boolean;
  sendEmailNotification: boolean;
  title: string;
  adhocAttributes?: AdhocAttribute[];
}

/** Table 3-26 (both links are "" where the answer to an update has none), with the warning that the site gave although the conference exists (1013, 1064, 1065). */
export interface ScheduleResult {
  conferenceId: string;
  attendeeURL: string;
  hostURL: string;
  warning: ScheduleWarning | null;
}
export type ScheduleWarning = "SOME_PARTICIPANTS_FAILED" | "PARTICIPANTS_FAILED" | "INVITES_NOT_SENT";

/** Table 3-33 without the credentials. */
interface UpcomingConferencesFilter {
  userID: string | null;
  registeredUserOnly?: boolean | null;
  publiclyListed?: boolean | null;
  hostInvitedOnly?: boolean | null;
  fromStartDate: Date | null;
  toStartDate: Date | null;
}

/**
 * Table 3-36; `attributes` holds both attribute lists of the table, merged by name. Where `conferenceId` is "", the site
 * gave none that can be read: it is one more conference, of which nothing can be done.
 */
export interface UpcomingConferenceDetails {
  conferenceId: string;
  conferenceStatus: string | null;
  conferenceTitle: string | null;
  registeredUserOnly: boolean | null;
  publiclyListed: boolean | null;
  hostInvitedOnly: boolean | null;
  conferenceURL: string | null;
  hostGUID: string | null;
  hostName: string | null;
  scheduledStartTime: Date | null;
  scheduledEndTime: Date | null;
  statusDetail: string | null;
  attributes: AdhocAttribute[];
  /** Something of it could not be read, or not whole: what is null here may be there. */
  isDamaged?: true;
}

/**
 * The Pre-Conference Management Services (guide, Tables 3-20 to 3-36). Throws the errors of `errors.ts`. `onLost` is told of
 * each attempt that may have been carried out, or may yet be, although a later one was answered.
 */
export interface PreConference {
  scheduleConference(options: ScheduleOptions): Promise<ScheduleResult>;
  updateConference(
    conferenceId: string,
    options: ScheduleOptions,
    onLost?: () => void,
  ): Promise<ScheduleResult>;
  deleteConference(conferenceId: string, onLost?: () => void): Promise<void>;
  /**
   * One request; where the answer is too large, one for each part of the time that it covers, a day at the least.
   * `onLeftOut` is told of days whose list alone is too large, and of periods of which the site says that it could not get
   * all: without it, that is a failure.
   */
  listUpcomingConferences(
    filter: UpcomingConferencesFilter,
    onLeftOut?: (window: Period) => void,
  ): Promise<UpcomingConferenceDetails[]>;
}

export function createPreConference(invoke: Invoke, siteId: string, now: () => number): PreConference {
  return {
    scheduleConference: (options) =>
      invoke(
        "scheduleConference",
        (credentials) => scheduleRequest(credentials, siteId, null, options),
        readScheduleResponse,
      ),
    updateConference: (conferenceId, options, onLost) =>
      invoke(
        "updateConference",
        (credentials) => scheduleRequest(credentials, siteId, conferenceId, options),
        (answer) => readUpdateResponse(answer, conferenceId),
        { onLost },
      ),
    deleteConference: (conferenceId, onLost) =>
      invoke(
        "deleteConference",
        (credentials) => [{ ...credentials, conferenceID: conferenceId }],
        readStatusResponse,
        {
          onLost,
        },
      ),
    listUpcomingConferences: ({ fromStartDate, toStartDate, ...filter }, onLeftOut) =>
      inPeriods({
        period: { from: fromStartDate, to: toStartDate },
        ask: async (period, isShortest) => {
          const { results, failure } = await invoke(
            "listUpcomingConferences",
            (credentials) =>
              upcomingRequest(credentials, {
                ...filter,
                fromStartDate: period.from,
                toStartDate: period.to,
              }),
            (answer) => readPartial(answer, readUpcoming),
          );
          if (!failure) return results;
          // Nobody may take a part of a list for all of it.
          if (!onLeftOut || (isTooMuch(failure) && !isShortest)) throw failure;
          onLeftOut(period);
          return results;
        },
        isTooMuch,
        shortestMs: dayMs,
        onLeftOut,
        keyOf: ({ conferenceId }) => conferenceId,
        now,
      }),
  };
}

/** Table 3-30. Throws SiteError. */
export function readStatusResponse(answer: Bean | null): void {
  successOf(answer);
}

/** Table 3-21. `conferenceId` is null for scheduleConference. */
function scheduleRequest(
  { entityID, entityToken }: Credentials,
  siteId: string,
  conferenceId: string | null,
  options: ScheduleOptions,
): Value[] {
  const { adhocAttributes, attendees, organizer, ...rest } = options;
  const scheduleOptions: Fields = {
    ...rest,
    attendees: attendees.map(participant),
    organizer: participant(organizer),
    conferenceId,
    siteId,
    ...sentAttributes(adhocAttributes),
  };
  return [{ entityID, entityToken, scheduleOptions }];
}

/** Table 3-33. */
function upcomingRequest(credentials: Credentials, filter: UpcomingConferencesFilter): Value[] {
  return [
    {
      entityId: credentials.entityID,
      entityToken: credentials.entityToken,
      userID: filter.userID,
      registeredUserOny: filter.registeredUserOnly ?? null,
      publiclyListed: filter.publiclyListed ?? null,
      hostInvitedOnly: filter.hostInvitedOnly ?? null,
      fromStartDate: filter.fromStartDate,
      toStartDate: filter.toStartDate,
    },
  ];
}

const warnings: Record<number, ScheduleWarning> = {
  1013: "SOME_PARTICIPANTS_FAILED",
  1064: "PARTICIPANTS_FAILED",
  1065: "INVITES_NOT_SENT",
};

/** Tables 3-24 to 3-26: with a conference ID, 1013, 1064 and 1065 are successes with a warning. Throws SiteError. */
export function readScheduleResponse(answer: Bean | null): ScheduleResult {
  // A code that no table lists, beside a conference: it may have been made, so this is no refusal.
  const isContradiction = readStatus(answer)?.code === "UNKNOWN_STATUS" && conferenceIdOf(answer) !== "";
  if (isContradiction) throw new CallError("UNREADABLE", "unknown");
  const { conferenceId, attendeeURL, hostURL, warning } = readResult(answer);
  if (conferenceId === "" || attendeeURL === "" || hostURL === "")
    throw new CallError("UNREADABLE", "unknown");
  return { conferenceId, attendeeURL, hostURL, warning };
}

/** A conference that was updated is known: where the answer has no ID it is that one's, and its links may be "". */
function readUpdateResponse(answer: Bean | null, updatedID: string): ScheduleResult {
  const { conferenceId, ...rest } = readResult(answer);
  return { ...rest, conferenceId: conferenceId === "" ? updatedID : conferenceId };
}

function conferenceIdOf(answer: Bean | null): string {
  return answer?.bean("scheduleResult")?.exact("conferenceID") ?? "";
}

function readResult(answer: Bean | null): ScheduleResult {
  const failure = readStatus(answer);
  const result = answer?.bean("scheduleResult") ?? null;
  const conferenceId = conferenceIdOf(answer);
  const warning = failure && conferenceId !== "" ? warnings[failure.status ?? 0] : undefined;
  if (failure && warning === undefined) throw failure;
  const attendeeURL = result?.exact("attendeeURL") ?? "";
  const hostURL = result?.exact("hostURL") ?? "";
  return { conferenceId, attendeeURL, hostURL, warning: warning ?? null };
}

/** Tables 3-34 to 3-36. Throws SiteError. */
export function readUpcomingConferences(answer: Bean | null): Promise<UpcomingConferenceDetails[]> {
  return readUpcoming(successOf(answer));
}

function readUpcoming(answer: Bean): Promise<UpcomingConferenceDetails[]> {
  return inTurns(answer.beans("conferenceDetails"), (details) => {
    const conference = {
      conferenceId: details.exact("conferenceID") ?? "",
      conferenceStatus: details.text("conferenceStatus"),
      conferenceTitle: details.text("conferenceTitle"),
      registeredUserOnly: details.flag("registeredUserOnly"),
      publiclyListed: details.flag("publiclyListed"),
      hostInvitedOnly: details.flag("hostInvitedOnly"),
      conferenceURL: details.exact("conferenceURL"),
      hostGUID: details.text("hostGUID"),
      hostName: details.text("hostName"),
      scheduledStartTime: details.date("scheduledStartTime"),
      scheduledEndTime: details.date("scheduledEndTime"),
      statusDetail: details.text("statusDetail"),
      attributes: readAttributes(details, "attributes", "adhocAttributes"),
    };
    return details.damage() > 0 ? { ...conference, isDamaged: true } : conference;
  });
}

/** Written out: a conference may have a thousand of them. */
function participant(person: ParticipantData): Fields {
  const { firstName, lastName, emailAddr, userguid, userid, adhocAttributes } = person;
  const fields = { firstName, lastName, emailAddr, userguid, userid };
  return adhocAttributes ? { ...fields, ...sentAttributes(adhocAttributes) } : fields;
}
