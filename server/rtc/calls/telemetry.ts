import type { OperationName, ServiceName } from "../soap/beans";
import type { BreakerState } from "./breaker";
import { CallError, SiteError, type CallFailure, type SiteErrorCode } from "../errors";
import type { Policy } from "./session";

/** INTERNAL: what nobody foresaw. */
export type Outcome = "ok" | SiteErrorCode | CallFailure | "INTERNAL";

/** One call of an operation, with all its attempts and whatever it waited for. */
export interface CallReport {
  service: ServiceName | "OracleRTCService";
  operation: OperationName | "instantMeeting";
  outcome: Outcome;
  ms: number;
  /** How often it was sent, or was to be sent; 0 where there was no token for it. */
  attempts: number;
}

/** Told what goes on between this program and a site, for metrics; nothing secret among it. Must not throw. */
export interface Telemetry {
  onCall?: (report: CallReport) => void;
  /** Once for each renewal, however many callers wait for it. */
  onRenewal?: (renewal: { policy: Policy; outcome: Outcome }) => void;
  onBreaker?: (state: BreakerState) => void;
  /** Some values of an answer could not be read, or not whole; the rest of it was. */
  onDamage?: (damage: { operation: OperationName; count: number }) => void;
}

export function outcomeOf(failure: unknown): Outcome {
  if (failure instanceof SiteError) return failure.code;
  return failure instanceof CallError ? failure.failure : "INTERNAL";
}
