import { InvitationError } from "./errors";
import { findInvitations } from "./splice";

/** Puts a block in the place of the first of several of one conference, and takes the others out. */
export function keepOneInvitation(
  body: string,
  block: string,
  format: "html" | "text",
  conferenceId: string,
): string {
  const [first, ...others] = findInvitations(body, format, conferenceId);
  if (!first) throw new InvitationError("INVITATION_NOT_FOUND");
  const rest = others.reduceRight((text, { start, end }) => text.slice(0, start) + text.slice(end), body);
  return rest.slice(0, first.start) + block + rest.slice(first.end);
}
