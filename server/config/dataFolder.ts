import { accessSync, constants, mkdirSync } from "node:fs";
import path from "node:path";
import { ConfigError } from "./settings";

/** A folder below DATA_DIR, made for this user only where it is not there. Throws ConfigError where this program may not write. */
export function dataFolder(root: string, dataDir: string, ...below: string[]): string {
  const folder = path.resolve(root, dataDir, ...below);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch (cause) {
    throw new ConfigError(
      `DATA_DIR: ${folder} cannot be written to. Choose another folder, or DATA_DIR= (empty) to keep nothing.`,
      { cause },
    );
  }
}
