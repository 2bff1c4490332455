import type { Conference, ConferenceRequest } from "../../src/contract/conference";
import type { ErrorResponse } from "../../src/contract/errors";
import { request as sample } from "../relay/harness";
import type { Relay } from "./relay";

/** What the pane gets. */
export interface Answer {
  /** null: nothing. */
  status: number | null;
  body: Partial<Conference & ErrorResponse>;
}

/** The one who asks. */
export const alice = "alice.adams";

export interface AskOptions {
  key?: string;
  ifMatch?: string;
  content?: unknown;
}

/** Sends one request as the pane does. */
export async function send(
  relay: Relay,
  method: string,
  path: string,
  options: AskOptions = {},
): Promise<Answer> {
  const { key, ifMatch, content } = options;
  try {
    const response = await relay.fetch(`/api/conferences${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${alice}`,
        "Content-Type": "application/json",
        ...(key !== undefined && { "Idempotency-Key": key }),
        ...(ifMatch !== undefined && { "If-Match": ifMatch }),
      },
      ...(content !== undefined && { body: JSON.stringify(content) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? {} : (JSON.parse(text) as Answer["body"]) };
  } catch {
    return { status: null, body: {} };
  }
}

const minute = 60_000;

/** Requests for one appointment of tomorrow: as it is first, and as it is changed to. */
export function requestsFor(title: string) {
  const start = Math.ceil(Date.now() / minute) * minute + 24 * 60 * minute;
  const { attendees } = sample.appointment;
  const request = (minutes: number, invited: typeof attendees): ConferenceRequest => ({
    ...sample,
    appointment: {
      title,
      start: new Date(start).toISOString(),
      end: new Date(start + minutes * minute).toISOString(),
      attendees: invited,
    },
  });
  return [
    request(60, attendees),
    request(30, attendees.slice(1)),
    request(45, attendees.slice(0, 1)),
  ] as const;
}
