import * as z from "zod/mini";
import { candidateSchema, conferenceSchema } from "./conference";
import { errorCodes } from "./errorCodes";

/** Body of every answer that is not a success. Never holds upstream text. */
export const errorResponseSchema = z.object({
  error: z.object({
    code: z.enum(errorCodes),
    /** Names the request in the relay's log. */
    requestId: z.string(),
    /** The RTC status code, where the site gave one. */
    status: z.optional(z.number()),
    /** Which fields were wrong (BAD_REQUEST), as paths such as "appointment.end". */
    fields: z.optional(z.array(z.string())),
    /** The current conference (VERSION_STALE): compare it with the intended change. */
    current: z.optional(conferenceSchema),
    /** Whom to ask, where an administrator is the remedy and the site names one. */
    administrator: z.optional(z.string()),
    /** Which conferences could be the one (OUTCOME_AMBIGUOUS): POST /api/conferences/choice says which. */
    candidates: z.optional(z.array(candidateSchema)),
  }),
});
export type ErrorResponse = z.infer<typeof errorResponseSchema>;
