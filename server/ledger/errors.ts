/** Thrown when the ledger cannot be used as it is; the message says what to do. */
export class LedgerError extends Error {
  override name = "LedgerError";
}
