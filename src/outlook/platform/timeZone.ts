/** The IANA name of a zone that Outlook may name in Windows' way; null: nobody knows it. */
export async function findZone(name: string): Promise<string | null> {
  const known = ianaName(name);
  if (known !== null) return known;
  // A table of its own, for those whose Exchange gives Windows names; it may not load.
  const windows = await import("windows-iana").catch(() => null);
  return ianaName(windows?.findIana(name)[0] ?? "");
}

/** The zone of this computer. */
export function ownZone(): string {
  return new Intl.DateTimeFormat("en").resolvedOptions().timeZone;
}

function ianaName(name: string): string | null {
  if (name === "") return null;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
