import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as nextMoment } from "node:timers/promises";
import pg from "pg";
import { binariesFolder, completeBinaries, startPostgres } from "./postgres";

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
  const script = `const child = require("node:child_process").fork(${server}, { detached: true });
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

test("links that no install script has made are made, once", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "binaries-"));
  mkdirSync(path.join(folder, "native/lib"), { recursive: true });
  writeFileSync(path.join(folder, "package.json"), '{"type":"module"}');
  writeFileSync(path.join(folder, "native/lib/libpq.so.5.18"), "");
  const link = { source: "native/lib/libpq.so.5.18", target: "native/lib/libpq.so.5" };
  writeFileSync(path.join(folder, "native/pg-symlinks.json"), JSON.stringify([link]));
  cpSync(path.join(binariesFolder(), "scripts"), path.join(folder, "scripts"), { recursive: true });
  completeBinaries(folder);
  expect(readlinkSync(path.join(folder, link.target))).toBe("libpq.so.5.18");
  rmSync(path.join(folder, "scripts"), { recursive: true });
  completeBinaries(folder);
  rmSync(folder, { recursive: true });
});
