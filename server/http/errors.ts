import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ErrorCode } from "../../src/contract/errorCodes";
import { BodyError, type BodyErrorCode } from "./requestBody";
import { RelayError } from "../conferences/relayError";
import { LedgerError } from "../ledger/errors";
import { CallError, RtcError, SiteError, type CallErrorCode, type SiteErrorCode } from "../rtc/errors";

/** RTC's codes and our own -> the contract's (guide, Tables 3-16 to 3-66). */
const contractCodes: Record<SiteErrorCode | CallErrorCode | BodyErrorCode, ErrorCode> = {
  MEETING_ID_IS_NULL: "CONFERENCE_UNKNOWN",
  INVALID_MEETING_ID: "CONFERENCE_UNKNOWN",
  INVALID_SITE_ID: "SITE_UNKNOWN",
  INVALID_USER_ID: "ORGANIZER_UNKNOWN",
  INVALID_USER_GUID: "ORGANIZER_UNKNOWN",
  MEETING_START_TIME_IS_NULL: "START_MISSING",
  MEETING_END_TIME_IS_NULL: "END_MISSING",
  MEETING_CANNOT_BE_UPDATED_NOW: "CANNOT_CHANGE_NOW",
  MEETING_START_TIME_ERR: "START_REFUSED",
  MEETING_END_TIME_ERR: "END_REFUSED",
  MEETING_MTGNOTCREATED_ERR: "NOT_CREATED",
  MEETING_PUBLIC_MTGTYPE_ERR: "PUBLIC_NOT_ALLOWED",
  MEETING_INVALID_PASSWORD: "CONFERENCE_KEY_REFUSED",
  ERROR_RETRIEVING_CONFERENCE_LIST: "LIST_FAILED",
  ERROR_RETRIEVING_ATTENDEE_LIST: "REPORT_FAILED",
  ERROR_RETRIEVING_CONFERENCE_DETAILS: "REPORT_FAILED",
  SERVICE_INPUT_ERROR: "SITE_REFUSED_INPUT",
  REQUEST_SIZE_EXCEEDED: "SITE_REFUSED_INPUT",
  ADDITIONAL_DATA_AVAILABLE: "SITE_UNREADABLE",
  PROCESSED_WITH_NON_FATAL_ERRORS: "PARTICIPANTS_REFUSED",
  NOT_AUTHORIZED: "SCHEDULING_NOT_ALLOWED",
  ORGANIZER_ID_MISSING: "ORGANIZER_MISSING",
  USER_CANNOT_SCHEDULE_FOR_ORGANIZER: "NOT_THE_ORGANIZER",
  ERROR_PROCESSING_PARTICIPANT: "PARTICIPANTS_REFUSED",
  ERROR_SENDING_EMAIL_INVITES: "NOT_CREATED",
  UNEXPECTED_ERROR: "SITE_ERROR",
  UNKNOWN_STATUS: "SITE_ERROR",
  CREDENTIALS_REFUSED: "SITE_CREDENTIALS_REFUSED",
  POLICY_REFUSED: "SERVICE_NOT_PROVISIONED",
  UNREACHABLE: "SITE_UNREACHABLE",
  TIMEOUT: "SITE_TIMEOUT",
  HTTP_STATUS: "SITE_UNREADABLE",
  FAULT: "SITE_ERROR",
  UNREADABLE: "SITE_UNREADABLE",
  TOO_LARGE: "SITE_UNREADABLE",
  SUSPENDED: "SITE_UNREACHABLE",
  OVERLOADED: "OVERLOADED",
  SIGN_IN_WANTED: "SITE_WANTS_SIGN_IN",
  NOT_THERE: "SERVICE_NOT_PROVISIONED",
  BODY_TOO_LARGE: "TOO_LARGE",
  BODY_TOO_SLOW: "REQUEST_TOO_SLOW",
  BODY_CUT_OFF: "BAD_REQUEST",
};

const httpStatuses: Partial<Record<ErrorCode, ContentfulStatusCode>> = {
  UNAUTHENTICATED: 401,
  NOT_A_CONFERENCE_USER: 403,
  ISSUER_UNAVAILABLE: 503,
  BAD_REQUEST: 400,
  METHOD_NOT_ALLOWED: 405,
  TOO_LARGE: 413,
  REQUEST_TOO_SLOW: 408,
  RATE_LIMITED: 429,
  NOT_FOUND: 404,
  KEY_REUSED: 422,
  VERSION_MISSING: 428,
  VERSION_STALE: 409,
  CONFERENCE_BUSY: 409,
  OVERLOADED: 503,
  LEDGER_UNAVAILABLE: 503,
  CONFERENCE_UNKNOWN: 404,
  OUTCOME_AMBIGUOUS: 409,
  SITE_ERROR: 502,
  SITE_UNKNOWN: 502,
  SITE_CREDENTIALS_REFUSED: 502,
  LINK_REFUSED: 502,
  LIST_FAILED: 502,
  REPORT_FAILED: 502,
  NOT_FINISHED: 409,
  SITE_REFUSED_INPUT: 502,
  SERVICE_NOT_PROVISIONED: 403,
  NO_SITE: 403,
  NOT_A_DELEGATE: 403,
  SITE_UNREADABLE: 502,
  SITE_WANTS_SIGN_IN: 502,
  OUTCOME_UNKNOWN: 502,
  SITE_UNREACHABLE: 503,
  SITE_TIMEOUT: 504,
  INTERNAL: 500,
};

/** The HTTP status of an error code: 422 where the site refused what the organizer asked for. */
export function httpStatusOf(code: ErrorCode): ContentfulStatusCode {
  return httpStatuses[code] ?? 422;
}

/** Turns an error into an answer; one that nobody foresaw is INTERNAL, and is kept as the cause for the log. */
export function asRelayError(cause: unknown): RelayError {
  if (cause instanceof RelayError) return cause;
  if (cause instanceof LedgerError) return ofLedger(cause);
  if (!(cause instanceof RtcError || cause instanceof BodyError))
    return new RelayError("INTERNAL", {}, { cause });
  return new RelayError(contractCodes[cause.code], detailsOf(cause), { cause });
}

function detailsOf(cause: RtcError | BodyError): RelayError["details"] {
  if (cause instanceof SiteError && cause.status !== null) return { status: cause.status };
  if (cause instanceof CallError && cause.retryAfterMs !== null)
    return { retryAfterSeconds: Math.ceil(cause.retryAfterMs / 1000) };
  return {};
}

function ofLedger(cause: LedgerError): RelayError {
  switch (cause.code) {
    case "ENTRY_BUSY":
      return new RelayError(
        "CONFERENCE_BUSY",
        { retryAfterSeconds: secondsOf(cause.retryAfterMs) },
        { cause },
      );
    case "LEDGER_UNAVAILABLE":
      return new RelayError("LEDGER_UNAVAILABLE", { retryAfterSeconds: 5 }, { cause });
    case "LEASE_LOST":
    case "CONFERENCE_TAKEN":
      return new RelayError("OUTCOME_UNKNOWN", { retryAfterSeconds: 5 }, { cause });
    case "ENTRY_UNREADABLE":
    case "LEDGER_UNUSABLE":
      return new RelayError("INTERNAL", {}, { cause });
  }
}

/** At least one, also where the time is over already. */
function secondsOf(ms: number | null): number {
  return Math.max(Math.ceil((ms ?? 0) / 1000), 1);
}
