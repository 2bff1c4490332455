import type { Access, ConferenceRequest, Person, Warning } from "../../src/contract/conference";
import type {
  ParticipantData,
  ScheduleOptions,
  ScheduleWarning,
  UpcomingConferenceDetails,
} from "../rtc/services/preConference";
import type { Organizer } from "../ledger/entry";

/** The attribute by which a conference whose answer was lost is found again, where the deployment echoes it. */
export const markerName = "OUTLOOK_APPOINTMENT";

const flags: Record<Access, { registeredUserOnly: boolean; hostInvitedOnly: boolean }> = {
  invited: { registeredUserOnly: true, hostInvitedOnly: true },
  registered: { registeredUserOnly: true, hostInvitedOnly: false },
  anyone: { registeredUserOnly: false, hostInvitedOnly: false },
};

/** A site's own parts of each conference. */
export interface SiteDetails {
  /** The administrator's text; null: none. It is never the appointment's own. */
  description: string | null;
  /** The RTC user ID of an attendee; null: not known. A site may list "invited" conferences by it. */
  userIdOf: (address: string) => string | null;
}

/** The contract's words -> RTC's (guide, Table 3-22). The one place where an attendee becomes a participant. */
export function toScheduleOptions(
  { appointment, options }: ConferenceRequest,
  host: Organizer,
  marker: string,
  { description, userIdOf }: SiteDetails = { description: null, userIdOf: () => null },
): ScheduleOptions {
  return {
    title: appointment.title,
    description,
    startDate: new Date(appointment.start),
    endDate: new Date(appointment.end),
    organizer: { ...names(host), emailAddr: host.address, userguid: null, userid: host.userId },
    attendees: appointment.attendees.map((person) => toParticipant(person, userIdOf)),
    ...flags[options.access],
    enrollmentRequired: options.enrollment,
    publiclyListed: options.publiclyListed,
    conferenceKey: options.conferenceKey,
    dialinInfo: options.dialIn === "" ? null : options.dialIn,
    publishAttendees: options.publishAttendees,
    sendEmailNotification: options.sendEmail,
    adhocAttributes: [{ name: markerName, value: marker }],
  };
}

/** The warnings have the same names on both sides; RTC gives one at the most (guide, Table 3-25). */
export function toWarnings(warning: ScheduleWarning | null): Warning[] {
  return warning === null ? [] : [warning];
}

function toParticipant(person: Person, userIdOf: SiteDetails["userIdOf"]): ParticipantData {
  const { firstName, lastName } = names(person);
  const { address } = person;
  return { firstName, lastName, emailAddr: address, userguid: null, userid: userIdOf(address) };
}

/** Splits Outlook's display name: "Wei Chen" and "Chen, Wei" alike; an address shown as a name is no name. */
function names({ name, address }: { name: string; address: string | null }) {
  const trimmed = name.trim();
  const isAddress = trimmed.includes("@") && trimmed.toLowerCase() === address?.toLowerCase();
  if (trimmed === "" || isAddress) return { firstName: null, lastName: null };
  const comma = trimmed.indexOf(",");
  if (comma > 0) {
    return { firstName: trimmed.slice(comma + 1).trim() || null, lastName: trimmed.slice(0, comma).trim() };
  }
  const space = trimmed.lastIndexOf(" ");
  return space < 0
    ? { firstName: null, lastName: trimmed }
    : { firstName: trimmed.slice(0, space).trim(), lastName: trimmed.slice(space + 1) };
}

/** A conference of RTC's list as one that the user may choose. */
export function toCandidate(conference: UpcomingConferenceDetails) {
  return {
    id: conference.conferenceId,
    title: conference.conferenceTitle ?? "",
    start: conference.scheduledStartTime?.toISOString() ?? null,
    end: conference.scheduledEndTime?.toISOString() ?? null,
  };
}
