/** How the Presence URL service wants K1 computed; deployments differ, as the guide does. */
export interface PresenceSigning {
  algorithm: "SHA1" | "MD5";
  tokenName: "TOKEN" | "token";
  tokenPlace: "first" | "last";
  signsTokenID: boolean;
}

/** The settings of the simulated deployment's administrator. */
export interface SimulatorSettings {
  tokenLifeSeconds: number;
  earlyJoinMinutes: number;
  conferenceKeyRequired: boolean;
  publicConferencesAllowed: boolean;
  schedulingEnabled: boolean;
  guestAccessEnabled: boolean;
  /** Elements in a request: presentities, conference IDs, configuration entries. */
  maxRequestSize: number;
  /** Elements in an answer. */
  maxResponseSize: number;
  /** The administrator's address, and the domain of JIDs (Table 3-12). */
  adminEmail: string;
  imDomain: string;
  /** null: any of the ways is accepted. */
  presenceSigning: PresenceSigning | null;
  /** The mode of a presence URL that names none. */
  presenceDefaultMode: "IMG" | "JS";
  /** Whether lists name the ad hoc attributes that a conference was scheduled with; the guide leaves it open. */
  echoesAttributes: boolean;
  /** Characters of a title that are kept; what is longer is cut. */
  titleLength: number;
  /** Whether an instant conference wants somebody signed in, as deployments with single sign-on do. */
  instantNeedsSignIn: boolean;
  /** Whether an invited user is found by the user ID only; else by the address too. */
  invitedByUserIdOnly: boolean;
  /** Whether reports name attendees by their addresses alone. */
  reportsAddressesOnly: boolean;
  /** Minutes by which this deployment's clock is ahead. */
  clockAheadMinutes: number;
  /** Every user's password. */
  userPassword: string;
}

export const standardSettings: SimulatorSettings = {
  tokenLifeSeconds: 1800,
  earlyJoinMinutes: 15,
  conferenceKeyRequired: false,
  publicConferencesAllowed: true,
  schedulingEnabled: true,
  guestAccessEnabled: true,
  maxRequestSize: 100,
  maxResponseSize: 500,
  adminEmail: "rtc.admin@example.com",
  imDomain: "example.com",
  presenceSigning: null,
  presenceDefaultMode: "IMG",
  echoesAttributes: true,
  titleLength: 255,
  instantNeedsSignIn: false,
  invitedByUserIdOnly: false,
  reportsAddressesOnly: false,
  clockAheadMinutes: 0,
  userPassword: "welcome1",
};

/** Somebody in the simulated directory. */
export interface DirectoryEntry {
  userId: string;
  guid: string;
  firstName: string;
  lastName: string;
  address: string;
}

/** A group of the directory, such as a live help support group. */
export interface DirectoryGroup {
  jid: string;
  name: string;
  /** User IDs. */
  members: readonly string[];
}

/** An integrating application (guide, "Sites"), with what it is provisioned for. */
export interface SimulatedSite {
  siteId: string;
  siteAuthToken: string;
  name: string;
  policies: readonly string[];
  settings: SimulatorSettings;
}

/** The policies of Table 3-5. */
export const knownPolicies = [
  "SESSION",
  "PRESENCE",
  "PROXY",
  "REPORTING",
  "PRECONFERENCE",
  "POSTCONFERENCE",
  "GUESTCHAT",
] as const;

/** All the ways of computing K1. */
export const knownSignings: readonly PresenceSigning[] = (["SHA1", "MD5"] as const).flatMap((algorithm) =>
  (["TOKEN", "token"] as const).flatMap((tokenName) =>
    (["first", "last"] as const).flatMap((tokenPlace) =>
      [false, true].map((signsTokenID) => ({ algorithm, tokenName, tokenPlace, signsTokenID })),
    ),
  ),
);
