import * as z from "zod/mini";
import type { Cipher } from "./cipher";
import { onDisk, sealedRequest, type Database, type Row } from "./database";
import { hashConferenceId, readConferenceId, resealContent, wholeContent } from "./entry";
import { LedgerError } from "./errors";

/** A row as it travels between databases: its content stays sealed, who works on it does not count elsewhere. */
const archivedRowSchema = z.object({
  site: z.string(),
  owner: z.string(),
  key: z.string(),
  state: z.enum(["intended", "scheduled", "updating", "removing", "removed"]),
  content: z.string(),
  changedAt: z.number(),
  version: z.number(),
  claim: z.enum(["none", "writing", "written"]),
  mark: z.nullable(z.string()),
  endsAt: z.number(),
  nextAttemptAt: z.nullable(z.number()),
  mayHaveLateWrites: z.number(),
});

/** All rows of all sites, in the order of their primary key; so many are read at once. */
export async function* readRows(database: Database, rowsAtOnce = 500): AsyncGenerator<Row> {
  let after: Row | undefined;
  for (;;) {
    let query = database
      .selectFrom("conferences")
      .selectAll()
      .select(sealedRequest)
      .orderBy("site")
      .orderBy("owner")
      .orderBy("key");
    if (after) {
      const { site, owner, key } = after;
      query = query.where((where) =>
        where.or([
          where("site", ">", site),
          where.and([where("site", "=", site), where("owner", ">", owner)]),
          where.and([where("site", "=", site), where("owner", "=", owner), where("key", ">", key)]),
        ]),
      );
    }
    const rows = await query.limit(rowsAtOnce).execute();
    yield* rows;
    after = rows.at(-1);
    if (!after || rows.length < rowsAtOnce) return;
  }
}

/** One line of an export. */
export function archiveRow(row: Row): string {
  return JSON.stringify(archivedRowSchema.parse({ ...row, content: wholeContent(row) }));
}

/**
 * Puts one line of an export into a database. `from` opens what the line has sealed, `to` seals it anew.
 * False: the owner's key is known there, and stays as it is. Throws LedgerError.
 */
export async function restoreRow(
  database: Database,
  line: string,
  { from, to }: { from: Cipher; to: Cipher },
): Promise<boolean> {
  const row = readLine(line);
  const content = resealContent(row, { from, to });
  const id = readConferenceId({ ...row, content, sealedRequest: null }, to);
  const conferenceHash = id === null ? null : hashConferenceId(row.site, id, to);
  const { numInsertedOrUpdatedRows } = await database
    .insertInto("conferences")
    .values({ ...row, content, conferenceHash, leaseOwner: null, leaseExpiresAt: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  await onDisk(database);
  return numInsertedOrUpdatedRows === 1n;
}

function readLine(line: string) {
  try {
    return archivedRowSchema.parse(JSON.parse(line));
  } catch (cause) {
    throw new LedgerError("LEDGER_UNUSABLE", "This is no line of an export.", { cause });
  }
}
