import type { Access, ConferenceRequest, Person, Warning } from "../../src/contract/conference";
import type { ParticipantData, ScheduleOptions, ScheduleWarning } from "../rtc/preConference";
import type { Organizer } from "../ledger/entry";

/** The attribute by which a conference whose answer was lost is found again, where the deployment echoes it. */
export const markerName = "OUTLOOK_APPOINTMENT";

const flags: Record<Access, { registeredUserOnly: boolean; hostInvitedOnly: boolean }> = {
  invited: { registeredUserOnly: true, hostInvitedOnly: true },
  registered: { registeredUserOnly: true, hostInvitedOnly: false },
  anyone: { registeredUserOnly: false, hostInvitedOnly: false },
};

/** The contract's words -> RTC's (guide, Table 3-22). The one place where an attendee becomes a participant. */
export function toScheduleOptions(
  { appointment, options }: ConferenceRequest,
  host: Organizer,
  marker: string,
): ScheduleOptions {
  return {
    title: appointment.title,
    description: null,
    startDate: new Date(appointment.start),
    endDate: new Date(appointment.end),
    organizer: { ...names(host), emailAddr: host.address, userguid: null, userid: host.userId },
    attendees: appointment.attendees.map(toParticipant),
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

function toParticipant(person: Person): ParticipantData {
  const { firstName, lastName } = names(person);
  return { firstName, lastName, emailAddr: person.address, userguid: null, userid: null };
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
