import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { Agent, get, request as httpRequest, type IncomingMessage } from "node:http";
import path from "node:path";
import { createInterface } from "node:readline";
import { request } from "../support/relay";

const main = path.resolve(__dirname, "../../dist/server/main.js");
const delayMs = 4000;
let child: ChildProcess | undefined;
afterEach(() => child?.kill("SIGKILL"));

/** The program in a process of its own, once it says that it can be stopped. */
async function run(): Promise<{ url: string; simulator: string; ended: Promise<[number | null]> }> {
  const settings = {
    PORT: "0",
    SIMULATOR_PORT: "0",
    DATA_DIR: "",
    STOP_DELAY_SECONDS: String(delayMs / 1000),
  };
  const running = spawn(process.execPath, [main], { env: { ...process.env, ...settings } });
  child = running;
  const ended = once(running, "exit") as Promise<[number | null]>;
  const urls: string[] = [];
  for await (const line of createInterface({ input: running.stdout })) {
    urls.push(...(/http:\S+(?=\/$)/.exec(line) ?? []));
    if (line.includes("Ctrl+C")) break;
  }
  running.stdout.resume();
  const [url = "", simulator = ""] = urls;
  return { url, simulator, ended };
}

interface Answer {
  status: number | undefined;
  connection: string | undefined;
  text: string;
}

async function read(response: IncomingMessage): Promise<Answer> {
  let text = "";
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode, connection: response.headers.connection, text };
}

/** By a connection of its own, or by one that the agent keeps. */
const fetchBy = (url: string, agent?: Agent) =>
  new Promise<Answer>((resolve, reject) => {
    get(
      url,
      agent ? { agent } : { agent: false },
      (response) => void read(response).then(resolve, reject),
    ).on("error", reject);
  });

test("on SIGTERM it says so, takes requests for as long as a balancer needs, and answers what it has taken", async () => {
  const { url, simulator, ended } = await run();
  const json = { "Content-Type": "application/json" };
  const asked = await fetch(`${url}/preview/token`, {
    method: "POST",
    headers: json,
    body: JSON.stringify({ userId: "alice.adams" }),
  });
  const { accessToken } = (await asked.json()) as { accessToken: string };
  const headers = { ...json, Authorization: `Bearer ${accessToken}` };
  const at = (hours: number) => new Date(Date.now() + hours * 3600_000).toISOString();
  const body = JSON.stringify({
    ...request,
    appointment: { ...request.appointment, start: at(24), end: at(25) },
  });
  /** By a connection of its own. */
  const schedule = () =>
    new Promise<Answer>((resolve, reject) => {
      const own = { ...headers, "Idempotency-Key": crypto.randomUUID() };
      httpRequest(
        `${url}/api/conferences`,
        { method: "POST", headers: own, agent: false },
        (response) => void read(response).then(resolve, reject),
      )
        .on("error", reject)
        .end(body);
    });
  // With the tokens that the first one got, the second one is a single call.
  expect((await schedule()).status).toBe(201);
  const latencyMs = delayMs + 1500;
  await fetch(`${simulator}/control/switches`, { method: "PUT", body: JSON.stringify({ latencyMs }) });

  // Taken before, and answered after the last new connection is taken.
  const slow = schedule();
  const kept = new Agent({ keepAlive: true, maxSockets: 1 });
  expect((await fetchBy(`${url}/healthz`, kept)).connection).not.toBe("close");

  const told = performance.now();
  child?.kill("SIGTERM");
  while (!(await fetchBy(`${url}/readyz`)).text.includes("stopping"));
  // A connection that was kept is given up with an answer, so that no request can meet its end.
  expect(await fetchBy(`${url}/healthz`, kept)).toMatchObject({ status: 200, connection: "close" });
  let fresh = 0;
  while (fresh < 150 && performance.now() - told < delayMs - 1000) {
    const answers = await Promise.all(Array.from({ length: 10 }, () => fetchBy(`${url}/healthz`)));
    for (const { status } of answers) expect(status).toBe(200);
    expect(await fetchBy(`${url}/readyz`)).toMatchObject({ status: 503, text: '{"status":"stopping"}' });
    fresh += answers.length;
  }
  expect(fresh).toBeGreaterThan(30);
  expect((await slow).status).toBe(201);
  expect(await ended).toEqual([0, null]);
  expect(performance.now() - told).toBeGreaterThan(delayMs - 100);
  expect(performance.now() - told).toBeLessThan(30_000);
  await expect(fetchBy(`${url}/healthz`)).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

test("on Ctrl+C it does not wait for a balancer", async () => {
  const { ended } = await run();
  const told = performance.now();
  child?.kill("SIGINT");
  expect(await ended).toEqual([0, null]);
  expect(performance.now() - told).toBeLessThan(delayMs);
});
