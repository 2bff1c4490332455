import { readFileSync } from "node:fs";
import * as z from "zod/mini";
import { delegatesSchema } from "./delegatesConfig";
import type { SiteOptions } from "./rtc/site";
import { ConfigError, readNumber, type Env } from "./settings";

const text = z.string().check(z.minLength(1));
const oneTapPattern = /^(?:\{number\}(?:[\d,;*#]|\{id\}|\{key\})*)?$/;
const texts = z._default(z.array(text), []);

const signingSchema = z.object({
  algorithm: z.enum(["SHA1", "MD5"]),
  tokenName: z.enum(["TOKEN", "token"]),
  tokenPlace: z.enum(["first", "last"]),
  signsTokenID: z.boolean(),
});

/** One entry of SITES_FILE (docs/configuration.md, "Several sites"). Unknown names are refused: they are misspellings. */
const entrySchema = z.strictObject({
  name: z.string().check(z.regex(/^[\w.-]{1,40}$/)),
  label: z.optional(text),
  url: z.optional(text),
  siteId: text,
  siteAuthToken: z.optional(text),
  siteAuthTokenEnv: z.optional(text),
  linkHosts: texts,
  endpointHosts: texts,
  timeoutMs: z._default(z.number().check(z.minimum(100), z.maximum(60_000)), 10_000),
  proxyUser: z._default(z.nullable(text), null),
  presenceSigning: z._default(z.nullable(signingSchema), null),
  note: z._default(z.string().check(z.maxLength(500)), ""),
  description: z._default(z.nullable(text.check(z.maxLength(500))), null),
  oneTap: z._default(z.string().check(z.regex(oneTapPattern)), ""),
  services: z._default(
    z.strictObject({
      presence: z._default(z.boolean(), true),
      reports: z._default(z.boolean(), true),
      recordings: z._default(z.boolean(), true),
      instantConferences: z._default(z.boolean(), true),
    }),
    { presence: true, reports: true, recordings: true, instantConferences: true },
  ),
  inStep: z._default(z.enum(["auto", "ask"]), "ask"),
  seriesDays: z._default(z.int().check(z.minimum(1), z.maximum(3650)), 366),
  delegates: z._default(delegatesSchema, []),
  instantRequestRoot: z.optional(z.string().check(z.regex(/^[A-Za-z_][\w.-]*$/))),
  instantConference: z._default(z.enum(["schedule", "url"]), "schedule"),
  liveHelp: z._default(z.nullable(z.strictObject({ groupJID: text, guestDomain: text })), null),
  callers: z._default(z.strictObject({ issuers: texts, tenants: texts, mailDomains: texts }), {
    issuers: [],
    tenants: [],
    mailDomains: [],
  }),
});

/** What is set for one site. */
export interface SiteConfig extends Omit<
  z.output<typeof entrySchema>,
  "label" | "url" | "siteAuthToken" | "siteAuthTokenEnv"
> {
  label: string;
  /** The deployment's base; null: the simulator's, known once it listens. */
  url: string | null;
  siteAuthToken: string;
}

/** What the client of a site is made of; `simulatorUrl` for a site without a deployment of its own. */
export function siteOptions(config: SiteConfig, simulatorUrl: string | null): SiteOptions {
  const { presenceSigning, url, ...rest } = config;
  return { ...rest, url: url ?? simulatorUrl ?? "", ...(presenceSigning && { signing: presenceSigning }) };
}

/** The sites of SITES_FILE, or the one of RTC_URL, or the simulator's. Throws ConfigError. */
export function readSites(env: Env): SiteConfig[] {
  const file = env.SITES_FILE?.trim() ?? "";
  return file === "" ? [readSite(env)] : readFile(file, env);
}

function readSite(env: Env): SiteConfig {
  const given = env.RTC_URL?.trim() ?? "";
  const isSimulated = given === "";
  const url = isSimulated ? null : readUrl(given, "RTC_URL");
  const group = env.RTC_LIVE_HELP_GROUP?.trim() ?? (isSimulated ? "web.support@groups.example.com" : "");
  const entry = entrySchema.parse({
    name: "default",
    siteId: isSimulated ? (env.SIMULATOR_SITE_ID ?? "12345") : readRequired(env, "RTC_SITE_ID"),
    linkHosts: (env.RTC_LINK_HOSTS ?? "").split(",").flatMap((host) => host.trim() || []),
    timeoutMs: readNumber(env, "RTC_TIMEOUT_MS", 10_000, 100, 60_000),
    note: env.RTC_NOTE ?? "",
    description: readDescription(env),
    oneTap: readOneTap(env),
    inStep: readInStep(env),
    seriesDays: readNumber(env, "RTC_SERIES_DAYS", 366, 1, 3650),
    liveHelp:
      group === ""
        ? null
        : { groupJID: group, guestDomain: env.RTC_GUEST_DOMAIN ?? group.replace(/^.*@groups\./, "sites.") },
  });
  return {
    ...entry,
    label: env.RTC_SITE_LABEL ?? "Web conferences",
    url,
    siteAuthToken: isSimulated
      ? (env.SIMULATOR_SITE_AUTH_TOKEN ?? "MSJSJASDJJASDJASDASD=")
      : readRequired(env, "RTC_SITE_AUTH_TOKEN"),
  };
}

function readFile(file: string, env: Env): SiteConfig[] {
  let entries: z.output<typeof entrySchema>[];
  try {
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    entries = z.strictObject({ sites: z.array(entrySchema).check(z.minLength(1)) }).parse(content).sites;
  } catch (cause) {
    // Where it is wrong, but never what stands there: the file may hold tokens.
    const place = cause instanceof z.core.$ZodError ? cause.issues[0]?.path.join(".") : undefined;
    const where = place === undefined || place === "" ? "" : ` It is wrong at ${place}.`;
    throw new ConfigError(
      `SITES_FILE must name a JSON file with a list "sites" (docs/configuration.md, "Several sites").${where}`,
      { cause },
    );
  }
  const names = new Set(entries.map(({ name }) => name));
  if (names.size < entries.length) throw new ConfigError("SITES_FILE has two sites of the same name.");
  return entries.map(({ label, url, siteAuthToken, siteAuthTokenEnv, ...entry }) => ({
    ...entry,
    label: label ?? entry.name,
    url: url === undefined ? null : readUrl(url, `The url of the site ${entry.name}`),
    siteAuthToken:
      siteAuthToken ?? readRequired(env, siteAuthTokenEnv ?? `RTC_SITE_AUTH_TOKEN_${entry.name}`),
  }));
}

function readOneTap({ RTC_ONE_TAP: given = "" }: Env): string {
  if (oneTapPattern.test(given)) return given;
  throw new ConfigError(
    'RTC_ONE_TAP must begin with "{number}"; then come pauses (","), digits, "*", "#", "{id}" and "{key}", such as "{number},,{id}#".',
  );
}

function readDescription({ RTC_DESCRIPTION: given = "" }: Env): string | null {
  if (given.length > 500) throw new ConfigError("RTC_DESCRIPTION must have at most 500 characters.");
  return given.trim() || null;
}

function readInStep({ RTC_IN_STEP: given = "ask" }: Env): "auto" | "ask" {
  if (given === "auto" || given === "ask") return given;
  throw new ConfigError('RTC_IN_STEP must be "auto" or "ask".');
}

function readRequired(env: Env, name: string): string {
  const value = env[name]?.trim();
  if (value !== undefined && value !== "") return value;
  throw new ConfigError(
    name === "RTC_SITE_ID" || name === "RTC_SITE_AUTH_TOKEN"
      ? `${name} is missing: with RTC_URL set, set RTC_SITE_ID and RTC_SITE_AUTH_TOKEN too.`
      : `${name} is missing: set it to the site's authentication token.`,
  );
}

function readUrl(value: string, name: string): string {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url && /^https?:$/.test(url.protocol) && url.username === "" && url.search === "" && url.hash === "") {
    return url.href.replace(/\/+$/, "");
  }
  throw new ConfigError(
    `${name} must be the deployment's base, such as https://rtc.example.com; /imtapp is appended.`,
  );
}
