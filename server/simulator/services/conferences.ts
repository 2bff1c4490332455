import { answer, status, StatusError, type Access, type Authorize } from "./access";
import { beanOf, beansOf, textOf as text, type BeanValue, type Value } from "../soap/beans";
import type { DirectoryEntry, SimulatedSite } from "../world/settings";

/** A scheduled conference as the deployment keeps it. */
export interface SimulatedConference {
  id: string;
  siteId: string;
  /** In the links, so that none can be guessed from another. */
  joinSecret: string;
  hostSecret: string;
  playbackSecret: string;
  title: string;
  start: Date;
  end: Date;
  host: DirectoryEntry;
  attendees: { name: string; address: string | null; userId: string | null }[];
  conferenceKey: string | null;
  dialIn: string | null;
  registeredUserOnly: boolean;
  hostInvitedOnly: boolean;
  publiclyListed: boolean;
  enrollmentRequired: boolean;
  attributes: { name: string; value: string | null }[];
  isDeleted: boolean;
  /** How it was ended before its time; null while it was not. */
  ending: "GRACEFUL" | "FORCED" | null;
  /** Those who opened its links (ms since the epoch). */
  visits: { name: string; address: string | null; userId: string | null; entered: number; exited: number }[];
}

type Schedulable = Omit<SimulatedConference, "id" | "joinSecret" | "hostSecret" | "playbackSecret">;

interface ConferencesOptions {
  people: readonly DirectoryEntry[];
  authorize: Authorize;
  now: () => number;
  newId: () => string;
  newConferenceId: () => string;
  /** The links of a conference. */
  linksOf: (conference: SimulatedConference) => { attendeeURL: string; hostURL: string };
}

const graceMs = 5 * 60 * 1000;

/** The Pre-Conference Management Services (guide, Tables 3-20 to 3-36), with the rules that the guide states. */
export function createConferences(options: ConferencesOptions) {
  const { people, now, newId, newConferenceId, linksOf } = options;
  let conferences = new Map<string, SimulatedConference>();

  function authorize(id: Value | undefined, token: Value | undefined): Access {
    const access = options.authorize(id, token, "PRECONFERENCE");
    if (!access.site.settings.schedulingEnabled) throw new StatusError(1032);
    return access;
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
  function check(given: BeanValue | null, { site, user }: Access): Schedulable {
    if (!given) throw new StatusError(1090);
    if (text(given.siteId) !== null && given.siteId !== site.siteId) throw new StatusError(4);
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
    if (!registeredUserOnly && !site.settings.guestAccessEnabled) throw new StatusError(362);
    if (given.publiclyListed === true && !site.settings.publicConferencesAllowed) throw new StatusError(362);
    const conferenceKey = text(given.conferenceKey);
    if (conferenceKey === null && (site.settings.conferenceKeyRequired || enrollmentRequired))
      throw new StatusError(367);
    const host = findHost(beanOf(given.organizer));
    if (user && user !== host) throw new StatusError(1062);
    return {
      siteId: site.siteId,
      title: cut(title, site),
      start,
      end,
      host,
      attendees: beansOf(given.attendees).map((attendee) => ({
        name: [text(attendee.firstName), text(attendee.lastName)].flatMap((part) => part ?? []).join(" "),
        address: text(attendee.emailAddr),
        userId: text(attendee.userid),
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
      ending: null,
      visits: [],
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

  /** A conference of the caller's own site; another site's does not exist. */
  function known(id: Value | undefined, { site }: Access): SimulatedConference {
    const found = conferences.get(text(id) ?? "");
    if (!found || found.isDeleted || found.siteId !== site.siteId) throw new StatusError(3);
    return found;
  }

  function create(schedulable: Schedulable): SimulatedConference {
    const id = newConferenceId();
    const secrets = { joinSecret: newId(), hostSecret: newId(), playbackSecret: newId() };
    const conference = { id, ...secrets, ...schedulable };
    conferences.set(id, conference);
    return conference;
  }

  return {
    scheduleConference: answer((request) => {
      const access = authorize(request.entityID, request.entityToken);
      const given = beanOf(request.scheduleOptions);
      return scheduled(given, create(check(given, access)));
    }),

    /** Replaces what is scheduled: an option that is not sent is gone. An unknown ID is answered with 3. */
    updateConference: answer((request) => {
      const access = authorize(request.entityID, request.entityToken);
      const given = beanOf(request.scheduleOptions);
      const before = known(given?.conferenceId, access);
      if (access.user && access.user !== before.host) throw new StatusError(1062);
      if (hasBegun(before)) throw new StatusError(354);
      const conference = { ...before, ...check(given, access) };
      conferences.set(before.id, conference);
      return scheduled(given, conference);
    }),

    deleteConference: answer((request) => {
      const access = authorize(request.entityID, request.entityToken);
      const conference = known(request.conferenceID, access);
      if (access.user && access.user !== conference.host) throw new StatusError(1032);
      if (hasBegun(conference)) throw new StatusError(354);
      conference.isDeleted = true;
      return status(0);
    }),

    listUpcomingConferences: answer((request) => {
      const access = authorize(request.entityId, request.entityToken);
      const userId = access.user ? access.user.userId : text(request.userID);
      const user = people.find((person) => person.userId === userId);
      if (userId !== null && !user) throw new StatusError(5);
      const matches = (flag: Value | undefined, value: boolean) =>
        typeof flag !== "boolean" || flag === value;
      const { fromStartDate: from, toStartDate: to } = request;
      const details = [...conferences.values()].filter(
        (conference) =>
          !conference.isDeleted &&
          conference.siteId === access.site.siteId &&
          conference.end.getTime() > now() &&
          (!user ||
            conference.host === user ||
            conference.attendees.some((attendee) => isInvited(user, attendee, access.site))) &&
          matches(request.registeredUserOny, conference.registeredUserOnly) &&
          matches(request.publiclyListed, conference.publiclyListed) &&
          matches(request.hostInvitedOnly, conference.hostInvitedOnly) &&
          (!(from instanceof Date) || conference.start >= from) &&
          (!(to instanceof Date) || conference.start <= to),
      );
      return { ...status(0), conferenceDetails: details.map((details) => describe(details, access.site)) };
    }),

    /** Makes a conference that begins now, for the instant conference's URL service. */
    createInstant: (
      site: SimulatedSite,
      title: string,
      type: string,
      conferenceKey: string | null,
    ): SimulatedConference =>
      create({
        siteId: site.siteId,
        title: cut(title, site),
        start: new Date(now()),
        end: new Date(now() + 60 * 60 * 1000),
        host: { userId: "", guid: "", firstName: "", lastName: site.name, address: "" },
        attendees: [],
        conferenceKey,
        dialIn: null,
        registeredUserOnly: type === "REGISTERED" || type === "RESTRICTED",
        hostInvitedOnly: type === "RESTRICTED",
        publiclyListed: type === "PUBLIC",
        enrollmentRequired: false,
        attributes: [],
        isDeleted: false,
        ending: null,
        visits: [],
      }),

    /** Adds what went on before, for a world that is not empty. */
    add: (schedulable: Schedulable) => create(schedulable),

    /** Ends a running conference now. */
    endNow: (id: string): boolean => {
      const conference = conferences.get(id);
      if (!conference || !hasBegun(conference) || conference.end.getTime() <= now()) return false;
      conference.end = new Date(now());
      conference.ending = "FORCED";
      return true;
    },

    /** Deletes a conference as an administrator of the deployment could: whoever scheduled it is not told. */
    remove: (id: string): boolean => {
      const conference = conferences.get(id);
      if (!conference || conference.isDeleted) return false;
      conference.isDeleted = true;
      return true;
    },

    /** Gives a conference another title; whoever scheduled it is not told. */
    retitle: (id: string, title: string): boolean => {
      const conference = conferences.get(id);
      if (!conference || conference.isDeleted || title === "") return false;
      conference.title = title;
      return true;
    },
    all: (): readonly SimulatedConference[] => [...conferences.values()],
    find: (id: string): SimulatedConference | null => conferences.get(id) ?? null,
    restore: (saved: readonly SimulatedConference[]) => {
      // The host is one of the directory's people, so that the two can be compared.
      const restored = saved.map((conference) => ({
        ...conference,
        host: people.find(({ userId }) => userId === conference.host.userId) ?? conference.host,
      }));
      conferences = new Map(restored.map((conference) => [conference.id, conference]));
    },
  };

  function describe(conference: SimulatedConference, { settings }: SimulatedSite): BeanValue {
    return {
      attributes: settings.echoesAttributes ? conference.attributes : null,
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

export type Conferences = ReturnType<typeof createConferences>;

/** By code points: half a surrogate pair could not be written. */
function cut(title: string, { settings }: SimulatedSite): string {
  return Array.from(title).slice(0, settings.titleLength).join("");
}

/** By the user ID; by the address where there is none and the deployment looks for it. */
function isInvited(
  person: DirectoryEntry,
  { address, userId }: SimulatedConference["attendees"][number],
  { settings }: SimulatedSite,
): boolean {
  if (userId !== null) return userId === person.userId;
  return !settings.invitedByUserIdOnly && sameAddress(person, address);
}

function sameAddress(person: DirectoryEntry, address: string | null): boolean {
  return address !== null && person.address.toLowerCase() === address.toLowerCase();
}
