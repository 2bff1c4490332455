export type InvitationErrorCode =
  /** It cannot be told where our block begins or ends, or there are several of one conference. */
  | "AMBIGUOUS"
  | "INVITATION_NOT_FOUND"
  /** A link that may not be handed on (see `contract/links`). */
  | "UNSAFE_LINK";

/** Thrown when a body or a link is not fit for what was asked. */
export class InvitationError extends Error {
  override name = "InvitationError";
  constructor(readonly code: InvitationErrorCode) {
    super(`invitation: ${code}`);
  }
}
