import * as z from "zod/mini";
import { accessSchema, linkSchema } from "./conference";
import { addressPattern, limits } from "./limits";

const address = z.string().check(z.minLength(3), z.maxLength(limits.address), z.regex(addressPattern));
const instant = z.iso.datetime();

/** GET /api/configuration: what the caller's site offers and wants; null where it does not say. */
export const configurationSchema = z.object({
  /** The site's name for people. */
  site: z.string(),
  schedulingEnabled: z.nullable(z.boolean()),
  conferenceKeyRequired: z.nullable(z.boolean()),
  guestAccessEnabled: z.nullable(z.boolean()),
  earlyJoinMinutes: z.nullable(z.number()),
  /** Whether a conference may follow its appointment by itself ("auto"), or the organizer is asked ("ask"). */
  updatePolicy: z.enum(["auto", "ask"]),
  /** How many days the one conference of a series may last. */
  seriesDays: z.number(),
  /** Hosts, with ports, to which links of the site's conferences lead. */
  linkHosts: z.array(z.string()),
  /** Whom to ask about the site. */
  adminEmail: z._default(z.nullable(z.string()), null),
  /** The site's pages for the programs that a conference may want on Windows. */
  clients: z._default(
    z.array(
      z.object({ name: z.enum(["addIn", "messenger"]), version: z.nullable(z.string()), url: linkSchema }),
    ),
    [],
  ),
  /** The signed-in person by the access token; `address` null: the token has none. Absent: the relay does not say. */
  caller: z._default(z.nullable(z.object({ name: z.string(), address: z.nullable(z.string()) })), null),
  /** For whom the caller asks (On-Behalf-Of), and what the caller may do for them; null: for nobody else. */
  actingFor: z.nullable(
    z.object({ name: z.string(), address: z.string(), may: z.array(z.enum(["schedule", "change", "host"])) }),
  ),
  services: z.object({
    presence: z.boolean(),
    reports: z.boolean(),
    recordings: z.boolean(),
    instantConferences: z.boolean(),
    liveHelp: z.boolean(),
  }),
});
export type SiteConfiguration = z.infer<typeof configurationSchema>;

/** Body of POST /api/presence. */
export const presenceRequestSchema = z.object({
  addresses: z.array(address).check(z.minLength(1), z.maxLength(limits.attendees)),
});

const showSchema = z.enum(["available", "away", "busy", "offline", "unknown"]);
export type Show = z.infer<typeof showSchema>;

/** Answer of POST /api/presence, in the order of the request. */
export const presenceSchema = z.object({
  presence: z.array(
    z.object({
      address: z.string(),
      show: showSchema,
      /** The person's own words. */
      status: z.string(),
    }),
  ),
});
export type PresenceAnswer = z.infer<typeof presenceSchema>;

/** Entries that the site has and the list lacks; absent: none. */
const gaps = {
  /** How many further conferences the site named so that they cannot be read. */
  unreadable: z.optional(z.number()),
  /**
   * The times for which the site's answer was too large, by days where a day has less, or of which the site itself says
   * that it could not give all; null: without an end on this side.
   */
  leftOut: z.optional(z.array(z.object({ from: z.nullable(instant), to: z.nullable(instant) }))),
};

/** Answer of GET /api/upcoming-conferences: those that the caller hosts or is invited to. */
export const upcomingConferencesSchema = z.object({
  conferences: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      hostName: z.string(),
      start: z.nullable(instant),
      end: z.nullable(instant),
      state: z.enum(["notStarted", "inProgress", "unknown"]),
      /** null: the site gave none that may be handed out. */
      joinUrl: z.nullable(linkSchema),
      /** Whether it can be changed from here. */
      isOwned: z.boolean(),
    }),
  ),
  ...gaps,
});
export type UpcomingConferences = z.infer<typeof upcomingConferencesSchema>;

/** A conference that is over, as somebody who was there may see it. */
const finishedConferenceSchema = z.object({
  id: z.string(),
  title: z.string(),
  hostName: z.string(),
  start: z.nullable(instant),
  end: z.nullable(instant),
  minutes: z.nullable(z.number()),
  attendeeCount: z.nullable(z.number()),
  ending: z.enum(["graceful", "abandoned", "aborted", "failed", "forced", "unknown"]),
  isOwned: z.boolean(),
  recordingUrl: z.nullable(linkSchema),
  /** The site's own rating, whose scale it does not say. Plain text. */
  rating: z.nullable(z.string()),
  /** Plain text. */
  comments: z.nullable(z.string()),
});

/** Answer of GET /api/finished-conferences: those that the caller owns or attended. */
export const finishedConferencesSchema = z.object({
  conferences: z.array(finishedConferenceSchema),
  ...gaps,
});
export type FinishedConferences = z.infer<typeof finishedConferencesSchema>;

/** Answer of GET /api/conferences/{id}/report; `attendees` is null for whoever does not own the conference. */
export const reportSchema = z.extend(finishedConferenceSchema, {
  attendees: z.nullable(
    z.array(
      z.object({
        name: z.string(),
        address: z.nullable(z.string()),
        entered: z.nullable(instant),
        exited: z.nullable(instant),
        isGuest: z.boolean(),
      }),
    ),
  ),
  /** Parts that the site offers but failed to give this time. */
  missing: z.optional(z.array(z.enum(["attendees", "recording"]))),
  /** How many further attendees the site named so that they cannot be read; absent: none. */
  unreadableAttendees: z.optional(z.number()),
});
export type Report = z.infer<typeof reportSchema>;

/** Body of POST /api/instant-conferences. */
export const instantConferenceRequestSchema = z.object({
  title: z.string().check(z.trim(), z.minLength(1), z.maxLength(limits.title)),
  access: accessSchema,
  conferenceKey: z.nullable(z.string().check(z.minLength(1), z.maxLength(limits.conferenceKey))),
});
export type InstantConferenceRequest = z.infer<typeof instantConferenceRequestSchema>;

/** A conference that has just begun. */
export const instantConferenceSchema = z.object({
  id: z.nullable(z.string()),
  /** For the others; null where the site does not tell. */
  joinUrl: z.nullable(linkSchema),
  hostUrl: linkSchema,
});
export type InstantConference = z.infer<typeof instantConferenceSchema>;

/** Answer of GET /api/live-help. */
export const liveHelpSchema = z.object({
  isOffered: z.boolean(),
  /** Whether somebody is there. */
  show: showSchema,
});
export type LiveHelp = z.infer<typeof liveHelpSchema>;

/** Body of POST /api/live-help. */
export const chatRequestSchema = z.object({ subject: z.string().check(z.maxLength(limits.title)) });

/** The form that a browser POSTs to open the chat. It lets its holder speak as the caller. */
export const chatSchema = z.object({ action: linkSchema, fields: z.record(z.string(), z.string()) });
export type Chat = z.infer<typeof chatSchema>;
