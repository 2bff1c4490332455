import { answer, status, StatusError, type Authorize } from "./access";
import { textOf, textsOf, type BeanValue, type Value } from "../soap/beans";
import { chance } from "../world/seededRandom";
import type { Conferences } from "./conferences";
import type { DirectoryEntry, DirectoryGroup, SimulatorSettings } from "../world/settings";
import { Fault } from "../soap/soap";

export const shows = ["AVAILABLE", "AWAY", "DND", "OFFLINE"] as const;
export type Show = (typeof shows)[number];

/** One connection of somebody. */
export interface Resource {
  name: string;
  show: Show;
  /** The person's own words; "" for none. */
  text: string;
  priority: number;
  since: Date;
}

/** A presence that a tester has set, with words of the person's own. */
export interface ChosenPresence {
  show: Show;
  text: string;
}

interface PresenceOptions {
  people: readonly DirectoryEntry[];
  groups: readonly DirectoryGroup[];
  conferences: Conferences;
  authorize: Authorize;
  settings: SimulatorSettings;
  now: () => number;
}

const hour = 60 * 60 * 1000;

/** The detailed status, in the words of the guide. */
const details: Record<Show, string> = {
  AVAILABLE: "Available",
  AWAY: "Away",
  DND: "DnD",
  OFFLINE: "Offline",
};

/** The Presence SOAP Services (guide, Tables 3-43 to 3-49) over people whose days differ. JIDs are mail addresses. */
export function createPresence({ people, groups, conferences, authorize, settings, now }: PresenceOptions) {
  /** By user ID. */
  let chosen = new Map<string, ChosenPresence>();

  /** By the tester, by a conference under way, by the time of the person's own day. */
  function showOf(person: DirectoryEntry): Show {
    const set = chosen.get(person.userId);
    if (set) return set.show;
    const isBusy = conferences
      .all()
      .some(
        ({ isDeleted, start, end, host }) =>
          !isDeleted && host === person && start.getTime() <= now() && end.getTime() > now(),
      );
    if (isBusy) return "DND";
    // People's days begin at different hours, as where the sun is up: somebody is always there.
    const begins = Math.floor(chance(`${person.userId} begins`) * 24);
    const hourOfDay = (Math.floor(now() / hour) - begins + 24 * 1000) % 24;
    if (hourOfDay >= 11) return "OFFLINE";
    if (hourOfDay === 4) return "AWAY";
    const mood = chance(`${person.userId} ${Math.floor(now() / (hour / 2))}`);
    if (mood < 0.7) return "AVAILABLE";
    return mood < 0.9 ? "AWAY" : "DND";
  }

  function resourcesOf(jid: string): Resource[] {
    const wanted = jid.toLowerCase();
    const group = groups.find((candidate) => candidate.jid.toLowerCase() === wanted);
    if (group) {
      const members = people.filter(({ userId }) => group.members.includes(userId));
      const show =
        shows.find((candidate) => members.some((member) => showOf(member) === candidate)) ?? "OFFLINE";
      return show === "OFFLINE" ? [] : [resource("group", show, "", 0)];
    }
    const person = people.find(
      ({ address, userId }) => address.toLowerCase() === wanted || userId === wanted,
    );
    const show = person ? showOf(person) : "OFFLINE";
    const text = person ? (chosen.get(person.userId)?.text ?? "") : "";
    // SOAP says the same of a person who is offline and of nobody; an offline resource is one that left its text behind.
    if (!person || (show === "OFFLINE" && text === "")) return [];
    const desk = resource("messenger", show, text, 8);
    const hasPhone = show !== "OFFLINE" && chance(`${person.userId} phone`) < 0.4;
    return hasPhone ? [desk, resource("mobile", "AWAY", "On the phone", 1)] : [desk];
  }

  function resource(name: string, show: Show, text: string, priority: number): Resource {
    return {
      name,
      show,
      text,
      priority,
      since: new Date(Math.floor(now() / (hour / 2)) * (hour / 2)),
    };
  }

  /** The resources asked for: one by name, all, or the one of the highest priority. */
  function select(jid: string, name: string | null, isAll: boolean): Resource[] {
    const all = resourcesOf(jid);
    if (name !== null) return all.filter((candidate) => candidate.name === name);
    return isAll ? all : all.slice(0, 1);
  }

  const describe = (jid: string, resources: Resource[]): BeanValue => ({
    userJID: jid,
    allResources:
      resources.length === 0
        ? null
        : resources.map(({ name, show, text, priority, since }) => ({
            resourceName: name,
            // Table 3-45: online or offline; the detail is in the status.
            show: show === "OFFLINE" ? "offline" : "online",
            status: text === "" ? details[show] : text,
            priority,
            lastModifiedDate: since,
          })),
  });

  /** A user sees only what concerns that user. */
  function mayNotSee(user: DirectoryEntry | null, jid: string): boolean {
    return user !== null && jid.toLowerCase() !== user.address.toLowerCase() && jid !== user.userId;
  }

  return {
    /** No codes here: what is refused is a Fault. */
    getPresence: ([id, token, jid, name, isAll]: Value[]): BeanValue => {
      try {
        const { user } = authorize(id, token, "PRESENCE");
        const target = textOf(jid);
        if (target === null || mayNotSee(user, target)) throw new StatusError(1032);
        return describe(target, select(target, textOf(name), isAll === true));
      } catch (failure) {
        if (failure instanceof StatusError) throw new Fault("SOAP-ENV:Server.Exception:", "Not authorized");
        throw failure;
      }
    },
    getBulkPresence: answer((request) => {
      const { user } = authorize(request.entityID, request.entityToken, "PRESENCE");
      const jids = textsOf(request.entityJIDs);
      const names = textsOf(request.resources);
      if (!jids || jids.includes(null) || (names && names.length !== jids.length))
        throw new StatusError(1010);
      if (jids.length > settings.maxRequestSize) throw new StatusError(1011);
      if (jids.some((jid) => mayNotSee(user, jid ?? ""))) throw new StatusError(1032);
      const isAll = request.allResources === true;
      const answered = jids
        .slice(0, settings.maxResponseSize)
        .map((jid, index) => describe(jid ?? "", select(jid ?? "", names?.[index] ?? null, isAll)));
      return {
        ...status(answered.length < jids.length ? 1012 : 0),
        presentityStatusList: answered,
      };
    }),
    select,
    showOf,
    /** Sets somebody's presence; null lets the day decide again. */
    choose: (userId: string, set: ChosenPresence | null) => {
      if (set === null) chosen.delete(userId);
      else chosen.set(userId, set);
    },
    chosen: (): [string, ChosenPresence][] => [...chosen],
    restore: (saved: readonly [string, ChosenPresence][]) => {
      chosen = new Map(saved);
    },
  };
}

export type Presence = ReturnType<typeof createPresence>;
