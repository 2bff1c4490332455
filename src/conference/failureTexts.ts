import type { BlockingError } from "./model/differences";
import type { ConferenceError, ConferenceErrorCode } from "./failure";

/** What a translation of the failures must have. */
export interface FailureTexts {
  /** What happened and what to do; every code has its own sentence. */
  happened: Record<ConferenceErrorCode, string>;
  /** What that means for the conference. */
  stands: Record<ConferenceError["standing"], string>;
  /** Added where the invitation in the text lacks the conference key. */
  keyMissing: string;
  /** In the place of OTHER_WAY's own sentence, where the providers are known. */
  otherWays: (names: string) => string;
  /** Whom to ask, where only an administrator can help. */
  contact: (address: string) => string;
}

const happened: FailureTexts["happened"] = {
  END_BEFORE_START: "The appointment ends before it starts. Change its times.",
  STARTS_IN_THE_PAST: "The appointment is in the past. Choose a later time.",
  TOO_MANY_ATTENDEES: "A web conference takes up to 1,000 attendees. Take some out of the appointment.",
  KEY_MISSING: "The conference key is empty. Type one, or make a new one in the options.",
  UNAUTHENTICATED: "Your sign-in was not accepted. Close this pane, open it again and sign in.",
  SIGN_IN_FAILED: "Outlook could not sign you in. Close this pane, open it again and sign in.",
  OWNER_UNKNOWN:
    "Outlook does not say whose calendar this is. Close the appointment, open it again and try once more.",
  NOT_A_CONFERENCE_USER:
    "Your account has no user of the conferencing site. Ask your administrator to add one.",
  NO_SITE: "No conferencing site is set up for your account. Ask your administrator to set one up.",
  NOT_A_DELEGATE:
    "You may not do this for the owner of this calendar. Ask the owner, or your administrator to let you.",
  BAD_REQUEST: "The appointment holds something that the conferencing site cannot take. Check its fields.",
  ISSUER_UNAVAILABLE: "Your sign-in can't be checked right now. Try again in a moment.",
  METHOD_NOT_ALLOWED: "The web conference service can't do this. Tell your administrator.",
  REQUEST_TOO_SLOW: "Your connection is too slow at the moment. Try again.",
  TOO_LARGE: "The appointment is too large for a web conference. Invite fewer people.",
  RATE_LIMITED: "Too many requests in a short time. Wait a minute and try again.",
  NOT_FOUND: "This web conference is no longer known here.",
  CONFERENCE_UNKNOWN: "The conferencing site no longer has this web conference.",
  KEY_REUSED:
    "This appointment was already used for another web conference. Close the pane and open it again.",
  VERSION_MISSING:
    "The web conference may have been changed meanwhile. Close this pane, open it again and try once more.",
  VERSION_STALE: "The web conference was changed elsewhere meanwhile.",
  CONFERENCE_BUSY: "Another change of this web conference is under way. Wait a moment and try again.",
  OVERLOADED: "The web conference service has too much to do right now. Try again in a moment.",
  LEDGER_UNAVAILABLE: "The web conference service cannot reach its records. Try again in a moment.",
  START_MISSING: "The conferencing site got no start time. Set the appointment's times again.",
  END_MISSING: "The conferencing site got no end time. Set the appointment's times again.",
  START_REFUSED: "The conferencing site does not accept the start time. Choose a later start.",
  END_REFUSED: "The conferencing site does not accept the end time. Choose another end.",
  NOT_CREATED: "The conferencing site could not create the web conference. Try again later.",
  PUBLIC_NOT_ALLOWED:
    "The conferencing site does not allow public conferences. Choose who may join more narrowly, or do not list it publicly.",
  CONFERENCE_KEY_REFUSED:
    "The conferencing site does not accept the conference key, or wants one. Set a key in the options.",
  ORGANIZER_UNKNOWN: "The conferencing site does not know you as a user. Ask your administrator to add you.",
  ORGANIZER_MISSING:
    "The conferencing site got no organizer. Close this pane, open it again and try once more.",
  NOT_THE_ORGANIZER: "The conferencing site lets you schedule for yourself only.",
  PARTICIPANTS_REFUSED: "The conferencing site could not take the attendees. Check their addresses.",
  CANNOT_CHANGE_NOW: "The web conference has started or is over, so it cannot be changed now.",
  LIST_FAILED: "The conferencing site could not list its conferences. Try again later.",
  REPORT_FAILED: "The conferencing site could not make its report. Try again later.",
  NOT_FINISHED: "The web conference is not over yet, so there is no report.",
  SITE_REFUSED_INPUT: "The conferencing site could not take the request. Tell your administrator.",
  SERVICE_NOT_PROVISIONED: "The conferencing site does not offer this service here. Ask your administrator.",
  SCHEDULING_NOT_ALLOWED:
    "Scheduling is not allowed at the conferencing site. Ask your administrator to allow it.",
  SITE_UNKNOWN: "The conferencing site does not know this organization. Tell your administrator.",
  SITE_CREDENTIALS_REFUSED:
    "The conferencing site refused this organization's credentials. Tell your administrator.",
  LINK_REFUSED:
    "The conferencing site gave a link that can't be used, so you didn't get a web conference. Tell your administrator.",
  SITE_ERROR: "The conferencing site reported an error. Try again later.",
  SITE_UNREACHABLE: "The conferencing site cannot be reached. Try again later.",
  SITE_TIMEOUT: "The conferencing site took too long to answer. Try again.",
  SITE_UNREADABLE: "The conferencing site gave an answer that makes no sense. Try again later.",
  SITE_WANTS_SIGN_IN: "The conferencing site asks for a sign-in of its own here. Tell your administrator.",
  OUTCOME_UNKNOWN: "The conferencing site's answer was lost.",
  OUTCOME_AMBIGUOUS:
    "The conferencing site's answer was lost. It is not certain which web conference is this appointment's.",
  INTERNAL: "Something went wrong. Try again; if it stays, tell your administrator.",
  RELAY_UNREACHABLE: "The web conference service cannot be reached. Check your connection and try again.",
  RELAY_TIMEOUT: "The web conference service took too long to answer. Try again.",
  RELAY_UNREADABLE: "The web conference service gave an answer that makes no sense. Try again later.",
  OTHER_WAY: "This appointment has just got another way to join.",
  SAVED_SINCE:
    "The appointment was saved meanwhile, so others may have the link. Change or remove the web conference instead.",
  WAITING_STOPPED: "You stopped waiting. What was started can still finish. You'll see that here.",
  NO_ANSWER: "Outlook did not answer. Try again.",
  NOT_WRITTEN: "Outlook did not write the links into the appointment.",
  BODY_TOO_LARGE: "The appointment's text is too long for Outlook to take the links. Shorten it.",
  BODY_FORMAT: "The appointment's text changed its format meanwhile. Try again.",
  NO_PERMISSION: "Outlook does not let you change this appointment.",
  PROPERTIES_UNAVAILABLE: "Outlook could not save the appointment's properties. Try again.",
  BODY_CHANGED: "Somebody wrote into the appointment's text at the same moment. Try again.",
  OCCURRENCE:
    "This is one of a series, and a series has one web conference. Open the series to add, change or remove it.",
  ITEM_CHANGED: "Another appointment was opened meanwhile. Open this one again.",
  OUTLOOK_OFFLINE: "Outlook is offline, or its server failed. Try again when it is back.",
  BUSY: "Outlook has too much to do at the moment. Try again in a few seconds.",
  OFFICE_FAILED: "Outlook reported an error. Try again.",
  AMBIGUOUS:
    "The appointment's text holds the invitation twice, or only a part of it. Delete one of them, or the part, and try again.",
  INVITATION_NOT_FOUND: "The invitation was not found in the appointment's text.",
  UNSAFE_LINK: "The join link is not a safe web address, so it was not written.",
};

const stands: FailureTexts["stands"] = {
  nothingDone: "Nothing was changed.",
  notWritten: "The web conference exists, but its links aren't in the appointment.",
  notRewritten: "The web conference was updated, but the old links are still in the appointment.",
  halfWritten: "The links are in the appointment, but its location may not be up to date.",
  maybeDeleted:
    "It isn't certain whether the web conference was deleted. The appointment wasn't changed. Trying again is safe.",
  notTakenOut: "The web conference was deleted, but its links are still in the appointment.",
  unknown:
    "It is not certain what the conferencing site did. Trying again is safe: there will be one conference at the most.",
  halfTakenOut:
    "The web conference was deleted and its links were removed from the text, but the location may still name it.",
  undecided: "Until you have said which it is, nothing more is done.",
  changedElsewhere: "Nothing of yours was lost or sent. Use the newer one, or replace it with yours.",
  lost: "It cannot be changed from here any more. Take its links out of the appointment; then a new one can be added.",
};

export const englishFailures: FailureTexts = {
  happened,
  stands,
  keyMissing: "The key is missing there.",
  otherWays: (names) =>
    `This appointment has just got a link to ${names}: people would have two ways to join.`,
  contact: (address) => `Write to ${address}.`,
};

/** Obstacles that only an administrator can remove. */
const remediedByAdministrator: readonly BlockingError[] = ["NOT_A_DELEGATE", "SCHEDULING_NOT_ALLOWED"];

/** The sentence for something that stands in the way before anything was tried, and whom to ask about it. */
export function describeObstacle(
  obstacle: BlockingError,
  texts: FailureTexts | null = null,
  administrator: string | null = null,
): { title: string; contact: string | null } {
  const { happened, contact } = texts ?? englishFailures;
  const isTheirs = administrator !== null && remediedByAdministrator.includes(obstacle);
  return { title: happened[obstacle], contact: isTheirs ? contact(administrator) : null };
}

/** A failure: what happened and what to do; what was and was not done; whom to ask, where the relay says so. */
export function describeFailure(
  { code, standing, details }: Pick<ConferenceError, "code" | "standing" | "details">,
  texts: FailureTexts | null = null,
): { title: string; standing: string; contact: string | null } {
  const { happened, stands, keyMissing, otherWays, contact } = texts ?? englishFailures;
  const number = details.status === undefined ? "" : ` (${details.status})`;
  return {
    title: details.otherWays ? otherWays(details.otherWays.join(", ")) : happened[code] + number,
    standing: details.lacksKey ? `${stands[standing]} ${keyMissing}` : stands[standing],
    contact: details.administrator === undefined ? null : contact(details.administrator),
  };
}
