/** What an administrator of the simulated deployment would set. */
export interface SimulatorSettings {
  tokenLifeSeconds: number;
  earlyJoinMinutes: number;
  conferenceKeyRequired: boolean;
  publicConferencesAllowed: boolean;
  schedulingEnabled: boolean;
  /** Every user's password. */
  userPassword: string;
}

export const standardSettings: SimulatorSettings = {
  tokenLifeSeconds: 1800,
  earlyJoinMinutes: 15,
  conferenceKeyRequired: false,
  publicConferencesAllowed: true,
  schedulingEnabled: true,
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
