import { nameCause } from "./conferences/relayError";

/** One line of the log; of the error nothing but its class, the system's code and the line of the program that threw it. */
export interface UncaughtLog {
  uncaught: "uncaughtException" | "unhandledRejection";
  cause: string;
  at: string | null;
}

/**
 * From now on an error that nobody catches is logged, and the process serves on. It would take all callers with it,
 * and the next one like it the process that took its place. All that lasts is in the ledger, where each entry is held for
 * 20 seconds at the most: work that was cut off is taken up again as after a crash.
 */
export function outliveUncaught(log: (line: UncaughtLog) => void): void {
  for (const uncaught of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(uncaught, (failure: unknown) => {
      try {
        log({ uncaught, cause: describe(failure), at: placeOf(failure) });
      } catch {
        // A log that fails must not end the process either.
      }
    });
  }
  // Nobody may read what the program writes any more, or the disk of its log is full.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
}

function describe(failure: unknown): string {
  const code = failure instanceof Error && "code" in failure ? String(failure.code) : "";
  const name = nameCause(failure) ?? "unknown";
  return /^[A-Z\d_]{3,}$/.test(code) ? `${name} ${code}` : name;
}

/** Such as "client.js:422:10"; messages may quote what nobody else may read. */
function placeOf(failure: unknown): string | null {
  const stack = failure instanceof Error ? (failure.stack ?? "") : "";
  return /^ {4}at .*?([\w.-]+:\d+:\d+)\)?$/m.exec(stack)?.[1] ?? null;
}
