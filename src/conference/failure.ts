import type { Conference } from "../contract/conference";
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
export class ConferenceError extends Error {
  override name = "ConferenceError";
  constructor(
    readonly code: ConferenceErrorCode,
    readonly standing: FailureOutcome,
    readonly details: RelayErrorDetails & KnownDetails = {},
    options?: ErrorOptions,
  ) {
    super(`${code}: ${standing}`, options);
  }
}

/** Turns every failure into one that says what stands; `uncertain`: where an answer was lost. */
export async function guard<Result>(
  standing: FailureOutcome,
  work: () => Promise<Result>,
  conference?: Conference,
  uncertain: FailureOutcome = "unknown",
): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof ConferenceError) throw cause;
    const known = conference ? { conference } : {};
    if (cause instanceof RelayError) {
      const { code, details } = cause;
      throw new ConferenceError(
        code,
        standingAfter(cause, standing, uncertain),
        { ...details, ...known },
        { cause },
      );
    }
    const isKnown = cause instanceof OutlookError || cause instanceof InvitationError;
    throw new ConferenceError(isKnown ? cause.code : codeOfUnknown(cause), standing, known, { cause });
  }
}

/** A failure that no use case has described. */
export function toConferenceError(cause: unknown, standing: FailureOutcome = "unknown"): ConferenceError {
  return cause instanceof ConferenceError
    ? cause
    : new ConferenceError(codeOfUnknown(cause), standing, {}, { cause });
}

/** Webpack names the error of a script that it could not load: the service that serves the pages is down. */
function codeOfUnknown(cause: unknown): "RELAY_UNREACHABLE" | "INTERNAL" {
  return cause instanceof Error && cause.name === "ChunkLoadError" ? "RELAY_UNREACHABLE" : "INTERNAL";
}

function standingAfter(
  { code, details }: RelayError,
  standing: FailureOutcome,
  uncertain: FailureOutcome,
): FailureOutcome {
  switch (code) {
    case "OUTCOME_AMBIGUOUS":
      return details.candidates ? "undecided" : "unknown";
    case "OUTCOME_UNKNOWN":
    case "RELAY_TIMEOUT":
    case "RELAY_UNREACHABLE":
    case "RELAY_UNREADABLE":
      return uncertain;
    case "VERSION_STALE":
      return details.current ? "changedElsewhere" : standing;
    case "NOT_FOUND":
    case "CONFERENCE_UNKNOWN":
      return "lost";
    default:
      return standing;
  }
}
