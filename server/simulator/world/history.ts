import { chance } from "./seededRandom";
import type { Conferences } from "../services/conferences";
import type { DirectoryEntry } from "./settings";

const titles = [
  "Quarterly review",
  "Design critique",
  "Customer call",
  "Weekly sync",
  "Training",
  "Planning",
];
const day = 24 * 60 * 60 * 1000;

/** Fills a new world with what its people had and will have: a month back, a week ahead, one conference a day. */
export function writeHistory(
  conferences: Conferences,
  people: readonly DirectoryEntry[],
  siteId: string,
  now: number,
): void {
  const today = Math.floor(now / day) * day;
  for (let offset = -30; offset <= 7; offset += 1) {
    const pick = (what: string) => chance(`${offset} ${what}`);
    const host = people[Math.floor(pick("host") * people.length)];
    const start = new Date(today + offset * day + (8 + Math.floor(pick("hour") * 9)) * 60 * 60 * 1000);
    const isNear = Math.abs(start.getTime() - now) < day / 4;
    if (!host || offset === 0 || isNear) continue;
    const others = people.filter((person) => person !== host && pick(person.userId) < 0.6);
    conferences.add({
      siteId,
      title: titles[Math.floor(pick("title") * titles.length)] ?? "",
      start,
      end: new Date(start.getTime() + (pick("length") < 0.5 ? 30 : 60) * 60_000),
      host,
      attendees: others.map(({ firstName, lastName, address, userId }) => ({
        name: `${firstName} ${lastName}`,
        address,
        userId,
      })),
      conferenceKey: null,
      dialIn: null,
      registeredUserOnly: false,
      hostInvitedOnly: false,
      publiclyListed: false,
      enrollmentRequired: false,
      attributes: [],
      isDeleted: false,
      ending: null,
      visits: [],
    });
  }
}
