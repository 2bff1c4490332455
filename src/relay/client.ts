import type { Conference, ConferenceRequest } from "../contract/conference";
import { readAnswer, type Ask } from "./ask";

/** The contract over fetch. Every call has a deadline and throws RelayFailure. */
export interface RelayClient {
  /** Same key and same request: the same conference. */
  schedule: (key: string, request: ConferenceRequest) => Promise<Conference>;
  update: (conferenceId: string, request: ConferenceRequest) => Promise<Conference>;
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
    update: (conferenceId, body) => read(ask("PUT", at(conferenceId), { body })),
    remove: async (conferenceId) => {
      await ask("DELETE", at(conferenceId));
    },
    get: (conferenceId) => read(ask("GET", at(conferenceId))),
    find: (key) => read(ask("GET", `conferences?key=${encodeURIComponent(key)}`)),
  };
}
