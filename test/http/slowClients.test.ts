import path from "node:path";
import { readConfig } from "../../server/config/config";
import { listen } from "../../server/http/listen";
import { createHttpServer } from "../../server/http/loopback";
import { start, type Program } from "../../server/start";
import { request } from "../support/relay";
import { openRaw, readRaw } from "../support/sockets";

const root = path.resolve(__dirname, "../..");
let program: Program;
let alice: string;
let chen: string;

beforeAll(async () => {
  const config = readConfig({ PORT: "0", SIMULATOR_PORT: "0", DATA_DIR: "" });
  program = await start({ config, root, log: () => undefined });
  [alice, chen] = await Promise.all([tokenOf("alice.adams"), tokenOf("chen.wei")]);
  // The first request of all opens the session, which is not what is looked at here.
  expect((await ask("configuration", alice)).status).toBe(200);
});
afterAll(() => program.close());

async function tokenOf(userId: string): Promise<string> {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ userId });
  const answer = await fetch(`${program.url}/preview/token`, { method: "POST", headers, body });
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

const ask = (address: string, token: string) =>
  fetch(`${program.url}/api/${address}`, { headers: { Authorization: `Bearer ${token}` } });

function schedule(token: string): Promise<Response> {
  const at = (hours: number) => new Date(Date.now() + hours * 3600_000).toISOString();
  const wanted = { ...request, appointment: { ...request.appointment, start: at(24), end: at(25) } };
  return fetch(`${program.url}/api/conferences`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "Idempotency-Key": crypto.randomUUID(),
      Authorization: `Bearer ${token}`,
    },
    body: JSON.stringify(wanted),
  });
}

const headOf = (token: string, ...more: string[]) =>
  [
    "POST /api/conferences HTTP/1.1",
    "Host: localhost",
    `Authorization: Bearer ${token}`,
    `Idempotency-Key: ${crypto.randomUUID()}`,
    ...more,
    "",
    "",
  ].join("\r\n");

/** Sends one byte now and then until the connection ends. */
function drip(client: ReturnType<typeof openRaw>, byte: string): void {
  const timer = setInterval(() => client.send(byte), 1000);
  void client.closed.then(() => clearInterval(timer));
}

test("hundreds of bodies that hardly arrive hold up nobody else, and are given up after seconds", async () => {
  const began = performance.now();
  const slow = Array.from({ length: 250 }, (_, n) => {
    const client = openRaw(program.url);
    if (n % 3 === 0) client.send(`${headOf(alice, "Content-Length: 200000")}{`);
    else if (n % 3 === 1) client.send(`${headOf(alice, "Transfer-Encoding: chunked")}1\r\n{\r\n`);
    else client.send(headOf(alice, "Content-Length: 200000", "Expect: 100-continue"));
    drip(client, n % 3 === 1 ? "1\r\n \r\n" : " ");
    return client;
  });
  const answers = slow.map(async (client) => {
    const heard = await client.until(/HTTP\/1\.1 [45]\d\d/);
    return { status: readRaw(heard.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, "")).status, heard };
  });
  // As long as the slow ones last, and somewhat longer.
  let others = 0;
  let worstMs = 0;
  const all = Promise.all(answers);
  let isOver = false;
  void all.then(() => (isOver = true));
  while (!isOver || others < 5) {
    const asked = performance.now();
    const made = await schedule(chen);
    worstMs = Math.max(worstMs, performance.now() - asked);
    expect(made.status).toBe(201);
    others += 1;
    if (others > 250) break;
  }
  const found = await all;
  expect(new Set(found.map(({ status }) => status))).toEqual(new Set([408, 503]));
  expect(found.filter(({ heard }) => heard.includes("REQUEST_TOO_SLOW")).length).toBeGreaterThan(11);
  expect(worstMs).toBeLessThan(4000);
  expect(performance.now() - began).toBeLessThan(25_000);
  // The connections go too: nobody waits for the rest.
  await Promise.all(slow.map(({ closed }) => closed));
});

test("one who is not known holds no place with a slow body", async () => {
  const client = openRaw(program.url);
  client.send(`${headOf("a.b.c", "Content-Length: 200000")}{`);
  expect(readRaw(await client.until(/UNAUTHENTICATED/)).status).toBe(401);
  await client.closed;
});

test("headers that do not end, and connections that say nothing, are cut after seconds", async () => {
  const began = performance.now();
  const [silent, slow, kept] = [openRaw(program.url), openRaw(program.url), openRaw(program.url)];
  slow.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ");
  drip(slow, "x");
  kept.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  expect(await slow.closed).toContain("408");
  expect(await silent.closed).toMatch(/408|^$/);
  expect(await kept.closed).toContain("200");
  expect(performance.now() - began).toBeLessThan(15_000);
});

test("a client that does not read its answer is cut", async () => {
  const server = createHttpServer({
    fetch: () => new Response("x".repeat(32 * 1024 * 1024)),
    stalledMs: 300,
  });
  const closed = new Promise((resolve) =>
    server.once("connection", (socket) => socket.once("close", resolve)),
  );
  const client = openRaw(`http://localhost:${await listen(server, 0)}`);
  client.socket.pause();
  client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await closed;
  client.socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

test("one caller's many requests at a slow site leave room for others'", async () => {
  const steer = (latencyMs: number) =>
    fetch(`${program.simulator!.url}/control/switches`, {
      method: "PUT",
      body: JSON.stringify({ latencyMs }),
    });
  // Each of the callers has a minute of its own, of which the first test has used up a part.
  const [dina, emeka] = await Promise.all([tokenOf("dina.haddad"), tokenOf("emeka.obi")]);
  await steer(1000);
  let answered = 0;
  const many = Array.from({ length: 150 }, async () => {
    const { status } = await schedule(dina);
    answered += 1;
    return status;
  });
  expect((await schedule(emeka)).status).toBe(201);
  const before = answered;
  await steer(0);
  const statuses = await Promise.all(many);
  expect(before).toBeLessThan(50);
  expect(statuses.every((status) => status === 201 || status === 503)).toBe(true);
  expect((await schedule(dina)).status).toBe(201);
});
