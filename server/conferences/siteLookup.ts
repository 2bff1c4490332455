import type { LedgerEntry } from "../ledger/entry";
import type { MarkerSupport, Ledger } from "../ledger/ledger";
import { runWithDeadline } from "../rtc/calls/deadline";
import { CallError, RtcError } from "../rtc/errors";
import type { PreConference, UpcomingConferenceDetails } from "../rtc/services/preConference";
import { findCandidates, findMatch, isMarkedAtAll, type Match } from "./matcher";

/** Looks for our conferences in the site's lists, and learns whether these show our marker. */
export interface SiteLookup {
  /** Whether the lists name the marker by which a conference is known as ours; null: no relay has seen it yet. */
  echoes(): Promise<boolean | null>;
  /** All conferences that the organizer of an entry hosts or is invited to. */
  all(entry: LedgerEntry): Promise<UpcomingConferenceDetails[]>;
  /** Looks for the conference of an intent. */
  match(entry: LedgerEntry): Promise<Match>;
  /**
   * The conferences that look like the one of an intent and are there before it is sent, where the site is known to echo
   * no marker; else null, or where they cannot be had. Whether it does is found out as soon as the ledger has a conference.
   */
  lookAhead(entry: LedgerEntry): Promise<string[] | null>;
  /** Finds out whether the lists name the marker, unless that was seen within the last day. */
  learn(): Promise<void>;
}

/** A third of what a caller waits: the rest is for the call itself. */
const longestLookMs = 5_000;

const minute = 60_000;
/** A site may be set up anew: after this time its lists are looked at again, and those of a lost answer as a whole. */
const believedMs = 24 * 60 * minute;
const freshMs = 60 * minute;

export function createSiteLookup({ site, ledger }: { site: PreConference; ledger: Ledger }): SiteLookup {
  let echo: MarkerSupport | null = null;
  let recallAt = 0;
  let learnAt = 0;

  /** The latest knowledge of all relays of this ledger, at most a minute old. */
  async function recall(): Promise<MarkerSupport | null> {
    if (performance.now() >= recallAt) {
      echo = await ledger.findMarkerSupport();
      recallAt = performance.now() + minute;
    }
    return echo;
  }

  /** By what is listed of the ledger's own conferences, and of ours altogether. */
  async function note(listed: readonly UpcomingConferenceDetails[], known: ReadonlySet<string>) {
    const isEchoed = listed.some(isMarkedAtAll);
    if (!isEchoed && known.size === 0) return;
    const before = await recall();
    if (before?.isEchoed === isEchoed && before.ageMs < freshMs) return;
    await ledger.saveMarkerSupport(isEchoed);
    echo = { isEchoed, ageMs: 0 };
  }

  async function look(entry: LedgerEntry, { isWide }: { isWide: boolean }) {
    const start = Date.parse(entry.request.appointment.start);
    const listed = await site.listUpcomingConferences(
      {
        userID: entry.organizer.userId,
        fromStartDate: isWide ? null : new Date(start - 60_000),
        toStartDate: isWide ? null : new Date(start + 60_000),
      },
      ({ from, to }) => {
        const isElsewhere = (from && from.getTime() > start) || (to && to.getTime() < start);
        // The conference may be among what cannot be had.
        if (!isElsewhere) throw new CallError("TOO_LARGE", "unknown");
      },
    );
    const known = await ledger.knownAmong(listed.map(({ conferenceId }) => conferenceId));
    await note(listed, known);
    return { listed, known };
  }

  /** Once a minute at the most, as long as nothing is known. */
  async function learnFirst(): Promise<void> {
    if ((await recall()) !== null || performance.now() < learnAt) return;
    const entry = await ledger.findLatestEnd();
    if (!entry) return;
    learnAt = performance.now() + minute;
    await runWithDeadline(longestLookMs, () => look(entry, { isWide: true }));
  }

  return {
    echoes: async () => (await recall())?.isEchoed ?? null,
    all: async (entry) => (await look(entry, { isWide: true })).listed,
    match: async (entry) => {
      const before = await recall();
      const { listed, known } = await look(entry, { isWide: before === null || before.ageMs >= freshMs });
      const echoes = (await recall())?.isEchoed === true;
      return findMatch({ entry, listed, known, echoes });
    },
    lookAhead: async (entry) => {
      // The list that was made before the first of several calls counts.
      if (entry.before !== null) return entry.before;
      try {
        await learnFirst();
        if ((await recall())?.isEchoed !== false) return null;
        const { listed, known } = await runWithDeadline(longestLookMs, () => look(entry, { isWide: false }));
        const candidates = findCandidates({ entry, listed, known });
        return candidates.map(({ conferenceId }) => conferenceId);
      } catch (failure) {
        // Then the user is asked, should the answer be lost.
        if (failure instanceof RtcError) return null;
        throw failure;
      }
    },
    learn: async () => {
      const before = await recall();
      if (before !== null && before.ageMs < believedMs) return;
      const entry = await ledger.findLatestEnd();
      if (entry) await look(entry, { isWide: true });
    },
  };
}
