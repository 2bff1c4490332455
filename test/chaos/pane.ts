import type { Conference, ConferenceRequest } from "../../src/contract/conference";
import type { ErrorResponse } from "../../src/contract/errors";
import { request as sample } from "../support/relay";
import type { Verb } from "./plan";
import type { Relay } from "./relay";

/** The pane's options. */
export interface Answer {
  /** null: nothing. */
  status: number | null;
  body: Partial<Conference & ErrorResponse>;
}

/** The one who asks. */
export const alice = "alice.adams";

interface SendOptions {
  key?: string;
  ifMatch?: string;
  content?: unknown;
}

/** Sends one request as the pane does; `path` begins after "/api/conferences". */
export async function send(
  relay: Relay,
  method: string,
  path: string,
  { key, ifMatch, content }: SendOptions = {},
): Promise<Answer> {
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

interface PaneOptions {
  /** Its appointment's. */
  key: string;
  /** Sends a request; told of whatever comes. */
  ask: typeof send;
  /** Which candidate the user says it is, whose answer was lost; null: none. */
  choose: () => Promise<string | null>;
}

/** The pane of one appointment, as far as relays hear of it. */
export function createPane({ key, ask, choose }: PaneOptions) {
  /** The conference as the pane remembers it. */
  let memory: { id: string; version: number } | null = null;
  /** The allowed states: the last success, and every request left open since. */
  let possible: (ConferenceRequest | null)[] = [null];

  function learn({ body }: Answer): void {
    const { id, version } = body.error?.current ?? body;
    if (id !== undefined && version !== undefined) memory = { id, version };
  }

  async function unlessUnclear(relay: Relay, answer: Answer): Promise<Answer> {
    if (answer.body.error?.code !== "OUTCOME_AMBIGUOUS") return answer;
    return ask(relay, "POST", "/choice", { key, content: { conferenceId: await choose() } });
  }

  /** Asks what became of the appointment's key. */
  async function look(relay: Relay): Promise<Answer> {
    return unlessUnclear(relay, await ask(relay, "GET", `?key=${key}`));
  }

  async function schedule(relay: Relay, content: ConferenceRequest): Promise<Answer> {
    return unlessUnclear(relay, await ask(relay, "POST", "", { key, content }));
  }

  async function change(relay: Relay, content: ConferenceRequest | null): Promise<Answer | null> {
    if (!memory) learn(await look(relay));
    if (!memory) return null;
    const { id, version } = memory;
    if (content === null) return ask(relay, "DELETE", `/${id}`);
    return ask(relay, "PUT", `/${id}`, { ifMatch: `"${version}"`, content });
  }

  return {
    look,
    possible: () => possible,
    /** Tries once by each of these relays, at the same time; answers whether one of them said that it is done. */
    tryBy: async (relays: readonly Relay[], verb: Verb, wanted: ConferenceRequest): Promise<boolean> => {
      const result = verb === "delete" ? null : wanted;
      const answers = await Promise.all(
        relays.map((relay) => (verb === "schedule" ? schedule(relay, wanted) : change(relay, result))),
      );
      const given = answers.filter((answer) => answer !== null);
      given.forEach(learn);
      const isDone = given.some(isSuccess);
      if (isDone) possible = [result];
      else if (given.some(isOpen)) possible = [...possible, result];
      return isDone;
    },
  };
}

/** Whether the relay said that it is done. */
export function isSuccess({ status }: Answer): boolean {
  return status !== null && status < 300;
}

/** Whether a request may take effect although its answer was no success. */
function isOpen({ status, body }: Answer): boolean {
  return status === null || ["OUTCOME_UNKNOWN", "OUTCOME_AMBIGUOUS"].includes(body.error?.code ?? "");
}

const minute = 60_000;

/** Requests for one appointment of tomorrow: as it is first, and as it is changed to. */
export function requestsFor(title: string, { hasCrowd } = { hasCrowd: false }) {
  const start = Math.ceil(Date.now() / minute) * minute + 24 * 60 * minute;
  const crowd = Array.from({ length: hasCrowd ? 60 : 0 }, (_, n) => ({
    name: `Person ${n}`,
    address: `person${n}@example.com`,
    kind: "required" as const,
  }));
  const attendees = [...sample.appointment.attendees, ...crowd];
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
