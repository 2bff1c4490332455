import { closest, distance } from "fastest-levenshtein";
import * as z from "zod/mini";
import { CodedError } from "../codedError";

/** Thrown when settings are missing or invalid; the message has a line for each, with what to do. */
export class ConfigError extends CodedError<"CONFIG_INVALID"> {
  override name = "ConfigError";
  constructor(message: string, options?: ErrorOptions) {
    super("CONFIG_INVALID", "no", message, options);
  }
}

/** The environment, or a part of it. */
export type Env = Readonly<Record<string, string | undefined>>;

/** The text of docs/configuration.md for each setting; `standard`: what is read where the variable is unset. */
export const explanations = z.registry<{ standard: string | null; meaning: string }>();

function required<Schema extends z.ZodMiniType<unknown, string>>(
  standard: string & z.input<Schema>,
  meaning: string,
  schema: Schema,
) {
  const made = z.prefault(schema, standard);
  explanations.add(made, { standard, meaning });
  return made;
}

function optional<Schema extends z.ZodMiniType<unknown, string>>(meaning: string, schema: Schema) {
  const made = z._default(z.nullable(schema), null);
  explanations.add(made, { standard: null, meaning });
  return made;
}

/** Text that `read` makes a value of; what it throws as ConfigError continues the setting's name. */
const value = <Value>(read: (given: string) => Value) =>
  z.pipe(
    z.string(),
    z.transform((given: string, context) => {
      try {
        return read(given);
      } catch (failure) {
        if (!(failure instanceof ConfigError)) throw failure;
        context.issues.push({ code: "custom", message: failure.message, input: given });
        return z.NEVER;
      }
    }),
  );

const text = value((given) => given.trim());
const list = value((given) => given.split(",").flatMap((entry) => entry.trim() || []));

const wholeNumber = (min: number, max: number) =>
  value((given) => {
    const number = Number(given);
    if (Number.isInteger(number) && number >= min && number <= max) return number;
    throw new ConfigError(`must be a whole number from ${min} to ${max}.`);
  });

const atMost = (length: number) =>
  value((given) => {
    if (given.length <= length) return given.trim();
    throw new ConfigError(`must have at most ${length} characters.`);
  });

const oneOf = <Choice extends string>(...choices: Choice[]) =>
  value((given) => {
    const choice = choices.find((known) => known === given);
    if (choice !== undefined) return choice;
    throw new ConfigError(`must be ${choices.map((known) => `"${known}"`).join(" or ")}.`);
  });

const matching = (pattern: RegExp, advice: string) =>
  value((given) => {
    if (pattern.test(given.trim())) return given.trim();
    throw new ConfigError(advice);
  });

/** Reads the base of a deployment, without a slash at its end. Throws ConfigError. */
export function readBaseUrl(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : null;
  if (url && /^https?:$/.test(url.protocol) && url.username === "" && url.search === "" && url.hash === "") {
    return url.href.replace(/\/+$/, "");
  }
  throw new ConfigError(
    "must be the deployment's base, such as https://rtc.example.com; /imtapp is appended.",
  );
}

/** The pattern of a number that telephones dial in one go: number, pauses, digits, conference ID and key. */
export const oneTapPattern = /^\{number\}(?:[\d,;*#]|\{id\}|\{key\})*$/;

/** Every setting, by the name of its environment variable. docs/configuration.md shows this table; a test compares them. */
const schema = z.object({
  PORT: required("3000", "port of relay and preview", wholeNumber(0, 65_535)),
  STOP_DELAY_SECONDS: required(
    "5",
    "how long requests are still taken after SIGTERM (0 to 10): the time in which your load balancer notices that `/readyz` fails",
    wholeNumber(0, 10),
  ),
  DATA_DIR: required(
    "data",
    "folder of ledger and simulator, relative to the project; set but empty: nothing is kept",
    z.string(),
  ),
  RTC_URL: optional(
    "base of a real deployment, such as `https://rtc.example.com`; `/imtapp/...` is appended, and no simulator starts",
    value(readBaseUrl),
  ),
  RTC_SITE_ID: optional("the site's ID at the deployment", text),
  RTC_SITE_AUTH_TOKEN: optional("the site's authentication token; it never leaves the relay's process", text),
  RTC_SITE_LABEL: required("Web conferences", "the site's name for people", text),
  RTC_LINK_HOSTS: optional(
    "further hosts (comma separated) that join links may lead to; the host of `RTC_URL` always may",
    list,
  ),
  RTC_TIMEOUT_MS: required(
    "10000",
    "how long one call to the deployment may take (100 to 60000)",
    wholeNumber(100, 60_000),
  ),
  RTC_NOTE: optional(
    "a line in every invitation, such as a service desk's number (at most 500 characters)",
    atMost(500),
  ),
  RTC_DESCRIPTION: optional(
    "the description of every conference at the conferencing site (at most 500 characters); never the appointment's text",
    atMost(500),
  ),
  RTC_ONE_TAP: optional(
    "what telephones dial in one go: `{number}`, pauses (`,`), digits, `*`, `#`, `{id}` and `{key}`, such as `{number},,{id}#`; unset: the number alone",
    matching(
      oneTapPattern,
      'must begin with "{number}"; then come pauses (","), digits, "*", "#", "{id}" and "{key}", such as "{number},,{id}#".',
    ),
  ),
  RTC_UPDATE_POLICY: required(
    "ask",
    "whether a conference follows its appointment by itself (`auto`), or the organizer is asked first (`ask`)",
    oneOf("auto", "ask"),
  ),
  RTC_SERIES_DAYS: required(
    "366",
    "how many days the one conference of a series may last (1 to 3650)",
    wholeNumber(1, 3650),
  ),
  RTC_LIVE_HELP_GROUP: optional(
    "JID of the support group. Off by default, because RTC's own chat page needs a Java applet; the simulator's does not, so it is on there. Set but empty: off",
    text,
  ),
  RTC_GUEST_DOMAIN: optional(
    "domain of the support group's guests; unset: `sites.` and the group's domain",
    text,
  ),
  SITES_FILE: optional(
    "JSON file of several sites (below), in place of the one that the `RTC_` variables describe",
    text,
  ),
  DELEGATES_FILE: optional(
    "JSON file: who may schedule for whom ([Delegates](delegates.md)); without it the preview's first person may for the second, unless there is a deployment",
    text,
  ),
  LEDGER_KEY: optional(
    "encryption key of the ledger: 32 bytes in base64 (`openssl rand -base64 32`); unset: the one in `DATA_DIR`, made at the first start",
    text,
  ),
  LEDGER_KEY_BEFORE: optional("encryption key of an export that `npm run ledger -- import` reads", text),
  DATABASE_URL: optional(
    "PostgreSQL that several relays share (`postgres://user:password@host/name`), in place of the file in `DATA_DIR`; give all relays the same `LEDGER_KEY`",
    matching(
      /^postgres(ql)?:\/\/./,
      "must be a PostgreSQL database's address, such as postgres://user:password@host/name.",
    ),
  ),
  UNCLAIMED_DAYS: required(
    "7",
    "how long a conference that no appointment claimed is kept (1 to 365)",
    wholeNumber(1, 365),
  ),
  RETENTION_DAYS: required(
    "180",
    "how long after its end a conference is remembered (1 to 3650)",
    // A day at least: the same idempotency key must give the same answer for so long.
    wholeNumber(1, 3650),
  ),
  SIMULATOR_PORT: required("3001", "port of the simulator", wholeNumber(0, 65_535)),
  SIMULATOR_SITE_ID: required("12345", "ID of the simulator's site", text),
  SIMULATOR_SITE_AUTH_TOKEN: required(
    "MSJSJASDJJASDJASDASD=",
    "authentication token of the simulator's site",
    text,
  ),
  PREVIEW_PEOPLE: optional(
    'JSON file of `[{ "userId", "guid", "firstName", "lastName", "address" }]`, none empty and all unique; the first is signed in. With a real deployment, name real users of it',
    text,
  ),
});

/** The value of a setting; null: unset, with no default. */
export type Settings = z.output<typeof schema>;

/** Each setting's schema, by the name of its environment variable. */
export const settings = schema.shape;

/** Settings that mean something else when they are set to nothing. */
const meaningfulEmpty: readonly string[] = ["DATA_DIR", "RTC_LIVE_HELP_GROUP"];

/** Names that only this program uses. */
const ownPrefix = /^(?:RTC|SIMULATOR|LEDGER|PREVIEW)_/;

/** Reads every setting. Adds a line to `problems` for each mistake, and reads an invalid setting as unset. */
export function readSettings(env: Env, problems: string[]): Settings {
  const given = Object.fromEntries(
    Object.entries(env).filter(([name, text]) => text !== "" || meaningfulEmpty.includes(name)),
  );
  const { success, data, error } = schema.safeParse(given);
  if (success) return data;
  const wrong = error.issues.map(({ path, message }) => ({ name: String(path[0]), message }));
  problems.push(...wrong.map(({ name, message }) => `${name} ${message}`));
  return schema.parse({ ...given, ...Object.fromEntries(wrong.map(({ name }) => [name, undefined])) });
}

/** Variables with this program's prefixes that are no setting: a line for each. `tokens`: names that SITES_FILE gives. */
export function unknownNames(env: Env, tokens: readonly string[]): string[] {
  return Object.keys(env)
    .filter((name) => ownPrefix.test(name) && !(name in settings) && !tokens.includes(name))
    .map((name) => `${name} is not a setting. Did you mean ${closest(name, Object.keys(settings))}?`);
}

/** Variables that look like a misspelt setting, but may be another program's: a line for each. */
export function suspiciousNames(env: Env): string[] {
  const names = Object.keys(settings).filter((name) => !ownPrefix.test(name) && name.length > 5);
  return Object.keys(env).flatMap((name) => {
    const near = closest(name, names);
    return name !== near && distance(name, near) <= 2 && !(name in settings)
      ? `${name} is not a setting of this program. Did you mean ${near}?`
      : [];
  });
}
