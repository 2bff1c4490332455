import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { LedgerError } from "./errors";

/** Encrypts what must not lie about in a database: AES-256-GCM, a nonce of its own for each text. */
export interface Cipher {
  seal(text: string): string;
  /** Throws LedgerError for what another key sealed, or what was changed since. */
  open(sealed: string): string;
}

const nonceBytes = 12;
const tagBytes = 16;

/** `key`: 32 bytes. */
export function createCipher(key: Uint8Array): Cipher {
  return {
    seal: (text) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", key, nonce);
      const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed, "base64");
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceBytes));
        decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
        return Buffer.concat([
          decipher.update(bytes.subarray(nonceBytes + tagBytes)),
          decipher.final(),
        ]).toString("utf8");
      } catch (cause) {
        throw new LedgerError(
          "UNUSABLE",
          "The ledger was written with another key. Set LEDGER_KEY to that one, or move the ledger's file away to begin anew.",
          { cause },
        );
      }
    },
  };
}

/**
 * The key that is set (base64 of 32 bytes), else the one in the file, which is made at the first start; `file` null: there
 * is no folder for it. Throws LedgerError.
 */
export function readKey(set: string | null, file: string | null): Uint8Array {
  if (set === null && file !== null && !existsSync(file)) makeKey(file);
  const text = set ?? (file === null ? "" : readFileSync(file, "utf8"));
  const key = Buffer.from(text.trim(), "base64");
  if (key.length === 32) return key;
  throw new LedgerError(
    "UNUSABLE",
    `${set === null && file !== null ? file : "LEDGER_KEY"} must hold 32 bytes in base64: make one with \`openssl rand -base64 32\`.`,
  );
}

/** Written aside and put in place whole: of two relays that start at once, the second takes the first one's. */
function makeKey(file: string): void {
  const made = `${file}.${process.pid}`;
  // Only its owner may read it.
  writeFileSync(made, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600 });
  try {
    linkSync(made, file);
  } catch (failure) {
    if (!existsSync(file)) throw failure;
  } finally {
    rmSync(made);
  }
}
