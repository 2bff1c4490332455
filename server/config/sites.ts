import { readFileSync } from "node:fs";
import * as z from "zod/mini";
import { delegatesSchema } from "./delegates";
import { supportGroup } from "./people";
import type { SiteOptions } from "../rtc/site";
import { ConfigError, oneTapPattern, readBaseUrl, type Env, type Settings } from "./settings";

const text = z.string().check(z.minLength(1));
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
  oneTap: z._default(z.union([z.literal(""), z.string().check(z.regex(oneTapPattern))]), ""),
  services: z._default(
    z.strictObject({
      presence: z._default(z.boolean(), true),
      reports: z._default(z.boolean(), true),
      recordings: z._default(z.boolean(), true),
      instantConferences: z._default(z.boolean(), true),
    }),
    { presence: true, reports: true, recordings: true, instantConferences: true },
  ),
  updatePolicy: z._default(z.enum(["auto", "ask"]), "ask"),
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

/** The settings of one site. */
export interface SiteConfig extends Omit<
  z.output<typeof entrySchema>,
  "label" | "url" | "siteAuthToken" | "siteAuthTokenEnv"
> {
  label: string;
  /** The deployment's base; null: the simulator's, known once it listens. */
  url: string | null;
  siteAuthToken: string;
}

/** The options for the client of a site; `simulatorUrl` for a site without a deployment of its own. */
export function siteOptions(config: SiteConfig, simulatorUrl: string | null): SiteOptions {
  const { presenceSigning, url, ...rest } = config;
  return { ...rest, url: url ?? simulatorUrl ?? "", ...(presenceSigning && { signing: presenceSigning }) };
}

interface ReadSitesOptions {
  settings: Settings;
  env: Env;
  /** Told the name of each variable in which a site of SITES_FILE has its token. */
  onTokenName: (name: string) => void;
}

/** The sites of SITES_FILE, or the one of RTC_URL, or the simulator's. Throws ConfigError. */
export function readSites(options: ReadSitesOptions): SiteConfig[] {
  const { SITES_FILE: file } = options.settings;
  return file === null ? [readSite(options.settings)] : readFile(file, options);
}

function readSite(settings: Settings): SiteConfig {
  const { RTC_URL: url, RTC_SITE_ID: id, RTC_SITE_AUTH_TOKEN: token } = settings;
  if (url !== null && (id === null || token === null)) {
    const missing = id === null ? "RTC_SITE_ID" : "RTC_SITE_AUTH_TOKEN";
    throw new ConfigError(
      `${missing} is missing: with RTC_URL set, set RTC_SITE_ID and RTC_SITE_AUTH_TOKEN too.`,
    );
  }
  const group = settings.RTC_LIVE_HELP_GROUP ?? (url === null ? supportGroup.jid : "");
  const entry = entrySchema.parse({
    name: "default",
    siteId: (url === null ? null : id) ?? settings.SIMULATOR_SITE_ID,
    linkHosts: settings.RTC_LINK_HOSTS ?? [],
    timeoutMs: settings.RTC_TIMEOUT_MS,
    note: settings.RTC_NOTE ?? "",
    description: settings.RTC_DESCRIPTION,
    oneTap: settings.RTC_ONE_TAP ?? "",
    updatePolicy: settings.RTC_UPDATE_POLICY,
    seriesDays: settings.RTC_SERIES_DAYS,
    liveHelp:
      group === ""
        ? null
        : {
            groupJID: group,
            guestDomain: settings.RTC_GUEST_DOMAIN ?? group.replace(/^.*@groups\./, "sites."),
          },
  });
  return {
    ...entry,
    label: settings.RTC_SITE_LABEL,
    url,
    siteAuthToken: (url === null ? null : token) ?? settings.SIMULATOR_SITE_AUTH_TOKEN,
  };
}

function readFile(file: string, { env, onTokenName }: ReadSitesOptions): SiteConfig[] {
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
  return entries.map(({ label, url, siteAuthToken, siteAuthTokenEnv, ...entry }) => {
    const tokenName = siteAuthTokenEnv ?? `RTC_SITE_AUTH_TOKEN_${entry.name}`;
    onTokenName(tokenName);
    return {
      ...entry,
      label: label ?? entry.name,
      url: url === undefined ? null : readUrl(url, `The url of the site ${entry.name}`),
      siteAuthToken: siteAuthToken ?? readRequired(env, tokenName),
    };
  });
}

function readRequired(env: Env, name: string): string {
  const value = env[name]?.trim();
  if (value !== undefined && value !== "") return value;
  throw new ConfigError(`${name} is missing: set it to the site's authentication token.`);
}

function readUrl(value: string, name: string): string {
  try {
    return readBaseUrl(value);
  } catch (cause) {
    throw new ConfigError(`${name} ${cause instanceof ConfigError ? cause.message : "cannot be read."}`, {
      cause,
    });
  }
}
