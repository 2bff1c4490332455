import type { Conference } from "../contract/conference";
import type { ErrorResponse } from "../contract/errors";

/** Checks an answer against the contract, which is loaded when the first answer comes. Throws zod's error. */
export async function parseConference(json: unknown): Promise<Conference> {
  const { conferenceSchema } = await import("../contract/conference");
  return conferenceSchema.parse(json);
}

/** Checks the body of a failure against the contract. Throws zod's error. */
export async function parseFailure(json: unknown): Promise<ErrorResponse["error"]> {
  const { errorResponseSchema } = await import("../contract/errors");
  return errorResponseSchema.parse(json).error;
}
