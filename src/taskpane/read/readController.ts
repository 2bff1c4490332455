import { judgeLink } from "../../conference/model/joinLink";
import { conferenceWindowOf, type ConferenceWindow } from "../../conference/model/conferenceWindow";
import { defaultSeriesDays } from "../../conference/appointmentServices";
import type { Conference, Report } from "../../relay/dates";
import type { SiteConfiguration } from "../../contract/services";
import { readInvitation } from "../../invitation/read";
import type { ReadAppointment } from "../../outlook/appointment/readAppointment";
import type { Series } from "../../outlook/appointment/series";
import { RelayError } from "../../relay/ask";
import { nullIfRelayFails } from "../../relay/gone";
import type { RelayClient } from "../../relay/client";
import type { Services } from "../../relay/services";
import { createOptionalData, type MissingData } from "../common/optionalData";
import type { Presence } from "../compose/paneState";

type Found =
  | { status: "looking" }
  | { status: "failed" }
  | { status: "none" }
  /** `foreignHost`: where the link leads, unless it is known as the site's own. */
  | { status: "found"; conferenceId: string; joinUrl: string; foreignHost: string | null };

/** The conference of an appointment in read mode. Everything but `found` is optional data. */
export interface ReadState {
  found: Found;
  /** Whether the site has said which hosts are its own. */
  areHostsKnown: boolean;
  /** null: it happens once, or Outlook has not said yet. */
  series: Series | null;
  /** null for whoever may not let themselves in as the host. */
  hostUrl: string | null;
  /** Whether the relay may still name the host link. */
  isAskingForHost: boolean;
  /** null: there is nothing to wait for. */
  opensAt: Date | null;
  progress: "notStarted" | "waiting" | "inProgress" | "over" | "unknown";
  hostPresence: Presence;
  /** Programs that whoever joins may need; empty until the site has said so, or where it does not. */
  clients: SiteConfiguration["clients"];
  /** null before the end, and for whoever had no part in it. */
  report: Report | null;
  /** Data that could not be loaded. */
  missing: MissingData;
  /** Whether everything is being looked for. */
  isLooking: boolean;
}

export interface ReadController {
  state: () => ReadState;
  subscribe: (listener: () => void) => () => void;
  /** Looks, and looks again every minute until it is told to stop. */
  start: () => () => void;
  /** Loads everything again. */
  retry: () => Promise<void>;
}

export type ReadServices = Pick<Services, "configuration" | "report" | "presence" | "upcoming">;

interface ReadControllerOptions {
  reading: ReadAppointment;
  services: ReadServices;
  relay: Pick<RelayClient, "get">;
  /** The hosts of the site's links, as the site named them last. */
  hosts: readonly string[];
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Calls back every so many milliseconds; returns how to stop. */
  every: (ms: number, call: () => void) => () => void;
}

const minute = 60_000;

/** Loads everything that read mode shows. Without the relay, the link in the text still works. */
export function createReadController(options: ReadControllerOptions): ReadController {
  const { reading, services, relay, now, every } = options;
  const { start, end, isOrganizer, organizer } = reading;
  const listeners = new Set<() => void>();
  let site: SiteConfiguration | null = null;
  let goesOn = false;
  /** The link in the text; null: there is none, or a better one is known. */
  let written: string | null = null;
  let state: ReadState = {
    found: { status: "looking" },
    areHostsKnown: false,
    series: null,
    hostUrl: null,
    isAskingForHost: isOrganizer,
    opensAt: null,
    progress: "unknown",
    hostPresence: { show: "unknown", status: "" },
    clients: [],
    report: null,
    missing: new Map(),
    isLooking: true,
  };
  const set = (change: Partial<ReadState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const load = createOptionalData(() => state, set);

  async function find(): Promise<void> {
    try {
      const invitation = readInvitation(await reading.readBody());
      if (invitation) {
        written = invitation.joinUrl;
        const { url: joinUrl, foreignHost } = judgeLink(written, options.hosts);
        set({ found: { status: "found", conferenceId: invitation.conferenceId, joinUrl, foreignHost } });
      }
    } catch {
      set({ found: { status: "failed" } });
    }
    if (isOrganizer) await findOwn();
    set({ isAskingForHost: false });
  }

  async function findOwn(): Promise<void> {
    // The owner's own conference, also where its invitation was taken out of the text, or stands beside a quoted one.
    const { conferenceId: own } = await reading.readProperties();
    const inText = state.found.status === "found" ? state.found.conferenceId : undefined;
    if (own !== undefined) await show(load("conference", relay.get(own)), true);
    // The relay knows its link, but a text may be quoted: nobody becomes a host by it.
    else if (inText !== undefined) await show(nullIfRelayFails(relay.get(inText)), false);
  }

  /** Shows a conference as the relay knows it; null: it knows nothing. */
  async function show(asked: Promise<Conference | null>, isOwn: boolean): Promise<void> {
    const conference = await asked;
    if (!conference) return;
    const { id, joinUrl, hostUrl } = conference;
    written = null;
    const found = { status: "found" as const, conferenceId: id, joinUrl, foreignHost: null };
    set({ found, hostUrl: isOwn ? hostUrl : null });
  }

  /** When the conference is open. */
  function conferenceWindow(): ConferenceWindow {
    const seriesDays = site?.seriesDays ?? defaultSeriesDays;
    return conferenceWindowOf(
      { start, end, series: state.series },
      { seriesDays, now: 0, scheduledStart: null },
    );
  }

  const isPast = (open: ConferenceWindow) => open.end.getTime() <= now() && !open.isCut;

  async function look(isAsked = false): Promise<void> {
    if (state.found.status !== "found") return;
    const { conferenceId } = state.found;
    const open = conferenceWindow();
    if (isPast(open)) await lookBack(conferenceId, isAsked);
    if (isPast(open) && !goesOn) return;
    const opening = open.start.getTime() - (site?.earlyJoinMinutes ?? 0) * minute;
    const isClosed = typeof site?.earlyJoinMinutes === "number" && opening > now();
    set({ opensAt: isClosed ? new Date(opening) : null });
    await Promise.all([lookAtProgress(conferenceId, open.start.getTime()), lookForHost()]);
  }

  /** A report that is there is loaded again only where the user asks. */
  async function lookBack(conferenceId: string, isAsked: boolean): Promise<void> {
    if (!goesOn) set({ progress: "over", opensAt: null });
    if (state.report && !isAsked) return;
    const answer = { isNotFinished: false };
    const asked = services.report(conferenceId).catch((failure: unknown) => {
      answer.isNotFinished = failure instanceof RelayError && failure.code === "NOT_FINISHED";
      throw failure;
    });
    const report = await load("report", asked);
    goesOn = answer.isNotFinished;
    if (goesOn) return;
    set({ progress: "over", opensAt: null });
    // The conference has ended: presence and start time are no longer of use.
    await Promise.all((["progress", "presence"] as const).map((part) => load(part, Promise.resolve())));
    if (!report) return;
    const missing = new Map(state.missing);
    for (const part of ["attendees", "recording"] as const) {
      missing.delete(part);
      if (report.missing?.includes(part)) missing.set(part, new RelayError("REPORT_FAILED"));
    }
    set({ report, missing });
  }

  async function lookAtProgress(conferenceId: string, opens: number): Promise<void> {
    const [from, to] = [opens - minute, Math.max(opens, now()) + minute];
    const asked = services.upcoming(new Date(from), new Date(to)).then(({ conferences, leftOut = [] }) => {
      const found = conferences.find(({ id }) => id === conferenceId);
      // It may be among those that the site could not get.
      if (!found && leftOut.length > 0) throw new RelayError("LIST_FAILED");
      return found;
    });
    const conference = await load("progress", asked);
    const known = conference?.state ?? "unknown";
    const isLate = known === "notStarted" && opens <= now();
    set({ progress: isLate ? "waiting" : known });
    const { found } = state;
    // The site's own list knows better than a text that leads elsewhere.
    if (found.status === "found" && found.foreignHost !== null && conference?.joinUrl) {
      set({ found: { ...found, joinUrl: conference.joinUrl, foreignHost: null } });
    }
  }

  async function lookForHost(): Promise<void> {
    if (site?.services.presence !== true || !organizer || isOrganizer) return;
    const answer = await load("presence", services.presence([organizer.address]));
    const { show, status } = answer?.presence[0] ?? { show: "unknown", status: "" };
    set({ hostPresence: { show, status } });
  }

  async function lookAtAll(isAsked: boolean): Promise<void> {
    if (state.found.status === "failed") set({ found: { status: "looking" } });
    set({ series: await reading.readSeries().catch(() => null) });
    if (isPast(conferenceWindow()) && !goesOn) set({ progress: "over" });
    await find();
    if (state.found.status === "looking") set({ found: { status: "none" } });
    if (state.found.status !== "found") return;
    site = (await load("settings", services.configuration())) ?? site;
    set({ clients: site?.clients ?? [] });
    if (site && written !== null) {
      const { url: joinUrl, foreignHost } = judgeLink(written, site.linkHosts);
      set({ found: { ...state.found, joinUrl, foreignHost }, areHostsKnown: true });
    }
    await look(isAsked);
  }

  async function lookAnew(isAsked: boolean): Promise<void> {
    set({ isLooking: true });
    await lookAtAll(isAsked).finally(() => set({ isLooking: false }));
  }

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: () => {
      void lookAnew(false);
      return every(minute, () => void look());
    },
    retry: () => lookAnew(true),
  };
}
