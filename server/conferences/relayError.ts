import type { ErrorCode } from "../../src/contract/errorCodes";
import type { ErrorResponse } from "../../src/contract/errors";
import { CodedError, type Done } from "../codedError";
import { troubleOf } from "../ledger/errors";

interface FailureDetails extends Pick<
  ErrorResponse["error"],
  "status" | "fields" | "current" | "candidates"
> {
  retryAfterSeconds?: number;
  /** The methods that are allowed (METHOD_NOT_ALLOWED). */
  methods?: readonly string[];
}

/** Thrown to answer a caller with one of the contract's error codes. */
export class RelayError extends CodedError<ErrorCode> {
  override name = "RelayError";
  /** `done`, unless given, is the cause's. */
  constructor(
    code: ErrorCode,
    readonly details: FailureDetails = {},
    { done, ...options }: ErrorOptions & { done?: Done } = {},
  ) {
    super(code, done ?? doneOf(code, options.cause), `refused with ${code}`, options);
  }
}

function doneOf(code: ErrorCode, cause: unknown): Done {
  if (code === "OUTCOME_UNKNOWN") return "unknown";
  return cause instanceof CodedError ? cause.done : "no";
}

/** Names what was behind a failure by closed words only: messages may quote the site. */
export function nameCause(cause: unknown): string | undefined {
  if (!(cause instanceof CodedError)) return cause instanceof Error ? cause.name : undefined;
  return [cause.name, cause.code, troubleOf(cause.cause)].filter((word) => word !== null).join(" ");
}
