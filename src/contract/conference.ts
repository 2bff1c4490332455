import * as z from "zod/mini";
import { addressPattern, limits } from "./limits";

const text = (max: number) => z.string().check(z.maxLength(max));

/** A person as Outlook names one. */
const personSchema = z.object({
  name: text(limits.name),
  address: z.string().check(z.minLength(3), z.maxLength(limits.address), z.regex(addressPattern)),
});
export type Person = z.infer<typeof personSchema>;

const attendeeSchema = z.extend(personSchema, { kind: z.enum(["required", "optional"]) });
export type Attendee = z.infer<typeof attendeeSchema>;

/** What the relay needs to know of an appointment. Times are instants in UTC (ISO 8601 with "Z"). */
const appointmentSchema = z.object({
  title: z.string().check(z.trim(), z.minLength(1), z.maxLength(limits.title)),
  start: z.iso.datetime(),
  end: z.iso.datetime(),
  attendees: z.array(attendeeSchema).check(z.maxLength(limits.attendees)),
});

/** Who may join (guide, Table 3-22): people the host invited, registered people, anyone with the link. */
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

/** A conference as its owner sees it. */
export const conferenceSchema = z.object({
  id: z.string().check(z.minLength(1)),
  joinUrl: z.url(),
  hostUrl: z.url(),
  /** What was last scheduled: compare it with the appointment to tell whether they are in step. */
  scheduled: conferenceRequestSchema,
  warnings: z.array(warningSchema),
  /** What the site wants said in every invitation; "" for nothing. */
  note: z.string(),
});
export type Conference = z.infer<typeof conferenceSchema>;
