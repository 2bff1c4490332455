import { ClientError } from "../clientError";
import type { Conference } from "../relay/dates";
import { InvitationError } from "../invitation/errors";
import { OutlookError } from "../outlook/appointment/appointment";
import { RelayError, type RelayErrorDetails, type RelayErrorCode } from "../relay/ask";
import type { BlockingError } from "./model/differences";

/** The state of conference and appointment after a failure. */
export type FailureOutcome =
  /** No change was made, here or at the site. */
  | "nothingDone"
  /** The conference exists as `conference` says, but its invitation is not in the appointment. */
  | "notWritten"
  /** The conference was changed, but the appointment still has its earlier invitation. */
  | "notRewritten"
  /** The invitation is in the text, but what belongs to it (the location, the properties) may not be. */
  | "halfWritten"
  /** It could not be found out whether the conference was deleted; the appointment was not changed. */
  | "maybeDeleted"
  /** The conference is gone, but its invitation is still in the appointment. */
  | "notTakenOut"
  /** The conference is gone, and so is its invitation, but the location or the properties may still name it. */
  | "halfTakenOut"
  /** It could not be found out whether the conference exists; trying again is safe. */
  | "unknown"
  /** One of `candidates` may be this appointment's conference, and only the user can tell. */
  | "undecided"
  /** Somebody else changed the conference; `current` is what it is now. Nothing was changed. */
  | "changedElsewhere"
  /** The relay or the site no longer has the conference that the appointment names. */
  | "lost";

export type ConferenceErrorCode =
  | RelayErrorCode
  | OutlookError["code"]
  | InvitationError["code"]
  | BlockingError
  /** The appointment was saved or sent since that was done which is to be undone. */
  | "SAVED_SINCE"
  /** Another provider's link came, of which the user was not told before pressing. */
  | "OTHER_WAY"
  /** The user no longer waits for what may still finish. */
  | "WAITING_STOPPED";

interface KnownDetails {
  conference?: Conference;
  /** Whether the invitation that is in the text lacks the conference key. */
  lacksKey?: boolean;
  /** The other providers by which the appointment can be joined. */
  otherWays?: readonly string[];
  /** Whether the conference was never in any appointment, so that nobody can have its link. */
  isUnsent?: boolean;
}

/** Thrown when a use case could not be finished. */
export class ConferenceError extends ClientError<ConferenceErrorCode> {
  override name = "ConferenceError";
  constructor(
    code: ConferenceErrorCode,
    readonly standing: FailureOutcome,
    readonly details: RelayErrorDetails & KnownDetails = {},
    options?: ErrorOptions,
  ) {
    super(code, doneBy[standing], options);
  }
}

/** Whether the conference was changed at the site. */
const doneBy: Record<FailureOutcome, "no" | "yes" | "unknown"> = {
  nothingDone: "no",
  changedElsewhere: "no",
  lost: "no",
  notWritten: "yes",
  notRewritten: "yes",
  halfWritten: "yes",
  notTakenOut: "yes",
  halfTakenOut: "yes",
  maybeDeleted: "unknown",
  unknown: "unknown",
  undecided: "unknown",
};

/** Turns every failure of `work` into a ConferenceError. `uncertain`: the outcome if an answer was lost. */
export async function guard<Result>(
  outcome: FailureOutcome,
  work: () => Promise<Result>,
  conference?: Conference,
  uncertain: FailureOutcome = "unknown",
): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof ConferenceError) throw cause;
    const details = conference ? { conference } : {};
    if (cause instanceof RelayError) {
      const standing = outcomeAfter(cause, outcome, uncertain);
      throw new ConferenceError(cause.code, standing, { ...cause.details, ...details }, { cause });
    }
    const isKnown = cause instanceof OutlookError || cause instanceof InvitationError;
    throw new ConferenceError(isKnown ? cause.code : codeOfUnknown(cause), outcome, details, { cause });
  }
}

/** A failure outside of `guard`. */
export function toConferenceError(cause: unknown, outcome: FailureOutcome = "unknown"): ConferenceError {
  return cause instanceof ConferenceError
    ? cause
    : new ConferenceError(codeOfUnknown(cause), outcome, {}, { cause });
}

/** Webpack names the error of a script that it could not load: the service that serves the pages is down. */
function codeOfUnknown(cause: unknown): "RELAY_UNREACHABLE" | "INTERNAL" {
  return cause instanceof Error && cause.name === "ChunkLoadError" ? "RELAY_UNREACHABLE" : "INTERNAL";
}

function outcomeAfter(
  { code, done, details }: RelayError,
  outcome: FailureOutcome,
  uncertain: FailureOutcome,
): FailureOutcome {
  switch (code) {
    case "OUTCOME_AMBIGUOUS":
      return details.candidates ? "undecided" : "unknown";
    case "VERSION_STALE":
      return details.current ? "changedElsewhere" : outcome;
    case "NOT_FOUND":
    case "CONFERENCE_UNKNOWN":
      return "lost";
    default:
      return done === "unknown" ? uncertain : outcome;
  }
}
