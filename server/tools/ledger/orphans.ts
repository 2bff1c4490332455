import type { Row } from "../../ledger/database";

/**
 * Whether no appointment has claimed a coming conference. One that a pane was about to write may stand in an
 * appointment, its confirmation lost: only who asks for it (`isWritingToo`) gets it.
 *
 * @param options.now milliseconds since the epoch
 */
export function isOrphan(
  { state, claim, endsAt }: Pick<Row, "state" | "claim" | "endsAt">,
  { now, isWritingToo }: { now: number; isWritingToo: boolean },
): boolean {
  return state === "scheduled" && endsAt > now && (claim === "none" || (isWritingToo && claim === "writing"));
}
