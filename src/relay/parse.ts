import type { Conference } from "../contract/conference";

/** Checks an answer against the contract, which is loaded when the first answer comes. Throws zod's error. */
export async function parseConference(json: unknown): Promise<Conference> {
  const { conferenceSchema } = await import("../contract/conference");
  return conferenceSchema.parse(json);
}
