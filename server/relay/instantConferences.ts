import type { Access } from "../../src/contract/conference";
import type { InstantConference, InstantConferenceRequest } from "../../src/contract/services";
import type { Caller } from "./callers";
import { RelayError } from "./failures";
import type { ServedSite } from "./sites";

interface StartOptions {
  served: ServedSite;
  caller: Caller;
  key: string;
  request: InstantConferenceRequest;
  /** Milliseconds since the epoch. */
  now: number;
}

/**
 * Starts a conference now. By default it is one that is scheduled for this minute: so it has a host, both links and an
 * entry in the ledger; the same key gives the same conference. By the URL service, the site decides who the host is.
 */
export async function startInstantConference(options: StartOptions): Promise<InstantConference> {
  return options.served.instantConference === "url" ? startByUrl(options) : scheduleForNow(options);
}

const meetingTypes = {
  invited: "RESTRICTED",
  registered: "REGISTERED",
  anyone: "REGULAR",
} as const satisfies Record<Access, string>;

async function startByUrl({ served, request }: StartOptions): Promise<InstantConference> {
  const { site, mayHandOut } = served;
  const { conferenceID, url } = await site.startInstantConference({
    meetingType: meetingTypes[request.access],
    password: request.conferenceKey,
    meetingTitle: request.title,
  });
  if (url === null || !mayHandOut(url)) throw new RelayError("LINK_REFUSED");
  // The answer has one link, the host's; the list has the one for the others.
  const listed =
    conferenceID === null
      ? []
      : await site.listUpcomingConferences({ userID: null, fromStartDate: null, toStartDate: null });
  const joinUrl =
    listed.find((conference) => conference.conferenceID === conferenceID)?.conferenceURL ?? null;
  return {
    id: conferenceID,
    hostUrl: url,
    joinUrl: joinUrl !== null && mayHandOut(joinUrl) ? joinUrl : null,
  };
}

async function scheduleForNow({
  served,
  caller,
  key,
  request,
  now,
}: StartOptions): Promise<InstantConference> {
  const { conferences } = served;
  const known = await conferences.findByKey(caller, key).catch((failure: unknown) => {
    if (failure instanceof RelayError && failure.code === "NOT_FOUND") return null;
    throw failure;
  });
  const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
  const { id, joinUrl, hostUrl } =
    known ??
    (await conferences.create(
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
        // No appointment will ever claim it.
      },
      "written",
    ));
  return { id, joinUrl, hostUrl };
}
