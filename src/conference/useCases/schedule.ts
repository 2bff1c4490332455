/** Schedules one conference for an appointment, also if two pages do so at the same time. */
import type { ConferenceOptions } from "../../contract/conference";
import type { Conference, ConferenceRequest } from "../../relay/dates";
import type { Appointment } from "../../outlook/appointment/appointment";
import { RelayError } from "../../relay/ask";
import type { RelayClient } from "../../relay/client";
import { nullIfGone } from "../../relay/gone";
import { guard } from "../failure";
import { toScheduleRequest } from "../model/differences";
import { requestHashOf } from "../model/requestHash";
import type { Done } from "./results";
import { readItemHashOrNull } from "../writing/itemHash";
import {
  arePropertiesUnavailable,
  changeProperties,
  readPropertiesIfPossible,
} from "../writing/itemProperties";
import { requestTermsOf, type UseCaseContext } from "./context";
import { readForRequest, sendUpdate } from "./update";
import { writeChange } from "./write";

interface ScheduleOptions {
  context: UseCaseContext;
  options: ConferenceOptions;
  /** The other providers that the user was told of. */
  told?: Set<string> | undefined;
  /** The conference that the new one replaces; null: none. */
  previousConferenceId?: string | null;
}

export async function scheduleConference({
  context,
  options,
  told,
  previousConferenceId = null,
}: ScheduleOptions): Promise<Done> {
  const { appointment, relay, newKey, onStep } = context;
  const [snapshot, itemHash] = await Promise.all([
    readForRequest(context, options),
    appointment.readItemHash(),
  ]);
  if (told)
    await guard("nothingDone", async () =>
      (await import("../otherProviders")).failOnNewProvider(appointment, snapshot.location, told),
    );
  const request = toScheduleRequest(snapshot, options, requestTermsOf(context, null));
  onStep("scheduling");
  const conference = await guard("nothingDone", () =>
    scheduleOnce({ appointment, relay, newKey, request, previousConferenceId }),
  );
  // A replaced invitation can't be restored.
  const isUndoable = previousConferenceId === null;
  return writeChange({
    context,
    conference,
    change: isUndoable ? { kind: "add", conference, itemHash } : null,
  });
}

interface ChooseOptions {
  context: UseCaseContext;
  /** null: none of the candidates, schedule a new one. */
  conferenceId: string | null;
}

export async function chooseCandidate({ context, conferenceId }: ChooseOptions): Promise<Done> {
  const { appointment, relay, onStep } = context;
  onStep("scheduling");
  const itemHash = await appointment.readItemHash();
  const conference = await guard("nothingDone", async () => {
    const { idempotencyKey } = await appointment.readProperties();
    if (idempotencyKey === undefined) throw new RelayError("NOT_FOUND");
    return relay.choose(idempotencyKey, conferenceId);
  });
  // A chosen candidate existed before.
  const isNew = conferenceId === null;
  return writeChange({ context, conference, change: isNew ? { kind: "add", conference, itemHash } : null });
}

interface ScheduleOnceOptions {
  appointment: Appointment;
  relay: RelayClient;
  newKey: () => string;
  request: ConferenceRequest;
  previousConferenceId: string | null;
}

/**
 * Pane and ribbon command are separate pages, and Outlook offers no lock between them: the idempotency key that was saved last
 * counts, and a page that used another key deletes its conference. One race remains: a page looks for a key, finds none, and
 * saves its own only after the other page has scheduled and looked again. Throws OutlookError and RelayError.
 */
async function scheduleOnce(options: ScheduleOnceOptions): Promise<Conference> {
  const { appointment, relay, request } = options;
  const scheduling = { ...options, requestHash: await requestHashOf(request) };
  const saved = await saveIdempotencyKey(scheduling);
  if (saved.key === null) return scheduleByItemHash(saved.itemHash, options);
  const made = await scheduleByKey(saved.key, scheduling);
  const { idempotencyKey = made.key } = await readPropertiesIfPossible(appointment);
  if (idempotencyKey === made.key) return made.conference;
  await relay.remove(made.conference.id).catch((failure: unknown) => {
    // An unused conference that stays is offered to its owner, and the relay deletes it in the end.
    if (!(failure instanceof RelayError)) throw failure;
  });
  return (await scheduleByKey(idempotencyKey, scheduling)).conference;
}

interface Scheduling extends ScheduleOnceOptions {
  requestHash: string;
}

type SavedKey = { key: string } | { key: null; itemHash: string };

/** Saves the key before the first call. If properties are unavailable, keys are made from the item's hash. */
async function saveIdempotencyKey(scheduling: Scheduling): Promise<SavedKey> {
  const { appointment, newKey, requestHash } = scheduling;
  try {
    const properties = await appointment.readProperties();
    const key = properties.idempotencyKey ?? newKey();
    await changeProperties(appointment, properties, { idempotencyKey: key, requestHash });
    if (properties.idempotencyKey !== undefined) return { key };
    return { key: (await appointment.readProperties()).idempotencyKey ?? key };
  } catch (failure) {
    const itemHash = arePropertiesUnavailable(failure) ? await readItemHashOrNull(appointment) : null;
    if (itemHash === null) throw failure;
    return { key: null, itemHash };
  }
}

/** How many conferences in a row an item can have whose properties are unavailable. */
const maxKeys = 10;

/** The same keys for the same item in every page (UUID, version 8). */
function keysOf(itemHash: string): string[] {
  return Array.from({ length: maxKeys }, (_, index) => {
    const counter = (parseInt(itemHash.slice(13, 16), 16) + index) % 0x1000;
    return [
      itemHash.slice(0, 8),
      itemHash.slice(8, 12),
      `8${counter.toString(16).padStart(3, "0")}`,
      `a${itemHash.slice(17, 20)}`,
      itemHash.slice(20, 32),
    ].join("-");
  });
}

/** Uses the first of the item's keys that is not spent. */
async function scheduleByItemHash(itemHash: string, options: ScheduleOnceOptions): Promise<Conference> {
  const { relay, request, previousConferenceId } = options;
  for (const key of await keysAfter(previousConferenceId, keysOf(itemHash), relay)) {
    try {
      return await relay.schedule(key, request);
    } catch (failure) {
      if (!isReused(failure)) throw failure;
    }
    // An earlier try asked for something else. The key of a deleted conference is spent.
    const earlier = await nullIfGone(relay.find(key));
    if (earlier) return sendUpdate(earlier, options);
  }
  throw new RelayError("KEY_REUSED");
}

/** The keys after that of a conference; all keys if none is its. */
async function keysAfter(conferenceId: string | null, keys: string[], relay: RelayClient): Promise<string[]> {
  if (conferenceId === null) return keys;
  for (const [index, key] of keys.entries()) {
    if ((await nullIfGone(relay.find(key)))?.id === conferenceId) return keys.slice(index + 1);
  }
  return keys;
}

async function scheduleByKey(
  key: string,
  { appointment, relay, newKey, request, requestHash }: Scheduling,
): Promise<{ key: string; conference: Conference }> {
  try {
    return { key, conference: await relay.schedule(key, request) };
  } catch (failure) {
    if (!isReused(failure)) throw failure;
  }
  // An earlier try with this key asked for something else. If it led to a conference, that one is updated.
  const earlier = await nullIfGone(relay.find(key));
  if (earlier) return { key, conference: await sendUpdate(earlier, { appointment, relay, request }) };
  const fresh = newKey();
  await appointment.saveProperties({ idempotencyKey: fresh, requestHash });
  return { key: fresh, conference: await relay.schedule(fresh, request) };
}

function isReused(failure: unknown): boolean {
  return failure instanceof RelayError && failure.code === "KEY_REUSED";
}
