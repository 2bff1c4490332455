// Made by `npm run messages` of en.json.
type Value = string | number;
export declare const languageOf: (tag: string) => "ar" | "de" | "en";
interface StartTexts {
  opening: string;
}
export declare const startTexts: (tag: string) => StartTexts;
interface RibbonStartTexts {
  notLoaded: string;
}
export declare const ribbonStartTexts: (tag: string) => RibbonStartTexts;
interface PaneTexts {
  product: string;
  summary: string;
  scheduledSummary: string;
  asItIs: string;
  organizer: (values: { name: Value }) => string;
  organizerForOther: (values: { name: Value }) => string;
  hostIsOwner: (values: { name: Value }) => string;
  attendees: (values: { count: number }) => string;
  moreAttendees: (values: { count: number }) => string;
  options: string;
  comma: string;
  access: { invited: string; registered: string; anyone: string };
  key: string;
  optionsLine: { enrollment: string; key: string; dialIn: string; sendEmail: string; publiclyListed: string };
  add: string;
  update: string;
  remove: string;
  steps: { reading: string; scheduling: string; updating: string; removing: string; writing: string };
  upToDate: string;
  outOfDate: string;
  changed: string;
  join: string;
  host: string;
  conferenceId: string;
  copy: string;
  open: string;
  removedDone: string;
  retry: string;
  dismiss: string;
  toThis: (values: { action: Value; what: Value }) => string;
  requestId: (values: { id: Value }) => string;
  undo: string;
  titleWith: (values: { organizer: Value }) => string;
}
export declare const paneTexts: PaneTexts;
interface TitleTexts {
  none: (values: { title: Value }) => string;
  private: (values: { title: Value }) => string;
}
export declare const titleTexts: (tag: string) => TitleTexts;
interface DetailsTexts {
  host: string;
  alsoIn: string;
}
export declare const detailsTexts: (tag: string) => DetailsTexts;
interface SkippedTexts {
  title: (values: { count: number }) => string;
  reason: { noAddress: string; distributionList: string };
}
export declare const skippedTexts: (tag: string) => SkippedTexts;
interface OptionsFormTexts {
  accessLabel: string;
  dialIn: string;
  publiclyListed: string;
  accessHint: { invited: string; registered: string; anyone: string };
  enrollment: string;
  enrollmentHint: string;
  keyWanted: string;
  keyHint: string;
  keyRequired: string;
  newKey: string;
  keyEmpty: string;
  dialInHint: string;
  publishAttendees: string;
  sendEmail: string;
  sendEmailHint: string;
}
export declare const optionsFormTexts: (tag: string) => OptionsFormTexts;
interface RemoveTexts {
  question: string;
  yes: string;
  no: string;
}
export declare const removeTexts: (tag: string) => RemoveTexts;
interface OutcomeTexts {
  scheduled: string;
  updated: string;
  finished: string;
  refreshed: string;
  undone: string;
  updateUndone: string;
  notWritten: string;
  oldLinks: string;
  keyMissing: string;
  warning: { SOME_PARTICIPANTS_FAILED: string; PARTICIPANTS_FAILED: string; INVITES_NOT_SENT: string };
  note: {
    LOCATION_NOT_SET: string;
    LOCATION_CHANGED: string;
    OTHER_TEXT_CHANGED: string;
    OTHER_TEXT_LOST: string;
    UNKNOWN_TEXT_GONE: string;
  };
}
export declare const outcomeTexts: (tag: string) => OutcomeTexts;
interface FailedTexts {
  writeAgain: string;
  takeBack: string;
  takeOut: string;
  useNewer: string;
  replaceNewer: string;
  anew: string;
  addAnyway: string;
  notUndone: string;
  changedElsewhere: string;
}
export declare const failedTexts: (tag: string) => FailedTexts;
interface ChoiceTexts {
  which: string;
  useThis: string;
  none: string;
  noTime: string;
  created: (values: { when: Value }) => string;
  several: (values: { count: number }) => string;
  unused: (values: { count: number }) => string;
  use: string;
  remove: string;
}
export declare const choiceTexts: (tag: string) => ChoiceTexts;
interface OtherTexts {
  copiedTitle: string;
  copied: string;
  quotedTitle: (values: { count: number }) => string;
  quoted: string;
  separate: string;
  leave: string;
  occurrence: string;
  occurrenceNone: string;
  moved: string;
  notOpen: (values: { from: Value; to: Value }) => string;
  notInvited: (values: { names: Value }) => string;
}
export declare const otherTexts: (tag: string) => OtherTexts;
interface SeriesTexts {
  every: {
    daily: (values: { interval: number }) => string;
    weekly: (values: { interval: number }) => string;
    monthly: (values: { interval: number }) => string;
    yearly: (values: { interval: number }) => string;
  };
  weekdays: string;
  kinds: { day: string; weekday: string; weekendDay: string };
  weeks: { first: string; second: string; third: string; fourth: string; last: string };
  on: (values: { days: Value }) => string;
  onDay: (values: { day: Value }) => string;
  inMonth: (values: { month: Value }) => string;
  from: (values: { date: Value }) => string;
  until: (values: { date: Value }) => string;
  noEnd: string;
  comma: string;
  unknown: string;
  untold: string;
  policy: (values: { from: Value; to: Value }) => string;
  cut: (values: { days: Value; from: Value; to: Value }) => string;
  renew: (values: { until: Value }) => string;
  begun: (values: { times: Value }) => string;
}
export declare const seriesTexts: (tag: string) => SeriesTexts;
interface DifferencesTexts {
  change: { title: string; start: string; end: string; attendees: string; options: string };
  optionsChanged: string;
  added: (values: { names: Value }) => string;
  removed: (values: { names: Value }) => string;
}
export declare const differencesTexts: (tag: string) => DifferencesTexts;
interface WaitingTexts {
  still: string;
  slow: { outlook: string; site: string; either: string };
  stop: string;
  afterwards: string;
}
export declare const waitingTexts: (tag: string) => WaitingTexts;
interface MissingTexts {
  title: (values: { parts: Value }) => string;
  parts: {
    settings: string;
    presence: string;
    unclaimed: string;
    people: string;
    conference: string;
    progress: string;
    report: string;
    recording: string;
    attendees: string;
  };
}
export declare const missingTexts: (tag: string) => MissingTexts;
interface CopyTexts {
  copied: string;
  notCopied: string;
}
export declare const copyTexts: (tag: string) => CopyTexts;
interface ClientTexts {
  title: string;
  name: { addIn: string; messenger: string };
  get: (values: { name: Value }) => string;
}
export declare const clientTexts: (tag: string) => ClientTexts;
interface SignedInTexts {
  other: (values: { caller: Value; mailbox: Value }) => string;
  ownerOf: (values: { name: Value }) => string;
  alias: (values: { caller: Value; mailbox: Value }) => string;
}
export declare const signedInTexts: (tag: string) => SignedInTexts;
interface OtherProvidersTexts {
  warning: (values: { names: Value }) => string;
}
export declare const otherProvidersTexts: (tag: string) => OtherProvidersTexts;
interface CancelledTexts {
  warning: string;
}
export declare const cancelledTexts: (tag: string) => CancelledTexts;
interface PopupTexts {
  text: string;
  link: string;
}
export declare const popupTexts: (tag: string) => PopupTexts;
interface OutsideTexts {
  title: string;
  text: string;
}
export declare const outsideTexts: (tag: string) => OutsideTexts;
interface ReadTexts {
  none: string;
  failed: string;
  join: string;
  leadsTo: (values: { host: Value }) => string;
  foreign: (values: { host: Value }) => string;
  openAt: (values: { host: Value }) => string;
  startAsHost: string;
  opens: (values: { moment: Value }) => string;
  notStarted: string;
  waiting: string;
  inProgress: string;
  over: string;
  host: (values: { name: Value }) => string;
  shared: string;
}
export declare const readTexts: (tag: string) => ReadTexts;
interface ReportTexts {
  title: string;
  endings: {
    graceful: string;
    abandoned: string;
    aborted: string;
    failed: string;
    forced: string;
    unknown: string;
  };
  summary: (values: { minutes: number; people: number }) => string;
  recording: string;
  attendance: string;
  rating: (values: { rating: Value }) => string;
  comments: string;
  nameless: string;
  guest: string;
  unreadable: (values: { people: number }) => string;
}
export declare const reportTexts: (tag: string) => ReportTexts;
interface MeetTexts {
  title: string;
  about: string;
  start: string;
  starting: string;
  started: string;
  joinAsHost: string;
  noLink: string;
  intoMessage: string;
  intoReply: string;
  inMessage: string;
  inReply: string;
  notOffered: string;
}
export declare const meetTexts: (tag: string) => MeetTexts;
interface PresenceTexts {
  available: string;
  away: string;
  busy: string;
  offline: string;
}
export declare const presenceTexts: (tag: string) => PresenceTexts;
interface FailureTexts {
  happened: {
    END_BEFORE_START: string;
    STARTS_IN_THE_PAST: string;
    TOO_MANY_ATTENDEES: string;
    KEY_MISSING: string;
    UNAUTHENTICATED: string;
    SIGN_IN_FAILED: string;
    OWNER_UNKNOWN: string;
    NOT_A_CONFERENCE_USER: string;
    NO_SITE: string;
    NOT_A_DELEGATE: string;
    BAD_REQUEST: string;
    ISSUER_UNAVAILABLE: string;
    METHOD_NOT_ALLOWED: string;
    REQUEST_TOO_SLOW: string;
    TOO_LARGE: string;
    RATE_LIMITED: string;
    NOT_FOUND: string;
    CONFERENCE_UNKNOWN: string;
    KEY_REUSED: string;
    VERSION_MISSING: string;
    VERSION_STALE: string;
    CONFERENCE_BUSY: string;
    OVERLOADED: string;
    LEDGER_UNAVAILABLE: string;
    START_MISSING: string;
    END_MISSING: string;
    START_REFUSED: string;
    END_REFUSED: string;
    NOT_CREATED: string;
    PUBLIC_NOT_ALLOWED: string;
    CONFERENCE_KEY_REFUSED: string;
    ORGANIZER_UNKNOWN: string;
    ORGANIZER_MISSING: string;
    NOT_THE_ORGANIZER: string;
    PARTICIPANTS_REFUSED: string;
    CANNOT_CHANGE_NOW: string;
    LIST_FAILED: string;
    REPORT_FAILED: string;
    NOT_FINISHED: string;
    SITE_REFUSED_INPUT: string;
    SERVICE_NOT_PROVISIONED: string;
    SCHEDULING_NOT_ALLOWED: string;
    SITE_UNKNOWN: string;
    SITE_CREDENTIALS_REFUSED: string;
    LINK_REFUSED: string;
    SITE_ERROR: string;
    SITE_UNREACHABLE: string;
    SITE_TIMEOUT: string;
    SITE_UNREADABLE: string;
    SITE_WANTS_SIGN_IN: string;
    OUTCOME_UNKNOWN: string;
    OUTCOME_AMBIGUOUS: string;
    INTERNAL: string;
    RELAY_UNREACHABLE: string;
    RELAY_TIMEOUT: string;
    RELAY_UNREADABLE: string;
    OTHER_WAY: string;
    SAVED_SINCE: string;
    WAITING_STOPPED: string;
    NO_ANSWER: string;
    NOT_WRITTEN: string;
    BODY_TOO_LARGE: string;
    BODY_FORMAT: string;
    NO_PERMISSION: string;
    PROPERTIES_UNAVAILABLE: string;
    BODY_CHANGED: string;
    OCCURRENCE: string;
    ITEM_CHANGED: string;
    OUTLOOK_OFFLINE: string;
    BUSY: string;
    OFFICE_FAILED: string;
    AMBIGUOUS: string;
    INVITATION_NOT_FOUND: string;
    UNSAFE_LINK: string;
  };
  stands: {
    nothingDone: string;
    notWritten: string;
    notRewritten: string;
    halfWritten: string;
    maybeDeleted: string;
    notTakenOut: string;
    unknown: string;
    halfTakenOut: string;
    undecided: string;
    changedElsewhere: string;
    lost: string;
  };
  keyMissing: string;
  otherWays: (values: { names: Value }) => string;
  contact: (values: { address: Value }) => string;
}
export declare const failureTexts: FailureTexts;
interface RibbonTexts {
  product: string;
  adding: string;
  added: string;
  otherWay: (values: { names: Value }) => string;
  isPrivate: (values: { title: Value }) => string;
  belongsTo: (values: { name: Value }) => string;
  signedInAs: (values: { caller: Value; mailbox: Value }) => string;
  goOnAgain: string;
  addedOld: string;
  already: string;
  cancelled: string;
  removeCancelled: string;
  copied: string;
  quoted: string;
  openPane: string;
  goOnElsewhere: string;
  open: string;
  late: string;
  lateElsewhere: string;
  removing: string;
  removed: string;
  askRemove: string;
  askRemoveInPane: string;
  none: string;
  check: string;
  opening: string;
  opened: string;
  leadsTo: (values: { host: Value }) => string;
  joinAgain: string;
  joinInPane: string;
  joinInMessagePane: string;
  heldBack: string;
  hostHeldBack: string;
  notHost: string;
  starting: string;
  met: string;
  metReply: string;
  metAlone: string;
  metAlready: string;
  metHeldBack: string;
  notInserted: string;
  notInsertedHeldBack: string;
  tryAgain: string;
  standsInBar: {
    nothingDone: string;
    notWritten: string;
    notRewritten: string;
    halfWritten: string;
    maybeDeleted: string;
    notTakenOut: string;
    halfTakenOut: string;
    unknown: string;
    undecided: string;
    changedElsewhere: string;
    lost: string;
  };
  happenedInBar: {
    UNAUTHENTICATED: string;
    SIGN_IN_FAILED: string;
    KEY_REUSED: string;
    VERSION_MISSING: string;
    ORGANIZER_MISSING: string;
  };
  happenedWithoutPane: { KEY_MISSING: string; CONFERENCE_KEY_REFUSED: string };
  happenedWithoutChoice: {
    KEY_MISSING: string;
    CONFERENCE_KEY_REFUSED: string;
    OUTCOME_AMBIGUOUS: string;
    KEY_REUSED: string;
    BAD_REQUEST: string;
    TOO_LARGE: string;
    NO_PERMISSION: string;
    ITEM_CHANGED: string;
    START_REFUSED: string;
    END_REFUSED: string;
    PUBLIC_NOT_ALLOWED: string;
  };
  titleWith: (values: { organizer: Value }) => string;
}
export declare const ribbonTexts: RibbonTexts;
interface EventTexts {
  title: (values: { from: Value; to: Value }) => string;
  start: (values: { from: Value; to: Value }) => string;
  end: (values: { from: Value; to: Value }) => string;
  renewal: (values: { until: Value }) => string;
  attendees: string;
  copied: string;
  cancelled: string;
  askWithButton: string;
  askWithout: string;
  update: string;
  open: string;
  followed: string;
}
export declare const eventTexts: (tag: string) => EventTexts;
interface InvitationTexts {
  title: string;
  join: string;
  key: string;
  dialIn: string;
  organizer: string;
  host: string;
  hostNote: string;
  note: string;
  id: string;
}
export declare const invitationTexts: InvitationTexts;
/** null: English. */
export declare const loadPaneTexts: (
  tag: string,
) => Promise<{ pane: typeof paneTexts; failure: typeof failureTexts } | null>;
/** null: English. */
export declare const loadRibbonTexts: (
  tag: string,
) => Promise<{ ribbon: typeof ribbonTexts; failure: typeof failureTexts } | null>;
