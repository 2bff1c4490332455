/**
 * - `UNUSABLE`: the ledger cannot be used as it is (another key, a newer version, a broken file).
 * - `UNAVAILABLE`: the database does not answer or cannot write now; the work was not recorded.
 * - `BUSY`: another worker holds the entry.
 * - `LOST`: the entry was held for too long, and somebody else has taken it over.
 * - `TAKEN`: the conference stands in another entry already.
 */
type LedgerErrorCode = "UNUSABLE" | "UNAVAILABLE" | "BUSY" | "LOST" | "TAKEN";

/** Thrown when the ledger does not do what it was asked for; the message of `UNUSABLE` says what to do. */
export class LedgerError extends Error {
  override name = "LedgerError";
  constructor(
    readonly code: LedgerErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
