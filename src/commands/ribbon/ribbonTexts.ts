import type { ConferenceErrorCode, FailureOutcome } from "../../conference/failure";
import { notLoadedText } from "../notLoaded";

type Happened = Partial<Record<ConferenceErrorCode, string>>;

/** What happened, where the pane's own sentence speaks of the pane. */
const happenedInBar: Happened = {
  UNAUTHENTICATED: "Your sign-in was not accepted. Try again; if it stays, tell your administrator.",
  SIGN_IN_FAILED: "Outlook could not sign you in. Try again, and sign in when you are asked.",
  KEY_REUSED:
    "This appointment was already used for another web conference. Close the appointment and open it again.",
  VERSION_MISSING: "The web conference may have been changed meanwhile. Try again.",
  ORGANIZER_MISSING: "The conferencing site got no organizer. Try again.",
};

/** Where there is no pane, and so no options either. */
const happenedWithoutPane: Happened = {
  KEY_MISSING: "The conference key is empty. Set one in Outlook on a computer.",
  CONFERENCE_KEY_REFUSED:
    "The conferencing site does not accept the conference key, or wants one. Set one in Outlook on a computer.",
};

const notTaken = "The web conference service did not take the request. Tell your administrator.";
const notNow = "The conferencing site does not take a web conference that begins now. Try again in a minute.";

/** Where there is no appointment that could be changed: beside a message, and beside what is only read. */
const happenedWithoutChoice: Happened = {
  KEY_MISSING: "The conference key is missing. Try again.",
  CONFERENCE_KEY_REFUSED:
    "The conferencing site does not accept the conference key, or wants one. Try again; if it stays, tell your administrator.",
  OUTCOME_AMBIGUOUS:
    "The conferencing site's answer was lost. It is not certain whether the web conference has begun.",
  KEY_REUSED: "Another web conference was already started like this. Try again in ten minutes.",
  BAD_REQUEST: notTaken,
  TOO_LARGE: notTaken,
  NO_PERMISSION: "Outlook does not allow this here.",
  ITEM_CHANGED: "Something else was opened meanwhile. Open this again and try once more.",
  START_REFUSED: notNow,
  END_REFUSED: notNow,
  PUBLIC_NOT_ALLOWED:
    "The conferencing site does not let everybody join. Choose in “Conference options” who may.",
};

/** What the ribbon's functions say in an item's own bar: 150 characters at most. */
export const english = {
  product: "Web conference",
  adding: "Adding a web conference…",
  added: "The web conference was added. Its links are in the appointment.",
  /** After it was added. */
  otherWay: (names: string) => `It also has a link to ${names}.`,
  /** Of a private appointment, after what was done. */
  isPrivate: (title: string) => `As it's private, it's called “${title}”.`,
  /** After it was added for somebody else than the mailbox's user. */
  belongsTo: (name: string) => `It belongs to ${name}.`,
  /** Before it is; then `goOnAgain` or `openPane`. An address has 34 characters at most. */
  signedInAs: (caller: string, mailbox: string) => `You're signed in as ${caller}, not as ${mailbox}.`,
  goOnAgain: "Select the button again to go on.",
  addedOld: "The web conference was added, but could not be brought up to date with the appointment.",
  already: "This appointment's web conference is up to date.",
  cancelled: "This appointment was cancelled, so its web conference was not changed.",
  removeCancelled: "“Remove web conference” deletes it.",
  copied: "This appointment seems to be a copy with another one's links.",
  quoted: "The text has links to a web conference that this appointment isn't connected to.",
  openPane: "Open “Conference options” to go on.",
  /** Where there is no pane. */
  goOnElsewhere: "Go on in Outlook on a computer.",
  open: "Open",
  late: "This takes longer than Outlook waits. Open “Conference options” to see what was done.",
  lateElsewhere:
    "This takes longer than Outlook waits, and may still go on. If nothing has happened after a minute, try again.",
  notLoaded: notLoadedText("en"),
  removing: "Removing the web conference…",
  removed: "The web conference was deleted, and its links were taken out.",
  askRemove:
    "Delete this web conference? Its link will stop working for everybody. Press “Remove web conference” again to delete it.",
  askRemoveInPane:
    "Delete this web conference? Its link will stop working for everybody. Open “Conference options” and remove it there.",
  none: "This appointment has no web conference.",
  check: "Outlook changed something else in it, too: check text and location.",
  opening: "Opening the web conference…",
  opened: "The web conference opens in a window of its own.",
  /** Then one of the two below it; a host has 45 characters at most. */
  leadsTo: (host: string) => `This link leads to ${host}, which isn't known to be your conferencing site.`,
  joinAgain: "Select the button again to open it.",
  joinInPane: "“Conference details” can open it.",
  /** In its place beside a message that invites: the pane has another name there. */
  joinInMessagePane: "“Conference options” can open it.",
  heldBack:
    "If no window has opened, your browser held it back. Use the link in the text, or allow pop-ups for Outlook and press again.",
  hostHeldBack:
    "If no window has opened, your browser held it back. Press “Start as host” in “Conference details”.",
  notHost:
    "Only the organizer, and who may act for the organizer, can start this web conference as its host.",
  starting: "Starting a web conference…",
  met: "The web conference has begun. Its link is in the message.",
  metReply: "The web conference has begun. Its link is in the reply.",
  metAlone: "The web conference has begun. The conferencing site gave no link for others.",
  metAlready: "The web conference has begun already.",
  metHeldBack:
    "The web conference has begun. If no window has opened, your browser held it back: open “Conference options” to get in.",
  notInserted:
    "The web conference has begun, but Outlook did not take its link. Copy it from the conference's own page.",
  notInsertedHeldBack:
    "The web conference has begun, but Outlook did not take its link, and your browser may have held its window back. Open “Conference options” for both.",
  /** After a failed write, where nothing else says it. */
  tryAgain: "Try again.",
  /** What stands, where it fits no other way. */
  standsInBar: {
    nothingDone: "Nothing was changed.",
    notWritten: "Its links aren't in the text. Try again.",
    notRewritten: "The old links are still in the text. Try again.",
    halfWritten: "Its links are in the text.",
    maybeDeleted: "Trying again is safe.",
    notTakenOut: "Its links are still in the text.",
    halfTakenOut: "Its links were removed from the text.",
    unknown: "Trying again is safe.",
    undecided: "Choose in Outlook on a computer.",
    changedElsewhere: "Choose in Outlook on a computer.",
    lost: "Take its links out of the appointment.",
  } satisfies Record<FailureOutcome, string>,
  happenedInBar,
  happenedWithoutPane,
  happenedWithoutChoice,
  titleFallback: (organizer: string) =>
    organizer === "" ? "Web conference" : `Web conference with ${organizer}`,
};

/** The shape of a translation. */
export type RibbonTexts = typeof english;
