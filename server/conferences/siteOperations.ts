import type { ConferenceRequest } from "../../src/contract/conference";
import type { LinkFilter } from "../../src/contract/links";
import type { LedgerEntry, ScheduledResult } from "../ledger/entry";
import { LedgerError } from "../ledger/errors";
import type { Lease } from "../ledger/leases";
import type { Ledger } from "../ledger/ledger";
import { SiteError } from "../rtc/errors";
import type { PreConference, ScheduleResult } from "../rtc/services/preConference";
import { RelayError } from "./relayError";
import {
  isGone,
  isLost,
  isRefusal,
  isWarning,
  nextAttemptMs,
  lateCallMs,
  soonMs,
  outcomeUnknown,
  ignoreGone,
} from "./siteOutcomes";
import type { SiteLookup } from "./siteLookup";
import { isMarked, markerOf } from "./matcher";
import { firstHashOf } from "./requestHash";
import { toCandidate, toScheduleOptions, toWarnings, type SiteDetails } from "./rtcMapper";

type Scheduled = Extract<LedgerEntry, { state: "scheduled" | "removing" | "removed" }>;

/** The operations on one leased entry: each step is recorded before it is taken, and again after it. */
export interface SiteOperations {
  /** Makes the conference of an intent. A lost answer is looked for at the site, never asked for again blindly. */
  schedule(lease: Lease, intended: LedgerEntry): Promise<Scheduled>;
  /** Looks for the conference of an intent at the site; null: it lists none. Throws OUTCOME_AMBIGUOUS. */
  adopt(lease: Lease, intended: LedgerEntry): Promise<Scheduled | null>;
  /** Takes one of the candidates as the conference of an intent. Throws NOT_FOUND for any other. */
  choose(lease: Lease, intended: LedgerEntry, conferenceId: string): Promise<Scheduled>;
  /** Replaces what is scheduled. `before` is what stands when the site refuses. */
  update(lease: Lease, before: LedgerEntry, request: ConferenceRequest): Promise<Scheduled>;
  /** Deletes the conference; one that is gone already is removed too. */
  remove(lease: Lease, before: LedgerEntry): Promise<Scheduled>;
  /** Finds out whether a conference is there by an update that changes nothing; "removed": the site says that it is not. */
  verifyExists(lease: Lease, entry: Scheduled): Promise<Scheduled>;
  /** Brings to an end what was begun; an intent of which the site lists nothing stays one. */
  resume(lease: Lease, entry: LedgerEntry): Promise<LedgerEntry>;
  /**
   * Undoes what calls did that the site carried out late: conferences but the entry's own are deleted, and the entry's own
   * is once more made what it should be.
   */
  repairDuplicates(lease: Lease, entry: Scheduled): Promise<void>;
}

interface SiteOperationsOptions {
  words?: SiteDetails;
  site: PreConference;
  ledger: Ledger;
  lookup: SiteLookup;
  handOut: LinkFilter;
  /** Milliseconds since the epoch. */
  clock: () => number;
  /** How long a conference may go unclaimed before it is removed. */
  unclaimedMs: number;
}

/** The protocol between ledger and site. Throws RelayError, SiteError, CallError and LedgerError. */
export function createSiteOperations(options: SiteOperationsOptions): SiteOperations {
  const { site, ledger, lookup, handOut, clock, unclaimedMs, words } = options;
  /** After a call the ledger's own failure leaves open what became of it. */
  async function record(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      throw cause instanceof LedgerError && cause.code !== "CONFERENCE_TAKEN" ? outcomeUnknown(cause) : cause;
    }
  }

  async function finish<Entry extends LedgerEntry>(lease: Lease, entry: Entry): Promise<Entry> {
    await record(() => lease.finish(entry, nextAttemptMs(entry, unclaimedMs)));
    return entry;
  }

  /** Records a conference whose ID the site may have given to an older one before; `isCertain`: to no other. */
  async function recordConference(conferenceId: string, isCertain: boolean, work: () => Promise<void>) {
    try {
      await record(work);
    } catch (failure) {
      if (!(failure instanceof LedgerError)) throw failure;
      if (!isCertain) throw outcomeUnknown(failure);
      await ledger.supersede(conferenceId);
      await record(work);
    }
  }

  /** Records what the site gave. `isCertain`: no other entry can rightly have this conference. */
  async function accept(lease: Lease, entry: LedgerEntry, answer: ScheduleResult, isCertain: boolean) {
    const conferenceId = answer.conferenceId;
    const [joinUrl, hostUrl] = [handOut(answer.attendeeURL), handOut(answer.hostURL)];
    const given = joinUrl === null || hostUrl === null ? null : { conferenceId, joinUrl, hostUrl };
    const toldBefore = entry.isWithdrawn ? null : entry.result;
    // Links that worked before stay where the new ones may not be handed out.
    const links = given ?? toldBefore;
    if (!links) {
      await refuseLinks(lease, entry, conferenceId, isCertain);
      throw new RelayError("LINK_REFUSED");
    }
    const scheduled: Scheduled = {
      ...entry,
      state: "scheduled",
      request: entry.pending ?? entry.request,
      version: toldBefore === null ? 1 : entry.version + 1,
      pending: null,
      result: { ...links, warnings: toWarnings(answer.warning) },
      isWithdrawn: false,
    };
    await recordConference(conferenceId, isCertain, () =>
      lease.finish(scheduled, nextAttemptMs(scheduled, unclaimedMs)),
    );
    return scheduled;
  }

  /** A conference that may be somebody else's is left as it is, until the site gives links that may be handed out. */
  async function refuseLinks(lease: Lease, entry: LedgerEntry, conferenceId: string, isCertain: boolean) {
    if (!isCertain) return record(() => lease.save(entry, lateCallMs));
    const intended = await withdraw(lease, entry, conferenceId);
    // An earlier call may still lead to a conference.
    if (!intended.isSent) await record(() => lease.forget());
  }

  /**
   * Deletes a conference of which nobody was told; after that its key is as good as new. The entry stays as long as it is
   * not certain that the conference is gone. Throws LINK_REFUSED where it is certain that it is not.
   */
  async function withdraw(lease: Lease, entry: LedgerEntry, conferenceId: string): Promise<LedgerEntry> {
    const isSent = entry.isWithdrawn ? entry.isSent : entry.mayHaveLateWrites;
    const mayHaveLateWrites = entry.isWithdrawn && entry.mayHaveLateWrites;
    const result: ScheduledResult = { conferenceId, joinUrl: "", hostUrl: "", warnings: [] };
    const taken: LedgerEntry = {
      ...entry,
      state: "removing",
      pending: null,
      result,
      isWithdrawn: true,
      isSent,
      // Were this cut short, it could come late, and delete the conference after it was adopted.
      mayHaveLateWrites: true,
    };
    await recordConference(conferenceId, true, () => lease.save(taken, soonMs));
    const attempts = { isAnyLost: false };
    try {
      await ignoreGone(() => site.deleteConference(conferenceId, () => (attempts.isAnyLost = true)));
    } catch (cause) {
      if (isLost(cause) || attempts.isAnyLost) throw outcomeUnknown(cause);
      await record(() => lease.save({ ...taken, mayHaveLateWrites }, soonMs));
      throw new RelayError("LINK_REFUSED", {}, { cause });
    }
    const intended: LedgerEntry = {
      ...taken,
      state: "intended",
      pending: null,
      result: null,
      isWithdrawn: false,
      mayHaveLateWrites: isSent,
      before: isSent ? entry.before : null,
    };
    await record(() => lease.save(intended, lateCallMs));
    return intended;
  }

  const optionsOf = (entry: LedgerEntry, request = entry.request) =>
    toScheduleOptions(request, entry.organizer, markerOf(entry), words);

  /** Updating brings the links that a list lacks, and makes sure that the conference is what was asked for. */
  async function adoptById(lease: Lease, entry: LedgerEntry, conferenceId: string, isCertain: boolean) {
    // Were this cut short, it could come late, and undo a change that was made meanwhile.
    await lease.save({ ...entry, mayHaveLateWrites: true }, lateCallMs);
    let mayHaveLateWrites = entry.mayHaveLateWrites;
    const answer = await site.updateConference(
      conferenceId,
      optionsOf(entry),
      () => (mayHaveLateWrites = true),
    );
    return accept(lease, { ...entry, mayHaveLateWrites }, answer, isCertain);
  }

  async function adopt(lease: Lease, intended: LedgerEntry): Promise<Scheduled | null> {
    try {
      const found = await lookup.match(intended);
      if (found.is === "none") return null;
      if (found.is === "unclear") {
        throw new RelayError("OUTCOME_AMBIGUOUS", { candidates: found.candidates.map(toCandidate) });
      }
      for (const other of found.others) await ignoreGone(() => site.deleteConference(other));
      return await adoptById(lease, intended, found.conferenceId, found.isMarked);
    } catch (cause) {
      throw cause instanceof RelayError ? cause : outcomeUnknown(cause);
    }
  }

  async function schedule(lease: Lease, begun: LedgerEntry): Promise<Scheduled> {
    let answer: ScheduleResult;
    let intended = begun;
    try {
      const before = await lookup.lookAhead(begun);
      if (before !== begun.before || !begun.isSent) {
        intended = { ...begun, before, isSent: true };
        await lease.save(intended, lateCallMs);
      }
      answer = await site.scheduleConference(optionsOf(intended));
    } catch (failure) {
      if (isLost(failure) || isWarning(failure)) {
        const adopted = await adopt(lease, intended);
        if (adopted) return adopted;
        // The conference may be listed later, unless the site has said that it did not schedule it.
        if (isLost(failure) && !isRefusal(failure)) throw outcomeUnknown(failure);
      }
      // An earlier call may still lead to a conference.
      if (!intended.mayHaveLateWrites) await lease.forget();
      throw failure;
    }
    return accept(lease, intended, answer, true);
  }

  /** `refused` is what stands when the site refuses, `before` when it was not reached. */
  async function update(
    lease: Lease,
    before: LedgerEntry,
    request: ConferenceRequest,
    refused = before,
  ): Promise<Scheduled> {
    const { result } = before;
    if (!result) throw new RelayError("NOT_FOUND");
    // An earlier change whose answer was lost may still come, and undo this one.
    const mayHaveLateWrites = before.mayHaveLateWrites || before.state === "updating";
    const updating: LedgerEntry = {
      ...before,
      state: "updating",
      pending: request,
      result,
      mayHaveLateWrites,
      requestHash: firstHashOf(before),
    };
    await lease.save(updating, soonMs);
    const attempts = { isAnyLost: false };
    let answer: ScheduleResult;
    try {
      answer = await site.updateConference(
        result.conferenceId,
        optionsOf(before, request),
        () => (attempts.isAnyLost = true),
      );
    } catch (failure) {
      if (isGone(failure)) await finish(lease, { ...before, state: "removed", pending: null, result });
      // An earlier attempt may have done what is refused now.
      else if (isLost(failure) || attempts.isAnyLost) throw outcomeUnknown(failure);
      else await finish(lease, { ...(failure instanceof SiteError ? refused : before), mayHaveLateWrites });
      throw failure;
    }
    return accept(
      lease,
      { ...updating, mayHaveLateWrites: mayHaveLateWrites || attempts.isAnyLost },
      answer,
      true,
    );
  }

  async function remove(lease: Lease, before: LedgerEntry, refused = before): Promise<Scheduled> {
    const { result } = before;
    if (!result) throw new RelayError("NOT_FOUND");
    const mayHaveLateWrites =
      before.mayHaveLateWrites || before.state === "updating" || before.state === "removing";
    const removing: LedgerEntry = { ...before, state: "removing", pending: null, result, isWithdrawn: false };
    await lease.save({ ...removing, mayHaveLateWrites }, soonMs);
    const attempts = { isAnyLost: false };
    try {
      await ignoreGone(() => site.deleteConference(result.conferenceId, () => (attempts.isAnyLost = true)));
    } catch (failure) {
      if (isLost(failure) || attempts.isAnyLost) throw outcomeUnknown(failure);
      await finish(lease, { ...(failure instanceof SiteError ? refused : before), mayHaveLateWrites });
      throw failure;
    }
    return finish(lease, { ...removing, state: "removed", mayHaveLateWrites: before.mayHaveLateWrites });
  }

  return {
    schedule,
    adopt,
    update: (lease, before, request) => update(lease, before, request),
    remove: (lease, before) => remove(lease, before),

    choose: async (lease, intended, conferenceId) => {
      const found = await lookup.match(intended);
      const isOffered =
        (found.is === "one" && found.conferenceId === conferenceId) ||
        (found.is === "unclear" &&
          found.candidates.some((candidate) => candidate.conferenceId === conferenceId));
      if (!isOffered) throw new RelayError("NOT_FOUND");
      return adoptById(lease, intended, conferenceId, false);
    },

    verifyExists: async (lease, entry) => {
      const { conferenceId } = entry.result;
      // Were this cut short, it could come late, and undo a change that was made meanwhile.
      await lease.save({ ...entry, mayHaveLateWrites: true }, lateCallMs);
      let { mayHaveLateWrites } = entry;
      try {
        await site.updateConference(conferenceId, optionsOf(entry), () => (mayHaveLateWrites = true));
      } catch (failure) {
        if (isGone(failure)) return finish(lease, { ...entry, mayHaveLateWrites, state: "removed" });
        if (isLost(failure)) throw failure;
      }
      return finish(lease, { ...entry, mayHaveLateWrites });
    },

    resume: async (lease, entry) => {
      switch (entry.state) {
        case "intended":
          return entry.isSent ? ((await adopt(lease, entry)) ?? entry) : entry;
        case "updating":
          return resumeUpdate(lease, entry);
        case "removing":
          return entry.isWithdrawn ? resumeWithdrawal(lease, entry) : resumeRemoval(lease, entry);
        default:
          return entry;
      }
    },

    repairDuplicates: async (lease, entry) => {
      const own = entry.state === "removed" ? null : entry.result.conferenceId;
      // Were this cut short, what it asks of the site could come late too.
      await lease.save(entry, lateCallMs);
      for (const conference of await lookup.all(entry)) {
        // A conference without a readable ID cannot be deleted, and may be the entry's own.
        if (isMarked(conference, entry) && !["", own].includes(conference.conferenceId))
          await ignoreGone(() => site.deleteConference(conference.conferenceId));
      }
      let rest: Scheduled = { ...entry, mayHaveLateWrites: false };
      if (own !== null) {
        try {
          await site.updateConference(own, optionsOf(entry), () => (rest = entry));
        } catch (failure) {
          if (!(failure instanceof SiteError)) throw failure;
          // Else it has begun: what the site refuses now cannot be mended.
          if (isGone(failure)) rest = { ...rest, state: "removed" };
        }
      }
      await finish(lease, rest);
    },
  };

  /** Repeats an update of which nobody knows whether it was carried out; what the site refuses now it refused before. */
  async function resumeUpdate(lease: Lease, entry: Extract<LedgerEntry, { state: "updating" }>) {
    const before: Scheduled = { ...entry, state: "scheduled", pending: null };
    try {
      return await update(lease, entry, entry.pending, before);
    } catch (failure) {
      if (!(failure instanceof SiteError) || isGone(failure)) throw failure;
      return before;
    }
  }

  async function resumeRemoval(lease: Lease, entry: Scheduled) {
    const before: Scheduled = { ...entry, state: "scheduled" };
    try {
      return await remove(lease, entry, before);
    } catch (failure) {
      if (!(failure instanceof SiteError)) throw failure;
      return before;
    }
  }

  /** Deletes what is to be taken back; where the site refuses to, it may have been repaired, and is asked for new links. */
  async function resumeWithdrawal(lease: Lease, entry: Scheduled): Promise<LedgerEntry> {
    const { conferenceId } = entry.result;
    const mayHaveLateWrites = entry.mayHaveLateWrites && clock() - entry.changedAt < lateCallMs;
    let intended: LedgerEntry;
    try {
      intended = await withdraw(lease, { ...entry, mayHaveLateWrites }, conferenceId);
    } catch (failure) {
      const isRefused = failure instanceof RelayError && failure.cause instanceof SiteError;
      // A deletion that comes late would delete the conference after its links were handed out.
      if (!isRefused || mayHaveLateWrites) throw failure;
      return await adoptRepaired(lease, entry);
    }
    return intended.isSent ? ((await adopt(lease, intended)) ?? intended) : intended;
  }

  async function adoptRepaired(lease: Lease, entry: Scheduled): Promise<LedgerEntry> {
    try {
      return await adoptById(
        lease,
        { ...entry, mayHaveLateWrites: entry.isSent },
        entry.result.conferenceId,
        true,
      );
    } catch (cause) {
      if (!(cause instanceof SiteError)) throw isLost(cause) ? outcomeUnknown(cause) : cause;
      await record(() => lease.save({ ...entry, mayHaveLateWrites: false }, soonMs));
      throw new RelayError("LINK_REFUSED", {}, { cause });
    }
  }
}
