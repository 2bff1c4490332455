import type { Bean } from "./decode";
import { CallError, SiteError, type SiteErrorCode } from "./errors";

/** The codes of Tables 3-25, 3-31 and 3-35. Where two texts share a number, the number decides. */
const statuses: Record<number, SiteErrorCode> = {
  3: "INVALID_MEETING_ID",
  4: "INVALID_SITE_ID",
  5: "INVALID_USER_ID",
  6: "INVALID_USER_GUID",
  351: "MEETING_START_TIME_IS_NULL",
  352: "MEETING_END_TIME_IS_NULL",
  354: "MEETING_CANNOT_BE_UPDATED_NOW",
  356: "MEETING_START_TIME_ERR",
  357: "MEETING_END_TIME_ERR",
  358: "MEETING_MTGNOTCREATED_ERR",
  362: "MEETING_PUBLIC_MTGTYPE_ERR",
  367: "MEETING_INVALID_PASSWORD",
  376: "ERROR_RETRIEVING_CONFERENCE_LIST",
  1013: "PROCESSED_WITH_NON_FATAL_ERRORS",
  1032: "NOT_AUTHORIZED",
  1061: "ORGANIZER_ID_MISSING",
  1062: "USER_CANNOT_SCHEDULE_FOR_ORGANIZER",
  1064: "ERROR_PROCESSING_PARTICIPANT",
  1065: "ERROR_SENDING_EMAIL_INVITES",
  1090: "UNEXPECTED_ERROR",
};

/** Reads an answer's status; null is success. Throws CallError where there is none. */
export function readStatus(answer: Bean | null): SiteError | null {
  const status = answer?.integer("statusCode") ?? null;
  if (status === null) throw new CallError("UNREADABLE", "unknown");
  return status === 0 ? null : new SiteError(statuses[status] ?? "UNKNOWN_STATUS", status);
}
