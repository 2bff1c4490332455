import { fchmodSync, fstatSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { readConfig, type Config } from "../../config/config";
import { archiveRow, readRows, restoreRow } from "../../ledger/archive";
import { createCipher, readKey, type Cipher } from "../../ledger/cipher";
import type { Database, Row } from "../../ledger/database";
import { readConferenceId } from "../../ledger/entry";
import { createLedger } from "../../ledger/ledger";
import { openLedger } from "../../ledger/openLedger";
import { logId } from "../../conferences/logId";
import { createSiteLookup } from "../../conferences/siteLookup";
import { createSiteOperations } from "../../conferences/siteOperations";
import { RtcError, SiteError } from "../../rtc/errors";
import { createSite, type Site } from "../../rtc/site";
import { ConfigError } from "../../config/settings";
import { CodedError } from "../../codedError";
import { siteOptions } from "../../config/sites";
import { isOrphan } from "./orphans";
import { verify } from "./verify";

const say = (line: string) => process.stdout.write(`${line}\n`);
const root = path.resolve(import.meta.dirname, "../../../..");
const usage =
  "npm run ledger -- verify [--offline] | export | import | orphans [--remove] [--writing]. See docs/operating.md.";

/** The context of the commands. */
interface Opened {
  config: Config;
  database: Database;
  cipher: Cipher;
  sites: ReadonlyMap<string, Site>;
}

/** Exit code 0: all is well; 1: something is not as it should be; 2: wrong options or settings. */
async function main(args: readonly string[]): Promise<void> {
  const [command = "", ...options] = args;
  const work = commands[command];
  if (!work || options.some((option) => !work.options.includes(option))) throw new ConfigError(usage);
  const config = readConfig(process.env);
  const simulatorUrl = config.simulator && `http://localhost:${config.simulator.port}`;
  const sites = new Map(
    config.sites.map((settings) => [settings.name, createSite(siteOptions(settings, simulatorUrl))]),
  );
  const { database, cipher } = await openLedger(config, root);
  try {
    await work.run({ config, database, cipher, sites }, options);
  } finally {
    await Promise.all([...sites.values()].map((site) => site.close()));
    await database.destroy();
  }
}

const commands: Record<
  string,
  { options: readonly string[]; run: (opened: Opened, options: readonly string[]) => Promise<void> }
> = {
  verify: {
    options: ["--offline"],
    run: async ({ database, cipher, sites }, options) => {
      const asked = options.includes("--offline") ? new Map<string, Site>() : sites;
      const { counts, discrepancies } = await verify({ database, cipher, sites: asked, now: Date.now });
      const numbers = Object.entries(counts).map(([state, count]) => `${count} ${state}`);
      say(numbers.length === 0 ? "The ledger is empty." : `The ledger holds ${numbers.join(", ")}.`);
      for (const { site, conferenceId, entry, what } of discrepancies)
        say(`${site}  ${conferenceId ?? "-"}  ${entry ?? "-"}  ${what}`);
      if (discrepancies.length > 0) process.exitCode = 1;
    },
  },

  export: {
    options: [],
    run: async ({ database }) => {
      closeOutputToOthers();
      for await (const row of readRows(database)) {
        if (!process.stdout.write(`${archiveRow(row)}\n`))
          await new Promise((resolve) => process.stdout.once("drain", resolve));
      }
    },
  },

  import: {
    options: [],
    run: async ({ config, database, cipher }) => {
      const before = config.ledger.keyBefore;
      const from = before === null ? cipher : createCipher(readKey(before, null));
      let restored = 0;
      let known = 0;
      for await (const line of createInterface({ input: process.stdin })) {
        if (line.trim() === "") continue;
        if (await restoreRow(database, line, { from, to: cipher })) restored += 1;
        else known += 1;
      }
      say(`${restored} entries were imported, ${known} were there already.`);
    },
  },

  orphans: {
    options: ["--remove", "--writing"],
    run: async (opened, options) => {
      let count = 0;
      for await (const row of readRows(opened.database)) {
        if (!isOrphan(row, { now: Date.now(), isWritingToo: options.includes("--writing") })) continue;
        count += 1;
        const since = new Date(row.changedAt).toISOString();
        const end = options.includes("--remove") ? await remove(opened, row) : row.claim;
        say(
          `${row.site}  ${nameConference(row, opened.cipher)}  of ${logId(row.owner)}  since ${since}  ${end}`,
        );
      }
      if (count === 0) say("Every conference is claimed by an appointment.");
    },
  },
};

/** A file that the shell has opened has the mode of its umask. */
function closeOutputToOthers(): void {
  try {
    if (fstatSync(process.stdout.fd).isFile()) fchmodSync(process.stdout.fd, 0o600);
  } catch {
    process.emitWarning("Other users may be able to read the file of the export.");
  }
}

/** An orphan that cannot be read is named all the same. */
function nameConference(row: Row, cipher: Cipher): string {
  try {
    return readConferenceId(row, cipher) ?? "-";
  } catch {
    return "unreadable";
  }
}

async function remove(
  { config, database, cipher, sites }: Opened,
  row: { site: string; owner: string; key: string },
): Promise<string> {
  const site = sites.get(row.site);
  if (!site) return "its site is not set up here";
  const ledger = createLedger({ database, cipher, site: row.site, now: Date.now });
  const lease = await ledger.acquire(row.owner, { key: row.key });
  if (!lease) return "gone meanwhile";
  const { unclaimedMs } = config.ledger;
  try {
    await createSiteOperations({
      site,
      ledger,
      lookup: createSiteLookup({ site, ledger }),
      handOut: () => null,
      clock: Date.now,
      unclaimedMs,
    }).remove(lease, lease.entry);
    return "removed";
  } catch (failure) {
    if (failure instanceof RtcError)
      return `${failure instanceof SiteError ? "refused" : "not reached"}: ${failure.code}`;
    return "not known whether it was removed";
  } finally {
    await lease.release();
  }
}

// The disk under an export may be full, or whoever reads it may be gone.
process.stdout.on("error", () => {
  process.stderr.write("The output is not complete: it cannot be written any more. Is there room for it?\n");
  process.exit(2);
});

main(process.argv.slice(2)).catch((failure: unknown) => {
  process.stderr.write(
    `${failure instanceof CodedError ? failure.message : "The ledger's tool itself failed."}\n`,
  );
  process.exitCode = 2;
});
