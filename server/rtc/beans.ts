/** What a request bean's accessor holds. */
export type FieldType = "string" | "boolean" | "dateTime" | { bean: BeanName } | { arrayOf: BeanName };

export type BeanName =
  | "AdhocAttribute"
  | "TokenProperties"
  | "PolicyObject"
  | "ScheduleRequest"
  | "ScheduleOptions"
  | "ParticipantData"
  | "DeleteConferenceRequest"
  | "UpcomingConferencesRequest";

/** A value to be sent: what the type says, or null. An absent accessor is left out altogether. */
export type Value = string | boolean | Date | null | Fields | Fields[];
export interface Fields {
  [accessor: string]: Value;
}

const attributes: FieldType = { arrayOf: "AdhocAttribute" };

/** The beans that are sent, with the guide's spellings (Tables 3-3, 3-5, 3-6, 3-21 to 3-23, 3-29, 3-33). */
export const beans: Record<BeanName, Record<string, FieldType>> = {
  AdhocAttribute: { name: "string", value: "string" },
  TokenProperties: { tokenPolicy: "string", tokenAttributes: attributes },
  PolicyObject: { policyArray: attributes },
  ScheduleRequest: {
    entityID: "string",
    entityToken: "string",
    scheduleOptions: { bean: "ScheduleOptions" },
    adhocAttributes: attributes,
  },
  ScheduleOptions: {
    attendees: { arrayOf: "ParticipantData" },
    conferenceId: "string",
    description: "string",
    registeredUserOnly: "boolean",
    publiclyListed: "boolean",
    hostInvitedOnly: "boolean",
    enrollmentRequired: "boolean",
    dialinInfo: "string",
    startDate: "dateTime",
    endDate: "dateTime",
    organizer: { bean: "ParticipantData" },
    conferenceKey: "string",
    publishAttendees: "boolean",
    sendEmailNotification: "boolean",
    siteId: "string",
    title: "string",
    adhocAttributes: attributes,
  },
  ParticipantData: {
    firstName: "string",
    lastName: "string",
    emailAddr: "string",
    userguid: "string",
    userid: "string",
    adhocAttributes: attributes,
  },
  DeleteConferenceRequest: {
    entityID: "string",
    entityToken: "string",
    conferenceID: "string",
    adhocAttributes: attributes,
  },
  UpcomingConferencesRequest: {
    entityId: "string",
    entityToken: "string",
    userID: "string",
    registeredUserOny: "boolean",
    publiclyListed: "boolean",
    hostInvitedOnly: "boolean",
    fromStartDate: "dateTime",
    toStartDate: "dateTime",
    adhocAttrributes: attributes,
  },
};

export type OperationName =
  | "createSession"
  | "requestToken"
  | "endSession"
  | "scheduleConference"
  | "updateConference"
  | "deleteConference"
  | "listUpcomingConferences";

/** The parts of each operation (Tables 3-1, 3-4, 3-10, 3-20, 3-27, 3-28, 3-32). */
export const operations: Record<OperationName, FieldType[]> = {
  createSession: ["string", "string", "string"],
  requestToken: ["string", "string", { bean: "TokenProperties" }, { bean: "PolicyObject" }],
  endSession: ["string", "string"],
  scheduleConference: [{ bean: "ScheduleRequest" }],
  updateConference: [{ bean: "ScheduleRequest" }],
  deleteConference: [{ bean: "DeleteConferenceRequest" }],
  listUpcomingConferences: [{ bean: "UpcomingConferencesRequest" }],
};

/** Other spellings that deployments are known to have; tried where the WSDL cannot be had. */
export const otherSpellings: Record<string, string> = {
  conferenceId: "conferenceID",
  conferenceID: "conferenceId",
  siteId: "siteID",
  entityID: "entityId",
  entityId: "entityID",
  registeredUserOny: "registeredUserOnly",
  adhocAttrributes: "adhocAttributes",
  emailAddr: "emailAddress",
  userid: "userID",
  userID: "userid",
  userguid: "userGUID",
};
