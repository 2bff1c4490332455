// Builds the pages (webpack) and the server (esbuild) side by side, unless they were built from the same sources before.
// `--quick`, for `npm start`: the pages without minifying, ahead-of-time styles and compression, in about a third of the time.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

const root = path.resolve(import.meta.dirname, "..");
const startPage = path.join(root, "dist/web/index.html");
const stamp = path.join(root, "dist/web.json");
const sources = ["src", "assets", "build", "webpack.config.js", "package-lock.json"];

const filesIn = (source) =>
  statSync(path.join(root, source)).isFile()
    ? [source]
    : readdirSync(path.join(root, source), { recursive: true, encoding: "utf8" })
        .map((name) => path.join(source, name))
        .filter((file) => statSync(path.join(root, file)).isFile())
        .sort();

/** A hash of every file that the pages are made of. */
function hashSources() {
  const hash = createHash("sha256");
  for (const file of sources.flatMap(filesIn)) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

const mains = ["main", "simulator/main", "tools/doctor/main", "tools/ledger/main"];

const buildServer = () =>
  build({
    absWorkingDir: root,
    entryPoints: mains.map((main) => `server/${main}.ts`),
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    outdir: "dist/server",
    outbase: "server",
    logLevel: "warning",
  });

/** Runs webpack in a process of its own; ends this one with its exit code if it fails. */
function runWebpack(options) {
  const webpack = path.join(root, "node_modules/webpack/bin/webpack.js");
  const child = spawn(process.execPath, [webpack, ...options], { cwd: root, stdio: "inherit" });
  return new Promise((resolve) => {
    child.once("exit", (code) => (code === 0 ? resolve() : process.exit(code ?? 1)));
  });
}

async function buildWeb(isQuick) {
  const hash = hashSources();
  const built = existsSync(startPage) && existsSync(stamp) ? JSON.parse(readFileSync(stamp, "utf8")) : null;
  if (built?.hash === hash && (isQuick || !built.isQuick)) return;
  await runWebpack(["--mode", "production", ...(isQuick ? ["--env", "quick"] : [])]);
  writeFileSync(stamp, JSON.stringify({ hash, isQuick }));
}

const only = process.argv.includes("--server");
await Promise.all([buildServer(), ...(only ? [] : [buildWeb(process.argv.includes("--quick"))])]);
