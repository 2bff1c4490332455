import type { ErrorCode } from "../../src/contract/errorCodes";
import type { ErrorResponse } from "../../src/contract/errors";
import { LedgerError, troubleOf } from "../ledger/errors";
import { CallError, SiteError } from "../rtc/errors";

interface FailureDetails extends Pick<
  ErrorResponse["error"],
  "status" | "fields" | "current" | "candidates"
> {
  retryAfterSeconds?: number;
  /** The methods that are allowed (METHOD_NOT_ALLOWED). */
  methods?: readonly string[];
}

/** Thrown to answer a caller with one of the contract's error codes. */
export class RelayError extends Error {
  override name = "RelayError";
  constructor(
    readonly code: ErrorCode,
    readonly details: FailureDetails = {},
    options?: ErrorOptions,
  ) {
    super(`refused with ${code}`, options);
  }
}

/** Names what was behind a failure by closed words only: messages may quote the site. */
export function nameKnownCause(cause: unknown): string | undefined {
  if (cause instanceof SiteError) return `SiteError ${cause.code}`;
  if (cause instanceof CallError) return `CallError ${cause.failure}`;
  if (cause instanceof LedgerError)
    return ["LedgerError", cause.code, troubleOf(cause.cause)].filter((word) => word !== null).join(" ");
  if (cause instanceof RelayError) return `RelayError ${cause.code}`;
  return cause instanceof Error ? cause.name : undefined;
}
