import * as z from "zod/mini";
import { serviceNames } from "../soap/beans";
import { standardProfile } from "../soap/profile";
import { knownPolicies } from "./settings";

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
  "withoutId",
  "listedTwice",
  "late",
] as const;

/** Some faults are in what certain operations answer: no other call shows them, or counts. */
export const operationsOfFault: Partial<Record<(typeof faultKinds)[number], readonly string[]>> = {
  withoutId: ["scheduleConference", "updateConference"],
  listedTwice: ["listUpcomingConferences"],
};

const wait = z.number().check(z.minimum(0), z.maximum(120_000));
const size = z.number().check(z.int(), z.minimum(0), z.maximum(1_000_000));

/** The settings that can change while the deployment runs. */
const settingsSchema = z.strictObject({
  tokenLifeSeconds: z.optional(size),
  earlyJoinMinutes: z.optional(size),
  maxRequestSize: z.optional(size),
  maxResponseSize: z.optional(size),
  clockAheadMinutes: z.optional(z.number().check(z.int(), z.minimum(-1440), z.maximum(1440))),
  conferenceKeyRequired: z.optional(z.boolean()),
  publicConferencesAllowed: z.optional(z.boolean()),
  schedulingEnabled: z.optional(z.boolean()),
  guestAccessEnabled: z.optional(z.boolean()),
  echoesAttributes: z.optional(z.boolean()),
  titleLength: z.optional(size),
  adminEmail: z.optional(z.string()),
  imDomain: z.optional(z.string()),
  instantNeedsSignIn: z.optional(z.boolean()),
  invitedByUserIdOnly: z.optional(z.boolean()),
  reportsAddressesOnly: z.optional(z.boolean()),
  presenceDefaultMode: z.optional(z.enum(["IMG", "JS"])),
  presenceSigning: z.optional(
    z.nullable(
      z.object({
        algorithm: z.enum(["SHA1", "MD5"]),
        tokenName: z.enum(["TOKEN", "token"]),
        tokenPlace: z.enum(["first", "last"]),
        signsTokenID: z.boolean(),
      }),
    ),
  ),
});

/** The faults that a tester can switch on, and the setup. All off, and as at the start, by default. */
const switchesSchema = z.object({
  settings: z._default(settingsSchema, {}),
  /** The policies of each site, by its site ID. */
  policies: z._default(z.record(z.string(), z.array(z.enum(knownPolicies))), {}),
  /** Waits before each answer. */
  latencyMs: z._default(wait, 0),
  /** The fault that is shown, and how often; it is off again after `times` calls. */
  fault: z._default(
    z.nullable(
      z.object({
        kind: z.enum(faultKinds),
        /** The status code of kind "status". */
        status: z._default(z.number(), 1090),
        /** How long kind "late" waits before the work; by default longer than callers usually do. */
        latencyMs: z._default(wait, 15_000),
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
      characters: z._default(z.enum(["plain", "halves", "unescaped"]), standardProfile.characters),
    }),
    standardProfile,
  ),
});
export type Switches = z.infer<typeof switchesSchema>;
export type SwitchedFault = NonNullable<Switches["fault"]>;
export type SwitchesInput = z.input<typeof switchesSchema>;

/** Reads switches; what is missing is off. Throws ZodError. */
export function readSwitches(input: unknown): Switches {
  return switchesSchema.parse(input);
}
