import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = process.cwd();
const webpack = path.join("node_modules/webpack/bin/webpack.js");
const unminified = ["--mode", "production", "--no-optimization-minimize"];

/** A copy of the project as a fresh `npm ci` leaves it: nothing is built, nothing is cached. */
function copyProject(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "start-"));
  const { stdout } = spawnSync("git", ["ls-files"], { cwd: root, encoding: "utf8" });
  for (const file of stdout.trim().split("\n")) cpSync(path.join(root, file), path.join(folder, file));
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  return folder;
}

/** Seconds from `npm start` until the preview's page and its script are served. */
async function timeStart(folder: string): Promise<number> {
  const began = performance.now();
  const env = { ...process.env, PORT: "0", SIMULATOR_PORT: "0" };
  const program = spawn("npm", ["start"], { cwd: folder, env, detached: true });
  try {
    const page = await addressOf(program);
    const html = await (await fetch(page)).text();
    const [, script = ""] = /src="([^"]+preview[^"]+\.js)"/.exec(html) ?? [];
    const answer = await fetch(new URL(script, page));
    if (script === "" || !answer.ok) throw new Error("The preview's page has no script.");
    return (performance.now() - began) / 1000;
  } finally {
    const ended = new Promise((resolve) => program.once("exit", resolve));
    if (program.pid !== undefined) process.kill(-program.pid);
    await ended;
  }
}

/** The first address that the program prints. */
function addressOf(program: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    const read = (part: Buffer): void => {
      output += part.toString();
      const [address] = /http:\/\/localhost:\d+\S*/.exec(output) ?? [];
      if (address !== undefined) resolve(address);
    };
    program.stdout?.on("data", read);
    program.stderr?.on("data", read);
    program.once("exit", () => reject(new Error(output)));
  });
}

/** `npm start` the first and the second time, beside webpack alone without minifying. */
export async function benchStart(say: (...parts: string[]) => void): Promise<void> {
  const folder = copyProject();
  try {
    const began = performance.now();
    spawnSync(process.execPath, [webpack, ...unminified], { cwd: folder });
    const baseline = (performance.now() - began) / 1000;
    for (const built of ["dist", ".cache"]) rmSync(path.join(folder, built), { recursive: true });
    const first = await timeStart(folder);
    const second = await timeStart(folder);
    say(
      `start until the preview is served (baseline: webpack --mode production, not minified, ${baseline.toFixed(1)} s)`,
      `the first time ${(first / baseline).toFixed(2)} times (${first.toFixed(1)} s)`,
      `the second time ${(second / baseline).toFixed(2)} times (${second.toFixed(1)} s)`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
