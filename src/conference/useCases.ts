/** The use cases between an appointment and its conference, composed for one page. */
import type { ConferenceOptions } from "../contract/conference";
import type { Conference } from "../relay/dates";
import { guard } from "./failure";
import { createUseCaseContext, type UseCaseOptions } from "./useCases/context";
import type {
  Done,
  InvitationInText,
  LoadedAppointment,
  UndoResult,
  UnusedConference,
} from "./useCases/results";
import type { WriteNote } from "./writing/invitationText";

export type * from "./useCases/results";

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
