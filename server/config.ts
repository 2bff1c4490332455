import { readFileSync } from "node:fs";
import * as z from "zod/mini";
import { people as builtInPeople, type PersonOfThePreview } from "./people";

/** Thrown when a setting is missing or wrong; the message names it and says what to do. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

export interface Config {
  port: number;
  /** null: a deployment is configured, and no simulator runs. */
  simulator: { port: number } | null;
  site: {
    /** null: the simulator's, known once it listens. */
    url: string | null;
    siteId: string;
    siteAuthToken: string;
    /** Further hosts that join links may lead to. */
    linkHosts: string[];
    timeoutMs: number;
  };
  people: readonly PersonOfThePreview[];
}

const peopleSchema = z.array(
  z.object({
    userId: z.string().check(z.minLength(1)),
    guid: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    address: z.string().check(z.includes("@")),
  }),
);

/** Reads the settings (README, Settings). Throws ConfigError for the first one that is missing or wrong. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const url = env.RTC_URL?.trim() ?? "";
  const isSimulated = url === "";
  return {
    port: readNumber(env, "PORT", 3000, 0, 65535),
    simulator: isSimulated ? { port: readNumber(env, "SIMULATOR_PORT", 3001, 0, 65535) } : null,
    site: {
      url: isSimulated ? null : readUrl(url),
      siteId: isSimulated ? (env.SIMULATOR_SITE_ID ?? "12345") : readRequired(env, "RTC_SITE_ID"),
      siteAuthToken: isSimulated
        ? (env.SIMULATOR_SITE_AUTH_TOKEN ?? "MSJSJASDJJASDJASDASD=")
        : readRequired(env, "RTC_SITE_AUTH_TOKEN"),
      linkHosts: (env.RTC_LINK_HOSTS ?? "").split(",").flatMap((host) => host.trim() || []),
      timeoutMs: readNumber(env, "RTC_TIMEOUT_MS", 10_000, 100, 60_000),
    },
    people: env.PREVIEW_PEOPLE === undefined ? builtInPeople : readPeople(env.PREVIEW_PEOPLE),
  };
}

function readNumber(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  standard: number,
  min: number,
  max: number,
): number {
  const text = env[name];
  if (text === undefined || text === "") return standard;
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new ConfigError(`${name} must be a whole number from ${min} to ${max}.`);
}

function readRequired(env: Readonly<Record<string, string | undefined>>, name: string): string {
  const text = env[name]?.trim();
  if (text !== undefined && text !== "") return text;
  throw new ConfigError(`${name} is missing: with RTC_URL set, set RTC_SITE_ID and RTC_SITE_AUTH_TOKEN too.`);
}

function readUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && /^https?:$/.test(url.protocol) && url.username === "" && url.search === "" && url.hash === "") {
    return url.href.replace(/\/+$/, "");
  }
  throw new ConfigError(
    "RTC_URL must be the deployment's base, such as https://rtc.example.com; /imtapp is appended.",
  );
}

function readPeople(file: string): readonly PersonOfThePreview[] {
  try {
    const people = peopleSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    if (people.length > 0) return people;
  } catch (cause) {
    throw new ConfigError(peopleAdvice, { cause });
  }
  throw new ConfigError(peopleAdvice);
}

const peopleAdvice =
  "PREVIEW_PEOPLE must name a JSON file: a list of people with userId, guid, firstName, lastName and address.";
