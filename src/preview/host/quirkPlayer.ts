import type { Call, Reply } from "./calls";
import type { Item, ItemStore } from "./item";
import { platforms } from "./platforms";
import { quirks, type Quirk, type Seen } from "./quirks";

/** The quirks of an item: the platform's own, and those that were switched on. */
export function quirksOf({ platform, quirks: chosen }: Item): Quirk[] {
  const ids = new Set([...platforms[platform].quirks, ...chosen]);
  return quirks.filter(({ id }) => ids.has(id));
}

/** Plays the quirks of the item that is open. */
export interface QuirkPlayer {
  /** The quirk's answer to a call; undefined: no quirk applies; null: Outlook never answers. */
  answer: (call: Call, page: Seen["page"]) => Reply | null | undefined;
  rewrite: (html: string) => string;
  isSilent: (event: string) => boolean;
  isTwice: () => boolean;
  asksOnCancel: () => boolean;
  /** Whether this sign-in fails. */
  failsSignIn: () => boolean;
  slowMs: () => number;
  /** Outlook's name of the zone, where it is another than the item's. */
  userTimeZone: () => string | undefined;
  /** Requirement sets and versions that the emulated Outlook claims. */
  claims: () => Record<string, string>;
  /** Prepares an item for opening, and resets all counts. */
  prepare: (item: Item) => Item;
  /** IDs of the quirks that anybody has met since an item with other ones was opened. */
  met: () => string[];
}

export function createQuirkPlayer(store: ItemStore): QuirkPlayer {
  const met = new Set<string>();
  /** How often each call was made since the item was opened. */
  const counts = new Map<number, number>();
  let hasSignedIn = false;
  /** Those that have to do with something; they are met by that. */
  const play = (item: Item, isPlayed: (quirk: Quirk) => boolean) => {
    const played = quirksOf(item).filter(isPlayed);
    for (const { id } of played) met.add(id);
    return played;
  };
  const plays = (isPlayed: (quirk: Quirk) => boolean) => play(store.get(), isPlayed).length > 0;
  return {
    answer: (call, page) => {
      const times = (counts.get(call.id) ?? 0) + 1;
      counts.set(call.id, times);
      for (const { id, answer } of quirksOf(store.get())) {
        const reply = answer?.(call, { store, times, page });
        if (reply === undefined) continue;
        met.add(id);
        return reply;
      }
      return undefined;
    },
    rewrite: (html) =>
      quirksOf(store.get()).reduce((body, { id, rewrite }) => {
        const rewritten = rewrite?.(body) ?? body;
        if (rewritten !== body) met.add(id);
        return rewritten;
      }, html),
    isSilent: (event) => plays(({ silent }) => silent?.includes(event) ?? false),
    isTwice: () => plays((quirk) => quirk.isTwice ?? false),
    asksOnCancel: () => plays((quirk) => quirk.asksOnCancel ?? false),
    failsSignIn: () => {
      const isFirst = !hasSignedIn;
      hasSignedIn = true;
      return isFirst && plays((quirk) => quirk.failsSignIn ?? false);
    },
    slowMs: () =>
      Math.max(0, ...play(store.get(), ({ slowMs }) => slowMs !== undefined).map(({ slowMs = 0 }) => slowMs)),
    userTimeZone: () => play(store.get(), ({ userTimeZone }) => userTimeZone !== undefined)[0]?.userTimeZone,
    claims: () =>
      play(store.get(), ({ claims }) => claims !== undefined).reduce(
        (all, { claims }) => ({ ...all, ...claims }),
        platforms[store.get().platform].claims,
      ),
    prepare: (item) => {
      if (item.quirks.join() !== store.get().quirks.join()) met.clear();
      counts.clear();
      hasSignedIn = false;
      // Where a quirk also answers, what comes before is only its scene.
      play(item, ({ prepare, answer }) => prepare !== undefined && answer === undefined);
      return quirksOf(item).reduce(
        (prepared, { prepare }) => ({ ...prepared, ...prepare?.(prepared) }),
        item,
      );
    },
    met: () => [...met],
  };
}
