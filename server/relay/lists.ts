import type { LedgerEntry, Organizer } from "../ledger/entry";
import type { Ledger } from "../ledger/ledger";
import { within } from "../rtc/deadline";
import { SiteError, CallError } from "../rtc/errors";
import type { PreConference, UpcomingConferenceDetails } from "../rtc/preConference";
import { RelayError } from "./failures";
import { findCandidates, findMatch, isMarkedAtAll, type Match } from "./matching";

/** What the site's lists say about our conferences, and about the site itself. */
export interface Lists {
  /** Whether the lists name the marker by which a conference is known as ours; null: not seen yet. */
  echoes(): boolean | null;
  /** All conferences that the organizer of an entry hosts or is invited to. */
  all(entry: LedgerEntry): Promise<UpcomingConferenceDetails[]>;
  /** Looks for the conference of an intent. */
  match(entry: LedgerEntry): Promise<Match>;
  /**
   * The conferences that look like the one of an intent and are there before it is sent, where the site is known to echo
   * no marker; else null, or where they cannot be had.
   */
  lookAhead(entry: LedgerEntry): Promise<string[] | null>;
  /** Finds out whether the lists name the marker, as long as that is not known. */
  learn(): Promise<void>;
}

/** A third of what a caller waits: the rest is for the call itself. */
const longestLookMs = 5_000;

export function createLists({ site, ledger }: { site: PreConference; ledger: Ledger }): Lists {
  let echoes: boolean | null = null;

  /** By what is listed of the ledger's own conferences, and of ours altogether. */
  function learn(listed: readonly UpcomingConferenceDetails[], known: ReadonlySet<string>): void {
    if (listed.some(isMarkedAtAll)) echoes = true;
    else if (known.size > 0) echoes = false;
  }

  async function look(entry: LedgerEntry, { isWide }: { isWide: boolean }) {
    const start = Date.parse(entry.request.appointment.start);
    const listed = await site.listUpcomingConferences(
      {
        userID: organizerOf(entry).userId,
        fromStartDate: isWide ? null : new Date(start - 60_000),
        toStartDate: isWide ? null : new Date(start + 60_000),
      },
      ({ from, to }) => {
        const isElsewhere = (from && from.getTime() > start) || (to && to.getTime() < start);
        // The conference may be among what cannot be had.
        if (!isElsewhere) throw new CallError("TOO_LARGE", "unknown");
      },
    );
    const known = await ledger.knownAmong(listed.map(({ conferenceID }) => conferenceID));
    learn(listed, known);
    return { listed, known };
  }

  return {
    echoes: () => echoes,
    all: async (entry) => (await look(entry, { isWide: true })).listed,
    match: async (entry) => {
      const { listed, known } = await look(entry, { isWide: echoes === null });
      return findMatch({ entry, organizer: organizerOf(entry), listed, known, echoes: echoes === true });
    },
    lookAhead: async (entry) => {
      // The list that was made before the first of several calls counts.
      if (echoes !== false || entry.before !== null) return entry.before;
      try {
        const { listed, known } = await within(longestLookMs, () => look(entry, { isWide: false }));
        const candidates = findCandidates({ entry, organizer: organizerOf(entry), listed, known });
        return candidates.map(({ conferenceID }) => conferenceID);
      } catch (failure) {
        // Then the user is asked, should the answer be lost.
        if (failure instanceof SiteError || failure instanceof CallError) return null;
        throw failure;
      }
    },
    learn: async () => {
      if (echoes !== null) return;
      const entry = await ledger.farthest();
      if (entry?.organizer) await look(entry, { isWide: true });
    },
  };
}

export function organizerOf({ organizer }: LedgerEntry): Organizer {
  // Entries of the first version do not say; their owner does when asking.
  if (!organizer) throw new RelayError("NOT_FOUND");
  return organizer;
}
