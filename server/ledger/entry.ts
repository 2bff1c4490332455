import * as z from "zod/mini";
import { conferenceRequestSchema, warningSchema, type Claim } from "../../src/contract/conference";
import type { Cipher } from "./cipher";
import type { Row } from "./database";
import { LedgerError } from "./errors";

/** For whom a conference is scheduled. */
const organizerSchema = z.object({
  /** The RTC user ID. */
  userId: z.string(),
  name: z.string(),
  address: z.nullable(z.string()),
});
export type Organizer = z.infer<typeof organizerSchema>;

/** What the site gave for a scheduled conference. */
const resultSchema = z.object({
  conferenceId: z.string(),
  joinUrl: z.string(),
  hostUrl: z.string(),
  warnings: z.array(warningSchema),
});
export type ScheduledResult = z.infer<typeof resultSchema>;

/** What of an entry is sealed. What is missing was not yet written by the version that wrote it. */
const contentSchema = z.object({
  /** Hash of the request that created it, to tell a repetition from a reuse of the key; sealed, since it can be guessed. */
  requestHash: z.string(),
  organizer: z._default(z.nullable(organizerSchema), null),
  request: conferenceRequestSchema,
  pending: z._default(z.nullable(conferenceRequestSchema), null),
  result: z.nullable(resultSchema),
  /** The conferences that looked like this one before it was sent; null: not known. */
  before: z._default(z.nullable(z.array(z.string())), null),
  /** false: no call to schedule it was sent that the site may still carry out. */
  isSent: z._default(z.boolean(), true),
  /** Whether the site gave links that may not be handed out, so that nobody was told of the conference: it is deleted. */
  isTakenBack: z._default(z.boolean(), false),
});
type Content = z.infer<typeof contentSchema>;

/**
 * One appointment's conference, from the intent on.
 * - `intended`: the call to the site has not come back yet, or its answer was lost: the conference may exist.
 * - `scheduled`: it exists as `request` and `result` say.
 * - `updating`: it exists; at the site it is as `request` or as `pending` says.
 * - `removing`: it exists or is gone. After that the key is spent, unless it is taken back (`isTakenBack`).
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
  /** Whether the site may have carried out more than one of our calls to schedule it, some of them late. */
  isDoubtful: boolean;
} & (
    | { state: "intended"; pending: null; result: null }
    | { state: "scheduled" | "removing" | "removed"; pending: null; result: ScheduledResult }
    | { state: "updating"; pending: Content["request"]; result: ScheduledResult }
  );

/** What a caller asks for, before anything was called. */
export type Intent = Pick<LedgerEntry, "owner" | "key" | "requestHash" | "organizer" | "request" | "claim"> &
  Partial<Pick<LedgerEntry, "isSent">>;

/** Where the content of a row stands: sealed texts that change places are noticed. */
export function contentPlace({ site, owner, key }: Pick<Row, "site" | "owner" | "key">): string {
  return JSON.stringify(["conferences", "content", site, owner, key]);
}

/** The column by which a conference is found: its ID would let whoever reads the database look for its pages. */
export function hashConferenceId(site: string, conferenceId: string, cipher: Cipher): string {
  return cipher.hash(conferenceId, JSON.stringify(["conferences", "conferenceHash", site]));
}

/** Seals what of an entry of a site nobody else may read. */
export function sealContent(site: string, entry: LedgerEntry, cipher: Cipher): string {
  const { requestHash, organizer, request, pending, result, before, isSent, isTakenBack } = entry;
  const content: Content = { requestHash, organizer, request, pending, result, before, isSent, isTakenBack };
  return cipher.seal(JSON.stringify(content), contentPlace({ ...entry, site }));
}

/** Reads what stands in a row. Throws LedgerError UNREADABLE where another key or row sealed it, or it was changed since. */
export function readEntry(row: Row, cipher: Cipher): LedgerEntry {
  const { owner, key, state, version, claim, mark, changedAt } = row;
  const { pending, result, ...content } = openContent(row, cipher);
  const isDoubtful = row.isDoubtful === 1;
  const entry = { ...content, owner, key, version, claim, mark, changedAt, isDoubtful };
  if (!result) return { ...entry, state: "intended", pending: null, result };
  if (state === "updating" && pending) return { ...entry, state, pending, result };
  const isEnding = state === "removing" || state === "removed";
  return { ...entry, state: isEnding ? state : "scheduled", pending: null, result };
}

/** The conference ID of a row; null: it has none yet. Throws LedgerError UNREADABLE. */
export function readConferenceId(row: Sealed, cipher: Cipher): string | null {
  return openContent(row, cipher).result?.conferenceId ?? null;
}

type Sealed = Pick<Row, "site" | "owner" | "key" | "content">;

function openContent(row: Sealed, cipher: Cipher): Content {
  try {
    return contentSchema.parse(JSON.parse(cipher.open(row.content, contentPlace(row))));
  } catch (cause) {
    throw new LedgerError("UNREADABLE", "an entry of the ledger cannot be read", { cause });
  }
}
