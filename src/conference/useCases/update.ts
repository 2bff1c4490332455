/** Updates a conference from its appointment. */
import type { ConferenceOptions } from "../../contract/conference";
import type { Conference, ConferenceRequest } from "../../relay/dates";
import {
  OutlookError,
  type Appointment,
  type AppointmentSnapshot,
} from "../../outlook/appointment/appointment";
import type { RelayClient } from "../../relay/client";
import { ConferenceError, guard, type FailureOutcome } from "../failure";
import { findBlockingErrors, findDifferences, toUpdateRequest } from "../model/differences";
import { requestHashOf } from "../model/requestHash";
import type { Done } from "./results";
import { changeProperties } from "../writing/itemProperties";
import { requestTermsOf, type UseCaseContext } from "./context";
import { writeChange } from "./write";

interface UpdateOptions {
  context: UseCaseContext;
  conference: Conference;
  options: ConferenceOptions;
}

export async function updateConference({ context, conference, options }: UpdateOptions): Promise<Done> {
  const [snapshot, itemHash] = await Promise.all([
    readForRequest(context, options),
    context.appointment.readItemHash(),
  ]);
  const updated = await updateFrom(snapshot, { context, conference, options, outcome: "nothingDone" });
  const previousRequest = conference.scheduled;
  return writeChange({
    context,
    conference: updated,
    change: { kind: "update", conference: updated, itemHash, previousRequest },
  });
}

/** Reads the appointment, and fails if the site would refuse it anyway. */
export async function readForRequest(
  { appointment, now, onStep }: UseCaseContext,
  options: ConferenceOptions,
): Promise<AppointmentSnapshot> {
  onStep("reading");
  const snapshot = await guard("nothingDone", () => appointment.read());
  const [blockingError] = findBlockingErrors(snapshot, options, now());
  if (blockingError) throw new ConferenceError(blockingError, "nothingDone");
  return snapshot;
}

/** Sends the update alone, without writing. `outcome`: how things are if the relay refuses it. */
export async function updateFrom(
  snapshot: AppointmentSnapshot,
  { context, conference, options, outcome }: UpdateOptions & { outcome: FailureOutcome },
): Promise<Conference> {
  const { appointment, relay, onStep } = context;
  const request = toUpdateRequest(snapshot, options, requestTermsOf(context, conference.scheduled));
  onStep("updating");
  return guard(outcome, () => sendUpdate(conference, { appointment, relay, request }), conference);
}

interface SendUpdateOptions {
  appointment: Appointment;
  relay: RelayClient;
  request: ConferenceRequest;
}

/** Replaces what is scheduled. `conference`: the version that the change starts from. Throws RelayError. */
export async function sendUpdate(
  conference: Conference,
  { appointment, relay, request }: SendUpdateOptions,
): Promise<Conference> {
  try {
    const requestHash = await requestHashOf(request);
    await changeProperties(appointment, await appointment.readProperties(), { requestHash });
  } catch (failure) {
    // The hash only helps the next run: without it the conference can still be updated.
    if (!(failure instanceof OutlookError)) throw failure;
  }
  return relay.update(conference, request);
}

/** Whether the conference matches the appointment. */
export async function isInStep({ context, conference }: Omit<UpdateOptions, "options">): Promise<boolean> {
  const { scheduled } = conference;
  const terms = requestTermsOf(context, scheduled);
  const wanted = toUpdateRequest(await context.appointment.read(), scheduled.options, terms);
  return findDifferences(scheduled, wanted).length === 0;
}
