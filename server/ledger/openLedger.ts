import { randomBytes } from "node:crypto";
import path from "node:path";
import type { Config } from "../config/config";
import { dataFolder } from "../config/dataFolder";
import { createCipher, readKey, type Cipher } from "./cipher";
import { openDatabase, type Database } from "./database";

/**
 * The relay's memory: the database that is set, else a file in the data folder; without a folder it lives as long as the
 * process. Throws LedgerError and ConfigError.
 */
export async function openLedger(
  { dataDir, ledger: { databaseUrl, key } }: Pick<Config, "dataDir" | "ledger">,
  root: string,
): Promise<{ database: Database; cipher: Cipher }> {
  const folder = dataDir === null ? null : dataFolder(root, dataDir);
  const isLasting = databaseUrl !== null || folder !== null;
  const cipher = createCipher(
    isLasting ? readKey(key, folder === null ? null : path.join(folder, "ledger.key")) : randomBytes(32),
  );
  const where = databaseUrl ?? (folder === null ? null : path.join(folder, "ledger.sqlite"));
  return { cipher, database: await openDatabase(where, cipher) };
}
