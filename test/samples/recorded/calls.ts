import type { Site } from "../../../server/rtc/site";

const entity = { type: "SITE" as const, id: "12345", credential: "secret" };
const person = (firstName: string, userid: string | null) => ({
  firstName,
  lastName: "O'Hara & Sons",
  emailAddr: `${firstName.toLowerCase()}@example.com`,
  userguid: null,
  userid,
});
const conference = {
  title: "To Axis <été>",
  description: null,
  startDate: new Date("2030-01-15T14:00:00Z"),
  endDate: new Date("2030-01-15T15:00:00Z"),
  organizer: person("Alice", "alice.adams"),
  attendees: [person("Bruno", null), person("Chen", "chen.wei")],
  registeredUserOnly: false,
  publiclyListed: false,
  hostInvitedOnly: false,
  enrollmentRequired: false,
  dialinInfo: "+41 44\n000",
  conferenceKey: null,
  publishAttendees: false,
  sendEmailNotification: false,
  adhocAttributes: [{ name: "MARK", value: "1" }],
};
const included = { includeAttendees: true, includePlaybackURLDetails: true };

/** Every operation once, with values that try the codec. */
export const everyCall: Record<string, (site: Site) => Promise<unknown>> = {
  createSession: ({ authentication }) => authentication.createSession(entity),
  requestToken: ({ authentication }) =>
    authentication.requestToken("12345", "session", { tokenPolicy: "PRESENCE", proxyUser: "orcladmin" }),
  requestMultipleTokens: ({ authentication }) =>
    authentication.requestMultipleTokens(entity, "session", { tokenPolicy: "REPORTING" }, [
      [{ name: "A", value: "1" }],
      [],
    ]),
  requestTokenForCredentials: ({ authentication }) =>
    authentication.requestTokenForCredentials("PASSWORD", entity, { tokenPolicy: "POSTCONFERENCE" }),
  getTokenStatus: ({ authentication }) => authentication.getTokenStatus("12345", "session", 0),
  getConfiguration: async (site) =>
    Object.fromEntries(await site.getConfiguration(["TOKENID", "nothing"], "rtc.application")),
  scheduleConference: (site) => site.scheduleConference(conference),
  updateConference: (site) => site.updateConference("0042", conference),
  listUpcomingConferences: (site) =>
    site.listUpcomingConferences({
      userID: "alice.adams",
      fromStartDate: conference.startDate,
      toStartDate: null,
    }),
  deleteConference: (site) => site.deleteConference("0042"),
  getPlaybackURL: (site) => site.getPlaybackURL("0042", { includeConferenceKey: true }),
  getPresence: (site) => site.getPresence("alice.adams@example.com", { allResources: true }),
  getBulkPresence: async (site) =>
    Object.fromEntries(
      await site.getBulkPresence(["alice.adams@example.com", "Bruno.Keller@example.com"], {
        resource: "desk",
      }),
    ),
  reportAttendeeList: (site) => site.reportAttendeeList("0042"),
  reportFinishedConferenceDetails: (site) => site.reportFinishedConferenceDetails("0042", included),
  reportFinishedConferencesByDate: (site) =>
    site.reportFinishedConferencesByDate(
      { from: new Date("2030-01-01T00:00:00Z"), to: new Date("2030-01-05T00:00:00Z") },
      included,
    ),
  reportFinishedConferencesByID: (site) => site.reportFinishedConferencesByID(["0040", "0041"], included),
  endSession: ({ authentication }) => authentication.endSession("12345", "session"),
};
