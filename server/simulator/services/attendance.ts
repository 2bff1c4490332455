import { chance } from "../world/seededRandom";
import type { SimulatedConference } from "./conferences";
import type { DirectoryEntry } from "../world/settings";

/** Somebody who was there (ms since the epoch). */
export interface Attendance {
  name: string;
  address: string | null;
  userId: string | null;
  entered: number;
  exited: number;
  isGuest: boolean;
}

const minute = 60_000;

/**
 * The people who have been in a conference until now: the host, most of those who were invited, each coming and going at their own
 * minute, and whoever opened its links.
 */
export function attendanceOf(
  conference: SimulatedConference,
  people: readonly DirectoryEntry[],
  now: number,
): Attendance[] {
  const { id, start, end, host } = conference;
  const grown = [
    { name: nameOf(host), address: host.address, userId: host.userId },
    ...conference.attendees,
  ].flatMap(({ name, address, userId }, index): Attendance[] => {
    const person = people.find((known) =>
      userId === null ? known.address.toLowerCase() === address?.toLowerCase() : known.userId === userId,
    );
    const seed = `${id} ${address ?? name}`;
    const isHost = index === 0;
    if (address === "" || (!isHost && chance(`${seed} comes`) > 0.85)) return [];
    const length = end.getTime() - start.getTime();
    const late = isHost ? -2 * minute : Math.min((chance(`${seed} late`) * 12 - 3) * minute, length / 2);
    const early = isHost ? 0 : Math.min(chance(`${seed} early`) ** 3 * length, length / 3);
    const entered = Math.round(start.getTime() + late);
    const exited = Math.round(Math.min(end.getTime() - early, now));
    if (entered >= now || exited <= entered) return [];
    return [
      {
        name: person ? nameOf(person) : name || (address ?? ""),
        address,
        userId: person?.userId ?? null,
        entered,
        exited,
        isGuest: !person,
      },
    ];
  });
  const visited = conference.visits
    .filter(({ address }) => !grown.some((attendee) => attendee.address === address && address !== null))
    .map(({ exited, ...visit }) => ({
      ...visit,
      exited: Math.min(exited, now),
      isGuest: visit.userId === null,
    }));
  return [...grown, ...visited].sort((a, b) => a.entered - b.entered);
}

/** How a conference ended or stands (guide, Table 3-59). */
export function statusDetailsOf(
  conference: SimulatedConference,
  attendance: Attendance[],
  now: number,
): string {
  if (now < conference.start.getTime()) return "WFH";
  if (now < conference.end.getTime()) return attendance.length > 0 ? "IP" : "WFH";
  return conference.ending ?? (attendance.length > 0 ? "GRACEFUL" : "ABANDONED");
}

export function nameOf({ firstName, lastName }: { firstName: string; lastName: string }): string {
  return `${firstName} ${lastName}`.trim();
}
