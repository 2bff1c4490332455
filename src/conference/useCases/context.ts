/** The services of a page, and what its use cases remember from one call to the next. */
import type { Conference, ConferenceRequest } from "../../relay/dates";
import type { Appointment } from "../../outlook/appointment/appointment";
import type { RelayClient } from "../../relay/client";
import type { RequestTerms } from "../model/differences";
import type { Step } from "./results";
import { readItemHashOrNull } from "../writing/itemHash";
import type { WritingOptions } from "../writing/writeConference";
import type { UndoableChange } from "./undoableChange";

export interface UseCaseOptions {
  appointment: Appointment;
  relay: RelayClient;
  /** The title of a conference whose appointment has no subject. */
  titleFallback: string;
  organizerName: string;
  /** How many days the one conference of a series may last. */
  seriesDays: () => number;
  /** Milliseconds since the epoch. */
  now: () => number;
  newKey: () => string;
  wait: (ms: number) => Promise<void>;
  onStep: (step: Step) => void;
  /** Called with the ID of a conference whose invitation was written or removed. */
  onWritten: (conferenceId: string) => void;
}

export interface UseCaseContext extends UseCaseOptions {
  /** IDs of the conferences whose claim was confirmed, or is being confirmed. */
  confirmed: Set<string>;
  /** This page's last change; null: there is nothing to undo. */
  lastChange: UndoableChange | null;
  /** The conference whose invitation was last found in the text; null: none. */
  previousConferenceId: string | null;
}

export function createUseCaseContext(options: UseCaseOptions): UseCaseContext {
  return { ...options, confirmed: new Set(), lastChange: null, previousConferenceId: null };
}

/** `scheduled`: the request that is scheduled already; null: none. */
export function requestTermsOf(
  { titleFallback, seriesDays, now }: UseCaseContext,
  scheduled: ConferenceRequest | null,
): RequestTerms {
  return { titleFallback, seriesDays: seriesDays(), now: now(), scheduled };
}

export async function writingOptionsOf(
  { appointment, relay, wait, confirmed, organizerName, seriesDays }: UseCaseContext,
  conference: Conference,
): Promise<WritingOptions> {
  const itemHash = await readItemHashOrNull(appointment);
  return {
    appointment,
    relay,
    wait,
    confirmed,
    organizerName,
    conference,
    itemHash,
    seriesDays: seriesDays(),
  };
}
