import type { Conference, ConferenceRequest } from "../contract/conference";
import { OutlookError, type Appointment, type ItemProperties } from "../outlook/appointment/appointment";
import type { RelayClient } from "../relay/client";
import { RelayError, type RelayErrorCode } from "../relay/ask";
import { requestHashOf } from "./model/requestHash";
import type { UnusedConference } from "./useCases";
import { pendingCopy, itemHashOf } from "./writing/itemHash";
import {
  arePropertiesUnavailable,
  readPropertiesIfPossible,
  savePropertiesIfPossible,
} from "./writing/itemProperties";

interface SendingOptions {
  appointment: Appointment;
  relay: RelayClient;
  request: ConferenceRequest;
}

interface SchedulingOptions extends SendingOptions {
  newKey: () => string;
  /** The conference that the appointment is to have no longer; null: it has none. */
  previousConferenceId: string | null;
}

/**
 * Schedules one conference for an appointment, also when the pane and the ribbon command, or two presses of it, do so at
 * the same time. They are runtimes of their own, and Outlook offers nothing by which they could exclude one another: the
 * key that was saved last counts, and whoever used another one gives its conference back. What cannot be excluded: one
 * that looks for a key, finds none, and saves its own only after the other one has scheduled and looked again.
 * Throws OutlookError and RelayError.
 */
export async function scheduleOnce(options: SchedulingOptions): Promise<Conference> {
  const { appointment, relay, request } = options;
  const scheduling = { ...options, requestHash: await requestHashOf(request) };
  const settled = await settleIdempotencyKey(scheduling);
  if ("itemHash" in settled) return scheduleByMark(settled.itemHash, options);
  const made = await scheduleFor(settled.key, scheduling);
  const { idempotencyKey: key = made.key } = await readPropertiesIfPossible(appointment);
  if (key === made.key) return made.conference;
  await relay.remove(made.conference.id).catch((failure: unknown) => {
    // What is left has no appointment: its owner is asked about it, and in the end the relay removes it.
    if (!(failure instanceof RelayError)) throw failure;
  });
  return (await scheduleFor(key, scheduling)).conference;
}

interface Scheduling extends SchedulingOptions {
  requestHash: string;
}

/**
 * The key is in the appointment before the first call; whichever is there afterwards is used. An item that can remember
 * nothing has keys that are made of its hash.
 */
async function settleIdempotencyKey(scheduling: Scheduling): Promise<{ key: string } | { itemHash: string }> {
  try {
    return { key: await rememberKey(scheduling) };
  } catch (failure) {
    const itemHash = arePropertiesUnavailable(failure) ? await itemHashOf(scheduling.appointment) : null;
    if (itemHash === null) throw failure;
    return { itemHash };
  }
}

/** How many conferences an item can have one after the other that can remember none of them. */
const maxKeys = 10;

/** The keys of an item that cannot remember one: the same for as long as it is the same item (UUID, version 8). */
function keysOf(itemHash: string): string[] {
  return Array.from({ length: maxKeys }, (_, at) => keyOf(itemHash, at));
}

function keyOf(itemHash: string, at: number): string {
  const third = ((parseInt(itemHash.slice(13, 16), 16) + at) % 0x1000).toString(16).padStart(3, "0");
  const digits = `${itemHash.slice(0, 12)}8${third}a${itemHash.slice(17)}`;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

async function rememberKey({ appointment, newKey, requestHash }: Scheduling): Promise<string> {
  const properties = await appointment.readProperties();
  const key = properties.idempotencyKey ?? newKey();
  await remember(appointment, properties, { idempotencyKey: key, requestHash });
  return properties.idempotencyKey ?? (await appointment.readProperties()).idempotencyKey ?? key;
}

/** By the first of the item's keys that is not spent: what they stand for is the same in every runtime. */
async function scheduleByMark(itemHash: string, options: SchedulingOptions): Promise<Conference> {
  const { relay, request, previousConferenceId: instead } = options;
  for (const key of await keysAfter(instead, keysOf(itemHash), relay)) {
    try {
      return await relay.schedule(key, request);
    } catch (failure) {
      if (!isReused(failure)) throw failure;
    }
    // Another try asked for something else. What was removed since has spent its key.
    const earlier = await findOrNull(relay, key);
    if (earlier) return sendUpdate(earlier, options);
  }
  throw new RelayError("KEY_REUSED");
}

/** The keys behind that of a conference; all of them, where it is none of theirs. */
async function keysAfter(conferenceId: string | null, keys: string[], relay: RelayClient): Promise<string[]> {
  if (conferenceId === null) return keys;
  for (const [at, key] of keys.entries()) {
    if ((await findOrNull(relay, key))?.id === conferenceId) return keys.slice(at + 1);
  }
  return keys;
}

async function scheduleFor(
  key: string,
  { appointment, relay, newKey, request, requestHash }: Scheduling,
): Promise<{ key: string; conference: Conference }> {
  try {
    return { key, conference: await relay.schedule(key, request) };
  } catch (failure) {
    if (!isReused(failure)) throw failure;
  }
  // An earlier try with this key asked for something else. If it led to a conference, that one is updated.
  const earlier = await findOrNull(relay, key);
  if (earlier) return { key, conference: await sendUpdate(earlier, { appointment, relay, request }) };
  const fresh = newKey();
  await appointment.saveProperties({ idempotencyKey: fresh, requestHash });
  return { key: fresh, conference: await relay.schedule(fresh, request) };
}

function isReused(failure: unknown): boolean {
  return failure instanceof RelayError && failure.code === "KEY_REUSED";
}

const gone: ReadonlySet<string> = new Set<RelayErrorCode>(["NOT_FOUND", "CONFERENCE_UNKNOWN"]);

/** null: nothing came of the key, or that is gone. */
async function findOrNull(relay: RelayClient, key: string): Promise<Conference | null> {
  try {
    return await relay.find(key);
  } catch (failure) {
    if (failure instanceof RelayError && gone.has(failure.code)) return null;
    throw failure;
  }
}

/** Replaces what is scheduled; `conference` is what it is to be changed from. Throws RelayError. */
export async function sendUpdate(
  conference: Conference,
  { appointment, relay, request }: SendingOptions,
): Promise<Conference> {
  const requestHash = await requestHashOf(request);
  try {
    await remember(appointment, await appointment.readProperties(), { requestHash });
  } catch (failure) {
    // It is only a help for the next run: an appointment that cannot remember it can still be updated.
    if (!(failure instanceof OutlookError)) throw failure;
  }
  return relay.update(conference, request);
}

/** Says which conference an appointment's key stands for; null: a new one. Throws OutlookError and RelayError. */
export async function sendChoice(
  conferenceId: string | null,
  { appointment, relay }: Pick<SendingOptions, "appointment" | "relay">,
): Promise<Conference> {
  const { idempotencyKey: key } = await appointment.readProperties();
  if (key === undefined) throw new RelayError("NOT_FOUND");
  return relay.choose(key, conferenceId);
}

/** Makes a conference that no appointment uses this one's. Throws OutlookError, and RelayError KEY_REUSED. */
export async function adoptUnused(
  { key, conference }: UnusedConference,
  appointment: Appointment,
): Promise<void> {
  const { conferenceId, ownedLines: lines } = await appointment.readProperties();
  // Another runtime may have given the appointment a conference since this one was offered.
  if (conferenceId !== undefined && conferenceId !== conference.id) throw new RelayError("KEY_REUSED");
  await appointment.saveProperties({
    ...{ idempotencyKey: key, conferenceId: conference.id },
    ...(lines !== undefined && { ownedLines: lines }),
  });
}

/**
 * Makes the appointment one for which a new conference is scheduled. `held`: the conference whose invitation it holds, where
 * it does not remember that; by it the invitation is found until the new one stands in its place. Throws OutlookError.
 */
export async function prepareSeparate(appointment: Appointment, held: string | null): Promise<void> {
  const { conferenceId = held, location, ownedLines: lines } = await readPropertiesIfPossible(appointment);
  await savePropertiesIfPossible(appointment, {
    ...(conferenceId !== null && { conferenceId }),
    ...(location !== undefined && { location }),
    ...(lines !== undefined && { ownedLines: lines }),
    itemHash: pendingCopy,
  });
}

/** What is about to be sent stands in the appointment before it is, so that no answer can be lost for good. */
async function remember(
  appointment: Appointment,
  properties: ItemProperties,
  change: ItemProperties,
): Promise<void> {
  const next = { ...properties, ...change };
  if (JSON.stringify(next) !== JSON.stringify(properties)) await appointment.saveProperties(next);
}
