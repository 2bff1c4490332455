import { ClientError } from "../../clientError";
import type { Attendee, Person } from "../../contract/conference";
import type { Series } from "./series";

export type BodyFormat = "html" | "text";

export interface Body {
  format: BodyFormat;
  content: string;
}

/** One consistent look at the appointment. Times are instants. */
export interface AppointmentSnapshot {
  subject: string;
  start: Date;
  end: Date;
  location: string;
  organizer: Person | null;
  attendees: Attendee[];
  /** Entries that cannot be invited to a conference, with the reason; they are left out of `attendees`. */
  skippedAttendees: { name: string; reason: "noAddress" | "distributionList" }[];
  /** null: it happens once. */
  series: Series | null;
  /** Whether Outlook says that it is private or confidential (Mailbox 1.14). */
  isPrivate: boolean;
}

/** The add-in's custom properties of the item. Readable through Graph and EWS: no secrets. */
export interface ItemProperties {
  /** Idempotency key and appointment key in one; saved before the first call. */
  idempotencyKey?: string;
  conferenceId?: string;
  /** Our words in the location, to remove exactly those. */
  location?: string;
  /** The version of the conference as it stands in the text. */
  version?: string;
  /** Stands for a request that is under way: saved before it is sent, and gone when its outcome stands in the text. */
  requestHash?: string;
  /** The hash of the item for which this was saved: in another item it is a copy. */
  itemHash?: string;
  /** The hash of the item that an event handler saw first with this, without asking the relay: in another item it is a copy. */
  openedItemHash?: string;
  /** The IDs of conferences that the user has said the text only quotes, with spaces between them. */
  quotedConferenceIds?: string;
  /** The last scheduled request, shortened: event handlers compare it without the relay. */
  scheduledSnapshot?: string;
  /** Stands for the lines of the invitation as Outlook had made them when it was written: others in it are somebody's. */
  ownedLines?: string;
}

/** The last change to the conference in this form. */
export interface SessionState {
  /** null: it was taken out. */
  conferenceId: string | null;
  /** As in ItemProperties; missing until the invitation is written. */
  scheduledSnapshot?: string;
}

/** Outcome of writing the location; "changed": our words are there, but Outlook changed other words. */
export type LocationOutcome = "done" | "changed" | "refused";

/** The appointment being edited, as this add-in needs it. Its adapter is the only code that touches `Office`. */
export interface Appointment {
  read(): Promise<AppointmentSnapshot>;
  readBody(): Promise<Body>;
  /** Puts our block before everything else without sending the rest of the body through Outlook. */
  prependToBody(block: Body): Promise<void>;
  /** Throws BODY_CHANGED where the body is no longer what the new one was made from: nothing typed meanwhile is lost. */
  replaceBody(body: Body, madeFrom: Body): Promise<void>;
  /** Adds our words to the location, in the place of earlier ones; "refused": no room, or Outlook did not take them. */
  addLocation(ours: string, earlier: string | undefined): Promise<LocationOutcome>;
  /** Takes exactly our words out of the location; false: Outlook has made something else of it. */
  removeLocation(ours: string): Promise<boolean>;
  /** Hash of the item's ID (Mailbox 1.8); "": it was never saved; null: Outlook does not say. */
  readItemHash(): Promise<string | null>;
  /** Hash of the series' ID; null: no occurrence, or Outlook does not say. */
  readSeriesItemHash(): Promise<string | null>;
  /** Session data of this form (Mailbox 1.11); a copy of the item has none. null: none; undefined: not known. */
  readSession(): Promise<SessionState | null | undefined>;
  /** Remembers that until the form is closed or saved, in all its pages at once. */
  saveSession(session: SessionState): void;
  /** Whether it is one occurrence of a series, or an exception to it. */
  isOccurrence(): boolean;
  readProperties(): Promise<ItemProperties>;
  /** Replaces what is remembered. Throws OCCURRENCE for one of a series: what is remembered is the series'. */
  saveProperties(memory: ItemProperties): Promise<void>;
  /** Calls back when something that `read` gives may have changed; returns how to stop. */
  onChange(listener: () => void): () => void;
}

export type OutlookErrorCode =
  | "NO_ANSWER"
  | "NOT_WRITTEN"
  | "BODY_TOO_LARGE"
  | "BODY_FORMAT"
  /** Somebody wrote into the body at the same moment. */
  | "BODY_CHANGED"
  /** It can only be done on the whole series. */
  | "OCCURRENCE"
  /** Another item was opened meanwhile. */
  | "ITEM_CHANGED"
  /** Outlook itself was offline, or its server failed. */
  | "OUTLOOK_OFFLINE"
  /** Too much is asked of Outlook at once; asking again did not help. */
  | "BUSY"
  | "NO_PERMISSION"
  | "PROPERTIES_UNAVAILABLE"
  | "OFFICE_FAILED";

/** Thrown when Outlook refused a call or never answered it. `officeCode` is Office's own number. */
export class OutlookError extends ClientError<OutlookErrorCode> {
  override name = "OutlookError";
  constructor(
    code: OutlookErrorCode,
    readonly operation: string,
    readonly officeCode?: number,
    options?: ErrorOptions,
  ) {
    super(code, code === "NO_ANSWER" ? "unknown" : "no", options);
  }
}
