/** The value of a request bean's accessor. */
export type FieldType =
  "string" | "boolean" | "dateTime" | { bean: BeanName } | { arrayOf: BeanName } | { arrayOf: "string" };

export type BeanName =
  | "AdhocAttribute"
  | "TokenProperties"
  | "PolicyObject"
  | "CredentialObject"
  | "GetConfigurationRequest"
  | "ScheduleRequest"
  | "ScheduleOptions"
  | "ParticipantData"
  | "DeleteConferenceRequest"
  | "UpcomingConferencesRequest"
  | "PlaybackURLRequest"
  | "BulkPresenceRequest"
  | "AttendeeListRequest"
  | "FinishedConferenceDetailsRequest"
  | "FinishedConferencesByDateRequest"
  | "FinishedConferencesByIDRequest";

/** A value to be sent: what the type says, or null. An absent accessor is left out altogether. */
export type Value = string | boolean | Date | null | Fields | readonly (Fields | string | null)[];
export interface Fields {
  [accessor: string]: Value;
}

const attributes: FieldType = { arrayOf: "AdhocAttribute" };
const strings: FieldType = { arrayOf: "string" };
const credentials = { entityID: "string", entityToken: "string" } as const;
const included = { includeAttendees: "boolean", includePlaybackURLDetails: "boolean" } as const;

/**
 * The beans that are sent, with the guide's spellings (Tables 3-3, 3-5, 3-6, 3-9, 3-14, 3-21 to 3-23, 3-29, 3-33, 3-38,
 * 3-47, 3-51, 3-56, 3-61, 3-65).
 */
export const beans: Record<BeanName, Record<string, FieldType>> = {
  AdhocAttribute: { name: "string", value: "string" },
  TokenProperties: { tokenPolicy: "string", tokenAttributes: attributes },
  PolicyObject: { policyArray: attributes },
  CredentialObject: {
    credentialType: "string",
    entityType: "string",
    entityCredential: "string",
    entityID: "string",
  },
  GetConfigurationRequest: {
    ...credentials,
    namespace: "string",
    properties: strings,
    adhocAttribute: attributes,
  },
  ScheduleRequest: {
    ...credentials,
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
  DeleteConferenceRequest: { ...credentials, conferenceID: "string", adhocAttributes: attributes },
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
  PlaybackURLRequest: {
    ...credentials,
    conferenceID: "string",
    includeConferenceKey: "boolean",
    adhocAttributes: attributes,
  },
  BulkPresenceRequest: {
    ...credentials,
    entityJIDs: strings,
    resources: strings,
    allResources: "boolean",
    adhocAttributes: attributes,
  },
  AttendeeListRequest: { ...credentials, conferenceID: "string", adhocAttributes: attributes },
  FinishedConferenceDetailsRequest: {
    ...credentials,
    conferenceID: "string",
    ...included,
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
    conferenceIDs: strings,
    ...included,
    adhocAttributes: attributes,
  },
};

export type ServiceName =
  | "AuthenticationService"
  | "ConfigurationService"
  | "PreConferenceService"
  | "PostConferenceService"
  | "PresenceService"
  | "ReportingService";

/** The parts of each operation, by service (guide, chapter 3). */
const services = {
  AuthenticationService: {
    createSession: ["string", "string", "string"],
    requestToken: ["string", "string", { bean: "TokenProperties" }, { bean: "PolicyObject" }],
    requestMultipleTokens: ["string", "string", { bean: "TokenProperties" }, { arrayOf: "PolicyObject" }],
    requestTokenForCredentials: [
      { bean: "CredentialObject" },
      { bean: "TokenProperties" },
      { bean: "PolicyObject" },
    ],
    endSession: ["string", "string"],
    getTokenStatus: ["string", "string"],
  },
  ConfigurationService: { getConfiguration: [{ bean: "GetConfigurationRequest" }] },
  PreConferenceService: {
    scheduleConference: [{ bean: "ScheduleRequest" }],
    updateConference: [{ bean: "ScheduleRequest" }],
    deleteConference: [{ bean: "DeleteConferenceRequest" }],
    listUpcomingConferences: [{ bean: "UpcomingConferencesRequest" }],
  },
  PostConferenceService: { getPlaybackURL: [{ bean: "PlaybackURLRequest" }] },
  PresenceService: {
    getPresence: ["string", "string", "string", "string", "boolean"],
    getBulkPresence: [{ bean: "BulkPresenceRequest" }],
  },
  ReportingService: {
    reportAttendeeList: [{ bean: "AttendeeListRequest" }],
    reportFinishedConferenceDetails: [{ bean: "FinishedConferenceDetailsRequest" }],
    reportFinishedConferencesByDate: [{ bean: "FinishedConferencesByDateRequest" }],
    reportFinishedConferencesByID: [{ bean: "FinishedConferencesByIDRequest" }],
  },
} satisfies Record<ServiceName, Record<string, FieldType[]>>;

type Services = typeof services;
export type OperationName = { [Name in ServiceName]: keyof Services[Name] }[ServiceName];

/** The parts of each operation. */
export const operations: Record<OperationName, FieldType[]> = {
  ...services.AuthenticationService,
  ...services.ConfigurationService,
  ...services.PreConferenceService,
  ...services.PostConferenceService,
  ...services.PresenceService,
  ...services.ReportingService,
};

export const serviceNames: readonly ServiceName[] = [
  "AuthenticationService",
  "ConfigurationService",
  "PreConferenceService",
  "PostConferenceService",
  "PresenceService",
  "ReportingService",
];

/** The operations of a service. */
export function operationsOf(service: string): OperationName[] {
  const names: OperationName[] = [];
  for (const known of serviceNames)
    if (known === service) for (const name in services[known]) if (isOperation(name)) names.push(name);
  return names;
}

export function isOperation(name: string): name is OperationName {
  return Object.hasOwn(operations, name);
}

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
  adhocAttribute: "adhocAttributes",
};
