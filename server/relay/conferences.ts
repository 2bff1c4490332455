import { createHash } from "node:crypto";
import type { Conference, ConferenceRequest } from "../../src/contract/conference";
import type { Ledger, LedgerEntry, ScheduledResult } from "../ledger/ledger";
import { CallError, SiteError } from "../rtc/errors";
import type { PreConference, ScheduleResult, UpcomingConferenceDetails } from "../rtc/preConference";
import type { Caller } from "./callers";
import { asRelayError, RelayError } from "./failures";
import { markerName, toScheduleOptions, toWarnings } from "./translate";

export interface Conferences {
  /** Same key and same request: the same conference, however often it is asked for. */
  create(caller: Caller, key: string, request: ConferenceRequest): Promise<Conference>;
  update(caller: Caller, conferenceId: string, request: ConferenceRequest): Promise<Conference>;
  /** Removing what is gone already succeeds. */
  remove(caller: Caller, conferenceId: string): Promise<void>;
  get(caller: Caller, conferenceId: string): Promise<Conference>;
  /** Finds what became of an appointment's key, also when the site's answer was lost. */
  findByKey(caller: Caller, key: string): Promise<Conference>;
}

interface ConferencesOptions {
  site: PreConference;
  ledger: Ledger;
  /** What the site wants said in every invitation. */
  note: string;
  /** Whether a link of the site may be handed out: scheme, host, no user info. */
  mayHandOut: (link: string) => boolean;
}

/** What the relay does for a caller, between the ledger and the site. Throws RelayError, SiteError and CallError. */
export function createConferences({ site, ledger, note, mayHandOut }: ConferencesOptions): Conferences {
  const inTurn = createTurns();

  function toConference(result: ScheduledResult, scheduled: ConferenceRequest): Conference {
    const { conferenceId: id, joinUrl, hostUrl, warnings } = result;
    return { id, version: 1, claim: "none", joinUrl, hostUrl, warnings, scheduled, note };
  }

  async function accept(entry: LedgerEntry, request: ConferenceRequest, answer: ScheduleResult) {
    if (!mayHandOut(answer.attendeeURL) || !mayHandOut(answer.hostURL)) {
      if (entry.state === "intended") {
        await site.deleteConference(answer.conferenceID);
        await ledger.forget(entry.owner, entry.key);
      }
      throw new RelayError("LINK_REFUSED");
    }
    const result: ScheduledResult = {
      conferenceId: answer.conferenceID,
      joinUrl: answer.attendeeURL,
      hostUrl: answer.hostURL,
      warnings: toWarnings(answer.warning),
    };
    await ledger.save({ ...entry, request, state: "scheduled", result });
    return toConference(result, request);
  }

  async function schedule(caller: Caller, entry: LedgerEntry): Promise<Conference> {
    const options = toScheduleOptions(entry.request, caller, markerOf(entry));
    return accept(entry, entry.request, await site.scheduleConference(options));
  }

  /** The answer was lost: looks for the conference at the site; updating it brings the links that the list lacks. */
  async function adopt(caller: Caller, entry: LedgerEntry): Promise<Conference | null> {
    const { start, end, title } = entry.request.appointment;
    const upcoming = await site.listUpcomingConferences({
      userID: caller.userId,
      fromStartDate: new Date(Date.parse(start) - 60_000),
      toStartDate: new Date(Date.parse(start) + 60_000),
    });
    const marker = markerOf(entry);
    let found = upcoming.filter((conference) => markerIn(conference) === marker);
    if (found.length === 0) {
      const alike = upcoming.filter(
        (conference) =>
          markerIn(conference) === null &&
          conference.conferenceTitle === title &&
          conference.scheduledStartTime?.getTime() === Date.parse(start) &&
          conference.scheduledEndTime?.getTime() === Date.parse(end) &&
          (conference.hostName === null || conference.hostName.toLowerCase() === caller.name.toLowerCase()),
      );
      const known = await Promise.all(alike.map((conference) => ledger.knows(conference.conferenceID)));
      found = alike.filter((_, index) => known[index] === false);
    }
    const [only, ...others] = found;
    if (only === undefined) return null;
    if (others.length > 0) throw new RelayError("OUTCOME_AMBIGUOUS");
    const options = toScheduleOptions(entry.request, caller, marker);
    return accept(entry, entry.request, await site.updateConference(only.conferenceID, options));
  }

  async function adoptOrAdmit(caller: Caller, entry: LedgerEntry): Promise<Conference | null> {
    try {
      return await adopt(caller, entry);
    } catch (cause) {
      if (cause instanceof RelayError) throw cause;
      throw new RelayError("OUTCOME_UNKNOWN", {}, { cause });
    }
  }

  async function scheduleOnce(caller: Caller, entry: LedgerEntry): Promise<Conference> {
    try {
      return await schedule(caller, entry);
    } catch (failure) {
      if (!isLost(failure)) {
        await ledger.forget(entry.owner, entry.key);
        throw failure;
      }
      const adopted = await adoptOrAdmit(caller, entry);
      if (adopted) return adopted;
      // A slow site may still be at work: what is not listed yet may be listed later.
      if (failure.failure === "TIMEOUT") throw new RelayError("OUTCOME_UNKNOWN", {}, { cause: failure });
      await ledger.forget(entry.owner, entry.key);
      throw failure;
    }
  }

  async function owned(
    caller: Caller,
    conferenceId: string,
  ): Promise<LedgerEntry & { result: ScheduledResult }> {
    const entry = await ledger.findByConference(caller.id, conferenceId);
    if (!entry?.result) throw new RelayError("NOT_FOUND");
    return entry;
  }

  return {
    create: (caller, key, request) =>
      inTurn(JSON.stringify([caller.id, key]), async () => {
        const requestHash = hashOf(request);
        const known = await ledger.findByKey(caller.id, key);
        if (known) {
          if (known.requestHash !== requestHash || known.state === "removed")
            throw new RelayError("KEY_REUSED");
          if (known.state === "scheduled") return toConference(known.result, known.request);
          return (await adoptOrAdmit(caller, known)) ?? scheduleOnce(caller, known);
        }
        const intent: LedgerEntry = {
          owner: caller.id,
          key,
          requestHash,
          request,
          state: "intended",
          result: null,
        };
        await ledger.save(intent);
        return scheduleOnce(caller, intent);
      }),

    update: (caller, conferenceId, request) =>
      inTurn(conferenceId, async () => {
        const entry = await owned(caller, conferenceId);
        if (entry.state === "removed") throw new RelayError("CONFERENCE_UNKNOWN");
        const options = toScheduleOptions(request, caller, markerOf(entry));
        try {
          const answer = await repeatOnce(() => site.updateConference(conferenceId, options));
          return await accept(entry, request, answer);
        } catch (failure) {
          if (isGone(failure)) await ledger.save({ ...entry, state: "removed" });
          throw failure;
        }
      }),

    remove: (caller, conferenceId) =>
      inTurn(conferenceId, async () => {
        const entry = await owned(caller, conferenceId);
        if (entry.state === "removed") return;
        try {
          await repeatOnce(() => site.deleteConference(conferenceId));
        } catch (failure) {
          if (!isGone(failure)) throw failure;
        }
        await ledger.save({ ...entry, state: "removed" });
      }),

    get: async (caller, conferenceId) => {
      const entry = await owned(caller, conferenceId);
      if (entry.state === "removed") throw new RelayError("NOT_FOUND");
      return toConference(entry.result, entry.request);
    },

    findByKey: (caller, key) =>
      inTurn(JSON.stringify([caller.id, key]), async () => {
        const entry = await ledger.findByKey(caller.id, key);
        if (!entry || entry.state === "removed") throw new RelayError("NOT_FOUND");
        if (entry.state === "scheduled") return toConference(entry.result, entry.request);
        const adopted = await adoptOrAdmit(caller, entry);
        if (!adopted) throw new RelayError("NOT_FOUND");
        return adopted;
      }),
  };
}

/** No answer, but perhaps a conference. */
function isLost(failure: unknown): failure is CallError {
  return failure instanceof CallError && failure.done === "unknown";
}

function isGone(failure: unknown): boolean {
  return failure instanceof SiteError && asRelayError(failure).code === "CONFERENCE_UNKNOWN";
}

/** For calls that may be repeated: a connection that broke is tried once more. */
async function repeatOnce<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (failure) {
    if (failure instanceof CallError && failure.failure === "UNREACHABLE") return call();
    throw failure;
  }
}

function hashOf(request: ConferenceRequest): string {
  return createHash("sha256").update(JSON.stringify(request)).digest("base64");
}

function markerOf({ owner, key }: LedgerEntry): string {
  return createHash("sha256")
    .update(JSON.stringify([owner, key]))
    .digest("base64url")
    .slice(0, 32);
}

function markerIn({ attributes }: UpcomingConferenceDetails): string | null {
  return attributes.find(({ name }) => name.toUpperCase() === markerName)?.value ?? null;
}

/** Runs the works of one name one after the other, those of different names side by side. */
function createTurns() {
  const last = new Map<string, Promise<unknown>>();
  return async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    const before = last.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    last.set(name, mine);
    try {
      return await mine;
    } finally {
      if (last.get(name) === mine) last.delete(name);
    }
  };
}
