import * as z from "zod/mini";
import { addressPattern, limits } from "./limits";
import { isLink } from "./links";

const text = (max: number) => z.string().check(z.maxLength(max));

/** A link that can be handed on as it is. */
export const linkSchema = z.url().check(z.refine(isLink, { error: "not a link that can be handed on" }));

/** A person as Outlook names one. */
const personSchema = z.object({
  name: text(limits.name),
  address: z.string().check(z.minLength(3), z.maxLength(limits.address), z.regex(addressPattern)),
});
export type Person = z.infer<typeof personSchema>;

const attendeeSchema = z.extend(personSchema, { kind: z.enum(["required", "optional"]) });
export type Attendee = z.infer<typeof attendeeSchema>;

/** An appointment as the relay needs it. Times are instants in UTC (ISO 8601 with "Z"). */
const appointmentSchema = z.object({
  title: z.string().check(z.trim(), z.minLength(1), z.maxLength(limits.title)),
  start: z.iso.datetime(),
  end: z.iso.datetime(),
  attendees: z.array(attendeeSchema).check(z.maxLength(limits.attendees)),
});

/** Access (guide, Table 3-22): people whom the host invited, registered people, anyone with the link. */
export const accessSchema = z.enum(["invited", "registered", "anyone"]);
export type Access = z.infer<typeof accessSchema>;

/** The options of a conference (guide, Table 3-22). Enrolment wants registered people and a conference key. */
export const optionsSchema = z
  .object({
    access: accessSchema,
    enrollment: z.boolean(),
    conferenceKey: z.nullable(z.string().check(z.minLength(1), z.maxLength(limits.conferenceKey))),
    dialIn: text(limits.dialIn),
    publishAttendees: z.boolean(),
    sendEmail: z.boolean(),
    publiclyListed: z.boolean(),
  })
  .check(
    z.refine((options) => !options.enrollment || options.access !== "anyone", {
      path: ["access"],
      error: "enrollment needs registered people",
    }),
    z.refine((options) => !options.enrollment || options.conferenceKey !== null, {
      path: ["conferenceKey"],
      error: "enrollment needs a conference key",
    }),
  );
export type ConferenceOptions = z.infer<typeof optionsSchema>;

/** Body of POST /api/conferences and PUT /api/conferences/{id}: always the whole, since RTC's update replaces. */
export const conferenceRequestSchema = z.object({ appointment: appointmentSchema, options: optionsSchema });
export type ConferenceRequest = z.infer<typeof conferenceRequestSchema>;

/** Something went wrong on the way, but the conference exists (guide, Table 3-25: 1013, 1065, 1064). */
export const warningSchema = z.enum(["SOME_PARTICIPANTS_FAILED", "INVITES_NOT_SENT", "PARTICIPANTS_FAILED"]);
export type Warning = z.infer<typeof warningSchema>;

/**
 * Whether an appointment claims the conference: nobody has, its pane is about to write the invitation, or it has.
 * An unclaimed conference is offered to its owner, and removed after a set time.
 */
const claimSchema = z.enum(["none", "writing", "written"]);
export type Claim = z.infer<typeof claimSchema>;

/** A conference as its owner sees it. */
export const conferenceSchema = z.object({
  id: z.string().check(z.minLength(1)),
  /** Goes up with every change; the ETag of the answer and the If-Match of the next change. */
  version: z.number().check(z.int(), z.minimum(1)),
  claim: claimSchema,
  joinUrl: linkSchema,
  /** null for a delegate who may not start conferences as their host. */
  hostUrl: z.nullable(linkSchema),
  /** The mark of the appointment that claimed it last; null where none has said. */
  mark: z.nullable(z.string()),
  /** The last scheduled request: compare it with the appointment to find differences. */
  scheduled: conferenceRequestSchema,
  warnings: z.array(warningSchema),
  /** The site's note for every invitation; "" if it has none. */
  note: z.string(),
  /** How a telephone dials into the conference in one go, such as "{number},,{id}#"; missing or "": it cannot. */
  oneTap: z.optional(z.string()),
  /** When it was first asked for; missing: not known. */
  createdAt: z.optional(z.iso.datetime()),
});
export type Conference = z.infer<typeof conferenceSchema>;

/** A hash of an item's ID: it identifies one item in a mailbox and tells nothing about it. */
export const markSchema = text(64).check(z.minLength(16), z.regex(/^[\w-]+$/));

/** Body of PUT /api/conferences/{id}/claim. */
export const claimRequestSchema = z.object({
  claim: z.enum(["writing", "written"]),
  mark: z.optional(markSchema),
});

/** A conference at the site that may be the one whose answer was lost. Times are null where the site gives none. */
export const candidateSchema = z.object({
  id: z.string().check(z.minLength(1)),
  title: z.string(),
  start: z.nullable(z.iso.datetime()),
  end: z.nullable(z.iso.datetime()),
});

export type Candidate = z.infer<typeof candidateSchema>;

/** Body of POST /api/conferences/choice: which of the candidates it is; null: none of them, make a new one. */
export const choiceRequestSchema = z.object({ conferenceId: z.nullable(z.string().check(z.minLength(1))) });

/** Answer of GET /api/unclaimed-conferences: those of the caller that no appointment claims, soonest first. */
export const unclaimedConferencesSchema = z.object({
  conferences: z.array(
    z.object({
      /** The key of the appointment for which it was made; an appointment that adopts it takes the key over. */
      key: z.uuid(),
      conference: conferenceSchema,
    }),
  ),
});
export type UnclaimedConferences = z.infer<typeof unclaimedConferencesSchema>;
