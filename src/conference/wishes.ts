import type { Access } from "../contract/conference";
import { createKeeping, type Keeping } from "./keeping";

/** A conference that was asked for a moment ago: what became of it is not certain, or its host is not in it yet. */
export interface Wish {
  /** Idempotency-Key. */
  key: string;
  access: Access;
  conferenceKey: string | null;
  /** Whether the site has said that it has begun. */
  isBegun: boolean;
  /** ID of the conference whose link stands in the message; null: none does. */
  offered: string | null;
}

/** The wishes of this browser, by names that tell them apart, for ten minutes after the last change. */
export interface Wishes {
  get(name: string): Wish | null;
  /** null: it has come true. */
  set(name: string, wish: Wish | null): void;
}

/** `since`: milliseconds since the epoch. */
type Kept = Wish & { since: number };

const keptMs = 600_000;

/** What is older is taken out of `keeping` at once, and at every look: a wish may hold a conference key. */
export function createWishes(keeping: Keeping, now: () => number): Wishes {
  const write = (all: [string, Kept][]) =>
    all.length > 0 ? keeping.write(JSON.stringify(Object.fromEntries(all))) : keeping.remove();
  const read = () => {
    const text = keeping.read();
    if (text === null) return [];
    const all = Object.entries(parse(text));
    const fresh = all.filter(
      (entry): entry is [string, Kept] => isKept(entry[1]) && Math.abs(now() - entry[1].since) < keptMs,
    );
    if (fresh.length < all.length || fresh.length === 0) write(fresh);
    return fresh;
  };
  read();
  return {
    get: (name) => read().find(([known]) => known === name)?.[1] ?? null,
    set: (name, wish) => {
      const others = read().filter(([known]) => known !== name);
      write(wish ? [...others, [name, { ...wish, since: now() }]] : others);
    },
  };
}

/** Those that the pages of this browser share. */
export function createSharedWishes(): Wishes {
  return createWishes(createKeeping("webConference.meet"), Date.now);
}

function parse(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** Only we write there; what an older version of ours wrote is none. */
function isKept(value: unknown): value is Kept {
  return (
    typeof value === "object" && value !== null && "key" in value && "since" in value && "offered" in value
  );
}
