/** The people of both worlds in a box: the simulator's directory and the preview's mailboxes. */
export interface PersonOfThePreview {
  /** The RTC user ID (guide, Table 3-23). */
  userId: string;
  guid: string;
  firstName: string;
  lastName: string;
  address: string;
}

export const people: readonly PersonOfThePreview[] = [
  ["alice.adams", "A1B2C3D4E5F60001", "Alice", "Adams"],
  ["bruno.keller", "A1B2C3D4E5F60002", "Bruno", "Keller"],
  ["chen.wei", "A1B2C3D4E5F60003", "Wei", "Chen"],
  ["dina.haddad", "A1B2C3D4E5F60004", "Dina", "Haddad"],
  ["emeka.obi", "A1B2C3D4E5F60005", "Emeka", "Obi"],
  ["freya.lindqvist", "A1B2C3D4E5F60006", "Freya", "Lindqvist"],
  ["george.papadopoulos", "A1B2C3D4E5F60007", "George", "Papadopoulos"],
  ["hana.sato", "A1B2C3D4E5F60008", "Hana", "Sato"],
].map(([userId = "", guid = "", firstName = "", lastName = ""]) => ({
  userId,
  guid,
  firstName,
  lastName,
  address: `${userId}@example.com`,
}));

/** The live help group of the simulator's directory. */
export const supportGroup = {
  jid: "web.support@groups.example.com",
  name: "Web support",
  members: ["emeka.obi", "freya.lindqvist", "hana.sato"],
};
