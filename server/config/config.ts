import { readDelegations } from "./delegates";
import { people as builtInPeople, type PersonOfThePreview } from "./people";
import { readPeople } from "./readPeople";
import type { Delegation } from "../conferences/delegations";
import {
  ConfigError,
  readSettings,
  suspiciousNames,
  unknownNames,
  type Env,
  type Settings,
} from "./settings";
import { readSites, type SiteConfig } from "./sites";

export interface Config {
  port: number;
  /** How long requests are still taken after the program was told to stop. */
  stopDelayMs: number;
  /** null: all sites are of real deployments, and no simulator runs. */
  simulator: { port: number } | null;
  /** In the order in which they are tried for a caller. */
  sites: SiteConfig[];
  people: readonly PersonOfThePreview[];
  /** The delegates of each owner. */
  delegations: readonly Delegation[];
  /** Folder of ledger and simulator, relative to the project; null: nothing is kept. */
  dataDir: string | null;
  ledger: LedgerConfig;
  /** Lines for the administrator about settings that may be misspelt. */
  warnings: string[];
}

interface LedgerConfig {
  /** Address of a PostgreSQL database that several relays share; null: a file in the data folder. */
  databaseUrl: string | null;
  /** The encryption key, base64 of 32 bytes; null: the one in the data folder. */
  key: string | null;
  /** The encryption key of rows to be imported; null: the same. */
  keyBefore: string | null;
  /** How long a conference that no appointment claims is kept. */
  unclaimedMs: number;
  /** How long after its end a conference is remembered. */
  retentionMs: number;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Reads the settings (docs/configuration.md). Throws one ConfigError that names every mistake. */
export function readConfig(env: Env): Config {
  const problems: string[] = [];
  const settings = readSettings(env, problems);
  /** Reads one of the files; a mistake in it does not hide those in the others. */
  const collect = <Value>(read: () => Value, otherwise: Value): Value => {
    try {
      return read();
    } catch (failure) {
      if (!(failure instanceof ConfigError)) throw failure;
      problems.push(failure.message);
      return otherwise;
    }
  };
  const tokenNames: string[] = [];
  const onTokenName = (name: string) => void tokenNames.push(name);
  const sites = collect(() => readSites({ settings, env, onTokenName }), []);
  problems.push(...unknownNames(env, tokenNames));
  const { PREVIEW_PEOPLE: peopleFile } = settings;
  const people = collect(() => (peopleFile === null ? builtInPeople : readPeople(peopleFile)), builtInPeople);
  const delegations = collect(() => readDelegations({ file: settings.DELEGATES_FILE, sites, people }), []);
  if (problems.length > 0) throw new ConfigError(problems.join("\n"));
  return {
    port: settings.PORT,
    stopDelayMs: settings.STOP_DELAY_SECONDS * 1000,
    simulator: sites.some(({ url }) => url === null) ? { port: settings.SIMULATOR_PORT } : null,
    sites,
    people,
    delegations,
    dataDir: settings.DATA_DIR === "" ? null : settings.DATA_DIR,
    ledger: ledgerConfig(settings),
    warnings: suspiciousNames(env),
  };
}

function ledgerConfig(settings: Settings): LedgerConfig {
  return {
    databaseUrl: settings.DATABASE_URL,
    key: settings.LEDGER_KEY,
    keyBefore: settings.LEDGER_KEY_BEFORE,
    unclaimedMs: settings.UNCLAIMED_DAYS * dayMs,
    retentionMs: settings.RETENTION_DAYS * dayMs,
  };
}
