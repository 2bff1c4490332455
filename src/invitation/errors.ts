import { ClientError } from "../clientError";

export type InvitationErrorCode =
  /** It cannot be told where our block begins or ends, or there are several of one conference. */
  | "AMBIGUOUS"
  | "INVITATION_NOT_FOUND"
  /** A link that may not be handed on (see `contract/links`). */
  | "UNSAFE_LINK";

/** Thrown when a body or a link is not fit for what was asked. */
export class InvitationError extends ClientError<InvitationErrorCode> {
  override name = "InvitationError";
  constructor(code: InvitationErrorCode) {
    super(code, "no");
  }
}
