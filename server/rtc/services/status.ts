import { hasCode } from "../../codedError";
import type { Bean } from "../soap/decode";
import { CallError, SiteError, type SiteErrorCode } from "../errors";

/** The codes of all tables (3-16 to 3-66) under their numbers. Where two texts share a number, the number decides. */
const statuses: Record<number, SiteErrorCode> = {
  2: "MEETING_ID_IS_NULL",
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
  377: "ERROR_RETRIEVING_ATTENDEE_LIST",
  379: "ERROR_RETRIEVING_CONFERENCE_DETAILS",
  1010: "SERVICE_INPUT_ERROR",
  1011: "REQUEST_SIZE_EXCEEDED",
  1012: "ADDITIONAL_DATA_AVAILABLE",
  1013: "PROCESSED_WITH_NON_FATAL_ERRORS",
  1032: "NOT_AUTHORIZED",
  1061: "ORGANIZER_ID_MISSING",
  1062: "USER_CANNOT_SCHEDULE_FOR_ORGANIZER",
  1064: "ERROR_PROCESSING_PARTICIPANT",
  1065: "ERROR_SENDING_EMAIL_INVITES",
  1090: "UNEXPECTED_ERROR",
};

/** The error that a status code stands for; null is success. An unknown code keeps its number. */
export function errorOf(status: number): SiteError | null {
  return status === 0 ? null : new SiteError(statuses[status] ?? "UNKNOWN_STATUS", status);
}

/** Reads an answer's status; null is success. Throws CallError where there is none. */
export function readStatus(answer: Bean | null): SiteError | null {
  const status = answer?.integer("statusCode") ?? null;
  if (status === null) throw new CallError("UNREADABLE", "unknown");
  return errorOf(status);
}

/** Codes that speak of a part of what was asked for: the answer may hold the rest. */
const partialCodes: ReadonlySet<SiteErrorCode> = new Set<SiteErrorCode>([
  "ERROR_RETRIEVING_CONFERENCE_LIST",
  "ERROR_RETRIEVING_ATTENDEE_LIST",
  "ERROR_RETRIEVING_CONFERENCE_DETAILS",
  "ADDITIONAL_DATA_AVAILABLE",
  "PROCESSED_WITH_NON_FATAL_ERRORS",
]);

/** Whether a smaller question may be answered whole. */
export function isTooMuch(failure: unknown): boolean {
  return hasCode(failure, "TOO_LARGE", "ADDITIONAL_DATA_AVAILABLE", "REQUEST_SIZE_EXCEEDED");
}

/** Whether a refusal concerns only a part of what was asked for. */
export function isPartial({ code }: SiteError): boolean {
  return partialCodes.has(code);
}

/** The results of a bulk answer, and the code beside them; null: they are complete. Throws SiteError where it holds nothing but a code. */
export async function readPartial<Result>(
  answer: Bean | null,
  read: (answer: Bean) => Promise<Result[]>,
): Promise<{ results: Result[]; failure: SiteError | null }> {
  const failure = readStatus(answer);
  if (failure && !isPartial(failure)) throw failure;
  const results = answer ? await read(answer) : [];
  if (failure && results.length === 0) throw failure;
  return { results, failure };
}

/** The answer of a call that succeeded. Throws SiteError and CallError. */
export function successOf(answer: Bean | null): Bean {
  const failure = readStatus(answer);
  if (failure) throw failure;
  if (!answer) throw new CallError("UNREADABLE", "unknown");
  return answer;
}
