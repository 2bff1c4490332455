import type { Access } from "../../contract/conference";
import { createSafeStorage, type SafeStorage } from "./safeLocalStorage";

/** A conference that was asked for out of a message, and what became of it. */
export interface PendingMeeting {
  /** Idempotency-Key. */
  key: string;
  /** Tells the message from others; null: nothing does, since others may be called like it. */
  name: string | null;
  /** What was asked for. */
  title: string;
  access: Access;
  conferenceKey: string | null;
  /** Whether the site has said that it has begun. */
  isBegun: boolean;
  /** ID of the conference whose link was put into the message; null: none was. */
  insertedConferenceId: string | null;
  /** When a page began to put it there, in milliseconds since the epoch; null: none is at it. */
  insertingSince: number | null;
  /** How often its host was let in. */
  entries: number;
}

/** The wishes of this browser: until their conferences are over, or for ten minutes where no host was let in. */
export interface PendingMeetings {
  find(fits: (wish: PendingMeeting) => boolean): PendingMeeting | null;
  /** In the place of the one with the same key, and of one with the same name. */
  save(wish: PendingMeeting): void;
}

/** In milliseconds since the epoch: when it was changed last, and when it began (null: it has not). */
type StoredMeeting = PendingMeeting & { since: number; begunAt: number | null };

const keptMs = 600_000;
/** How long a conference lasts that begins at once. */
const lastsMs = 3_600_000;

/** What is older is taken out of `keeping` at once, and at every look: a wish may hold a conference key. */
export function createPendingMeetings(keeping: SafeStorage, now: () => number): PendingMeetings {
  const isFresh = ({ since, begunAt, entries }: StoredMeeting) => {
    const isGoingOn = begunAt !== null && Math.abs(now() - begunAt) < lastsMs;
    return begunAt !== null && entries > 0 ? isGoingOn : Math.abs(now() - since) < keptMs;
  };
  const write = (all: StoredMeeting[]) =>
    all.length > 0 ? keeping.write(JSON.stringify(all)) : keeping.remove();
  const read = () => {
    const text = keeping.read();
    if (text === null) return [];
    const all = parse(text);
    const fresh = all.filter((wish): wish is StoredMeeting => isStoredMeeting(wish) && isFresh(wish));
    if (fresh.length < all.length || fresh.length === 0) write(fresh);
    return fresh;
  };
  read();
  return {
    find: (fits) => read().find(fits) ?? null,
    save: (wish) => {
      const all = read();
      const before = all.find(({ key }) => key === wish.key);
      const others = all.filter(({ key, name }) => key !== wish.key && (name === null || name !== wish.name));
      const begunAt = wish.isBegun ? (before?.begunAt ?? now()) : null;
      write([...others, { ...wish, since: now(), begunAt }]);
    },
  };
}

/** Those that the pages of this browser share. */
export function createSharedPendingMeetings(): PendingMeetings {
  return createPendingMeetings(createSafeStorage("webConference.meet"), Date.now);
}

function parse(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

/** Only we write there; what an older version of ours wrote is ignored. */
function isStoredMeeting(value: unknown): value is StoredMeeting {
  return typeof value === "object" && value !== null && "key" in value && "entries" in value;
}
