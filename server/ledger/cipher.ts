import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, randomUUID } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { closeToOthers } from "../config/privateFile";
import { adviceFor, LedgerError, troubleOf } from "./errors";

/** Encrypts what must not lie about in a database: AES-256-GCM, a nonce of its own for each text. */
export interface Cipher {
  /** `place`: where the sealed text stands; it can be opened nowhere else. */
  seal(text: string, place: string): string;
  /** As `seal`, but not as text. */
  sealBytes(text: string, place: string): Buffer;
  /** Throws LedgerError for what another key or another place sealed, or what was changed since. */
  open(sealed: string | Uint8Array, place: string): string;
  /** Stands for a text by which rows are looked up: always the same for the same key and place, and nobody can guess it. */
  hash(text: string, place: string): string;
}

const nonceBytes = 12;
const tagBytes = 16;

/** `key`: 32 bytes. */
export function createCipher(key: Uint8Array): Cipher {
  const newNonce = createNonces();
  const sealBytes = (text: string, place: string): Buffer => {
    const nonce = newNonce();
    const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(place));
    const sealed = cipher.update(text, "utf8");
    const rest = cipher.final();
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed, rest]);
  };
  const hashKey = Buffer.from(hkdfSync("sha256", key, "", "web conference ledger: look-ups", 32));
  return {
    hash: (text, place) =>
      createHmac("sha256", hashKey)
        .update(JSON.stringify([place, text]))
        .digest("base64url"),
    seal: (text, place) => sealBytes(text, place).toString("base64"),
    sealBytes,
    open: (sealed, place) => {
      const bytes = typeof sealed === "string" ? Buffer.from(sealed, "base64") : sealed;
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceBytes));
        decipher.setAAD(Buffer.from(place));
        decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
        return Buffer.concat([
          decipher.update(bytes.subarray(nonceBytes + tagBytes)),
          decipher.final(),
        ]).toString("utf8");
      } catch (cause) {
        throw new LedgerError(
          "LEDGER_UNUSABLE",
          "The ledger was written with another key. Set LEDGER_KEY to that one, or move the ledger's file away to begin anew.",
          { cause },
        );
      }
    },
  };
}

/** Random bytes, none of which is given out twice; made in advance, since each making costs as much as some hundred bytes. */
function createNonces(): () => Buffer {
  let made = Buffer.alloc(0);
  return () => {
    if (made.length < nonceBytes) made = randomBytes(128 * nonceBytes);
    const nonce = made.subarray(0, nonceBytes);
    made = made.subarray(nonceBytes);
    return nonce;
  };
}

/**
 * The key that is set (base64 of 32 bytes), else the one in the file, which is made at the first start; `file` null: there
 * is no folder for it. Throws LedgerError.
 */
export function readKey(set: string | null, file: string | null): Uint8Array {
  const text = set ?? (file === null ? "" : readOrMake(file));
  const key = Buffer.from(text.trim(), "base64");
  if (key.length === 32) return key;
  throw new LedgerError(
    "LEDGER_UNUSABLE",
    `${set === null && file !== null ? file : "LEDGER_KEY"} must hold 32 bytes in base64: make one with \`openssl rand -base64 32\`.`,
  );
}

function readOrMake(file: string): string {
  try {
    if (!existsSync(file)) makeKey(file);
    closeToOthers(file);
    return readFileSync(file, "utf8");
  } catch (cause) {
    const trouble = troubleOf(cause);
    const advice = trouble ? adviceFor[trouble] : "Is it a file that this program may read?";
    throw new LedgerError("LEDGER_UNUSABLE", `The ledger's key ${file} cannot be used. ${advice}`, { cause });
  }
}

/**
 * Written aside and put in place whole: of two relays that start at once, the second takes the first one's. It is on the
 * disk before anything is sealed with it, since that could not be opened without it.
 */
function makeKey(file: string): void {
  const made = `${file}.${randomUUID()}`;
  try {
    // Only its owner may read it.
    const key = `${randomBytes(32).toString("base64")}\n`;
    writeFileSync(made, key, { mode: 0o600, flag: "wx", flush: true });
    linkSync(made, file);
  } catch (failure) {
    if (!existsSync(file)) throw failure;
  } finally {
    rmSync(made, { force: true });
  }
  flushFolder(path.dirname(file));
}

function flushFolder(folder: string): void {
  // Windows knows no flushing of folders.
  if (process.platform === "win32") return;
  const opened = openSync(folder, "r");
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
