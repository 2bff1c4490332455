import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { startPostgres } from "../ledger/postgres";
import { request } from "../support/relay";
import { begin, type BenchServer } from "./servers";

type Say = (...parts: string[]) => void;

const sizes = [10, 100, 1000];
const bodyOf = (attendees: number) =>
  JSON.stringify({
    ...request,
    appointment: {
      ...request.appointment,
      start: "2030-01-15T14:00:00Z",
      end: "2030-01-15T15:00:00Z",
      attendees: Array.from({ length: attendees }, (_, n) => ({
        name: `First${n} Last${n}`,
        address: `attendee${n}@example.com`,
        kind: "required",
      })),
    },
  });

/** It closes idle connections before the servers do. */
const agent = new http.Agent({ keepAlive: true, timeout: 4000 });

/** By Node's own client: fetch would take more of the processor than the servers that are measured. */
async function post(url: string, body: string): Promise<void> {
  const headers = { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() };
  const asked = http.request(`${url}/api/conferences`, { method: "POST", headers, agent }).end(body);
  const [response] = (await once(asked, "response")) as [http.IncomingMessage];
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  if (response.statusCode !== 201) throw new Error(Buffer.concat(parts).toString());
}

/** So many at once, as from some dozens of people. */
async function perSecond(count: number, work: () => Promise<void>, atOnce = 32): Promise<number> {
  const began = performance.now();
  let left = count;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) await work();
    }),
  );
  return (count * 1000) / (performance.now() - began);
}

/** The measurement of one server: requests a second, and its own processor milliseconds for each. */
interface Measured {
  rate: number;
  cpuMs: number;
}

async function measure(server: BenchServer, body: string, count: number) {
  const cpu = async () => {
    server.child.send("cpu");
    const [{ cpuMs }] = (await once(server.child, "message")) as [{ cpuMs: number }];
    return cpuMs;
  };
  const before = await cpu();
  const rate = await perSecond(count, () => post(server.url, body));
  return { rate, cpuMs: ((await cpu()) - before) / count };
}

const rounds = 9;

/**
 * Throughput of scheduling with either database, against a server that makes the same POST, and one that writes and reads
 * it with the codec; `floor` takes the request and answers it as a relay must, and does nothing else. They take turns, and
 * medians are compared, so that whatever else runs on the machine slows all alike.
 */
export async function benchRelay(say: Say, count = (attendees: number) => (attendees === 1000 ? 60 : 300)) {
  const folder = mkdtempSync(path.join(tmpdir(), "bench-"));
  const postgres = await startPostgres();
  const site = await begin("site");
  const relayOn = (where: string) => begin("relay", JSON.stringify({ site: site.url, where }));
  const sqlite = await relayOn(path.join(folder, "ledger.sqlite"));
  const relays = { SQLite: sqlite, PostgreSQL: await relayOn(await postgres.newDatabase()) };
  const floor = await begin("floor", site.url);
  for (const attendees of sizes) {
    const body = bodyOf(attendees);
    await post(sqlite.url, body);
    const plain = { bare: await begin("bare", site.url), codec: await begin("codec", site.url) };
    const servers = { ...plain, floor, ...relays };
    for (const { url } of Object.values(servers)) await perSecond(count(attendees), () => post(url, body));
    const measured = new Map<string, Measured[]>();
    for (let round = 0; round < rounds; round += 1)
      for (const [name, server] of Object.entries(servers))
        measured.set(name, [...(measured.get(name) ?? []), await measure(server, body, count(attendees))]);
    const medianOf = (name: string, what: keyof Measured) => {
      const values = (measured.get(name) ?? []).map((one) => one[what]).sort((a, b) => a - b);
      return values[values.length >> 1] ?? NaN;
    };
    const figures = (name: string) =>
      `${Math.round(medianOf(name, "rate"))} a second, ${medianOf(name, "cpuMs").toFixed(2)} ms of processor each`;
    const ratio = (name: string, to: string) => (medianOf(name, "rate") / medianOf(to, "rate")).toFixed(2);
    say(
      `schedule, ${attendees} attendees`,
      `bare POST: ${figures("bare")}`,
      `codec + bare POST: ${figures("codec")}`,
    );
    say(
      `schedule, ${attendees} attendees, no relay can do less (it takes the JSON, calls and answers): ${figures("floor")}`,
      `throughput ${ratio("floor", "codec")} of codec + bare POST`,
    );
    for (const name of Object.keys(relays))
      say(
        `schedule, ${attendees} attendees, relay with ${name}: ${figures(name)}`,
        `throughput ${ratio(name, "codec")} of codec + bare POST (aim: at least 0.85), ${ratio(name, "floor")} of the least, ${ratio(name, "bare")} of the bare POST`,
      );
    for (const { child } of Object.values(plain)) child.kill();
  }
  for (const { child } of [...Object.values(relays), floor, site]) child.kill();
  await postgres.close();
  rmSync(folder, { recursive: true });
}

/** 500 callers at the moment when no token is there: how many sessions are made. */
export async function benchRenewal(say: Say): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "bench-"));
  const site = await begin("site");
  const where = path.join(folder, "ledger.sqlite");
  const relay = await begin("relay", JSON.stringify({ site: site.url, where }));
  const body = bodyOf(10);
  await Promise.all(Array.from({ length: 500 }, () => post(relay.url, body)));
  const sessions = await (await fetch(`${site.url}/sessions`)).text();
  say("500 callers at once without a token", `${sessions} session made`);
  for (const child of [relay.child, site.child]) child.kill();
  rmSync(folder, { recursive: true });
}

/** A relay's memory after many conferences, compared with few. */
export async function benchMemory(say: Say): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "bench-"));
  const site = await begin("site");
  const where = path.join(folder, "ledger.sqlite");
  const relay = await begin("relay", JSON.stringify({ site: site.url, where }));
  const body = bodyOf(10);
  const heap = async () => {
    relay.child.send("memory");
    const [{ heapUsed }] = (await once(relay.child, "message")) as [{ heapUsed: number }];
    return heapUsed;
  };
  await perSecond(800, () => post(relay.url, body));
  const few = await heap();
  await perSecond(79_200, () => post(relay.url, body));
  const many = await heap();
  say(
    "memory after 100,000 conferences",
    `${(many / few).toFixed(2)} times that after 1,000 (${Math.round(few / 1e6)} MB)`,
  );
  for (const child of [relay.child, site.child]) child.kill();
  rmSync(folder, { recursive: true });
}
