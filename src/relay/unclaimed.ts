import { unclaimedConferencesSchema } from "../contract/conference";
import { readAnswer, type RelayRequest } from "./ask";
import type { Conference } from "./dates";

/** Asks for the caller's conferences that no appointment claims, soonest first. Throws RelayError. */
export async function findUnusedConferences(
  ask: RelayRequest,
): Promise<{ key: string; conference: Conference }[]> {
  const answer = await ask("GET", "unclaimed-conferences");
  const { conferences } = await readAnswer(answer, (json) =>
    Promise.resolve(unclaimedConferencesSchema.parse(json)),
  );
  return conferences;
}
