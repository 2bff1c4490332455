/** The base of the client's errors. Handlers switch on `code`. */
export class ClientError<Code extends string> extends Error {
  constructor(
    readonly code: Code,
    /** Whether the requested work was done; "unknown": its answer was lost. */
    readonly done: "no" | "yes" | "unknown",
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}
