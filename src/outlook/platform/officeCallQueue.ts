import { pause } from "../../pause";
import { OutlookError, type OutlookErrorCode } from "../appointment/appointment";

type Start<Value> = (callback: (result: Office.AsyncResult<Value>) => void) => void;

/** Runs one asynchronous Office call. Rejects with OutlookError, also when Office throws or never answers. */
export type OfficeCall = <Value>(operation: string, start: Start<Value>) => Promise<Value>;

interface OfficeCallQueueOptions {
  /** How long Office may take before the call counts as unanswered, and how long a call waits for its turn. */
  timeoutMs?: number;
  /** How long an unanswered call counts as one that Office still works on. */
  lostMs?: number;
  wait?: (ms: number) => Promise<void>;
}

/** Runs an Office call of which nobody awaits the outcome: it counts among those in flight all the same. */
export function quietly(call: OfficeCall, operation: string, start: Start<unknown>): void {
  call(operation, start).catch(() => undefined);
}

// Outlook on the web, new Outlook and mobile refuse a fourth call.
const maxInFlight = 3;
/** Also where they are another page's of ours (a button's beside the pane's): a call refused so was not made. */
const tooMany = 5100;
const pausesMs = [100, 400, 1_600];

/**
 * Makes the one gate through which all Office calls of a page go: never more than three in flight, also where Office is
 * late. Who waits is answered at the deadline; the place is free when Office has answered, or never will.
 */
export function createOfficeCallQueue({
  timeoutMs = 20_000,
  lostMs = 60_000,
  wait = pause,
}: OfficeCallQueueOptions = {}): OfficeCall {
  let inFlight = 0;
  let waiting: (() => void)[] = [];

  function waitForPlace(operation: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting = waiting.filter((other) => other !== turn);
        reject(new OutlookError("NO_ANSWER", operation));
      }, timeoutMs);
      const turn = () => {
        clearTimeout(timer);
        resolve();
      };
      waiting.push(turn);
    });
  }

  function leavePlace(): void {
    const next = waiting.shift();
    if (next) next();
    else inFlight -= 1;
  }

  async function run<Value>(operation: string, start: Start<Value>): Promise<Value> {
    if (inFlight >= maxInFlight) await waitForPlace(operation);
    else inFlight += 1;
    return new Promise((resolve, reject) => {
      let isOut = false;
      // A second answer is ignored.
      const leave = () => {
        if (isOut) return;
        isOut = true;
        clearTimeout(timer);
        leavePlace();
      };
      // One timer after the other: when a page was held up for longer than both limits, two timers may fire in any order.
      let timer = setTimeout(() => {
        reject(new OutlookError("NO_ANSWER", operation));
        timer = setTimeout(leave, lostMs - timeoutMs);
      }, timeoutMs);
      try {
        // Some hosts answer with less than Office's types promise.
        start((result: Office.AsyncResult<Value> | undefined) => {
          leave();
          const failure: { code: number } | undefined = result?.error;
          if (result?.status === Office.AsyncResultStatus.Succeeded) resolve(result.value);
          else reject(new OutlookError(codeOf(failure?.code, operation), operation, failure?.code));
        });
      } catch (cause) {
        // Office throws for missing permission and for arguments that are too long.
        leave();
        reject(new OutlookError("OFFICE_FAILED", operation, undefined, { cause }));
      }
    });
  }

  return async (operation, start) => {
    for (const pauseMs of pausesMs) {
      try {
        return await run(operation, start);
      } catch (failure) {
        if (!(failure instanceof OutlookError) || failure.officeCode !== tooMany) throw failure;
      }
      await wait(pauseMs);
    }
    return run(operation, start);
  };
}

/** Runs an Office call that answers at once. Throws OutlookError. */
export function runWithoutQueue<Value>(operation: string, work: () => Value): Promise<Value> {
  try {
    return Promise.resolve(work());
  } catch (cause) {
    return Promise.reject(new OutlookError("OFFICE_FAILED", operation, undefined, { cause }));
  }
}

// Numbers of Office's own tables of errors.
const byNumber: Partial<Record<number, OutlookErrorCode>> = {
  5001: "OUTLOOK_OFFLINE",
  5005: "ITEM_CHANGED",
  5011: "OUTLOOK_OFFLINE",
  5012: "OUTLOOK_OFFLINE",
  [tooMany]: "BUSY",
  5102: "BUSY",
  5103: "BODY_TOO_LARGE",
  7000: "NO_PERMISSION",
  9002: "BODY_FORMAT",
  9017: "NO_PERMISSION",
  9030: "ITEM_CHANGED",
  9033: "OCCURRENCE",
  9038: "NO_PERMISSION",
  9040: "OUTLOOK_OFFLINE",
  9041: "OUTLOOK_OFFLINE",
  9042: "OUTLOOK_OFFLINE",
  9047: "NO_PERMISSION",
  9049: "ITEM_CHANGED",
  9055: "NO_PERMISSION",
};

function codeOf(officeCode: number | undefined, operation: string): OutlookErrorCode {
  const code = byNumber[officeCode ?? 0] ?? "OFFICE_FAILED";
  const isPassing = code === "OFFICE_FAILED" || code === "OUTLOOK_OFFLINE";
  // New drafts and shared calendars refuse their properties with numbers of many kinds, for a while.
  return isPassing && operation.includes("properties") ? "PROPERTIES_UNAVAILABLE" : code;
}
