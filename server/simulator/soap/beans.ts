/** The value of a bean's property or of a part. */
export type SimpleType = "string" | "int" | "long" | "boolean" | "dateTime";
export type Type = SimpleType | { bean: BeanName; or?: BeanName } | { array: BeanName | "string" };

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
  | "UpcomingConferenceDetails"
  | "GetConfigurationRequest"
  | "GetConfigurationResponse"
  | "PlaybackURLRequest"
  | "PlaybackURLResponse"
  | "PlaybackURLDetails"
  | "PresentityStatus"
  | "PresentityResource"
  | "BulkPresenceRequest"
  | "BulkPresenceResponse"
  | "AttendeeListRequest"
  | "AttendeeListResponse"
  | "Attendee"
  | "FinishedConferenceDetailsRequest"
  | "FinishedConferenceDetailsResponse"
  | "FinishedConferenceDetails"
  | "FinishedConferencesByDateRequest"
  | "FinishedConferencesByIDRequest"
  | "BulkFinishedConferenceDetailsResponse";

/** A decoded or to be encoded value. */
export type Value = string | number | boolean | Date | null | BeanValue | Value[];
export interface BeanValue {
  [property: string]: Value;
}

const attributes: Type = { array: "AdhocAttribute" };
const credentials = { entityID: "string", entityToken: "string" } as const;
const included = { includeAttendees: "boolean", includePlaybackURLDetails: "boolean" } as const;
const status = { statusCode: "int", statusMessage: "string", statusDetails: "string" } as const;

/** The beans with the guide's spellings, in the guide's order (Tables 3-2 to 3-65). */
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
  GetConfigurationRequest: {
    ...credentials,
    namespace: "string",
    properties: { array: "string" },
    adhocAttribute: attributes,
  },
  GetConfigurationResponse: {
    ...status,
    namespace: "string",
    properties: attributes,
    adhocAttributes: attributes,
  },
  PlaybackURLRequest: {
    ...credentials,
    conferenceID: "string",
    includeConferenceKey: "boolean",
    adhocAttributes: attributes,
  },
  PlaybackURLResponse: {
    ...status,
    playbackURLDetail: { bean: "PlaybackURLDetails" },
    adhocAttributes: attributes,
  },
  PlaybackURLDetails: {
    playbackURL: "string",
    finishedFlag: "boolean",
    recordedFlag: "boolean",
    publishedFlag: "boolean",
    adhocAttributes: attributes,
  },
  PresentityStatus: { allResources: { array: "PresentityResource" }, userJID: "string" },
  PresentityResource: {
    lastModifiedDate: "dateTime",
    priority: "long",
    resourceName: "string",
    show: "string",
    status: "string",
  },
  BulkPresenceRequest: {
    ...credentials,
    entityJIDs: { array: "string" },
    resources: { array: "string" },
    allResources: "boolean",
    adhocAttributes: attributes,
  },
  BulkPresenceResponse: {
    ...status,
    presentityStatusList: { array: "PresentityStatus" },
    adhocAttributes: attributes,
  },
  AttendeeListRequest: { ...credentials, conferenceID: "string", adhocAttributes: attributes },
  AttendeeListResponse: { ...status, attendees: { array: "Attendee" }, adhocAttributes: attributes },
  Attendee: {
    name: "string",
    emailAddress: "string",
    timeEntered: "long",
    timeExited: "long",
    userID: "string",
    guest: "boolean",
    adhocAttributes: attributes,
  },
  FinishedConferenceDetailsRequest: {
    ...credentials,
    conferenceID: "string",
    ...included,
    adhocAttributes: attributes,
  },
  FinishedConferenceDetailsResponse: {
    ...status,
    conferenceDetails: { bean: "FinishedConferenceDetails" },
    adhocAttributes: attributes,
  },
  FinishedConferenceDetails: {
    conferenceID: "string",
    title: "string",
    hostName: "string",
    startTime: "dateTime",
    endTime: "dateTime",
    duration: "int",
    numAttendees: "int",
    rating: "string",
    comments: "string",
    statusDetails: "string",
    attendees: { array: "Attendee" },
    playbackURLDetails: { bean: "PlaybackURLDetails" },
    adhocAttributes: attributes,
  },
  FinishedConferencesByDateRequest: {
    ...credentials,
    fromEndDate: "dateTime",
    toEndDate: "dateTime",
    ...included,
    adhocAttributes: attributes,
  },
  FinishedConferencesByIDRequest: {
    ...credentials,
    conferenceIDs: { array: "string" },
    ...included,
    adhocAttributes: attributes,
  },
  BulkFinishedConferenceDetailsResponse: {
    ...status,
    conferenceDetailsList: { array: "FinishedConferenceDetails" },
    adhocAttributes: attributes,
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
  adhocAttribute: "adhocAttributes",
  playbackURLDetail: "playbackURLDetails",
  emailAddress: "emailAddr",
  userID: "userid",
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
  ConfigurationService: {
    getConfiguration: {
      parts: [{ bean: "GetConfigurationRequest" }],
      result: { bean: "GetConfigurationResponse" },
    },
  },
  PostConferenceService: {
    getPlaybackURL: { parts: [{ bean: "PlaybackURLRequest" }], result: { bean: "PlaybackURLResponse" } },
  },
  PresenceService: {
    getPresence: {
      parts: ["string", "string", "string", "string", "boolean"],
      result: { bean: "PresentityStatus" },
    },
    getBulkPresence: { parts: [{ bean: "BulkPresenceRequest" }], result: { bean: "BulkPresenceResponse" } },
  },
  ReportingService: {
    reportAttendeeList: {
      parts: [{ bean: "AttendeeListRequest" }],
      result: { bean: "AttendeeListResponse" },
    },
    reportFinishedConferenceDetails: {
      parts: [{ bean: "FinishedConferenceDetailsRequest" }],
      result: { bean: "FinishedConferenceDetailsResponse" },
    },
    reportFinishedConferencesByDate: {
      // Table 3-60 names the other request; whichever type comes is taken.
      parts: [{ bean: "FinishedConferencesByDateRequest", or: "FinishedConferencesByIDRequest" }],
      result: { bean: "BulkFinishedConferenceDetailsResponse" },
    },
    reportFinishedConferencesByID: {
      parts: [{ bean: "FinishedConferencesByIDRequest" }],
      result: { bean: "BulkFinishedConferenceDetailsResponse" },
    },
  },
};

export const serviceNames = [
  "AuthenticationService",
  "ConfigurationService",
  "PreConferenceService",
  "PostConferenceService",
  "PresenceService",
  "ReportingService",
] as const;
export type ServiceName = (typeof serviceNames)[number];

/** The value as a bean; null for anything else. */
export function beanOf(value: Value | undefined): BeanValue | null {
  const isBean =
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
  return isBean ? value : null;
}

/** The beans of an array; none for anything else. */
export function beansOf(value: Value | undefined): BeanValue[] {
  return Array.isArray(value) ? value.map(beanOf).filter((item) => item !== null) : [];
}

/** The strings of an array, its nulls too; null for anything else. */
export function textsOf(value: Value | undefined): (string | null)[] | null {
  return Array.isArray(value) ? value.map((item) => (typeof item === "string" ? item : null)) : null;
}

/** The value as a text that is not empty. */
export function textOf(value: Value | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
