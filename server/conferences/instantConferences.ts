import type { Access } from "../../src/contract/conference";
import type { InstantConference, InstantConferenceRequest } from "../../src/contract/services";
import { withSharedDeadline, untilDeadline } from "../rtc/calls/deadline";
import { CodedError } from "../codedError";
import { orNull } from "../rtc/errors";
import type { PreConference } from "../rtc/services/preConference";
import type { Caller } from "./caller";
import { RelayError } from "./relayError";
import type { ServedSite } from "../sites/servedSite";

interface StartOptions {
  served: ServedSite;
  caller: Caller;
  key: string;
  request: InstantConferenceRequest;
}

/** How long a key is remembered with which the URL service was asked. */
const rememberedMs = 60_000;

/**
 * Starts conferences now; the same key and request again give the same one. By default it is one that is scheduled for this
 * minute: so it has a host, both links and an entry in the ledger. By the URL service, the site decides who the host is, and
 * the key counts for a minute at this relay. Throws KEY_REUSED. `clock`: milliseconds since the epoch.
 */
export function createInstantStarts(clock: () => number) {
  const starts = new Map<
    string,
    { request: string; until: number; conference: Promise<InstantConference> }
  >();

  function startOnceByUrl({ served, caller, key, request }: StartOptions): Promise<InstantConference> {
    for (const [name, { until }] of starts) if (until <= clock()) starts.delete(name);
    const name = JSON.stringify([served.name, caller.id, key]);
    const sameAs = partsOf(request);
    const known = starts.get(name);
    if (known && known.request !== sameAs) throw new RelayError("KEY_REUSED");
    if (known) return untilDeadline(known.conference);
    const conference = withSharedDeadline(() => startByUrl(served, request));
    starts.set(name, { request: sameAs, until: clock() + rememberedMs, conference });
    conference.catch((failure: unknown) => {
      // Unless it certainly was not started, asking again could start another.
      if (failure instanceof CodedError && failure.done === "no") starts.delete(name);
    });
    return untilDeadline(conference);
  }

  return async (options: StartOptions): Promise<InstantConference> =>
    options.served.instantConference === "url" ? startOnceByUrl(options) : scheduleForNow(options, clock());
}

/** The parts by which two requests are the same. */
function partsOf({ title, access, conferenceKey }: InstantConferenceRequest): string {
  return JSON.stringify(["instant", title, access, conferenceKey]);
}

const meetingTypes = {
  invited: "RESTRICTED",
  registered: "REGISTERED",
  anyone: "REGULAR",
} as const satisfies Record<Access, string>;

async function startByUrl(
  { site, handOut }: ServedSite,
  request: InstantConferenceRequest,
): Promise<InstantConference> {
  const { conferenceId, url } = await site.startInstantConference({
    meetingType: meetingTypes[request.access],
    password: request.conferenceKey,
    meetingTitle: request.title,
  });
  const hostUrl = url === null ? null : handOut(url);
  if (hostUrl === null) {
    // Nobody can enter it. Where its ID is not known, or the site does not delete it, asking again could start another.
    if (conferenceId === null) throw new RelayError("LINK_REFUSED", {}, { done: "yes" });
    await site.deleteConference(conferenceId).catch((cause: unknown) => {
      throw new RelayError("LINK_REFUSED", {}, { cause, done: "yes" });
    });
    throw new RelayError("LINK_REFUSED");
  }
  const joinUrl = conferenceId === null ? null : await findJoinUrl(site, conferenceId);
  return { id: conferenceId, hostUrl, joinUrl: joinUrl === null ? null : handOut(joinUrl) };
}

/** The answer has one link, the host's; the list has the one for the others. Without it the conference has begun all the same. */
async function findJoinUrl(site: PreConference, id: string): Promise<string | null> {
  const everybodys = { userID: null, fromStartDate: null, toStartDate: null };
  const listed = await orNull(site.listUpcomingConferences(everybodys));
  return listed?.find(({ conferenceId }) => conferenceId === id)?.conferenceURL ?? null;
}

async function scheduleForNow(
  { served, caller, key, request }: StartOptions,
  now: number,
): Promise<InstantConference> {
  const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
  const { id, joinUrl, hostUrl } = await served.conferences.create(
    caller,
    key,
    {
      // A minute ahead: a deployment refuses a start that is over by the time it looks; its door is open by then.
      appointment: { title: request.title, start: at(1), end: at(61), attendees: [] },
      options: {
        access: request.access,
        enrollment: false,
        conferenceKey: request.conferenceKey,
        dialIn: "",
        publishAttendees: false,
        sendEmail: false,
        publiclyListed: false,
      },
    },
    // No appointment will ever claim it. That it is another minute makes it no other request.
    { claim: "written", sameAs: partsOf(request) },
  );
  return { id, joinUrl, hostUrl };
}
