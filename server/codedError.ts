/** Whether the work behind an error was carried out; "unknown": the answer was lost. */
export type Done = "no" | "yes" | "unknown";

/** Base of this program's errors. Programs decide by `code`; the message quotes no site, person or secret. */
export abstract class CodedError<Code extends string = string> extends Error {
  constructor(
    readonly code: Code,
    readonly done: Done,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Whether an error has one of these codes. */
export function hasCode<Code extends string>(
  failure: unknown,
  ...codes: readonly Code[]
): failure is CodedError<Code> {
  return failure instanceof CodedError && codes.some((code) => code === failure.code);
}
