import type { OperationName, ServiceName } from "../soap/beans";
import type { BreakerState } from "./breaker";
import { CallError, RtcError, withDone, type CallErrorCode, type SiteErrorCode } from "../errors";
import type { Policy } from "./policy";

/** INTERNAL: an error of our own. */
export type Outcome = "ok" | SiteErrorCode | CallErrorCode | "INTERNAL";

/** One call of an operation: all its attempts, with every token. */
export interface Call {
  service: ServiceName | "OracleRTCService";
  operation: OperationName | "instantMeeting";
  /** "always": doing it twice is doing it once. "unlessSent": only when it certainly did not reach the site. */
  mayRepeat: "always" | "unlessSent";
  /** Told of each attempt that may have been carried out, or may yet be, although nobody knows. */
  onLost?: (() => void) | undefined;
  /** 0 where there was no token for it. */
  attempts: number;
  /** An attempt that got no answer may have done the work, whatever becomes of the next one. */
  mayBeDone: boolean;
}

interface CallReport extends Pick<Call, "service" | "operation" | "attempts"> {
  outcome: Outcome;
  ms: number;
}

/** Is told what happens between this program and a site, for metrics; nothing secret. Must not throw. */
export interface Telemetry {
  onCall?: (report: CallReport) => void;
  /** Once for each renewal, however many callers wait for it. */
  onRenewal?: (renewal: { policy: Policy; outcome: Outcome }) => void;
  onBreaker?: (state: BreakerState) => void;
  /** Some values of an answer could not be read, or not whole; the rest of it was. */
  onDamage?: (damage: { operation: OperationName; count: number }) => void;
}

/** Does the work of one call, reports how it ended, and says so where an attempt may have been carried out. */
export async function withTelemetry<Result>(
  { onCall = () => undefined }: Telemetry,
  described: Omit<Call, "attempts" | "mayBeDone">,
  work: (call: Call) => Promise<Result>,
): Promise<Result> {
  const began = performance.now();
  const call: Call = { ...described, attempts: 0, mayBeDone: false };
  const report = (outcome: Outcome) => {
    const { service, operation, attempts } = call;
    onCall({ service, operation, attempts, outcome, ms: performance.now() - began });
  };
  try {
    const result = await work(call);
    report("ok");
    return result;
  } catch (failure) {
    report(outcomeOf(failure));
    throw call.mayBeDone && failure instanceof CallError ? withDone(failure, "unknown") : failure;
  }
}

export function outcomeOf(failure: unknown): Outcome {
  return failure instanceof RtcError ? failure.code : "INTERNAL";
}
