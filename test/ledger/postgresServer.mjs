// Runs a PostgreSQL server for postgres.ts, in a process of its own: whatever becomes of jest's process, this one ends the
// server and deletes its data. Arguments: the folder of the binaries, and a port to try first.
import { execFile, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const [, , packageFolder = "", firstPort = "0"] = process.argv;
const password = randomBytes(16).toString("hex");
/** Fast rather than safe, small, and on loopback only, without a socket in a folder of everybody's. */
const settings = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  shared_buffers: "16MB",
  io_method: "sync",
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
};
const initdbOptions = [
  "--username=postgres",
  "--auth=scram-sha-256",
  "--locale=C",
  "--encoding=UTF8",
  "--no-sync",
  "--no-instructions",
  "--wal-segsize=1",
];

/** The user of the server: PostgreSQL does not run as root. */
function findUser() {
  if (process.getuid?.() !== 0) return {};
  const idOf = (option, name) => spawnSync("id", [option, name], { encoding: "utf8" }).stdout?.trim();
  for (const name of ["postgres", "nobody"]) {
    const ids = { uid: Number(idOf("-u", name)), gid: Number(idOf("-g", name)) };
    if (ids.uid > 0 && spawnSync("id", { ...ids, cwd: "/" }).status === 0) return ids;
  }
  throw new Error(
    "PostgreSQL does not run as root, and this root cannot run programs as postgres or nobody. Run the tests as an ordinary user.",
  );
}

/** Whether the server's user may go through this folder and all that it is in. */
function isOpen(folder, { uid, gid }) {
  if (uid === undefined) return true;
  const { mode, uid: owner, gid: group } = statSync(folder);
  const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
  const above = path.dirname(folder);
  return (mode & bit) !== 0 && (above === folder || isOpen(above, { uid, gid }));
}

/** A new folder that only the server's user may enter. */
function makeFolder(user) {
  const places = [tmpdir(), "/tmp", "/var/tmp"];
  const place = places.find((known) => existsSync(known) && isOpen(realpathSync(known), user));
  if (place === undefined)
    throw new Error(
      "The user of the PostgreSQL server cannot enter the folder for temporary files. Set TMPDIR to another one.",
    );
  const made = mkdtempSync(path.join(realpathSync(place), "postgres-"));
  give(made, user);
  return made;
}

function give(file, { uid, gid }) {
  if (uid !== undefined) chownSync(file, uid, gid);
}

/**
 * Where the programs are: in the package, else in a copy. The copy is needed where the server's user cannot reach the
 * package, and where no install script has made the links among its libraries, which npm's archives cannot hold.
 */
function findPrograms(user) {
  const native = path.join(packageFolder, "native");
  const list = path.join(native, "pg-symlinks.json");
  const links = existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : [];
  const isWhole = links.every(({ target }) => existsSync(path.join(packageFolder, target)));
  const isExecutable = readdirSync(path.join(native, "bin")).every(
    (name) =>
      process.platform === "win32" || (statSync(path.join(native, "bin", name)).mode & 0o555) === 0o555,
  );
  if (isWhole && isExecutable && isOpen(realpathSync(native), user)) return path.join(native, "bin");
  const copy = path.join(folder, "native");
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  for (const { source, target } of links) {
    const link = path.join(folder, target);
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(target), source), link);
  }
  for (const name of ["", ...readdirSync(copy, { recursive: true })]) {
    const file = path.join(copy, name);
    chmodSync(file, 0o755);
    give(file, user);
  }
  return path.join(copy, "bin");
}

let folder = "";
let url = "";
let user = {};
let programs = "";
let port = 0;
let server = null;
let lines = "";

/** How each program is run. The current folder may be one that the server's user cannot enter. */
const howToRun = () => ({ ...user, cwd: folder, env: { ...process.env, LC_ALL: "C" } });
const runProgram = (name, ...options) => promisify(execFile)(path.join(programs, name), options, howToRun());

async function freePort() {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port: free } = listener.address();
  listener.close();
  await once(listener, "close");
  return free;
}

async function start() {
  const options = Object.entries({ ...settings, port }).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  lines = "";
  server = spawn(path.join(programs, "postgres"), ["-D", path.join(folder, "data"), ...options], {
    ...howToRun(),
    stdio: ["ignore", "ignore", "pipe"],
  });
  await new Promise((resolve, reject) => {
    server.stderr.on("data", (chunk) => {
      lines += chunk;
      if (lines.includes("ready to accept connections")) resolve();
    });
    server.once("error", reject);
    server.once("close", () => reject(new Error(`It has ended. ${lines}`)));
  });
}

async function stop() {
  if (!server || server.exitCode !== null) return;
  const gone = once(server, "exit");
  const end = (mode) => runProgram("pg_ctl", "stop", "-D", path.join(folder, "data"), "-m", mode, "-t", "20");
  await end("fast").catch(() => end("immediate"));
  await gone;
}

const commands = {
  initialise: async () => {
    user = findUser();
    folder = makeFolder(user);
    programs = findPrograms(user);
    const passwordFile = path.join(folder, "password");
    writeFileSync(passwordFile, password, { mode: 0o600 });
    give(passwordFile, user);
    const data = path.join(folder, "data");
    await runProgram("initdb", `--pgdata=${data}`, `--pwfile=${passwordFile}`, ...initdbOptions);
    for (let tries = 0; ; tries += 1) {
      // Another process may get a free port before the server does.
      port = tries === 0 && firstPort !== "0" ? Number(firstPort) : await freePort();
      try {
        await start();
        break;
      } catch (failure) {
        if (tries === 5 || !/could not bind|could not create any TCP/.test(lines)) throw failure;
      }
    }
    url = `postgres://postgres:${password}@127.0.0.1:${port}`;
  },
  start,
  stop,
};

async function obey(command) {
  try {
    await commands[command]();
    return { done: { url, folder } };
  } catch (failure) {
    return { failed: String(failure.stderr || failure.message) };
  }
}

let work = Promise.resolve();
process.on("message", (command) => {
  work = work.then(() => obey(command)).then((answer) => process.connected && process.send(answer));
});
process.on("disconnect", () => {
  void work.then(stop).finally(() => {
    if (folder !== "") rmSync(folder, { recursive: true, force: true });
    process.exit();
  });
});
