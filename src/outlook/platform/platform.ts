import { findZone, ownZone } from "./timeZone";

/** Which Outlook it is. */
export type Platform = "web" | "newWindows" | "classic" | "mac" | "ios" | "android" | "other";

const platforms: Record<string, Platform> = {
  PC: "classic",
  OfficeOnline: "web",
  Mac: "mac",
  iOS: "ios",
  Android: "android",
};

/** Some hosts have no diagnostics, whatever Office's types say. */
export function platformOf({ diagnostics }: { diagnostics?: { hostName?: string } }): Platform {
  if (diagnostics?.hostName === "newOutlookWindows") return "newWindows";
  const page: { diagnostics?: { platform?: unknown } } = Office.context;
  return platforms[String(page.diagnostics?.platform)] ?? "other";
}

/** Phones have the one function, and no pane. */
export function hasPane(platform: Platform): boolean {
  return platform !== "ios" && platform !== "android";
}

/** The zone of what Outlook shows: classic's and Mac's is the computer's, the others' the mailbox's (docs/outlook-quirks.md, 11). */
export async function shownZone(platform: Platform, name: string | undefined): Promise<string> {
  if (platform === "classic" || platform === "mac" || name === undefined) return ownZone();
  return (await findZone(name)) ?? ownZone();
}
