import { OutlookError, type OutlookErrorCode } from "./appointment";

type Start<Value> = (callback: (result: Office.AsyncResult<Value>) => void) => void;

/** Runs one asynchronous Office call. Rejects with OutlookError, also when Office throws or never answers. */
export type OfficeCall = <Value>(operation: string, start: Start<Value>) => Promise<Value>;

interface OfficeCallOptions {
  /** How long Office may take before the call counts as unanswered. */
  timeoutMs?: number;
}

// Outlook on the web, new Outlook and mobile refuse a fourth call.
const maxInFlight = 3;

/** Makes the one gate through which all Office calls of a page go: never more than three in flight. */
export function createOfficeCall({ timeoutMs = 20_000 }: OfficeCallOptions = {}): OfficeCall {
  let inFlight = 0;
  const waiting: (() => void)[] = [];

  return async (operation, start) => {
    if (inFlight >= maxInFlight) await new Promise<void>((resolve) => waiting.push(resolve));
    else inFlight += 1;
    try {
      return await run(operation, start, timeoutMs);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else inFlight -= 1;
    }
  };
}

function run<Value>(operation: string, start: Start<Value>, timeoutMs: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new OutlookError("NO_ANSWER", operation)), timeoutMs);
    try {
      start((result) => {
        clearTimeout(timer);
        if (result.status === Office.AsyncResultStatus.Succeeded) resolve(result.value);
        else reject(new OutlookError(codeOf(result.error.code, operation), operation, result.error.code));
      });
    } catch (cause) {
      // Office throws for missing permission and for arguments that are too long.
      clearTimeout(timer);
      reject(new OutlookError("OFFICE_FAILED", operation, undefined, { cause }));
    }
  });
}

// Numbers of Office's own table of errors.
function codeOf(officeCode: number, operation: string): OutlookErrorCode {
  switch (officeCode) {
    case 7000:
      return "NO_PERMISSION";
    case 9002:
      return "BODY_FORMAT";
    case 9020:
      return operation.includes("properties") ? "PROPERTIES_UNAVAILABLE" : "OFFICE_FAILED";
    default:
      return "OFFICE_FAILED";
  }
}
