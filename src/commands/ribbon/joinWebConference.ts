import { judgeLink, type JoinLink } from "../../conference/model/joinLink";
import { createSafeStorage, type SafeStorage } from "../../conference/instant/safeLocalStorage";
import { getLinkHosts, setLinkHosts } from "../../conference/model/linkHosts";
import { createAskFor } from "../../conference/appointmentServices";
import type { Conference } from "../../relay/dates";
import { hash53 } from "../../invitation/document/hash53";
import { readInvitation, type ReadInvitation } from "../../invitation/read";
import type { Host } from "../../outlook/host";
import type { ReadAppointment } from "../../outlook/appointment/readAppointment";
import { pause } from "../../pause";
import { RelayError } from "../../relay/ask";
import { nullIfRelayFails } from "../../relay/gone";
import { createRelayClient } from "../../relay/client";
import { parseConference } from "../../relay/parse";
import { createServices } from "../../relay/services";
import { askOnce } from "./question";
import type { Strings, RibbonContext, Notify } from "../surface";

const minute = 60_000;

interface OpeningOptions {
  reading: Pick<ReadAppointment, "readBody" | "readProperties">;
  openLink: (url: string) => boolean;
  notify: Notify;
  strings: Strings;
}

interface JoiningOptions extends OpeningOptions {
  /** The hosts of the site's links, as the site named them last. */
  hosts: readonly string[];
  /** Asks the relay where the link of an invitation leads whose host is not known. */
  confirm: (invitation: ReadInvitation) => Promise<JoinLink>;
  question: SafeStorage;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** Opens the conference of an appointment that is read, by the link in its text; a stranger's link by a second press only. */
export async function joinWebConference(options: JoiningOptions): Promise<void> {
  const { reading, hosts, confirm, question, now, openLink, notify, strings } = options;
  const { texts } = strings;
  const pressedAt = now();
  await notify("progress", texts.opening);
  const invitation = readInvitation(await reading.readBody());
  if (!invitation) return notify("failed", texts.none);
  const judged = judgeLink(invitation.joinUrl, hosts);
  const { url, foreignHost } = judged.foreignHost === null ? judged : await confirm(invitation);
  if (foreignHost !== null) {
    const answer = askOnce({ question, subject: hash53(url), pressedAt, now });
    if (answer !== "answered") {
      const leadsTo = texts.leadsTo({ host: shortHost(foreignHost) });
      return notify("outOfDate", `${leadsTo} ${answer === "asked" ? texts.joinAgain : texts.joinInPane}`);
    }
  }
  if (!openLink(url)) return notify("failed", texts.heldBack);
  await notify("done", texts.opened);
}

/** A bar has 150 characters; whose a host is, its end tells. */
const maxHost = 45;

function shortHost(host: string): string {
  return host.length > maxHost ? `…${host.slice(1 - maxHost)}` : host;
}

interface HostingOptions extends OpeningOptions {
  isOrganizer: boolean;
  /** Asks for a conference as its host. */
  get: (conferenceId: string) => Promise<Conference>;
}

/** Opens the conference as its host, where the relay says that the caller may. Throws RelayError. */
export async function startAsHost(options: HostingOptions): Promise<void> {
  const { reading, isOrganizer, openLink, get, notify, strings } = options;
  const { texts } = strings;
  await notify("progress", texts.opening);
  const { conferenceId } = await reading.readProperties();
  if (conferenceId === undefined) {
    // Attendees have none of the organizer's properties; and a text may be quoted, so nobody becomes a host by it.
    if (!readInvitation(await reading.readBody())) return notify("failed", texts.none);
    return notify("failed", isOrganizer ? texts.quoted : texts.notHost);
  }
  const hostUrl = await hostUrlOf(get(conferenceId), isOrganizer);
  if (hostUrl === null) return notify("failed", texts.notHost);
  if (!openLink(hostUrl)) return notify("failed", texts.hostHeldBack);
  await notify("done", texts.opened);
}

/** null: it is not for the caller. */
async function hostUrlOf(asked: Promise<Conference>, isOrganizer: boolean): Promise<string | null> {
  try {
    return (await asked).hostUrl;
  } catch (failure) {
    const { code = null } = failure instanceof RelayError ? failure : {};
    const isTheirs = code !== "NOT_FOUND" && code !== "NOT_A_DELEGATE";
    // Others than the organizer need no account to be no host.
    const isWithoutAccount = code === "NOT_A_CONFERENCE_USER" || code === "NO_SITE";
    if (isTheirs && (isOrganizer || !isWithoutAccount)) throw failure;
    return null;
  }
}

/** A relay that is slower is not waited for. */
const confirmDeadlineMs = 8_000;

export async function runJoin({ host, notify, strings }: RibbonContext): Promise<void> {
  if (host.mode !== "read") return;
  const hosts = getLinkHosts(host);
  await joinWebConference({
    ...host,
    hosts,
    notify,
    strings,
    now: Date.now,
    confirm: (invitation) => {
      const late = pause(confirmDeadlineMs).then(() => judgeLink(invitation.joinUrl, hosts));
      return Promise.race([confirmLink(host, invitation, hosts), late]);
    },
    question: createSafeStorage("webConference.confirmJoin"),
  });
}

/** Where a link leads by what the relay says: it knows the hosts of the site's links, and those of the caller's conferences. */
async function confirmLink(
  host: Extract<Host, { mode: "read" }>,
  { conferenceId, joinUrl }: ReadInvitation,
  hosts: readonly string[],
): Promise<JoinLink> {
  const { isOrganizer, start } = host.reading;
  const ask = createAskFor(host, null);
  const services = createServices(ask);
  const site = await nullIfRelayFails(services.configuration());
  if (site) setLinkHosts(host, site.linkHosts);
  const link = judgeLink(joinUrl, site?.linkHosts ?? hosts);
  if (!site || link.foreignHost === null) return link;
  if (isOrganizer) {
    const own = await nullIfRelayFails(createRelayClient({ ask, parse: parseConference }).get(conferenceId));
    return own ? { url: own.joinUrl, foreignHost: null } : link;
  }
  const [from, to] = [start.getTime() - minute, Math.max(start.getTime(), Date.now()) + minute];
  const listed = await nullIfRelayFails(services.upcoming(new Date(from), new Date(to)));
  const url = listed?.conferences.find(({ id }) => id === conferenceId)?.joinUrl;
  return url ? { url, foreignHost: null } : link;
}

export async function runHost({ host, notify, strings }: RibbonContext): Promise<void> {
  if (host.mode !== "read") return;
  const { reading } = host;
  // In somebody else's calendar one acts for its owner, if at all.
  const onBehalfOf = reading.isOrganizer ? null : (reading.organizer?.address ?? null);
  const relay = createRelayClient({ ask: createAskFor(host, onBehalfOf), parse: parseConference });
  await startAsHost({ ...host, isOrganizer: reading.isOrganizer, get: relay.get, notify, strings });
}
