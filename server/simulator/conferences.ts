import type { BeanValue, Value } from "./beans";
import type { DirectoryEntry, SimulatorSettings } from "./settings";
import type { Entity, Tokens } from "./tokens";

/** A scheduled conference as the deployment keeps it. */
export interface SimulatedConference {
  id: string;
  /** In the links, so that neither can be guessed from the other. */
  joinSecret: string;
  hostSecret: string;
  title: string;
  start: Date;
  end: Date;
  host: DirectoryEntry;
  attendees: { name: string; address: string | null }[];
  conferenceKey: string | null;
  dialIn: string | null;
  registeredUserOnly: boolean;
  hostInvitedOnly: boolean;
  publiclyListed: boolean;
  enrollmentRequired: boolean;
  attributes: { name: string; value: string | null }[];
  isDeleted: boolean;
}

/** Thrown to answer with a status code of Tables 3-25, 3-31 and 3-35. */
class StatusError extends Error {
  constructor(readonly status: number) {
    super(`status ${status}`);
  }
}

interface ConferencesOptions {
  siteId: string;
  people: readonly DirectoryEntry[];
  settings: SimulatorSettings;
  tokens: Tokens;
  now: () => number;
  newId: () => string;
  newConferenceId: () => string;
  /** The links of a conference. */
  linksOf: (conference: SimulatedConference) => { attendeeURL: string; hostURL: string };
}

const graceMs = 5 * 60 * 1000;

/** The Pre-Conference Management Services (guide, Tables 3-20 to 3-36), with the rules that the guide states. */
export function createConferences(options: ConferencesOptions) {
  const { siteId, people, settings, tokens, now, newId, newConferenceId, linksOf } = options;
  const conferences = new Map<string, SimulatedConference>();

  function authorize(id: Value, token: Value): Entity {
    if (typeof id === "string" && id !== siteId && !people.some(({ userId }) => userId === id))
      throw new StatusError(4);
    const entity = tokens.authorize(text(id), text(token), "PRECONFERENCE");
    if (!entity || !settings.schedulingEnabled) throw new StatusError(1032);
    return entity;
  }

  function findHost(organizer: BeanValue | null): DirectoryEntry {
    const [userid, guid, address] = [
      text(organizer?.userid),
      text(organizer?.userguid),
      text(organizer?.emailAddr),
    ];
    if (userid === null && guid === null && address === null) throw new StatusError(1061);
    const host = people.find((person) =>
      userid !== null
        ? person.userId === userid
        : guid !== null
          ? person.guid === guid
          : sameAddress(person, address),
    );
    if (!host) throw new StatusError(userid === null && guid !== null ? 6 : 5);
    return host;
  }

  /** Checks the options in the order of Table 3-25 and makes the conference of them; throws StatusError. */
  function check(
    given: BeanValue | null,
    entity: Entity,
  ): Omit<SimulatedConference, "id" | "joinSecret" | "hostSecret"> {
    if (!given) throw new StatusError(1090);
    if (text(given.siteId) !== null && given.siteId !== siteId) throw new StatusError(4);
    const { startDate: start, endDate: end } = given;
    if (!(start instanceof Date)) throw new StatusError(351);
    if (!(end instanceof Date)) throw new StatusError(352);
    if (start.getTime() < now() - graceMs) throw new StatusError(356);
    if (end.getTime() <= start.getTime()) throw new StatusError(357);
    const title = text(given.title);
    const registeredUserOnly = given.registeredUserOnly !== false;
    const hostInvitedOnly = given.hostInvitedOnly !== false;
    const enrollmentRequired = given.enrollmentRequired === true;
    if (title === null || ((hostInvitedOnly || enrollmentRequired) && !registeredUserOnly))
      throw new StatusError(358);
    if (given.publiclyListed === true && !settings.publicConferencesAllowed) throw new StatusError(362);
    const conferenceKey = text(given.conferenceKey);
    if (conferenceKey === null && (settings.conferenceKeyRequired || enrollmentRequired))
      throw new StatusError(367);
    const host = findHost(bean(given.organizer));
    if (entity.type === "USER" && entity.id !== host.userId) throw new StatusError(1062);
    return {
      title,
      start,
      end,
      host,
      attendees: beansOf(given.attendees).map((attendee) => ({
        name: [text(attendee.firstName), text(attendee.lastName)].flatMap((part) => part ?? []).join(" "),
        address: text(attendee.emailAddr),
      })),
      conferenceKey,
      dialIn: text(given.dialinInfo),
      registeredUserOnly,
      hostInvitedOnly,
      publiclyListed: given.publiclyListed === true,
      enrollmentRequired,
      attributes: beansOf(given.adhocAttributes).map(({ name, value }) => ({
        name: text(name) ?? "",
        value: text(value),
      })),
      isDeleted: false,
    };
  }

  /** 1013: some attendees are unknown where only registered people may come; 0 otherwise. */
  function attendeeStatus(given: BeanValue | null, conference: SimulatedConference): number {
    const isUnknown = (attendee: BeanValue) => {
      const userid = text(attendee.userid);
      if (userid !== null) return !people.some((person) => person.userId === userid);
      return (
        conference.hostInvitedOnly && !people.some((person) => sameAddress(person, text(attendee.emailAddr)))
      );
    };
    return beansOf(given?.attendees ?? null).some(isUnknown) ? 1013 : 0;
  }

  const scheduled = (given: BeanValue | null, conference: SimulatedConference): BeanValue => ({
    ...status(attendeeStatus(given, conference)),
    scheduleResult: { ...linksOf(conference), conferenceID: conference.id, adhocAttributes: null },
  });

  const hasBegun = ({ start }: SimulatedConference) => start.getTime() <= now();

  return {
    scheduleConference: answer((request) => {
      const entity = authorize(request?.entityID ?? null, request?.entityToken ?? null);
      const given = bean(request?.scheduleOptions ?? null);
      const id = newConferenceId();
      const conference = { id, joinSecret: newId(), hostSecret: newId(), ...check(given, entity) };
      conferences.set(id, conference);
      return scheduled(given, conference);
    }),

    /** Replaces what is scheduled: an option that is not sent is gone. An unknown ID is answered with 3. */
    updateConference: answer((request) => {
      const entity = authorize(request?.entityID ?? null, request?.entityToken ?? null);
      const given = bean(request?.scheduleOptions ?? null);
      const known = conferences.get(text(given?.conferenceId) ?? "");
      if (!known || known.isDeleted) throw new StatusError(3);
      if (entity.type === "USER" && entity.id !== known.host.userId) throw new StatusError(1062);
      if (hasBegun(known)) throw new StatusError(354);
      const conference = { ...known, ...check(given, entity) };
      conferences.set(known.id, conference);
      return scheduled(given, conference);
    }),

    deleteConference: answer((request) => {
      const entity = authorize(request?.entityID ?? null, request?.entityToken ?? null);
      const known = conferences.get(text(request?.conferenceID) ?? "");
      if (!known || known.isDeleted) throw new StatusError(3);
      if (entity.type === "USER" && entity.id !== known.host.userId) throw new StatusError(1032);
      if (hasBegun(known)) throw new StatusError(354);
      known.isDeleted = true;
      return status(0);
    }),

    listUpcomingConferences: answer((request) => {
      const entity = authorize(request?.entityId ?? null, request?.entityToken ?? null);
      const userId = entity.type === "USER" ? entity.id : text(request?.userID);
      const user = people.find((person) => person.userId === userId);
      if (userId !== null && !user) throw new StatusError(5);
      const matches = (flag: Value | undefined, value: boolean) =>
        typeof flag !== "boolean" || flag === value;
      const { fromStartDate: from, toStartDate: to } = request ?? {};
      const details = [...conferences.values()].filter(
        (conference) =>
          !conference.isDeleted &&
          conference.end.getTime() > now() &&
          (!user ||
            conference.host === user ||
            conference.attendees.some(({ address }) => sameAddress(user, address))) &&
          matches(request?.registeredUserOny, conference.registeredUserOnly) &&
          matches(request?.publiclyListed, conference.publiclyListed) &&
          matches(request?.hostInvitedOnly, conference.hostInvitedOnly) &&
          (!(from instanceof Date) || conference.start >= from) &&
          (!(to instanceof Date) || conference.start <= to),
      );
      return { ...status(0), conferenceDetails: details.map(describe) };
    }),

    all: (): readonly SimulatedConference[] => [...conferences.values()],
    find: (id: string): SimulatedConference | null => conferences.get(id) ?? null,
  };

  function describe(conference: SimulatedConference): BeanValue {
    return {
      attributes: conference.attributes,
      conferenceID: conference.id,
      conferenceStatus: hasBegun(conference) ? "In progress" : "Not Started",
      conferenceTitle: conference.title,
      registeredUserOnly: conference.registeredUserOnly,
      publiclyListed: conference.publiclyListed,
      hostInvitedOnly: conference.hostInvitedOnly,
      conferenceURL: linksOf(conference).attendeeURL,
      hostGUID: conference.host.guid,
      hostName: `${conference.host.firstName} ${conference.host.lastName}`,
      scheduledStartTime: conference.start,
      scheduledEndTime: conference.end,
      statusDetail: null,
      adhocAttrributes: null,
    };
  }
}

/** Turns what an operation throws into a status code: a deployment answers, it does not fault. */
function answer(work: (request: BeanValue | null) => BeanValue): (request: Value) => BeanValue {
  return (request) => {
    try {
      return work(bean(request));
    } catch (failure) {
      if (failure instanceof StatusError) return status(failure.status);
      throw failure;
    }
  };
}

/** An answer with nothing but a status code. */
export function status(statusCode: number): BeanValue {
  const statusMessage = statusCode === 0 ? "NO_ERROR" : `Error ${statusCode}`;
  return { statusCode, statusMessage, statusDetails: null, adhocAttributes: null };
}

function sameAddress(person: DirectoryEntry, address: string | null): boolean {
  return address !== null && person.address.toLowerCase() === address.toLowerCase();
}

function bean(value: Value | undefined): BeanValue | null {
  const isBean =
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
  return isBean ? value : null;
}

function beansOf(value: Value | undefined): BeanValue[] {
  return Array.isArray(value) ? value.map(bean).filter((item) => item !== null) : [];
}

function text(value: Value | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
