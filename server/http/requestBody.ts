import { CodedError } from "../codedError";

export type BodyErrorCode = "BODY_TOO_LARGE" | "BODY_TOO_SLOW" | "BODY_CUT_OFF";

/** Thrown when a request's body is not taken: it is too long, comes too slowly, or breaks off. */
export class BodyError extends CodedError<BodyErrorCode> {
  override name = "BodyError";
  constructor(code: BodyErrorCode, options?: ErrorOptions) {
    super(code, "no", `a request's body was not taken: ${code}`, options);
  }
}

interface BodyLimits {
  maxBytes: number;
  /** How long the whole body may take to arrive. */
  withinMs?: number;
}

/** Reads a request's body as UTF-8 text, up to `maxBytes` and for `withinMs` at most. Throws BodyError. */
export async function readBody(request: Request, { maxBytes, withinMs = 5000 }: BodyLimits): Promise<string> {
  const announced = request.headers.get("Content-Length");
  if (announced !== null && Number(announced) > maxBytes) throw new BodyError("BODY_TOO_LARGE");
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new BodyError("BODY_TOO_SLOW")), Math.max(0, withinMs));
  });
  // Node takes no more bytes than were announced, so only a body of unknown length must be counted.
  const isCounted = announced === null || request.headers.has("Transfer-Encoding");
  const reader = isCounted ? request.body?.getReader() : undefined;
  const read = reader ? readUpTo(maxBytes, reader) : request.text();
  // After the time is up nobody hears how it ended.
  read.catch(() => undefined);
  try {
    return await Promise.race([read, late]);
  } catch (cause) {
    reader?.cancel().catch(() => undefined);
    throw cause instanceof BodyError ? cause : new BodyError("BODY_CUT_OFF", { cause });
  } finally {
    clearTimeout(timer);
  }
}

async function readUpTo(maxBytes: number, reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks).toString("utf8");
    size += value.length;
    if (size > maxBytes) throw new BodyError("BODY_TOO_LARGE");
    chunks.push(value);
  }
}
