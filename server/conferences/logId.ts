import { createHash } from "node:crypto";

/** Stands for somebody or something in a log: the same one, the same eight characters. */
export function logId(name: string): string {
  return createHash("sha256").update(name).digest("hex").slice(0, 8);
}
