/** The results of the use cases. */
import type { Conference } from "../../relay/dates";
import type { WriteNote } from "../writing/invitationText";

/** The step of a running use case, for the progress line. */
export type Step = "reading" | "scheduling" | "updating" | "removing" | "writing";

/** A use case that ended well, with notes for the user. */
export interface Done {
  conference: Conference;
  notes: WriteNote[];
}

/** The parts of a conference's invitation that the appointment's text has. */
export interface InvitationInText {
  /** "old": as it was before the conference's last change. */
  invitation: "none" | "old" | "current";
  /** Whether it has the conference key; true if the conference has none. */
  hasKey: boolean;
  hasHostLink: boolean;
}

/** An appointment's conference when the appointment is opened. */
export type LoadedAppointment =
  | { status: "none" }
  /** An occurrence shares the conference of its series; nothing is written here. null: the series has none. */
  | { status: "occurrence"; conference: Conference | null }
  /**
   * The user decides whether the appointment has this conference: its properties are a copy of another item's, or (`isByText`)
   * only its text names the conference.
   */
  | (PossibleConferences & { status: "copied" })
  | ({
      status: "scheduled";
      isWritten: boolean;
      /** The unfinished work of an earlier run that was done now: write, bring the text up to date, update. */
      finished: "write" | "refresh" | "update" | null;
    } & Done);

/** Conferences that may be another appointment's. */
export interface PossibleConferences {
  conference: Conference;
  /** More conferences that the text names. */
  others: Conference[];
  isByText: boolean;
  /** The conference whose invitation a separate one replaces; null: the text stays as it is. */
  previousConferenceId: string | null;
}

/** A conference that no appointment uses, with the idempotency key it was made with. */
export interface UnusedConference {
  key: string;
  conference: Conference;
}

/**
 * The result of an undo. "add": the conference was deleted; "update": the conference is as it was before; "write": the text is
 * as it was before.
 */
export type UndoResult =
  { kind: "add"; conference: null; notes: WriteNote[] } | ({ kind: "update" | "write" } & Done);
