import * as z from "zod/mini";
import { serviceNames } from "./beans";
import { standardProfile } from "./profile";

/** The URL services stand beside the SOAP services: every fault shows there too. */
const services = [...serviceNames, "OracleRTCService", "Presence", "GuestChat"] as const;
export type SwitchedService = (typeof services)[number];

export const faultKinds = [
  "dropBefore",
  "dropAfter",
  "http500",
  "truncated",
  "garbage",
  "html",
  "redirect",
  "soapFault",
  "expiredTokens",
  "status",
] as const;

/** What a tester can make the simulator do wrong. All off by default. */
const switchesSchema = z.object({
  /** Waits before each answer. */
  latencyMs: z._default(z.number().check(z.minimum(0), z.maximum(120_000)), 0),
  /** The fault that is shown, and how often; it is off again after `times` calls. */
  fault: z._default(
    z.nullable(
      z.object({
        kind: z.enum(faultKinds),
        /** The status code of kind "status". */
        status: z._default(z.number(), 1090),
        /** Only calls of this operation; any where it is missing. */
        operation: z.optional(z.string()),
        service: z.optional(z.enum(services)),
        times: z._default(z.number().check(z.minimum(1)), 1),
      }),
    ),
    null,
  ),
  profile: z._default(
    z.object({
      bodyNamespace: z._default(z.enum(["short", "class", "urn"]), standardProfile.bodyNamespace),
      soapAction: z._default(z.enum(["empty", "operation"]), standardProfile.soapAction),
      schemaNamespace: z._default(z.enum(["implementation", "interface"]), standardProfile.schemaNamespace),
      spellings: z._default(z.enum(["guide", "alternative"]), standardProfile.spellings),
      answers: z._default(z.enum(["inline", "multiRef", "idHref"]), standardProfile.answers),
    }),
    standardProfile,
  ),
});
export type Switches = z.infer<typeof switchesSchema>;
export type SwitchesInput = z.input<typeof switchesSchema>;

/** Reads switches; what is missing is off. Throws ZodError. */
export function readSwitches(input: unknown): Switches {
  return switchesSchema.parse(input);
}
