import { isDeepStrictEqual } from "node:util";
import { conferenceRequestSchema, type Attendee } from "../../src/contract/conference";
import { addressPattern, limits } from "../../src/contract/limits";
import { keepJson } from "../ledger/requestJson";

/**
 * Checks a request by the contract. The attendees, of whom there may be a thousand, are looked at by hand first: where each
 * is plainly what the schema wants they are taken as they are, without a copy; else the schema judges them. `text`: the JSON
 * of the body, which is the request's where the schema changes nothing.
 */
export function checkConferenceRequest(
  body: unknown,
  text: string,
): ReturnType<typeof conferenceRequestSchema.safeParse> {
  if (!isObject(body) || !isObject(body.appointment)) return conferenceRequestSchema.safeParse(body);
  const { attendees, ...appointment } = body.appointment;
  if (!isPlain(attendees)) return conferenceRequestSchema.safeParse(body);
  const given = { ...body, appointment: { ...appointment, attendees: [] } };
  const parsed = conferenceRequestSchema.safeParse(given);
  if (!parsed.success) return parsed;
  if (isDeepStrictEqual(parsed.data, given)) keepJson(parsed.data, text);
  parsed.data.appointment.attendees = attendees;
  return parsed;
}

function isPlain(attendees: unknown): attendees is Attendee[] {
  return Array.isArray(attendees) && attendees.length <= limits.attendees && attendees.every(isPlainAttendee);
}

/** Whether it is an attendee with nothing else in it. */
function isPlainAttendee(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { name, address, kind } = value;
  return (
    Object.keys(value).length === 3 &&
    typeof name === "string" &&
    name.length <= limits.name &&
    typeof address === "string" &&
    address.length >= 3 &&
    address.length <= limits.address &&
    addressPattern.test(address) &&
    (kind === "required" || kind === "optional")
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
