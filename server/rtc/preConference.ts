import type { Fields, Value } from "./beans";
import type { Bean } from "./decode";
import { CallError } from "./errors";
import type {
  AdhocAttribute,
  ParticipantData,
  ScheduleOptions,
  ScheduleResult,
  ScheduleWarning,
  UpcomingConferenceDetails,
  UpcomingConferencesFilter,
} from "./model";
import { readStatus } from "./status";

/** Table 3-21. `conferenceID` is null for scheduleConference. */
export function scheduleRequest(
  siteId: string,
  token: string,
  conferenceID: string | null,
  options: ScheduleOptions,
): Value[] {
  const { adhocAttributes, attendees, organizer, ...rest } = options;
  const scheduleOptions: Fields = {
    ...rest,
    attendees: attendees.map(participant),
    organizer: participant(organizer),
    conferenceId: conferenceID,
    siteId,
    ...attributes(adhocAttributes),
  };
  return [{ entityID: siteId, entityToken: token, scheduleOptions }];
}

/** Table 3-29. */
export function deleteRequest(siteId: string, token: string, conferenceID: string): Value[] {
  return [{ entityID: siteId, entityToken: token, conferenceID }];
}

/** Table 3-33. */
export function upcomingRequest(siteId: string, token: string, filter: UpcomingConferencesFilter): Value[] {
  return [
    {
      entityId: siteId,
      entityToken: token,
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
  const failure = readStatus(answer);
  const result = answer?.bean("scheduleResult") ?? null;
  const conferenceID = result?.text("conferenceID") ?? "";
  const warning = failure && conferenceID !== "" ? warnings[failure.status ?? 0] : undefined;
  if (failure && warning === undefined) throw failure;
  const attendeeURL = result?.text("attendeeURL") ?? "";
  const hostURL = result?.text("hostURL") ?? "";
  if (conferenceID === "" || attendeeURL === "" || hostURL === "")
    throw new CallError("UNREADABLE", "unknown");
  return { conferenceID, attendeeURL, hostURL, warning: warning ?? null };
}

/** Table 3-30. Throws SiteError. */
export function readStatusResponse(answer: Bean | null): void {
  const failure = readStatus(answer);
  if (failure) throw failure;
}

/** Tables 3-34 to 3-36. Throws SiteError. */
export function readUpcomingConferences(answer: Bean | null): UpcomingConferenceDetails[] {
  const failure = readStatus(answer);
  if (failure) throw failure;
  return (answer?.beans("conferenceDetails") ?? []).map((details) => ({
    conferenceID: details.text("conferenceID") ?? "",
    conferenceStatus: details.text("conferenceStatus"),
    conferenceTitle: details.text("conferenceTitle"),
    registeredUserOnly: details.flag("registeredUserOnly"),
    publiclyListed: details.flag("publiclyListed"),
    hostInvitedOnly: details.flag("hostInvitedOnly"),
    conferenceURL: details.text("conferenceURL"),
    hostGUID: details.text("hostGUID"),
    hostName: details.text("hostName"),
    scheduledStartTime: details.date("scheduledStartTime"),
    scheduledEndTime: details.date("scheduledEndTime"),
    statusDetail: details.text("statusDetail"),
    attributes: [...details.beans("attributes"), ...details.beans("adhocAttributes")].flatMap(readAttribute),
  }));
}

function readAttribute(bean: Bean): AdhocAttribute[] {
  const name = bean.text("name");
  return name === null ? [] : [{ name, value: bean.text("value") }];
}

function participant({ adhocAttributes, ...rest }: ParticipantData): Fields {
  return { ...rest, ...attributes(adhocAttributes) };
}

/** Left out when there are none. */
function attributes(list: AdhocAttribute[] = []): Fields {
  return list.length === 0 ? {} : { adhocAttributes: list.map(({ name, value }) => ({ name, value })) };
}
