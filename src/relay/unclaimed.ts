import { unclaimedConferencesSchema, type UnclaimedConferences } from "../contract/conference";
import { readAnswer, type Ask } from "./ask";

/** Asks for the caller's conferences that no appointment claims, soonest first. Throws RelayFailure. */
export async function findUnclaimed(ask: Ask): Promise<UnclaimedConferences["conferences"]> {
  const answer = await ask("GET", "unclaimed-conferences");
  const { conferences } = await readAnswer(answer, (json) =>
    Promise.resolve(unclaimedConferencesSchema.parse(json)),
  );
  return conferences;
}
