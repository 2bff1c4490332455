import { answer, status, StatusError, type Access, type Authorize } from "./access";
import { attendanceOf, nameOf, statusDetailsOf, type Attendance } from "./attendance";
import { textOf, textsOf, type BeanValue, type Value } from "../soap/beans";
import { chance } from "../world/seededRandom";
import type { Conferences, SimulatedConference } from "./conferences";
import type { DirectoryEntry, SimulatorSettings } from "../world/settings";

interface ReportsOptions {
  people: readonly DirectoryEntry[];
  conferences: Conferences;
  authorize: Authorize;
  settings: SimulatorSettings;
  now: () => number;
  playbackUrlOf: (conference: SimulatedConference) => string;
}

/** The Reporting and the Post-Conference Services (guide, Tables 3-37 to 3-66), grown from the conferences. */
export function createReports(options: ReportsOptions) {
  const { people, conferences, authorize, settings, now, playbackUrlOf } = options;

  /** A conference that the caller may see: of the caller's site, and a user's own. */
  function visible(id: string | null, access: Access): SimulatedConference {
    if (id === null) throw new StatusError(2);
    const found = conferences.find(id);
    if (!found || found.isDeleted || found.siteId !== access.site.siteId) throw new StatusError(3);
    if (access.user && found.host !== access.user) throw new StatusError(1032);
    return found;
  }

  const isFinished = (conference: SimulatedConference) =>
    !conference.isDeleted && conference.end.getTime() <= now();

  function playback(conference: SimulatedConference): BeanValue {
    const isRecorded = isFinished(conference) && chance(`${conference.id} recorded`) < 0.7;
    return {
      playbackURL: isRecorded ? playbackUrlOf(conference) : null,
      finishedFlag: isFinished(conference),
      recordedFlag: isRecorded,
      publishedFlag: isRecorded,
      adhocAttributes: null,
    };
  }

  function details(conference: SimulatedConference, request: BeanValue): BeanValue {
    const attendance = attendanceOf(conference, people, now());
    return {
      conferenceID: conference.id,
      title: conference.title,
      hostName: nameOf(conference.host),
      startTime: conference.start,
      endTime: conference.end,
      duration: Math.round((conference.end.getTime() - conference.start.getTime()) / 60_000),
      numAttendees: attendance.length,
      rating: attendance.length > 0 ? String(3 + Math.floor(chance(`${conference.id} rating`) * 3)) : null,
      comments: attendance.length > 0 ? commentsOf(conference) : null,
      statusDetails: statusDetailsOf(conference, attendance, now()),
      attendees: request.includeAttendees === true ? attendance.map(toAttendee) : null,
      playbackURLDetails: request.includePlaybackURLDetails === true ? playback(conference) : null,
      adhocAttributes: null,
    };
  }

  /** Somebody without an address keeps the name: nothing else would be left. */
  function toAttendee(attendance: Attendance): BeanValue {
    const isAddressOnly = settings.reportsAddressesOnly && attendance.address !== null;
    return attendee(isAddressOnly ? { ...attendance, name: null, userId: null } : attendance);
  }

  const list = (found: SimulatedConference[], request: BeanValue): BeanValue => ({
    ...status(found.length > settings.maxResponseSize ? 1012 : 0),
    conferenceDetailsList: found.slice(0, settings.maxResponseSize).map((each) => details(each, request)),
  });

  function byId(request: BeanValue, access: Access): BeanValue {
    const ids = textsOf(request.conferenceIDs) ?? [];
    if (ids.length > settings.maxRequestSize) throw new StatusError(1011);
    const found = ids.flatMap((id) => {
      const conference = id === null ? null : conferences.find(id);
      const isTheirs = conference?.siteId === access.site.siteId;
      const isAllowed = isTheirs && (!access.user || conference.host === access.user);
      return conference && isAllowed && isFinished(conference) ? [conference] : [];
    });
    return list(found, request);
  }

  const within = (time: Date, from: Value | undefined, to: Value | undefined) =>
    (!(from instanceof Date) || time >= from) &&
    time.getTime() <= (to instanceof Date ? to.getTime() : now());

  return {
    getPlaybackURL: answer((request) => {
      const access = authorize(request.entityID, request.entityToken, "POSTCONFERENCE");
      const conference = visible(textOf(request.conferenceID), access);
      return { ...status(0), playbackURLDetail: playback(conference) };
    }),
    reportAttendeeList: answer((request) => {
      const access = authorize(request.entityID, request.entityToken, "REPORTING");
      // This operation's table has no code for an unknown conference.
      const conference = orStatus(377, () => visible(textOf(request.conferenceID), access));
      return { ...status(0), attendees: attendanceOf(conference, people, now()).map(toAttendee) };
    }),
    reportFinishedConferenceDetails: answer((request) => {
      const access = authorize(request.entityID, request.entityToken, "REPORTING");
      const conference = visible(textOf(request.conferenceID), access);
      if (!isFinished(conference)) throw new StatusError(379);
      return { ...status(0), conferenceDetails: details(conference, request) };
    }),
    reportFinishedConferencesByDate: answer((request) => {
      const access = authorize(request.entityID, request.entityToken, "REPORTING");
      if (request.conferenceIDs !== undefined) return byId(request, access);
      const { fromEndDate: from, toEndDate: to } = request;
      if (from instanceof Date && to instanceof Date && from > to) throw new StatusError(376);
      const found = conferences
        .all()
        .filter(
          (conference) =>
            conference.siteId === access.site.siteId &&
            (!access.user || conference.host === access.user) &&
            isFinished(conference) &&
            within(conference.end, from, to),
        );
      return list(found, request);
    }),
    reportFinishedConferencesByID: answer((request) => {
      const access = authorize(request.entityID, request.entityToken, "REPORTING");
      return byId(request, access);
    }),
  };
}

/** Comments of the one kind of conference in three. */
function commentsOf({ id }: SimulatedConference): string | null {
  const remarks = [
    "Clear & to the point.",
    "Sound broke up at the end; <please> send the slides.",
    "Gut, aber zu lang.",
  ];
  return remarks[Math.floor(chance(`${id} words`) * 9)] ?? null;
}

function orStatus<Result>(code: number, work: () => Result): Result {
  try {
    return work();
  } catch (failure) {
    if (failure instanceof StatusError && failure.status !== 1032) throw new StatusError(code);
    throw failure;
  }
}

function attendee({
  name,
  address,
  entered,
  exited,
  userId,
  isGuest,
}: Omit<Attendance, "name"> & { name: string | null }): BeanValue {
  return {
    name,
    emailAddress: address,
    timeEntered: entered,
    timeExited: exited,
    userID: userId,
    guest: isGuest,
    adhocAttributes: null,
  };
}
