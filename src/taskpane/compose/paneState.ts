import type { WriteNote } from "../../conference/writing/invitationText";
import { isLeftOver } from "../../conference/model/cancelled";
import {
  findDifferences,
  findBlockingErrors,
  toScheduleRequest,
  type Difference,
  type BlockingError,
  type RequestTerms,
} from "../../conference/model/differences";
import type { WindowTerms } from "../../conference/model/conferenceWindow";
import type { ConferenceError, FailureOutcome } from "../../conference/failure";
import type {
  PossibleConferences,
  InvitationInText,
  Step,
  UnusedConference,
} from "../../conference/useCases";
import { defaultSeriesDays } from "../../conference/appointmentServices";
import type { ConferenceOptions } from "../../contract/conference";
import type { Conference, ConferenceRequest } from "../../relay/dates";
import type { PresenceAnswer, SiteConfiguration } from "../../contract/services";
import type { AppointmentSnapshot } from "../../outlook/appointment/appointment";
import { RelayError } from "../../relay/ask";
import type { MissingData } from "../common/optionalData";

export type Task =
  | "open"
  | "schedule"
  /** Say which of several conferences it is. */
  | "decide"
  | "update"
  /** Bring the invitation in step with the conference. */
  | "refresh"
  | "remove"
  | "write"
  | "forget"
  | "adopt"
  | "discard"
  | "separate"
  | "share"
  | "leave"
  | "undo"
  /** The kind of change that was undone. */
  | "undoUpdate";

export type Phase =
  | { status: "opening" }
  /** No conference. `removed`: there was one until a moment ago, and what the user should know of that. */
  | { status: "none"; removed: WriteNote[] | null }
  | { status: "working"; task: Task; step: Step; conference: Conference | null }
  | {
      status: "scheduled";
      conference: Conference;
      notes: WriteNote[];
      after: Task;
      canUndo: boolean;
    }
  /** The user has to say whether the appointment has this conference. */
  | (PossibleConferences & { status: "copied" })
  /** One of a series; null: the series has no conference. */
  | { status: "occurrence"; conference: Conference | null }
  | {
      status: "failed";
      task: Task;
      failure: ConferenceError;
      conference: Conference | null;
      again: () => Promise<Phase>;
    };

export interface PaneState {
  /** null until Outlook has answered for the first time. */
  snapshot: AppointmentSnapshot | null;
  options: ConferenceOptions;
  phase: Phase;
  /** The invitation in the appointment's text, for the conference that the pane shows. */
  text: InvitationInText;
  /** When Outlook was last asked, in milliseconds. */
  lookedAt: number;
  /** The site's configuration; null until it is known, or if it cannot be had. */
  site: SiteConfiguration | null;
  /** By address, in small letters; empty until the site has said so, or where it does not. */
  presence: ReadonlyMap<string, Presence>;
  /** Unused conferences that could be adopted; empty until they are known, or if they cannot be had. */
  unclaimed: readonly UnusedConference[];
  /** Data that could not be loaded. */
  missing: MissingData;
}

export type Presence = Omit<PresenceAnswer["presence"][number], "address">;

/** The conference that the pane stands on, whatever is being done with it. */
export function conferenceOf(phase: Phase): Conference | null {
  return "conference" in phase ? phase.conference : null;
}

/** By what the pane would make a request now. */
function termsOf(
  { site, lookedAt }: Pick<PaneState, "site" | "lookedAt">,
  titleFallback: string,
  scheduled: ConferenceRequest | null,
): RequestTerms {
  return { titleFallback, seriesDays: site?.seriesDays ?? defaultSeriesDays, now: lookedAt, scheduled };
}

/** By what the conference is open; where it is to be changed, by what it will be. */
export function windowTermsOf(state: PaneState, isToChange: boolean): WindowTerms {
  const conference = conferenceOf(state.phase);
  const { seriesDays, now } = termsOf(state, "", null);
  const scheduledStart = conference && conference.scheduled.appointment.start;
  return { seriesDays, now, scheduledStart, isToChange };
}

interface Assessment {
  blockingErrors: BlockingError[];
  differences: Difference[];
  /** The conference, unless it is lost. */
  conference: Conference | null;
  /** null: there is no conference, or it is not certain how it stands. */
  chip: "upToDate" | "outOfDate" | null;
  /** Whether the appointment was cancelled and its conference was not. */
  isLeftOver: boolean;
  canAdd: boolean;
  /** Whether it can be updated and removed here. */
  canChange: boolean;
}

/** After these there is no conference any more that could be shown or changed. */
const goneAfter: ReadonlySet<FailureOutcome | null> = new Set<FailureOutcome>([
  "lost",
  "notTakenOut",
  "halfTakenOut",
]);
const uncertainAfter: ReadonlySet<FailureOutcome | null> = new Set<FailureOutcome>([
  "unknown",
  "maybeDeleted",
]);

/** The possible actions, the errors that block them, and the changes since the conference was scheduled. */
export function assess(state: PaneState, titleFallback: string): Assessment {
  const { snapshot, options, phase, text, lookedAt, site } = state;
  const standing = phase.status === "failed" ? phase.failure.standing : null;
  const isGone = goneAfter.has(standing);
  const conference = isGone ? null : conferenceOf(phase);
  // Until the appointment could be looked into, nobody knows whether it has a conference already.
  const isUncertain = phase.status === "failed" && phase.task === "open";
  const isAsking =
    standing === "undecided" ||
    standing === "changedElsewhere" ||
    phase.status === "copied" ||
    phase.status === "occurrence";
  const differences =
    snapshot && conference && !isAsking
      ? findDifferences(
          conference.scheduled,
          toScheduleRequest(snapshot, options, termsOf(state, titleFallback, conference.scheduled)),
        )
      : [];
  const blockingErrors =
    snapshot && phase.status !== "occurrence" ? findBlockingErrors(snapshot, options, lookedAt) : [];
  const right = conference === null ? "schedule" : "change";
  const refusal = state.missing.get("settings");
  const isRefused = refusal instanceof RelayError && refusal.code === "NOT_A_DELEGATE";
  const isAllowed = !isRefused && (site?.actingFor?.may.includes(right) ?? true);
  if (snapshot && !isAllowed) blockingErrors.unshift("NOT_A_DELEGATE");
  if (snapshot && site?.schedulingEnabled === false) blockingErrors.unshift("SCHEDULING_NOT_ALLOWED");
  const isStanding = conference !== null && !isAsking;
  const hasOutlived = isStanding && snapshot !== null && isLeftOver(snapshot.subject, conference);
  return {
    blockingErrors,
    differences,
    conference,
    isLeftOver: hasOutlived,
    chip: isStanding && !hasOutlived && !uncertainAfter.has(standing) ? chipOf(differences, text) : null,
    canChange: isStanding && isAllowed,
    canAdd: conferenceOf(phase) === null && !isGone && !isUncertain && !isAsking,
  };
}

/** A conference whose links the appointment lacks is not up to date with it, whatever else is. */
function chipOf(differences: Difference[], { invitation }: InvitationInText): Assessment["chip"] {
  if (differences.length > 0 || invitation === "old") return "outOfDate";
  return invitation === "current" ? "upToDate" : null;
}
