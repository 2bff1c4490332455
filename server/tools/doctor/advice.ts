import type { CallErrorCode, SiteErrorCode } from "../../rtc/errors";

/** For an administrator: the meaning of each error of a deployment, and what to do. */
export const advice: Record<SiteErrorCode | CallErrorCode, string> = {
  MEETING_ID_IS_NULL: "A call came without a conference ID. This is a fault of the relay: report it.",
  INVALID_MEETING_ID: "The conference is not known, or belongs to another site.",
  INVALID_SITE_ID: "The site ID is wrong. Compare RTC_SITE_ID with the Sites tab of the RTC web application.",
  INVALID_USER_ID: "The user is not in the deployment's directory. Compare the user IDs of both directories.",
  INVALID_USER_GUID: "The user's GUID is not in the deployment's directory.",
  MEETING_START_TIME_IS_NULL: "A start time was missing. This is a fault of the relay: report it.",
  MEETING_END_TIME_IS_NULL: "An end time was missing. This is a fault of the relay: report it.",
  MEETING_CANNOT_BE_UPDATED_NOW: "The conference has begun or is over.",
  MEETING_START_TIME_ERR:
    "The start lies in the past for the deployment. Compare the clocks of both machines.",
  MEETING_END_TIME_ERR: "The end does not fit the start.",
  MEETING_MTGNOTCREATED_ERR: "The deployment could not create the conference. Look into its own log.",
  MEETING_PUBLIC_MTGTYPE_ERR: "Public conferences are off. Allow them for the site, or do not offer them.",
  MEETING_INVALID_PASSWORD: "The conference key does not meet the site's rules, or is required.",
  ERROR_RETRIEVING_CONFERENCE_LIST: "The deployment could not read its conferences. Look into its own log.",
  ERROR_RETRIEVING_ATTENDEE_LIST: "The deployment could not read an attendee list. Look into its own log.",
  ERROR_RETRIEVING_CONFERENCE_DETAILS: "The deployment has no details of this conference, or it is not over.",
  SERVICE_INPUT_ERROR:
    "The deployment did not take the input. Compare its WSDLs (this program does) and report it.",
  REQUEST_SIZE_EXCEEDED: "Requests are too large for the deployment. Check its max_request_size.",
  ADDITIONAL_DATA_AVAILABLE:
    "Not even one element fits into an answer. Raise the deployment's max_response_size.",
  PROCESSED_WITH_NON_FATAL_ERRORS: "Some attendees were not taken. Are they in the deployment's directory?",
  NOT_AUTHORIZED: "The site may not do this. Provision it in the Sites tab of the RTC web application.",
  ORGANIZER_ID_MISSING: "The organizer had no ID. Check the claim that holds the RTC user ID.",
  USER_CANNOT_SCHEDULE_FOR_ORGANIZER: "The caller may schedule for itself only. Use the site's credentials.",
  ERROR_PROCESSING_PARTICIPANT: "The attendees were not taken. Are they in the deployment's directory?",
  ERROR_SENDING_EMAIL_INVITES: "The deployment could not send mail. Check its mail settings.",
  UNEXPECTED_ERROR: "The deployment failed inside. Look into its own log.",
  UNKNOWN_STATUS: "The guide does not list this status code. Ask the deployment's vendor for it.",
  CREDENTIALS_REFUSED: "The site ID or the authentication token is wrong, or the site is disabled.",
  POLICY_REFUSED:
    "The site is not provisioned for this policy. Add it in the Sites tab of the RTC web application.",
  UNREACHABLE: "Nothing answers there. Check RTC_URL, name resolution, firewalls and the TLS certificate.",
  TIMEOUT: "The deployment takes too long. Raise RTC_TIMEOUT_MS, or look at the load of its servers.",
  HTTP_STATUS: "The web server answers, but not with this service. Check the address and proxies on the way.",
  FAULT: "The service answered with a SOAP Fault. Look into the deployment's own log.",
  UNREADABLE: "The answer is not XML of this service. Is there a sign-in page or a proxy in between?",
  TOO_LARGE: "The answer is larger than the relay takes. Lower the deployment's max_response_size.",
  SUSPENDED: "The deployment did not answer several calls just before. Look at those first.",
  OVERLOADED: "Too many calls were under way at once. Try again.",
  SIGN_IN_WANTED:
    'The service wants a person to sign in, which the relay is not. Leave "instantConference" at "schedule".',
  NOT_THERE: 'The deployment has no such service. Check RTC_URL, or leave "instantConference" at "schedule".',
};
