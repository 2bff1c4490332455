import type {
  InstantConference,
  InstantConferenceRequest,
  PresenceAnswer,
  SiteConfiguration,
} from "../contract/services";
import { readAnswer, type RelayRequest } from "./ask";
import type { Report, UpcomingConferences } from "./dates";

/** The conferencing site's other services. Every call throws RelayError. */
export interface Services {
  configuration: () => Promise<SiteConfiguration>;
  presence: (addresses: readonly string[]) => Promise<PresenceAnswer>;
  /** Conferences that the caller hosts or is invited to, by start. */
  upcoming: (from: Date, to: Date) => Promise<UpcomingConferences>;
  /** NOT_FOUND for a conference in which the caller has no part, NOT_FINISHED before its end. */
  report: (conferenceId: string) => Promise<Report>;
  /** Begins a conference now; the same key again gives the same conference. */
  startInstant: (request: InstantConferenceRequest, key: string) => Promise<InstantConference>;
}

export function createServices(ask: RelayRequest): Services {
  const contract = () => import("../contract/services");
  return {
    configuration: async () =>
      readAnswer(await ask("GET", "configuration"), async (json) =>
        (await contract()).configurationSchema.parse(json),
      ),
    presence: async (addresses) =>
      readAnswer(await ask("POST", "presence", { body: { addresses } }), async (json) =>
        (await contract()).presenceSchema.parse(json),
      ),
    upcoming: async (from, to) => {
      const period = new URLSearchParams({ from: from.toISOString(), to: to.toISOString() });
      return readAnswer(await ask("GET", `upcoming-conferences?${period}`), async (json) =>
        (await contract()).upcomingConferencesSchema.parse(json),
      );
    },
    report: async (conferenceId) =>
      readAnswer(await ask("GET", `conferences/${encodeURIComponent(conferenceId)}/report`), async (json) =>
        (await contract()).reportSchema.parse(json),
      ),
    startInstant: async (body, key) =>
      readAnswer(await ask("POST", "instant-conferences", { body, idempotencyKey: key }), async (json) =>
        (await contract()).instantConferenceSchema.parse(json),
      ),
  };
}
