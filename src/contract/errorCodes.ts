/** Every way in which the relay can refuse or fail. Callers switch on the code; texts are theirs. */
export const errorCodes = [
  // The caller's side
  "UNAUTHENTICATED",
  "NOT_A_CONFERENCE_USER",
  /** No configured site serves this caller. */
  "NO_SITE",
  /** The caller may not do this for whom it was asked (On-Behalf-Of). */
  "NOT_A_DELEGATE",
  /** The keys of the caller's issuer cannot be had, so nobody can tell whether the token is genuine. Nothing was begun. */
  "ISSUER_UNAVAILABLE",
  "BAD_REQUEST",
  "METHOD_NOT_ALLOWED",
  "TOO_LARGE",
  /** The request's body did not arrive in time. Nothing was begun. */
  "REQUEST_TOO_SLOW",
  "RATE_LIMITED",
  "NOT_FOUND",
  "KEY_REUSED",
  /** A change without the version that it starts from (If-Match). */
  "VERSION_MISSING",
  /** The conference was changed by somebody else since; `current` says to what. */
  "VERSION_STALE",
  /** Another request works on this very conference. */
  "CONFERENCE_BUSY",
  // The conferencing site refused (guide, Tables 3-16 to 3-66)
  "START_MISSING",
  "END_MISSING",
  "START_REFUSED",
  "END_REFUSED",
  "NOT_CREATED",
  "PUBLIC_NOT_ALLOWED",
  "CONFERENCE_KEY_REFUSED",
  "ORGANIZER_UNKNOWN",
  "ORGANIZER_MISSING",
  "NOT_THE_ORGANIZER",
  "PARTICIPANTS_REFUSED",
  "CONFERENCE_UNKNOWN",
  "CANNOT_CHANGE_NOW",
  "LIST_FAILED",
  "REPORT_FAILED",
  /** There is no report of a conference that has not ended. */
  "NOT_FINISHED",
  "SITE_REFUSED_INPUT",
  /** The site is not provisioned for this service, or it is switched off here. */
  "SERVICE_NOT_PROVISIONED",
  "SCHEDULING_NOT_ALLOWED",
  "SITE_UNKNOWN",
  "SITE_CREDENTIALS_REFUSED",
  /** The site's join link leads to a host that this relay may not hand out; the conference was taken back. */
  "LINK_REFUSED",
  "SITE_ERROR",
  // The conferencing site could not be talked to
  "SITE_UNREACHABLE",
  "SITE_TIMEOUT",
  "SITE_UNREADABLE",
  /** The site asks for a person's sign-in where the relay calls it. */
  "SITE_WANTS_SIGN_IN",
  /** The answer was lost and it could not be found out whether the conference exists; the same key may be sent again. */
  "OUTCOME_UNKNOWN",
  /** One or several conferences could be the one whose answer was lost, and it is not certain which; `candidates` names them. */
  "OUTCOME_AMBIGUOUS",
  // The relay itself
  /** More is under way than the relay or the site can take; nothing was done. */
  "OVERLOADED",
  /** The relay cannot reach its memory. Nothing was begun, or (after a call) the same key may be sent again. */
  "LEDGER_UNAVAILABLE",
  "INTERNAL",
] as const;

export type ErrorCode = (typeof errorCodes)[number];
