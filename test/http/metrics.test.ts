import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { spawn } from "node:child_process";
import { readConfig } from "../../server/config/config";
import { start, type Program } from "../../server/start";
import { request } from "../support/relay";

const root = path.resolve(__dirname, "../..");
const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const tomorrow = { ...request, appointment: { ...request.appointment, start: at(24), end: at(25) } };
const json = { "Content-Type": "application/json" };

async function tokenOf(url: string): Promise<string> {
  const body = JSON.stringify({ userId: "alice.adams" });
  const answer = await fetch(`${url}/preview/token`, { method: "POST", headers: json, body });
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

async function schedule(url: string, token: string): Promise<Response> {
  const headers = { ...json, Authorization: `Bearer ${token}`, "Idempotency-Key": crypto.randomUUID() };
  return fetch(`${url}/api/conferences`, { method: "POST", headers, body: JSON.stringify(tomorrow) });
}

describe("metrics", () => {
  let program: Program;
  beforeAll(async () => {
    const config = readConfig({ PORT: "0", SIMULATOR_PORT: "0", DATA_DIR: "" });
    program = await start({ config, root, log: () => undefined });
  }, 30_000);
  afterAll(() => program.close());

  test("tell of requests, calls of the site, attempts, renewals, the breaker and the ledger, and of nobody", async () => {
    const token = await tokenOf(program.url);
    expect((await schedule(program.url, token)).status).toBe(201);
    const response = await fetch(`${program.url}/metrics`);
    expect(response.headers.get("Content-Type")).toContain("text/plain");
    const text = await response.text();
    for (const line of [
      'relay_request_seconds_count{method="POST",route="/api/conferences",status="201",code=""} 1',
      'relay_site_call_seconds_count{site="default",service="PreConferenceService",operation="scheduleConference",outcome="ok"} 1',
      'relay_site_attempts_total{site="default",operation="scheduleConference"} 1',
      'relay_site_token_renewals_total{site="default",policy="PRECONFERENCE",outcome="ok"} 1',
      'relay_site_breaker_open{site="default"} 0',
      'relay_ledger_entries{site="default",state="scheduled"} 1',
    ])
      expect(text).toContain(line);
    for (const word of ["alice", "Quarterly", "example.com", "MSJSJASDJJASDJASDASD", token.slice(0, 20)])
      expect(text).not.toContain(word);
  });

  test("/readyz names the site that does not let the relay in", async () => {
    const ready = await fetch(`${program.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { status: "ready", sites: [{ name: "default", status: "ready" }] },
    ]);
  });
});

/** The program as a process of its own, and where it answers. */
async function run() {
  const program = spawn(process.execPath, [path.join(root, "dist/server/main.js")], {
    env: {
      PATH: process.env.PATH,
      PORT: "0",
      SIMULATOR_PORT: "0",
      DATA_DIR: mkdtempSync(path.join(tmpdir(), "data-")),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  const [url = "", simulator = ""] = await new Promise<string[]>((resolve) => {
    program.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const urls = /relay: +(\S+)\/\n.*simulator: +(\S+)\/\n/s.exec(said);
      if (urls) resolve(urls.slice(1));
    });
  });
  const ended = new Promise((resolve) => program.once("exit", resolve));
  /** The site takes so long for what is asked of it from now on. */
  const slow = (latencyMs: number) =>
    fetch(`${simulator}/control/switches`, { method: "PUT", body: JSON.stringify({ latencyMs }) });
  return { program, url, ended, slow, token: await tokenOf(url) };
}

test("SIGTERM: what was accepted is answered, nothing new is taken, and the process ends well", async () => {
  const { program, url, ended, slow, token } = await run();
  await schedule(url, token);
  await slow(1500);
  const accepted = schedule(url, token);
  // Sent later, by another connection, and answered: the one before has arrived.
  await fetch(`${url}/healthz`);
  program.kill("SIGTERM");
  expect((await accepted).status).toBe(201);
  expect(await ended).toBe(0);
  await expect(fetch(`${url}/healthz`)).rejects.toThrow("fetch failed");
}, 40_000);

test("asked a second time, it ends at once", async () => {
  const { program, url, ended, slow, token } = await run();
  await slow(9000);
  const accepted = schedule(url, token).catch(() => "cut");
  await fetch(`${url}/healthz`);
  program.kill("SIGTERM");
  // It is stopping from here on: it no longer takes connections.
  while (await fetch(`${url}/healthz`, { headers: { Connection: "close" } }).catch(() => null));
  program.kill("SIGTERM");
  expect(await ended).toBe(1);
  expect(await accepted).toBe("cut");
}, 40_000);
