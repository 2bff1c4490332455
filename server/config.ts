import { readDelegations } from "./delegatesConfig";
import { ConfigError, readNumber, type Env } from "./settings";
import { people as builtInPeople, type PersonOfThePreview } from "./people";
import { readPeople } from "./peopleConfig";
import type { Delegation } from "./relay/delegations";
import { readSites, type SiteConfig } from "./siteConfig";

export interface Config {
  port: number;
  /** How long requests are still taken after the program was told to stop. */
  stopDelayMs: number;
  /** null: all sites are of real deployments, and no simulator runs. */
  simulator: { port: number } | null;
  /** In the order in which they are tried for a caller. */
  sites: SiteConfig[];
  people: readonly PersonOfThePreview[];
  /** Who looks after whose conferences. */
  delegations: readonly Delegation[];
  /** Where things are kept, relative to the project; null: nothing is. */
  dataDir: string | null;
  ledger: LedgerConfig;
}

interface LedgerConfig {
  /** Address of a PostgreSQL database that several relays share; null: a file in the data folder. */
  databaseUrl: string | null;
  /** The key of the ledger's secrets, base64 of 32 bytes; null: the one in the data folder. */
  key: string | null;
  /** How long a conference that no appointment claims is kept. */
  unclaimedMs: number;
  /** How long after its end a conference is remembered. */
  retentionMs: number;
}

const day = 24 * 60 * 60 * 1000;

/** Reads the settings (docs/configuration.md). Throws ConfigError for the first one that is missing or wrong. */
export function readConfig(env: Env): Config {
  const sites = readSites(env);
  const isSimulated = sites.some(({ url }) => url === null);
  const people = env.PREVIEW_PEOPLE === undefined ? builtInPeople : readPeople(env.PREVIEW_PEOPLE);
  return {
    port: readNumber(env, "PORT", 3000, 0, 65535),
    stopDelayMs: readNumber(env, "STOP_DELAY_SECONDS", 5, 0, 10) * 1000,
    simulator: isSimulated ? { port: readNumber(env, "SIMULATOR_PORT", 3001, 0, 65535) } : null,
    sites,
    people,
    delegations: readDelegations({ env, sites, people }),
    dataDir: env.DATA_DIR === "" ? null : (env.DATA_DIR ?? "data"),
    ledger: readLedgerConfig(env),
  };
}

/** Throws ConfigError. */
function readLedgerConfig(env: Env): LedgerConfig {
  const databaseUrl = env.DATABASE_URL?.trim() ?? "";
  if (databaseUrl !== "" && !/^postgres(ql)?:\/\/./.test(databaseUrl)) {
    throw new ConfigError(
      "DATABASE_URL must be a PostgreSQL database's address, such as postgres://user:password@host/name.",
    );
  }
  return {
    databaseUrl: databaseUrl === "" ? null : databaseUrl,
    key: env.LEDGER_KEY?.trim() ?? null,
    unclaimedMs: readNumber(env, "UNCLAIMED_DAYS", 7, 1, 365) * day,
    // A day at the least: so long the same key must give the same answer.
    retentionMs: readNumber(env, "RETENTION_DAYS", 180, 1, 3650) * day,
  };
}
