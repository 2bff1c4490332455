import type { ConferenceErrorCode } from "./failure";

/** Failures after which the same action may succeed, by itself or once the user has changed the text. */
const retryable: ReadonlySet<ConferenceErrorCode> = new Set<ConferenceErrorCode>([
  "UNAUTHENTICATED",
  "SIGN_IN_FAILED",
  "ISSUER_UNAVAILABLE",
  "REQUEST_TOO_SLOW",
  "RATE_LIMITED",
  "CONFERENCE_BUSY",
  "OVERLOADED",
  "LEDGER_UNAVAILABLE",
  "NOT_CREATED",
  "LIST_FAILED",
  "REPORT_FAILED",
  "SITE_ERROR",
  "SITE_UNREACHABLE",
  "SITE_TIMEOUT",
  "SITE_UNREADABLE",
  "OUTCOME_UNKNOWN",
  "OUTCOME_AMBIGUOUS",
  "INTERNAL",
  "RELAY_UNREACHABLE",
  "RELAY_TIMEOUT",
  "RELAY_UNREADABLE",
  "NO_ANSWER",
  "NOT_WRITTEN",
  "BODY_TOO_LARGE",
  "BODY_FORMAT",
  "BODY_CHANGED",
  "PROPERTIES_UNAVAILABLE",
  "OUTLOOK_OFFLINE",
  "BUSY",
  "OFFICE_FAILED",
  "AMBIGUOUS",
  "WAITING_STOPPED",
]);

/** Whether *Try again* is worth offering. */
export function canRetryAfter(code: ConferenceErrorCode): boolean {
  return retryable.has(code);
}
