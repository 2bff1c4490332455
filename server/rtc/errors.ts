/** What a status code of Tables 3-25, 3-31 and 3-35 means; texts for people are the caller's. */
export type SiteErrorCode =
  | "INVALID_MEETING_ID"
  | "INVALID_SITE_ID"
  | "INVALID_USER_ID"
  | "INVALID_USER_GUID"
  | "MEETING_START_TIME_IS_NULL"
  | "MEETING_END_TIME_IS_NULL"
  | "MEETING_CANNOT_BE_UPDATED_NOW"
  | "MEETING_START_TIME_ERR"
  | "MEETING_END_TIME_ERR"
  | "MEETING_MTGNOTCREATED_ERR"
  | "MEETING_PUBLIC_MTGTYPE_ERR"
  | "MEETING_INVALID_PASSWORD"
  | "ERROR_RETRIEVING_CONFERENCE_LIST"
  | "PROCESSED_WITH_NON_FATAL_ERRORS"
  | "NOT_AUTHORIZED"
  | "ORGANIZER_ID_MISSING"
  | "USER_CANNOT_SCHEDULE_FOR_ORGANIZER"
  | "ERROR_PROCESSING_PARTICIPANT"
  | "ERROR_SENDING_EMAIL_INVITES"
  | "UNEXPECTED_ERROR"
  /** A code that the guide does not list; `status` keeps its number. */
  | "UNKNOWN_STATUS"
  /** Not a status: the site refused the credentials or the policy when a token was asked for. */
  | "CREDENTIALS_REFUSED";

/** Thrown when the site answered and refused. `status` is its status code; null where it gave none. */
export class SiteError extends Error {
  override name = "SiteError";
  constructor(
    readonly code: SiteErrorCode,
    readonly status: number | null,
    options?: ErrorOptions,
  ) {
    super(`the conferencing site answered ${code}${status === null ? "" : ` (${status})`}`, options);
  }
}

/**
 * Why there is no usable answer: not reached, none in time, an HTTP status, a SOAP Fault, or bytes that are not the
 * answer that the WSDL promises.
 */
export type CallFailure = "UNREACHABLE" | "TIMEOUT" | "HTTP_STATUS" | "FAULT" | "UNREADABLE" | "TOO_LARGE";

/** Thrown when a call got no usable answer. */
export class CallError extends Error {
  override name = "CallError";
  constructor(
    readonly failure: CallFailure,
    /** "no": the request never reached the site. "unknown": the work may have been done all the same. */
    readonly done: "no" | "unknown",
    options: ErrorOptions & { httpStatus?: number } = {},
  ) {
    super(`no usable answer from the conferencing site: ${failure}`, options);
    this.httpStatus = options.httpStatus ?? null;
  }
  readonly httpStatus: number | null;
}
