import * as z from "zod/mini";
import { conferenceRequestSchema, warningSchema, type Claim } from "../../src/contract/conference";
import type { Cipher } from "./cipher";
import type { Row } from "./database";
import { LedgerError } from "./errors";
import { jsonOf } from "./requestJson";

/** For whom a conference is scheduled. */
const organizerSchema = z.object({
  /** The RTC user ID. */
  userId: z.string(),
  name: z.string(),
  address: z.nullable(z.string()),
});
export type Organizer = z.infer<typeof organizerSchema>;

/** The site's answer for a scheduled conference. */
const resultSchema = z.object({
  conferenceId: z.string(),
  joinUrl: z.string(),
  hostUrl: z.string(),
  warnings: z.array(warningSchema),
});
export type ScheduledResult = z.infer<typeof resultSchema>;

/** The part of an entry that is sealed beside its request. */
const restSchema = z.object({
  /**
   * Hash of the request that created it, to tell a repetition from a reuse of the key; sealed, since it can be guessed. "":
   * that of `request`, which was not replaced yet.
   */
  requestHash: z.string(),
  organizer: organizerSchema,
  pending: z.nullable(conferenceRequestSchema),
  result: z.nullable(resultSchema),
  /** The conferences that looked like this one before it was sent; null: not known. */
  before: z.nullable(z.array(z.string())),
  /** false: no call to schedule it was sent that the site may still carry out. */
  isSent: z.boolean(),
  /** Whether the site gave links that may not be handed out, so that nobody was told of the conference: it is deleted. */
  isWithdrawn: z.boolean(),
  /** When its key was first recorded, in milliseconds since the epoch. */
  createdAt: z.number(),
});
/** Sealed together unless the request is large. */
const contentSchema = z.extend(restSchema, { request: conferenceRequestSchema });
type Content = z.infer<typeof contentSchema>;
type Rest = Omit<Content, "request">;

/** The beginning of the request's sealed text: the rest of an entry counts beside that very text only. */
const boundSchema = z.object({ requestSeal: z.string() });

/**
 * One appointment's conference, from the intent on.
 * - `intended`: the call to the site has not come back yet, or its answer was lost: the conference may exist.
 * - `scheduled`: it exists as `request` and `result` say.
 * - `updating`: it exists; at the site it is as `request` or as `pending` says.
 * - `removing`: it exists or is gone. After that the key is spent, unless it is taken back (`isWithdrawn`).
 * - `removed`: it was deleted; the key is spent.
 */
export type LedgerEntry = Omit<Content, "pending" | "result"> & {
  /** Whose it is: issuer + tenant + subject. */
  owner: string;
  /** The appointment's idempotency key; unique for an owner. */
  key: string;
  /** Counts what the site accepted; 1 is the first. */
  version: number;
  claim: Claim;
  /** Stands for the item that claimed it last; null where none has said. */
  mark: string | null;
  /** Milliseconds since the epoch. */
  changedAt: number;
  /** Whether calls whose answers were lost may still change or duplicate it. */
  mayHaveLateWrites: boolean;
} & (
    | { state: "intended"; pending: null; result: null }
    | { state: "scheduled" | "removing" | "removed"; pending: null; result: ScheduledResult }
    | { state: "updating"; pending: Content["request"]; result: ScheduledResult }
  );

/** A caller's request, before the site was called. */
export type Intent = Pick<LedgerEntry, "owner" | "key" | "requestHash" | "organizer" | "request" | "claim"> &
  Partial<Pick<LedgerEntry, "isSent">>;

/** Where the content of a row stands: sealed texts that change places are noticed. */
export function contentAssociatedData({ site, owner, key }: Pick<Row, "site" | "owner" | "key">): string {
  return JSON.stringify(["conferences", "content", site, owner, key]);
}

/** The column by which a conference is found: its ID would let whoever reads the database look for its pages. */
export function hashConferenceId(site: string, conferenceId: string, cipher: Cipher): string {
  return cipher.hash(conferenceId, JSON.stringify(["conferences", "conferenceHash", site]));
}

/** Where the sealed request stands within the content of a row. */
function requestPlace(row: Pick<Row, "site" | "owner" | "key">): string {
  return JSON.stringify(["request", contentAssociatedData(row)]);
}

/** Content that begins with this has its request in `requests`; no base64 has it. An export has the request before it. */
const separator = ".";
/** The nonce and the tag of a sealed text, which no other text has. */
const sealLength = 38;
/** Longer requests are kept apart: SQLite and PostgreSQL write a whole row anew with each change of it. */
const longestBesideRest = 3000;

/** Large requests in their sealed form: one of a thousand attendees is sealed once, and not with each step of the work. */
const sealedRequests = new WeakMap<
  Content["request"],
  { cipher: Cipher; place: string; sealed: Uint8Array }
>();

/** Seals what of an entry of a site nobody else may read. `sealedRequest`: for `requests`; null: it is in the content. */
export function sealContent(
  site: string,
  entry: LedgerEntry,
  cipher: Cipher,
): { content: string; sealedRequest: Uint8Array | null } {
  const { requestHash, organizer, request, pending, result, before, isSent, isWithdrawn, createdAt } = entry;
  const rest: Rest = { requestHash, organizer, pending, result, before, isSent, isWithdrawn, createdAt };
  const row = { site, owner: entry.owner, key: entry.key };
  const place = contentAssociatedData(row);
  if (jsonOf(request).length <= longestBesideRest) {
    const whole = `${JSON.stringify(rest).slice(0, -1)},"request":${jsonOf(request)}}`;
    return { content: cipher.seal(whole, place), sealedRequest: null };
  }
  const sealed = sealRequest(request, requestPlace(row), cipher);
  const bound = JSON.stringify({ ...rest, requestSeal: sealOf(sealed) });
  return { content: separator + cipher.seal(bound, place), sealedRequest: sealed };
}

/** The fingerprint of a sealed request. */
export function sealOf(sealed: Uint8Array): string {
  return bufferOf(sealed).toString("base64", 0, 30).slice(0, sealLength);
}

function sealRequest(request: Content["request"], place: string, cipher: Cipher): Uint8Array {
  const known = sealedRequests.get(request);
  if (known?.cipher === cipher && known.place === place) return known.sealed;
  const sealed = cipher.sealBytes(jsonOf(request), place);
  sealedRequests.set(request, { cipher, place, sealed });
  return sealed;
}

/** The bytes of a column, without a copy. */
export function bufferOf(bytes: Uint8Array | ArrayBuffer): Buffer {
  return ArrayBuffer.isView(bytes)
    ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : Buffer.from(bytes);
}

/** Whether `requests` has the request of a row with this content. */
export function isApart(content: string): boolean {
  return content.startsWith(separator);
}

/** The content of a row with the request in it, wherever the row has it. */
export function wholeContent({ content, sealedRequest }: Pick<Row, "content" | "sealedRequest">): string {
  return isApart(content) && sealedRequest !== null
    ? bufferOf(sealedRequest).toString("base64") + content
    : content;
}

/** Seals the content of a row with another key. Throws LedgerError. */
export function resealContent(
  row: Omit<Sealed, "sealedRequest">,
  { from, to }: { from: Cipher; to: Cipher },
): string {
  const content = openContent({ ...row, sealedRequest: null }, from);
  return to.seal(JSON.stringify(content), contentAssociatedData(row));
}

function splitContent({ content, sealedRequest }: Pick<Row, "content" | "sealedRequest">): {
  request: Uint8Array | null;
  rest: string;
} {
  const end = content.indexOf(separator);
  if (end < 0) return { request: null, rest: content };
  if (end === 0 && sealedRequest === null)
    throw new LedgerError("ENTRY_UNREADABLE", "an entry of the ledger has no request");
  const request = end > 0 ? Buffer.from(content.slice(0, end), "base64") : sealedRequest;
  return { request: request && bufferOf(request), rest: content.slice(end + separator.length) };
}

/** Throws LedgerError where the rest was sealed with another request. */
function readRest(opened: string, request: Uint8Array): Rest {
  const read: unknown = JSON.parse(opened);
  if (boundSchema.parse(read).requestSeal !== sealOf(request))
    throw new LedgerError("ENTRY_UNREADABLE", "the two parts of an entry do not belong together");
  return restSchema.parse(read);
}

/** Reads what stands in a row. Throws LedgerError ENTRY_UNREADABLE where another key or row sealed it, or it was changed since. */
export function readEntry(row: Row, cipher: Cipher): LedgerEntry {
  const { owner, key, state, version, claim, mark, changedAt } = row;
  const { pending, result, ...content } = openContent(row, cipher);
  const mayHaveLateWrites = row.mayHaveLateWrites === 1;
  const entry = { ...content, owner, key, version, claim, mark, changedAt, mayHaveLateWrites };
  if (!result) return { ...entry, state: "intended", pending: null, result };
  if (state === "updating" && pending) return { ...entry, state, pending, result };
  const isEnding = state === "removing" || state === "removed";
  return { ...entry, state: isEnding ? state : "scheduled", pending: null, result };
}

/** The conference ID of a row; null: it has none yet. Throws LedgerError ENTRY_UNREADABLE. */
export function readConferenceId(row: Sealed, cipher: Cipher): string | null {
  return openContent(row, cipher).result?.conferenceId ?? null;
}

type Sealed = Pick<Row, "site" | "owner" | "key" | "content" | "sealedRequest">;

function openContent(row: Sealed, cipher: Cipher): Content {
  const { request: sealed, rest } = splitContent(row);
  try {
    const opened = cipher.open(rest, contentAssociatedData(row));
    if (sealed === null) return contentSchema.parse(JSON.parse(opened));
    const content = readRest(opened, sealed);
    const place = requestPlace(row);
    const request = conferenceRequestSchema.parse(JSON.parse(cipher.open(sealed, place)));
    sealedRequests.set(request, { cipher, place, sealed });
    return { ...content, request };
  } catch (cause) {
    throw new LedgerError(
      "ENTRY_UNREADABLE",
      "An entry of the ledger cannot be read: it was sealed with another key, or changed.",
      { cause },
    );
  }
}
