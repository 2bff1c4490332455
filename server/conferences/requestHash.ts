import { createHash } from "node:crypto";
import type { ConferenceRequest } from "../../src/contract/conference";
import type { LedgerEntry } from "../ledger/entry";

/** Whether two requests ask for the same: they may differ in the order of their attendees. */
export function isSameRequest(one: ConferenceRequest, other: ConferenceRequest): boolean {
  return hashRequest(one) === hashRequest(other);
}

/**
 * The hash of the request with which an entry began. It is made when it is needed: to tell a repetition from another use
 * of the key, and before the request is replaced.
 */
export function firstHashOf({ requestHash, request }: Pick<LedgerEntry, "requestHash" | "request">): string {
  return requestHash === "" ? hashRequest(request) : requestHash;
}

export function hashOf(parts: unknown): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64");
}

function hashRequest({ appointment, options }: ConferenceRequest): string {
  const { title, start, end } = appointment;
  // No address and no kind has a line break.
  const attendees = appointment.attendees
    .map(({ name, address, kind }) => `${address.toLowerCase()}\n${kind}\n${name}`)
    .sort();
  const times = [start, end].map((time) => Date.parse(time));
  const choices = Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1));
  return hashOf([title, times, attendees, choices]);
}
