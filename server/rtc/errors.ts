import { CodedError, type Done } from "../codedError";

/** The meaning of a status code of the guide's tables; texts for users are the caller's, those for administrators `advice`. */
export type SiteErrorCode =
  | "MEETING_ID_IS_NULL"
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
  | "ERROR_RETRIEVING_ATTENDEE_LIST"
  | "ERROR_RETRIEVING_CONFERENCE_DETAILS"
  | "SERVICE_INPUT_ERROR"
  | "REQUEST_SIZE_EXCEEDED"
  | "ADDITIONAL_DATA_AVAILABLE"
  | "PROCESSED_WITH_NON_FATAL_ERRORS"
  | "NOT_AUTHORIZED"
  | "ORGANIZER_ID_MISSING"
  | "USER_CANNOT_SCHEDULE_FOR_ORGANIZER"
  | "ERROR_PROCESSING_PARTICIPANT"
  | "ERROR_SENDING_EMAIL_INVITES"
  | "UNEXPECTED_ERROR"
  /** A code that the guide does not list; `status` keeps its number. */
  | "UNKNOWN_STATUS"
  /** Not a status: the deployment refused the credentials when a session was asked for. */
  | "CREDENTIALS_REFUSED"
  /** Not a status: the credentials are right, but the site is not provisioned for the policy of this service. */
  | "POLICY_REFUSED";

/** Thrown when a call of the site did not succeed. */
export abstract class RtcError extends CodedError<SiteErrorCode | CallErrorCode> {
  /** The number that the site gave, such as "1032" or "HTTP 503"; "" for none. */
  abstract readonly statusText: string;
}

/** Thrown when the site answered and refused. `status` is its status code; null where it gave none. */
export class SiteError extends RtcError {
  override name = "SiteError";
  declare readonly code: SiteErrorCode;
  readonly statusText: string;
  constructor(
    code: SiteErrorCode,
    readonly status: number | null,
    options?: ErrorOptions,
  ) {
    const number = status === null ? "" : ` (${status})`;
    // Some codes are about a part of the work: the rest may have been done.
    const done = mayBeDone.has(code) ? "unknown" : "no";
    super(code, done, `the conferencing site answered ${code}${number}`, options);
    this.statusText = status === null ? "" : String(status);
  }
}

const mayBeDone: ReadonlySet<SiteErrorCode> = new Set<SiteErrorCode>([
  "PROCESSED_WITH_NON_FATAL_ERRORS",
  "ERROR_PROCESSING_PARTICIPANT",
  "ERROR_SENDING_EMAIL_INVITES",
]);

/**
 * Why there is no usable answer: not reached, none in time, an HTTP status, a SOAP Fault, or bytes that are not the
 * answer that the WSDL promises. Or it was not asked: SUSPENDED, because it did not answer others a moment ago;
 * OVERLOADED, because too many are asking. Of URL services: SIGN_IN_WANTED, a sign-in page, or its address, came instead of
 * the answer; NOT_THERE, the web server knows no such address.
 */
export type CallErrorCode =
  | "UNREACHABLE"
  | "TIMEOUT"
  | "HTTP_STATUS"
  | "FAULT"
  | "UNREADABLE"
  | "TOO_LARGE"
  | "SUSPENDED"
  | "OVERLOADED"
  | "SIGN_IN_WANTED"
  | "NOT_THERE";

interface CallErrorOptions extends ErrorOptions {
  httpStatus?: number | null;
  retryAfterMs?: number | null;
}

/** Thrown when a call got no usable answer. */
export class CallError extends RtcError {
  override name = "CallError";
  declare readonly code: CallErrorCode;
  readonly statusText: string;
  /** `done` "no": the request never reached the site. */
  constructor(code: CallErrorCode, done: Done, options: CallErrorOptions = {}) {
    super(code, done, `no usable answer from the conferencing site: ${code}`, options);
    this.httpStatus = options.httpStatus ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.statusText = this.httpStatus === null ? "" : `HTTP ${this.httpStatus}`;
  }
  readonly httpStatus: number | null;
  /** When to ask again, where that is known. */
  readonly retryAfterMs: number | null;
}

/** The same failure, where more is known of what was done. */
export function withDone(cause: CallError, done: CallError["done"]): CallError {
  const { code, httpStatus, retryAfterMs } = cause;
  return new CallError(code, done, { cause, httpStatus, retryAfterMs });
}

/** The result of a call of the site, or null where it failed. */
export async function orNull<Result>(call: Promise<Result>): Promise<Result | null> {
  try {
    return await call;
  } catch (failure) {
    if (failure instanceof RtcError) return null;
    throw failure;
  }
}

/** Whether it is the site itself that failed, rather than this one request. */
export function isOutage({ code, httpStatus }: CallError): boolean {
  return code === "UNREACHABLE" || code === "TIMEOUT" || (httpStatus ?? 0) >= 500;
}

/** Whether the same request may well have an answer another time. */
export function isPassing({ httpStatus }: CallError): boolean {
  return httpStatus === null || [502, 503, 504].includes(httpStatus);
}
