/** The beans of the RTC Integration Services in the guide's own words. Decoded null and absent are both `null`. */

/** Table 3-3. */
export interface AdhocAttribute {
  name: string;
  value: string | null;
}

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

/** Table 3-26, with the warning that the site gave although the conference exists (1013, 1064, 1065). */
export interface ScheduleResult {
  conferenceID: string;
  attendeeURL: string;
  hostURL: string;
  warning: ScheduleWarning | null;
}
export type ScheduleWarning = "SOME_PARTICIPANTS_FAILED" | "PARTICIPANTS_FAILED" | "INVITES_NOT_SENT";

/** Table 3-33 without the credentials. */
export interface UpcomingConferencesFilter {
  userID: string | null;
  registeredUserOnly?: boolean | null;
  publiclyListed?: boolean | null;
  hostInvitedOnly?: boolean | null;
  fromStartDate: Date | null;
  toStartDate: Date | null;
}

/** Table 3-36; `attributes` holds both attribute lists of the table, merged by name. */
export interface UpcomingConferenceDetails {
  conferenceID: string;
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
}

/** One site of a deployment, with a session that renews itself. Throws the errors of `errors.ts`. */
export interface Site {
  scheduleConference(options: ScheduleOptions): Promise<ScheduleResult>;
  updateConference(conferenceID: string, options: ScheduleOptions): Promise<ScheduleResult>;
  deleteConference(conferenceID: string): Promise<void>;
  listUpcomingConferences(filter: UpcomingConferencesFilter): Promise<UpcomingConferenceDetails[]>;
  /** Opens the session unless it is open: proves that the site can be reached and accepts the credentials. */
  ready(): Promise<void>;
  /** Ends the session, which kills its child tokens. Never throws. */
  close(): Promise<void>;
}
