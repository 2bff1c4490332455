import * as z from "zod/mini";
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
  }),
});
export type ErrorResponse = z.infer<typeof errorResponseSchema>;
