import type { Access } from "../../contract/conference";
import { createSafeStorage, type SafeStorage } from "./safeLocalStorage";

/** A conference that was asked for from a message, and its progress. Stored in this browser. */
export interface PendingMeeting {
  idempotencyKey: string;
  /** Hash of user, message and title; null: the message can't be told from others with the same subject. */
  messageHash: string | null;
  /** As requested. */
  title: string;
  access: Access;
  conferenceKey: string | null;
  /** Whether the site has confirmed the start. */
  isStarted: boolean;
  /** ID of the conference whose link was inserted; null: none. */
  insertedConferenceId: string | null;
  /** When a page began to insert the link, in milliseconds since the epoch; null: none is inserting it. */
  insertingSince: number | null;
  /** How often the host has joined. */
  hostEntries: number;
}

/** The pending meetings of this browser: kept until the conference is over, or for ten minutes if no host has joined. */
export interface PendingMeetings {
  find(fits: (meeting: PendingMeeting) => boolean): PendingMeeting | null;
  /** Replaces those with the same key or the same message. */
  save(meeting: PendingMeeting): void;
}

/** As stored. Times in milliseconds since the epoch; `startedAt` null: not started. */
type StoredMeeting = PendingMeeting & { savedAt: number; startedAt: number | null };

const keptMs = 600_000;
/** How long an instant conference lasts. */
const lastsMs = 3_600_000;

/** Removes expired entries at once and at every read, since an entry may hold a conference key. */
export function createPendingMeetings(storage: SafeStorage, now: () => number): PendingMeetings {
  const isFresh = ({ savedAt: since, startedAt: begunAt, hostEntries: entries }: StoredMeeting) => {
    const isGoingOn = begunAt !== null && Math.abs(now() - begunAt) < lastsMs;
    return begunAt !== null && entries > 0 ? isGoingOn : Math.abs(now() - since) < keptMs;
  };
  const write = (all: StoredMeeting[]) =>
    all.length > 0 ? storage.write(JSON.stringify(all)) : storage.remove();
  const read = () => {
    const text = storage.read();
    if (text === null) return [];
    const all = parse(text);
    const fresh = all.filter(isFresh);
    if (fresh.length < all.length || fresh.length === 0) write(fresh);
    return fresh;
  };
  read();
  return {
    find: (fits) => read().find(fits) ?? null,
    save: (meeting) => {
      const all = read();
      const before = all.find(({ idempotencyKey: key }) => key === meeting.idempotencyKey);
      const others = all.filter(
        ({ idempotencyKey: key, messageHash: name }) =>
          key !== meeting.idempotencyKey && (name === null || name !== meeting.messageHash),
      );
      const begunAt = meeting.isStarted ? (before?.startedAt ?? now()) : null;
      write([...others, { ...meeting, savedAt: now(), startedAt: begunAt }]);
    },
  };
}

/** The pending meetings that all pages of this browser share. */
export function createSharedPendingMeetings(): PendingMeetings {
  return createPendingMeetings(createSafeStorage("webConference.pendingMeetings"), Date.now);
}

function parse(text: string): StoredMeeting[] {
  try {
    const stored: unknown = JSON.parse(text);
    return Array.isArray(stored) ? stored.filter(isStoredMeeting) : [];
  } catch {
    return [];
  }
}

function isStoredMeeting(value: unknown): value is StoredMeeting {
  return typeof value === "object" && value !== null && "savedAt" in value;
}
