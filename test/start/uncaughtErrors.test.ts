import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as nextMoment } from "node:timers/promises";

// The whole program in a process of its own.

const folder = mkdtempSync(path.join(tmpdir(), "last-resort-"));
/** Fails in ways that nobody catches, once for each signal. */
const saboteur = path.join(folder, "saboteur.mjs");
writeFileSync(
  saboteur,
  `import { EventEmitter } from "node:events";
   const secret = () => Object.assign(new Error("Quarterly review\\n    at alice (alice.adams@example.com)"), { code: "ECONNRESET" });
   const ways = [
     () => void Promise.reject(secret()),
     () => new EventEmitter().emit("error", secret()),
     () => { throw { title: "Quarterly review" }; },
     () => setTimeout(() => null.title),
   ];
   process.on("SIGUSR2", () => ways.shift()());`,
);
const main = path.resolve(__dirname, "../../dist/server/main.js");
const children: ChildProcess[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill("SIGKILL")));
afterAll(() => rmSync(folder, { recursive: true }));

async function startProgram(...options: readonly string[]) {
  const child = spawn(process.execPath, [...options, main], {
    env: { PATH: process.env.PATH, PORT: "0", SIMULATOR_PORT: "0", DATA_DIR: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => String((await lines.next()).value);
  const url = /http:\S+/.exec(await next())?.[0] ?? "";
  // To the line that says how to stop it.
  while (!(await next()).includes("Ctrl+C"));
  const isAlive = async () =>
    (await fetch(new URL("healthz", url))).status === 200 && child.exitCode === null;
  return { child, url, next, isAlive };
}

test("an error that nobody catches is logged by closed words, and everybody is served on", async () => {
  const { child, next, isAlive } = await startProgram("--import", saboteur);
  const seen: unknown[] = [];
  for (let ways = 0; ways < 4; ways += 1) {
    child.kill("SIGUSR2");
    const line = await next();
    expect(line).not.toMatch(/Quarterly|alice/);
    const { level, uncaught, cause, at } = JSON.parse(line) as Record<string, unknown>;
    seen.push([level, uncaught, cause, at === null ? null : /^saboteur\.mjs:\d+:\d+$/.test(at as string)]);
    expect(await isAlive()).toBe(true);
    // The request's own line.
    await next();
  }
  expect(seen).toEqual([
    [50, "unhandledRejection", "Error ECONNRESET", true],
    [50, "uncaughtException", "Error ECONNRESET", true],
    [50, "uncaughtException", "unknown", null],
    [50, "uncaughtException", "TypeError", true],
  ]);
}, 60_000);

test("a reader of its output that goes away takes nothing with it", async () => {
  const { child, isAlive } = await startProgram();
  child.stdout?.destroy();
  child.stderr?.destroy();
  for (let requests = 0; requests < 5; requests += 1) expect(await isAlive()).toBe(true);
}, 60_000);

// A system that has a device for it is asked; elsewhere the log is written.
test("a disk that is too full for its log takes nothing with it", async () => {
  const log = existsSync("/dev/full") ? "/dev/full" : path.join(folder, "log");
  const output = openSync(log, "w");
  const port = await freePort();
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, PORT: String(port), SIMULATOR_PORT: "0", DATA_DIR: "" },
    stdio: ["ignore", output, output],
  });
  children.push(child);
  closeSync(output);
  const gone = once(child, "exit").then(() => "gone" as const);
  const ask = () => fetch(`http://localhost:${port}/healthz`).then(({ status }) => status);
  /** It does not say when it listens: it is asked until it does, or has ended. */
  const askUntilThere = (): Promise<number | "gone"> =>
    Promise.race([ask().catch(() => nextMoment(50).then(askUntilThere)), gone]);
  expect(await askUntilThere()).toBe(200);
  for (let requests = 0; requests < 5; requests += 1) expect(await Promise.race([ask(), gone])).toBe(200);
}, 60_000);

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as AddressInfo;
  await new Promise((resolve) => listener.close(resolve));
  return port;
}

const garbage = [
  "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
  "GET / HTTP/9.9\r\n\r\n",
  "CONNECT example.com:443 HTTP/1.1\r\nHost: localhost\r\n\r\n",
  "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
  "POST /api/presence HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{",
  "POST /api/presence HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
  "POST /preview/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n{",
  "GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n",
  "GET /%c3%28 HTTP/1.1\r\nHost: localhost\r\n\r\n",
  "GET //[ HTTP/1.1\r\nHost: [\r\n\r\n",
  "GET http://[/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
  "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
  `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${"x".repeat(20_000)}\r\n\r\n`,
];

test("connections that speak anything, and end at any moment, leave no error that nobody caught", async () => {
  const { url, next, isAlive, child } = await startProgram();
  const { port } = new URL(url);
  const open = async (text: string): Promise<Socket> => {
    const socket = connect(Number(port), "127.0.0.1");
    socket.on("error", () => undefined);
    await once(socket, "connect");
    await new Promise((resolve) => socket.write(text, "latin1", resolve));
    return socket;
  };
  for (const text of garbage) {
    (await open(text)).destroy();
    (await open(text)).resetAndDestroy();
    const socket = await open(text);
    socket.end();
    socket.resume();
    await once(socket, "close");
  }
  expect(await isAlive()).toBe(true);
  child.kill("SIGTERM");
  const lines: string[] = [];
  for (let line = await next(); line !== "undefined"; line = await next()) lines.push(line);
  expect(lines.filter((line) => line.includes("uncaught"))).toEqual([]);
}, 60_000);
