/** The use cases between an appointment and its conference, composed for one page. */
import type { Conference, ConferenceOptions } from "../contract/conference";
import { guard } from "./failure";
import { createUseCaseContext, type UseCaseOptions } from "./useCases/context";
import type { WriteNote } from "./writing/invitationText";

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

export interface ConferenceUseCases {
  /** Finds the appointment's conference, and finishes the interrupted work of an earlier run. */
  open(): Promise<LoadedAppointment>;
  /** `told`: the other providers that the user was told of; fails with OTHER_WAY if there are more. */
  schedule(options: ConferenceOptions, told?: Set<string>): Promise<Done>;
  /** Says which candidate of a failure is this appointment's conference; null: none, schedule a new one. */
  choose(conferenceId: string | null): Promise<Done>;
  /** Fails with the current conference (standing "changedElsewhere") if `conference` is not the newest version. */
  update(conference: Conference, options: ConferenceOptions): Promise<Done>;
  /** Uses an unused conference for this appointment, and brings it up to date. */
  adopt(unused: UnusedConference): Promise<Done>;
  /** Deletes an unused conference. */
  discard(unused: UnusedConference): Promise<void>;
  /** Deletes the conference and removes the invitation. */
  remove(conference: Conference): Promise<WriteNote[]>;
  /** Writes the invitation of an existing conference. */
  write(conference: Conference): Promise<Done>;
  /** Removes the invitation of a conference that no longer exists, and forgets it. */
  forget(): Promise<WriteNote[]>;
  /**
   * Schedules a conference of its own for a copied appointment, or for one whose conference can't be changed any more. That
   * conference stays; its invitation is replaced unless it is quoted or one of several.
   */
  separate(options: ConferenceOptions): Promise<Done>;
  /** Makes another item's conference, or one that the text names, this appointment's. */
  share(conference: Conference): Promise<Done & { isWritten: boolean }>;
  /** Records that the text only quotes these conferences. */
  leave(conferences: readonly Conference[]): Promise<null>;
  /** Whether the conference matches the appointment. */
  isInStep(conference: Conference): Promise<boolean>;
  readText(conference: Conference): Promise<InvitationInText>;
  /** Whether this page's last change, to this conference, can be undone: the appointment was not saved or sent since. */
  canUndo(conference: Conference): Promise<boolean>;
  /** Fails with SAVED_SINCE, and with BODY_CHANGED if only the text was written. */
  undo(): Promise<UndoResult>;
}

/** All calls throw ConferenceError. */
export function createConferenceUseCases(given: UseCaseOptions): ConferenceUseCases {
  const context = createUseCaseContext(given);
  const run = <Result>(work: (useCases: Loaded) => Promise<Result>): Promise<Result> =>
    guard("nothingDone", async () => work(await import("./useCases/all")));
  return {
    open: () => run((all) => all.openAppointment(context)),
    schedule: (options, told) => run((all) => all.scheduleConference({ context, options, told })),
    choose: (conferenceId) => run((all) => all.chooseCandidate({ context, conferenceId })),
    update: (conference, options) => run((all) => all.updateConference({ context, conference, options })),
    adopt: (unused) => run((all) => all.adoptConference({ context, unused })),
    discard: (unused) => run((all) => all.discardConference({ context, unused })),
    remove: (conference) => run((all) => all.removeConference({ context, conference })),
    write: (conference) => run((all) => all.writeAgain({ context, conference })),
    forget: () => run((all) => all.removeInvitation({ context, conference: null })),
    separate: (options) => run((all) => all.separateConference({ context, options })),
    share: (conference) => run((all) => all.shareConference({ context, conference })),
    leave: (conferences) => run((all) => all.leaveConferences({ context, conferences })),
    isInStep: (conference) => run((all) => all.isInStep({ context, conference })),
    readText: (conference) => run((all) => all.readText({ ...context, conference })),
    canUndo: (conference) => run(async (all) => (await all.findUndoable({ context, conference })) !== null),
    undo: () => run((all) => all.undoLastChange(context)),
  };
}

type Loaded = typeof import("./useCases/all");
