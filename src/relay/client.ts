import type { Claim, Conference as ConferenceAnswer } from "../contract/conference";
import { readAnswer, type RelayRequest } from "./ask";
import type { Conference, ConferenceRequest } from "./dates";

/** The contract over fetch. Every call has a deadline and throws RelayError. */
export interface RelayClient {
  /** Same key and same request: the same conference. */
  schedule: (key: string, request: ConferenceRequest) => Promise<Conference>;
  /** Says which of the candidates of OUTCOME_AMBIGUOUS the key's conference is; null: none, a new one is made. */
  choose: (key: string, conferenceId: string | null) => Promise<Conference>;
  /** VERSION_STALE, with what it is now, when the conference is no longer the given one. */
  update: (conference: Conference, request: ConferenceRequest) => Promise<Conference>;
  /** Succeeds also if the conference is gone already. */
  remove: (conferenceId: string) => Promise<void>;
  /** Says how far the appointment has got with the conference; arrives also when the page is closed meanwhile. */
  claim: (conferenceId: string, claim: Exclude<Claim, "none">, itemHash?: string) => Promise<void>;
  get: (conferenceId: string) => Promise<Conference>;
  /** By idempotency key; NOT_FOUND: no conference. */
  find: (key: string) => Promise<Conference>;
  /** The conference that the appointment with this hash claimed; NOT_FOUND when there is none. */
  findByItemHash: (itemHash: string) => Promise<Conference>;
}

interface RelayClientOptions {
  ask: RelayRequest;
  /** Checks an answer against the contract; throws when it is something else. */
  parse: (json: unknown) => Promise<ConferenceAnswer>;
}

export function createRelayClient({ ask, parse }: RelayClientOptions): RelayClient {
  const read = async (answer: Promise<Response>) => readAnswer(await answer, parse);
  const at = (conferenceId: string) => `conferences/${encodeURIComponent(conferenceId)}`;
  return {
    schedule: (key, body) => read(ask("POST", "conferences", { body, idempotencyKey: key })),
    choose: (key, conferenceId) =>
      read(ask("POST", "conferences/choice", { body: { conferenceId }, idempotencyKey: key })),
    update: ({ id, version }, body) => read(ask("PUT", at(id), { body, version })),
    remove: async (conferenceId) => {
      await ask("DELETE", at(conferenceId));
    },
    claim: async (conferenceId, claim, itemHash) => {
      const body = { claim, ...(itemHash !== undefined && { mark: itemHash }) };
      await ask("PUT", `${at(conferenceId)}/claim`, { body, keepalive: true });
    },
    get: (conferenceId) => read(ask("GET", at(conferenceId))),
    find: (key) => read(ask("GET", `conferences?key=${encodeURIComponent(key)}`)),
    findByItemHash: (itemHash) => read(ask("GET", `conferences?mark=${encodeURIComponent(itemHash)}`)),
  };
}
