/** Tells a conference that is gone from other failures of the relay. */
import { RelayError } from "./ask";

/** Whether the relay says that the conference does not exist. */
export function isGone(failure: unknown): failure is RelayError {
  return (
    failure instanceof RelayError && (failure.code === "NOT_FOUND" || failure.code === "CONFERENCE_UNKNOWN")
  );
}

/** null: the conference does not exist. */
export async function nullIfGone<Result>(asked: Promise<Result>): Promise<Result | null> {
  try {
    return await asked;
  } catch (failure) {
    if (isGone(failure)) return null;
    throw failure;
  }
}

/** null: the relay does not answer, or refuses. */
export async function nullIfRelayFails<Result>(asked: Promise<Result>): Promise<Result | null> {
  try {
    return await asked;
  } catch (failure) {
    if (failure instanceof RelayError) return null;
    throw failure;
  }
}
