import { chmodSync, closeSync, openSync, statSync } from "node:fs";

/** Makes a file that only the user of this process can read, whatever the umask; an existing one is closed to others. */
export function makePrivate(file: string): void {
  closeSync(openSync(file, "a", 0o600));
  closeToOthers(file);
}

/** Takes away other users' rights to a file, if it is there; warns where that is not allowed. Windows knows no such rights. */
export function closeToOthers(file: string): void {
  const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0;
  if ((mode & 0o077) === 0 || process.platform === "win32") return;
  try {
    chmodSync(file, mode & 0o700);
  } catch {
    process.emitWarning(`Other users can read or change ${file}. Take that right away: chmod go= on it.`);
  }
}
