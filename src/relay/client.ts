import type { Conference, ConferenceRequest } from "../contract/conference";
import { readAnswer, type Ask } from "./ask";

/** The contract over fetch. Every call has a deadline and throws RelayFailure. */
export interface RelayClient {
  /** Same key and same request: the same conference. */
  schedule: (key: string, request: ConferenceRequest) => Promise<Conference>;
  /** Changes the conference as it is known here; VERSION_STALE where somebody else has changed it since. */
  update: (conference: Conference, request: ConferenceRequest) => Promise<Conference>;
  /** Tells that an appointment is about to hold the invitation, or holds it. */
  claim: (conferenceId: string, claim: "writing" | "written") => Promise<void>;
  remove: (conferenceId: string) => Promise<void>;
  get: (conferenceId: string) => Promise<Conference>;
  /** What became of an appointment's key; NOT_FOUND when nothing did. */
  find: (key: string) => Promise<Conference>;
}

interface RelayClientOptions {
  ask: Ask;
  /** Checks an answer against the contract; throws when it is something else. */
  parse: (json: unknown) => Promise<Conference>;
}

export function createRelayClient({ ask, parse }: RelayClientOptions): RelayClient {
  const read = async (answer: Promise<Response>) => readAnswer(await answer, parse);
  const at = (conferenceId: string) => `conferences/${encodeURIComponent(conferenceId)}`;
  return {
    schedule: (key, body) => read(ask("POST", "conferences", { body, key })),
    update: ({ id, version }, body) => read(ask("PUT", at(id), { body, version })),
    claim: async (conferenceId, claim) => {
      await ask("PUT", `${at(conferenceId)}/claim`, { body: { claim } });
    },
    remove: async (conferenceId) => {
      await ask("DELETE", at(conferenceId));
    },
    get: (conferenceId) => read(ask("GET", at(conferenceId))),
    find: (key) => read(ask("GET", `conferences?key=${encodeURIComponent(key)}`)),
  };
}
