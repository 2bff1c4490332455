import { readRows } from "../../ledger/archive";
import type { Cipher } from "../../ledger/cipher";
import type { Database } from "../../ledger/database";
import { readEntry, type LedgerEntry } from "../../ledger/entry";
import { logId } from "../../conferences/logId";
import { isMarked } from "../../conferences/matcher";
import { markerName } from "../../conferences/rtcMapper";
import { RtcError } from "../../rtc/errors";
import type { PreConference, UpcomingConferenceDetails } from "../../rtc/services/preConference";
import type { Period } from "../../rtc/services/periods";

/** One difference between the ledger and the site. */
export interface Discrepancy {
  site: string;
  /** null: not known. */
  conferenceId: string | null;
  /** The name under which the relay's log has the entry; null: it is about no single entry. */
  entry: string | null;
  what:
    /** The row cannot be read: another key sealed it, or somebody changed it. */
    | "unreadable"
    /** A call whose outcome is open; the reconciler is going to look at it. */
    | "unfinished"
    /** The site no longer has it. */
    | "gone"
    /** The site has it with another title or other times. */
    | "changed"
    /** The site has a conference that this add-in scheduled and the ledger does not know. */
    | "unknown"
    /** The site lists something that cannot be read, or too much for that day: this may be it. */
    | "not readable in the list"
    /** The site could not be asked. */
    | "site does not answer";
}

interface VerifyOptions {
  database: Database;
  cipher: Cipher;
  /** By name; a site that is not here is not compared. */
  sites: ReadonlyMap<string, Pick<PreConference, "listUpcomingConferences">>;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** Reads every entry, and compares those that are not over with what their sites list for their hosts. */
export async function verify({ database, cipher, sites, now }: VerifyOptions) {
  const found: Discrepancy[] = [];
  const counts: Record<string, number> = {};
  /** By site and host. */
  const coming = new Map<string, { site: string; userId: string; entries: LedgerEntry[] }>();
  for await (const row of readRows(database)) {
    counts[row.state] = (counts[row.state] ?? 0) + 1;
    const { site, owner, key } = row;
    const name = logId(JSON.stringify([owner, key]));
    let entry: LedgerEntry;
    try {
      entry = readEntry(row, cipher);
    } catch {
      found.push({ site, conferenceId: null, entry: name, what: "unreadable" });
      continue;
    }
    if (entry.state !== "scheduled" && entry.state !== "removed")
      found.push({ site, conferenceId: entry.result?.conferenceId ?? null, entry: name, what: "unfinished" });
    const { userId } = entry.organizer;
    if (row.endsAt <= now() || !sites.has(site)) continue;
    const host = JSON.stringify([site, userId]);
    const known = coming.get(host) ?? { site, userId, entries: [] };
    known.entries.push(entry);
    coming.set(host, known);
  }
  for (const { site, userId, entries } of coming.values()) {
    try {
      const leftOut: Period[] = [];
      const listed = await sites
        .get(site)
        ?.listUpcomingConferences({ userID: userId, fromStartDate: null, toStartDate: null }, (period) =>
          leftOut.push(period),
        );
      if (listed) found.push(...compare({ site, entries, listed, leftOut }));
    } catch (failure) {
      if (!(failure instanceof RtcError)) throw failure;
      found.push({ site, conferenceId: null, entry: null, what: "site does not answer" });
    }
  }
  return { counts, discrepancies: found };
}

interface Compared {
  site: string;
  entries: readonly LedgerEntry[];
  listed: readonly UpcomingConferenceDetails[];
  leftOut: readonly Period[];
}

function compare({ site, entries, listed, leftOut }: Compared): Discrepancy[] {
  const found: Discrepancy[] = [];
  const unreadable = listed.filter(({ conferenceId }) => conferenceId === "");
  const mayBeHidden = (entry: LedgerEntry) =>
    unreadable.length > 0 ||
    leftOut.some((period) => isIn(period, Date.parse(entry.request.appointment.start)));
  for (const entry of entries) {
    if (entry.state !== "scheduled") continue;
    const { conferenceId } = entry.result;
    const name = logId(JSON.stringify([entry.owner, entry.key]));
    const there = listed.find((conference) => conference.conferenceId === conferenceId);
    if (there && isAsScheduled(there, entry)) continue;
    const isUncertain = there ? there.isDamaged === true : mayBeHidden(entry);
    const what = isUncertain ? "not readable in the list" : there ? "changed" : "gone";
    found.push({ site, conferenceId, entry: name, what });
  }
  const own = new Set(entries.map(({ result }) => result?.conferenceId));
  for (const conference of listed) {
    const isOurs = conference.attributes.some(({ name }) => name.toUpperCase() === markerName);
    // An intent's own conference is not known by its number yet.
    const isIntended = entries.some((entry) => entry.state === "intended" && isMarked(conference, entry));
    if (conference.conferenceId === "") continue;
    if (isOurs && !isIntended && !own.has(conference.conferenceId))
      found.push({ site, conferenceId: conference.conferenceId, entry: null, what: "unknown" });
  }
  return found;
}

function isIn({ from, to }: Period, time: number): boolean {
  return (from?.getTime() ?? -Infinity) <= time && time <= (to?.getTime() ?? Infinity);
}

function isAsScheduled(conference: UpcomingConferenceDetails, { request }: LedgerEntry): boolean {
  const { title, start, end } = request.appointment;
  return (
    conference.conferenceTitle === title &&
    conference.scheduledStartTime?.getTime() === Date.parse(start) &&
    conference.scheduledEndTime?.getTime() === Date.parse(end)
  );
}
