/** What a bean's property or a part holds. */
export type Type = "string" | "int" | "boolean" | "dateTime" | { bean: BeanName } | { array: BeanName };

export type BeanName =
  | "AdhocAttribute"
  | "TokenObject"
  | "TokenProperties"
  | "PolicyObject"
  | "CredentialObject"
  | "ScheduleRequest"
  | "ScheduleOptions"
  | "ParticipantData"
  | "ScheduleResponse"
  | "ScheduleResult"
  | "DeleteConferenceRequest"
  | "StatusResponse"
  | "UpcomingConferencesRequest"
  | "UpcomingConferencesResponse"
  | "UpcomingConferenceDetails";

/** A decoded or to be encoded value. */
export type Value = string | number | boolean | Date | null | BeanValue | Value[];
export interface BeanValue {
  [property: string]: Value;
}

const attributes: Type = { array: "AdhocAttribute" };
const status = { statusCode: "int", statusMessage: "string", statusDetails: "string" } as const;

/** The beans with the guide's spellings, in the guide's order (Tables 3-2 to 3-36). */
export const beans: Record<BeanName, Record<string, Type>> = {
  AdhocAttribute: { name: "string", value: "string" },
  TokenObject: { token: "string", tokenAttributes: attributes, tokenIndex: "string" },
  TokenProperties: { tokenPolicy: "string", tokenAttributes: attributes },
  PolicyObject: { policyArray: attributes },
  CredentialObject: {
    credentialType: "string",
    entityType: "string",
    entityCredential: "string",
    entityID: "string",
  },
  ScheduleRequest: {
    entityID: "string",
    entityToken: "string",
    scheduleOptions: { bean: "ScheduleOptions" },
    adhocAttributes: attributes,
  },
  ScheduleOptions: {
    attendees: { array: "ParticipantData" },
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
  ScheduleResponse: { ...status, scheduleResult: { bean: "ScheduleResult" }, adhocAttributes: attributes },
  ScheduleResult: {
    attendeeURL: "string",
    hostURL: "string",
    conferenceID: "string",
    adhocAttributes: attributes,
  },
  DeleteConferenceRequest: {
    entityID: "string",
    entityToken: "string",
    conferenceID: "string",
    adhocAttributes: attributes,
  },
  StatusResponse: { ...status, adhocAttributes: attributes },
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
  UpcomingConferencesResponse: {
    ...status,
    conferenceDetails: { array: "UpcomingConferenceDetails" },
    adhocAttributes: attributes,
  },
  UpcomingConferenceDetails: {
    attributes,
    conferenceID: "string",
    conferenceStatus: "string",
    conferenceTitle: "string",
    registeredUserOnly: "boolean",
    publiclyListed: "boolean",
    hostInvitedOnly: "boolean",
    conferenceURL: "string",
    hostGUID: "string",
    hostName: "string",
    scheduledEndTime: "dateTime",
    scheduledStartTime: "dateTime",
    statusDetail: "string",
    adhocAttrributes: attributes,
  },
};

/** The other spellings that the guide has for the same things. */
export const alternativeSpellings: Record<string, string> = {
  conferenceId: "conferenceID",
  siteId: "siteID",
  entityId: "entityID",
  entityID: "entityId",
  registeredUserOny: "registeredUserOnly",
  adhocAttrributes: "adhocAttributes",
  emailAddr: "emailAddress",
  userid: "userID",
  userguid: "userGUID",
  statusDetails: "statusDetail",
};

export interface Operation {
  parts: Type[];
  result: Type;
}

const tokenRequest: Type[] = ["string", "string", { bean: "TokenProperties" }];

/** The services and their operations. */
export const services: Record<ServiceName, Record<string, Operation>> = {
  AuthenticationService: {
    createSession: { parts: ["string", "string", "string"], result: { bean: "TokenObject" } },
    requestToken: { parts: [...tokenRequest, { bean: "PolicyObject" }], result: { bean: "TokenObject" } },
    requestMultipleTokens: {
      parts: [...tokenRequest, { array: "PolicyObject" }],
      result: { array: "TokenObject" },
    },
    requestTokenForCredentials: {
      parts: [{ bean: "CredentialObject" }, { bean: "TokenProperties" }, { bean: "PolicyObject" }],
      result: { bean: "TokenObject" },
    },
    endSession: { parts: ["string", "string"], result: { bean: "TokenObject" } },
    getTokenStatus: { parts: ["string", "string"], result: { bean: "TokenObject" } },
  },
  PreConferenceService: {
    scheduleConference: { parts: [{ bean: "ScheduleRequest" }], result: { bean: "ScheduleResponse" } },
    updateConference: { parts: [{ bean: "ScheduleRequest" }], result: { bean: "ScheduleResponse" } },
    deleteConference: { parts: [{ bean: "DeleteConferenceRequest" }], result: { bean: "StatusResponse" } },
    listUpcomingConferences: {
      parts: [{ bean: "UpcomingConferencesRequest" }],
      result: { bean: "UpcomingConferencesResponse" },
    },
  },
};

export type ServiceName = "AuthenticationService" | "PreConferenceService";
