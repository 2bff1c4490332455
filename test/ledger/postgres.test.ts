import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as nextMoment } from "node:timers/promises";
import pg from "pg";
import { binariesFolder, startPostgres } from "./postgres";

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<object>(statement)).rows;
  } finally {
    await client.end();
  }
}

test("a server starts, stops and starts again with its data, and leaves nothing behind", async () => {
  const { url, folder, newDatabase, stop, start, close } = await startPostgres();
  const databases = [await newDatabase(), await newDatabase()];
  await Promise.all(databases.map((database) => ask(database, "CREATE TABLE kept AS SELECT 'é' AS letter")));
  const settings = `SELECT current_setting('server_encoding') AS encoding, datcollate AS collation FROM pg_database WHERE datname = 'postgres'`;
  expect(await ask(url, settings)).toEqual([{ encoding: "UTF8", collation: "C" }]);
  await stop();
  await expect(ask(url, "SELECT 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  await start();
  for (const database of databases)
    expect(await ask(database, "SELECT letter FROM kept")).toEqual([{ letter: "é" }]);
  expect(existsSync(folder)).toBe(true);
  await close();
  await expect(ask(url, "SELECT 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  expect(existsSync(folder)).toBe(false);
}, 60_000);

test("whatever becomes of the process that uses it, server and folder are gone soon", async () => {
  const server = JSON.stringify(path.join(__dirname, "postgresServer.mjs"));
  const binaries = JSON.stringify(binariesFolder());
  const script = `const child = require("node:child_process").fork(${server}, [${binaries}], { detached: true });
    child.on("message", ({ done }) => console.log(JSON.stringify(done)));
    child.send("initialise");`;
  const user = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(user.stdout, "data")) as [Buffer];
  const { url, folder } = JSON.parse(line.toString()) as { url: string; folder: string };
  expect(await ask(`${url}/postgres`, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  user.kill("SIGKILL");
  while (existsSync(folder)) await nextMoment(20);
  await expect(ask(`${url}/postgres`, "SELECT 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
}, 60_000);

describe("a copy of the binaries", () => {
  /** In a folder that only its owner may enter: where root is the owner, the server's user may not. */
  function copyBinaries(): { home: string; binaries: string } {
    const home = mkdtempSync(path.join(tmpdir(), "x y ä-"));
    homes.push(home);
    const binaries = path.join(home, "ß ع");
    cpSync(binariesFolder(), binaries, { recursive: true, verbatimSymlinks: true });
    return { home, binaries };
  }
  const homes: string[] = [];
  const cwd = process.cwd();
  afterEach(() => {
    process.chdir(cwd);
    for (const home of homes.splice(0)) rmSync(home, { recursive: true });
  });

  test("is used from a folder that others cannot enter, with spaces and other letters, under any umask", async () => {
    const umask = process.umask(0o077);
    try {
      const { home, binaries } = copyBinaries();
      expect(statSync(home).mode & 0o077).toBe(0);
      process.chdir(home);
      const { url, close } = await startPostgres({ binaries });
      expect(await ask(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
      await close();
    } finally {
      process.umask(umask);
    }
  }, 60_000);

  test("gets the links among its libraries that no install script has made, and the package stays as it is", async () => {
    const { binaries } = copyBinaries();
    const list = path.join(binaries, "native/pg-symlinks.json");
    const links = JSON.parse(readFileSync(list, "utf8")) as { target: string }[];
    for (const { target } of links) rmSync(path.join(binaries, target), { force: true });
    const { url, close } = await startPostgres({ binaries });
    expect(await ask(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    expect(links.filter(({ target }) => existsSync(path.join(binaries, target)))).toEqual([]);
    await close();
  }, 60_000);

  test("that cannot run says so at once, in one line", async () => {
    const binaries = mkdtempSync(path.join(tmpdir(), "binaries-"));
    homes.push(binaries);
    await expect(startPostgres({ binaries })).rejects.toThrow(/^PostgreSQL: initialise failed\. .*ENOENT.*$/);
    const initdb = `native/bin/initdb${process.platform === "win32" ? ".exe" : ""}`;
    cpSync(path.join(binariesFolder(), initdb), path.join(binaries, initdb));
    await expect(startPostgres({ binaries })).rejects.toThrow(/^PostgreSQL: initialise failed\. .+$/);
  });
});

test("a port that is taken is left alone, and another one is tried", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const { url, close } = await startPostgres({ port });
  expect(Number(new URL(url).port)).not.toBe(port);
  expect(await ask(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  other.close();
  await close();
}, 60_000);
