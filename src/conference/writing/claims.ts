import type { Conference } from "../../relay/dates";
import type { RelayClient } from "../../relay/client";
import { RelayError, type RelayErrorCode } from "../../relay/ask";

export interface ClaimOptions {
  relay: Pick<RelayClient, "claim">;
  wait: (ms: number) => Promise<void>;
  /** Hash of the item's ID; null: not known yet. */
  itemHash: string | null;
  /** The conferences whose confirmation has arrived or is being repeated, by their IDs. */
  confirmed: Set<string>;
}

const patienceMs = 2000;
const [firstPauseMs, longestPauseMs] = [2000, 60_000];

/** Failures that may pass; a repeated call would fail with the others again. */
const passing: ReadonlySet<RelayErrorCode> = new Set<RelayErrorCode>([
  "RELAY_UNREACHABLE",
  "RELAY_TIMEOUT",
  "RELAY_UNREADABLE",
  "REQUEST_TOO_SLOW",
  "ISSUER_UNAVAILABLE",
  "RATE_LIMITED",
  "CONFERENCE_BUSY",
  "OVERLOADED",
  "LEDGER_UNAVAILABLE",
  "INTERNAL",
]);

/** Says that the invitation is about to be written. Neither a failure nor a slow answer may keep it from that. */
export async function claimWriting(
  conference: Conference,
  { relay, wait, itemHash, confirmed }: ClaimOptions,
): Promise<void> {
  if (conference.claim !== "none" || confirmed.has(conference.id)) return;
  const claimed = relay.claim(conference.id, "writing", itemHash ?? undefined).catch((failure: unknown) => {
    if (!(failure instanceof RelayError)) throw failure;
  });
  await Promise.race([claimed, wait(patienceMs)]);
}

/** Says that this item has the conference. Neither a failure nor a slow answer keeps the user waiting: it is repeated. */
export async function claimHere(conference: Conference, options: ClaimOptions): Promise<void> {
  options.confirmed.delete(conference.id);
  await Promise.race([confirmWritten(conference, options), options.wait(patienceMs)]);
}

/** Says that the invitation is written, again and again until that has arrived; nobody need wait for it. */
export async function confirmWritten(
  { id, claim, mark: known }: Conference,
  { relay, wait, itemHash, confirmed }: ClaimOptions,
): Promise<void> {
  const isNewMark = itemHash !== null && itemHash !== known;
  if ((claim === "written" && !isNewMark) || confirmed.has(id)) return;
  confirmed.add(id);
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      await relay.claim(id, "written", itemHash ?? undefined);
      return;
    } catch (failure) {
      if (!(failure instanceof RelayError)) throw failure;
      if (!passing.has(failure.code)) {
        confirmed.delete(id);
        return;
      }
    }
    await wait(pauseMs);
  }
}
