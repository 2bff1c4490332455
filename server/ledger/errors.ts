import { CodedError } from "../codedError";

/**
 * - `LEDGER_UNUSABLE`: the ledger cannot be used as it is (another key, another version, a broken file).
 * - `ENTRY_UNREADABLE`: one entry was changed by hand, damaged, or sealed with another key.
 * - `LEDGER_UNAVAILABLE`: the database does not answer or cannot write now; the work was not recorded.
 * - `ENTRY_BUSY`: another worker holds the entry.
 * - `LEASE_LOST`: the entry was held for too long, and somebody else has taken it over.
 * - `CONFERENCE_TAKEN`: the conference stands in another entry already.
 */
type LedgerErrorCode =
  | "LEDGER_UNUSABLE"
  | "ENTRY_UNREADABLE"
  | "LEDGER_UNAVAILABLE"
  | "ENTRY_BUSY"
  | "LEASE_LOST"
  | "CONFERENCE_TAKEN";

/** Thrown when the ledger does not do what it was asked for; the message of `LEDGER_UNUSABLE` says what to do. */
export class LedgerError extends CodedError<LedgerErrorCode> {
  override name = "LedgerError";
  constructor(
    code: LedgerErrorCode,
    message: string,
    { retryAfterMs = null, ...options }: ErrorOptions & { retryAfterMs?: number | null } = {},
  ) {
    super(code, code === "LEASE_LOST" || code === "CONFERENCE_TAKEN" ? "unknown" : "no", message, options);
    this.retryAfterMs = retryAfterMs;
  }
  /** Of `ENTRY_BUSY`: when the entry is free at the latest. */
  readonly retryAfterMs: number | null;
}

/** The system's reason why a file cannot be written. */
type Trouble = "full" | "read-only";

const troubles: Record<string, Trouble> = {
  ENOSPC: "full",
  EDQUOT: "full",
  SQLITE_FULL: "full",
  // SQLSTATE disk_full and read_only_sql_transaction.
  "53100": "full",
  "25006": "read-only",
  EACCES: "read-only",
  EPERM: "read-only",
  EROFS: "read-only",
  SQLITE_READONLY: "read-only",
};

/** The remedy. */
export const adviceFor: Record<Trouble, string> = {
  full: "The disk is full: make room and start again.",
  "read-only": "This program may not write there: give it the right, or choose another DATA_DIR.",
};

export function troubleOf(failure: unknown): Trouble | null {
  const code = failure instanceof Error && "code" in failure ? String(failure.code) : "";
  // SQLite's extended codes begin with the plain ones.
  return troubles[code.replace(/^(SQLITE_[A-Z]+)_.*/, "$1")] ?? null;
}
