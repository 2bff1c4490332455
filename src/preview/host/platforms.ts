/** Which Outlook is emulated, as far as add-ins can tell them apart by what they support. */
export type PlatformName = "web" | "newWindows" | "classic" | "mac" | "ios" | "android" | "onPremises";

export interface Platform {
  name: string;
  /** Highest version of each requirement set. The library of npm itself knows Mailbox up to about 1.12. */
  claims: Record<string, string>;
  /** Quirks that it has by itself (quirks.ts). */
  quirks: readonly string[];
  isMobile: boolean;
  /** Whether events start the add-in (event-based activation, Mailbox 1.10 on). */
  hasEvents: boolean;
  /** How many lines the item's bar holds. */
  maxNotifications: number;
}

const common = { AddInCommands: "1.3", IdentityAPI: "1.3", DialogApi: "1.2" };
const desktop = { isMobile: false, hasEvents: true, maxNotifications: 5, quirks: [] };
const mobile = {
  isMobile: true,
  hasEvents: false,
  maxNotifications: 1,
  quirks: [],
  claims: { ...common, Mailbox: "1.5" },
};

/** Their requirement sets as of 2026 (docs/outlook.md, "Which Outlook can do what"). */
export const platforms: Record<PlatformName, Platform> = {
  web: { ...desktop, name: "Outlook on the web", claims: { ...common, Mailbox: "1.15" } },
  newWindows: { ...desktop, name: "New Outlook for Windows", claims: { ...common, Mailbox: "1.15" } },
  classic: {
    ...desktop,
    name: "Classic Outlook for Windows",
    claims: { ...common, Mailbox: "1.14" },
    quirks: ["wordMarkup", "carriageReturns", "theme", "propertiesUnshared", "cancelAsks"],
  },
  mac: {
    ...desktop,
    name: "Outlook for Mac",
    claims: { ...common, Mailbox: "1.13" },
    quirks: ["prependIgnored"],
  },
  ios: { ...mobile, name: "Outlook for iOS" },
  android: { ...mobile, name: "Outlook for Android" },
  onPremises: {
    ...desktop,
    name: "Exchange on-premises",
    hasEvents: false,
    claims: { AddInCommands: "1.3", Mailbox: "1.5", IdentityAPI: "1.3" },
  },
};
