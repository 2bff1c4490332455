import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { createCipher } from "../../server/ledger/cipher";
import { openDatabase } from "../../server/ledger/database";
import { contentPlace, hashConferenceId } from "../../server/ledger/entry";
import { createLedger, type Ledger } from "../../server/ledger/ledger";
import { listen } from "../../server/listen";
import { createHttpServer, refuseForeign } from "../../server/loopback";
import type { Caller } from "../../server/relay/callers";
import { createRelay } from "../../server/relay/relay";
import { createSites } from "../../server/relay/sites";
import { decodeAnswer } from "../../server/rtc/decode";
import { encodeRequest } from "../../server/rtc/encode";
import { readScheduleResponse } from "../../server/rtc/preConference";
import { createSite } from "../../server/rtc/site";
import { defaultNaming } from "../../server/rtc/wsdl";
import { standardProfile } from "../../server/simulator/profile";
import { readCall } from "../../server/simulator/soap";
import { startPostgres } from "../ledger/postgres";
import { relaySite, request } from "../relay/harness";

type Say = (...parts: string[]) => void;

const caller: Caller = {
  id: "a",
  issuer: "i",
  tenant: null,
  subject: "bench",
  userId: "alice",
  name: "Alice Adams",
  address: null,
};
const cipher = createCipher(new Uint8Array(32));

const answer = (operation: string, inside: string) =>
  `<E:Envelope xmlns:E="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><E:Body><n:${operation}Response xmlns:n="x"><return>${inside}</return></n:${operation}Response></E:Body></E:Envelope>`;

/** A server that makes the same POST as the relay, and nothing else; `envelopeOf` writes what is posted, `read` its answer. */
async function servePost(site: string, envelopeOf: () => string, read: (text: string) => unknown) {
  const headers = { "Content-Type": "text/xml; charset=utf-8", SOAPAction: '""' };
  const server = createServer((asked, response) => {
    asked.resume().on("end", () => {
      void fetch(`${site}/x`, { method: "POST", headers, body: envelopeOf() })
        .then((answered) => answered.text())
        .then((text) => {
          read(text);
          response.writeHead(201).end(text);
        });
    });
  });
  return listen(server, 0);
}

/** What runs in a process of its own, so that it costs the others nothing but its share of the machine. */
const roles: Record<string, (where: string) => Promise<number>> = {
  /** A site that answers at once, keeps the last envelope, and lets its token live as long as it is told. */
  site: async () => {
    let ids = 0;
    let sessions = 0;
    let envelope = "";
    const server = createServer((asked, response) => {
      let body = "";
      asked.on("data", (chunk: Buffer) => (body += chunk.toString()));
      asked.on("end", () => {
        if (asked.url === "/envelope") return response.end(envelope);
        if (asked.url === "/sessions") return response.end(String(sessions));
        const operation = /<m:(\w+)/.exec(body)?.[1];
        if (operation === undefined) return response.writeHead(404).end();
        const isToken = operation === "createSession" || operation === "requestToken";
        if (operation === "createSession") sessions += 1;
        if (!isToken) envelope = body;
        const made = `<statusCode>0</statusCode><scheduleResult><conferenceID>${++ids}</conferenceID><attendeeURL>http://localhost/j</attendeeURL><hostURL>http://localhost/h</hostURL></scheduleResult>`;
        response.writeHead(200, { "Content-Type": "text/xml" });
        return response.end(answer(operation, isToken ? "<token>t</token>" : made));
      });
    });
    return listen(server, 0);
  },

  /** No relay at all: the POST of an envelope that is written already. */
  bare: async (site) => {
    const envelope = await (await fetch(`${site}/envelope`)).text();
    return servePost(
      site,
      () => envelope,
      () => undefined,
    );
  },

  /** The POST with the codec: the envelope is written for each request, and its answer is read. */
  codec: async (site) => {
    const envelope = await (await fetch(`${site}/envelope`)).text();
    const service = "PreConferenceService";
    const call = readCall(envelope, service, standardProfile, "");
    const values = call.arguments as Parameters<typeof encodeRequest>[1];
    const naming = defaultNaming(service);
    return servePost(
      site,
      () => encodeRequest("scheduleConference", values, naming),
      (text) => readScheduleResponse(decodeAnswer(text, "scheduleConference")),
    );
  },

  relay: async (described) => {
    const { site: url, where } = JSON.parse(described) as { site: string; where: string };
    const database = await openDatabase(where, cipher);
    const ledger = createLedger({ database, cipher, site: "default", now: Date.now });
    const site = createSite({ url, siteId: "1", siteAuthToken: "t" });
    const relay = createRelay({
      sites: createSites([relaySite(site, { ledger, linkHosts: ["localhost"] })], {
        clock: Date.now,
        unclaimedMs: 1e9,
      }),
      callers: { verify: () => Promise.resolve(caller) },
      now: () => performance.now(),
      newId: () => crypto.randomUUID(),
      log: () => undefined,
      requestsPerMinute: 1e9,
      // One caller stands for some dozens of people.
      requestsAtOnceOfCaller: 1000,
    });
    process.on("message", (asked) => {
      if (asked !== "memory") return;
      globalThis.gc?.();
      process.send?.({ heapUsed: process.memoryUsage().heapUsed });
    });
    const fetch = (asked: Request) => refuseForeign(asked) ?? relay.fetch(asked);
    return listen(createHttpServer({ fetch }), 0);
  },
};

/** For a forked process: does its role and says its port. */
export async function play(role: string, where: string): Promise<void> {
  process.on("message", (asked) => {
    if (asked !== "cpu") return;
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuMs: (user + system) / 1000 });
  });
  process.send?.(await roles[role]?.(where));
}

async function begin(role: string, where = ""): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(process.argv[1] ?? "", [role, where], { execArgv: ["--expose-gc"] });
  const [port] = (await once(child, "message")) as [number];
  return { child, url: `http://127.0.0.1:${port}` };
}

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

async function post(url: string, body: string): Promise<void> {
  const headers = { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() };
  const response = await fetch(`${url}/api/conferences`, { method: "POST", headers, body });
  const text = await response.text();
  if (response.status !== 201) throw new Error(text);
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

/** What was measured of one server: requests a second, and its own milliseconds of processor for each. */
interface Measured {
  rate: number;
  cpuMs: number;
}

async function measure(server: Awaited<ReturnType<typeof begin>>, body: string, count: number) {
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
 * it with the codec. They take turns, and medians are compared, so that whatever else runs on the machine slows all alike.
 */
export async function benchRelay(say: Say): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "bench-"));
  const postgres = await startPostgres();
  const site = await begin("site");
  const relayOn = (where: string) => begin("relay", JSON.stringify({ site: site.url, where }));
  const sqlite = await relayOn(path.join(folder, "ledger.sqlite"));
  const relays = { SQLite: sqlite, PostgreSQL: await relayOn(await postgres.newDatabase()) };
  for (const attendees of sizes) {
    const body = bodyOf(attendees);
    await post(sqlite.url, body);
    const plain = { bare: await begin("bare", site.url), codec: await begin("codec", site.url) };
    const servers = { ...plain, ...relays };
    const count = attendees === 1000 ? 60 : 300;
    for (const { url } of Object.values(servers)) await perSecond(count, () => post(url, body));
    const measured = new Map<string, Measured[]>();
    for (let round = 0; round < rounds; round += 1)
      for (const [name, server] of Object.entries(servers))
        measured.set(name, [...(measured.get(name) ?? []), await measure(server, body, count)]);
    const medianOf = (name: string, what: keyof Measured) => {
      const values = (measured.get(name) ?? []).map((one) => one[what]).sort((a, b) => a - b);
      return values[values.length >> 1] ?? NaN;
    };
    const figures = (name: string) =>
      `${Math.round(medianOf(name, "rate"))} a second, ${medianOf(name, "cpuMs").toFixed(2)} ms of processor each`;
    say(
      `schedule, ${attendees} attendees`,
      `bare POST: ${figures("bare")}`,
      `codec + bare POST: ${figures("codec")}`,
    );
    const ratio = (name: string, to: string) => (medianOf(name, "rate") / medianOf(to, "rate")).toFixed(2);
    for (const name of Object.keys(relays))
      say(
        `schedule, ${attendees} attendees, relay with ${name}: ${figures(name)}`,
        `throughput ${ratio(name, "codec")} of codec + bare POST (aim: at least 0.85), ${ratio(name, "bare")} of the bare POST`,
      );
    for (const { child } of Object.values(plain)) child.kill();
  }
  for (const { child } of [...Object.values(relays), site]) child.kill();
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

/** What a relay holds in memory after many conferences, against after few. */
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

/** Look-ups in a ledger of a million rows, against one of a thousand. */
export async function benchLookUps(say: Say): Promise<void> {
  const postgres = await startPostgres();
  const folder = mkdtempSync(path.join(tmpdir(), "bench-"));
  const places = [
    ["SQLite", path.join(folder, "ledger.sqlite")],
    ["PostgreSQL", await postgres.newDatabase()],
  ] as const;
  for (const [name, where] of places) {
    const database = await openDatabase(where, cipher);
    const ledger = createLedger({ database, cipher, site: "default", now: Date.now });
    const intent = { requestHash: "h", organizer: null, request, claim: "none" } as const;
    const sample = await ledger.begin({ ...intent, owner: "sample", key: "sample" }, 1e9);
    const row = await database.selectFrom("conferences").selectAll().executeTakeFirstOrThrow();
    await sample?.release();
    const contentOf = (owner: string, key: string) =>
      cipher.seal(
        JSON.stringify({
          requestHash: "h",
          request,
          result: { conferenceId: "1", joinUrl: "j", hostUrl: "h", warnings: [] },
        }),
        contentPlace({ site: "default", owner, key }),
      );
    const fill = async (from: number, to: number) => {
      for (let next = from; next < to; next += 1000) {
        const names = Array.from({ length: Math.min(1000, to - next) }, (_, n) => ({
          owner: `owner${(next + n) % 5000}`,
          key: `key${next + n}`,
        }));
        const rows = names.map(({ owner, key }, n) => ({
          ...row,
          owner,
          key,
          content: contentOf(owner, key),
          state: "scheduled" as const,
          conferenceHash: hashConferenceId("default", String(10_000_000 + next + n), cipher),
          heldBy: null,
          heldUntil: 0,
        }));
        // SQLite takes a limited number of values in one statement.
        for (let slice = 0; slice < rows.length; slice += 100)
          await database
            .insertInto("conferences")
            .values(rows.slice(slice, slice + 100))
            .execute();
      }
    };
    await fill(0, 1000);
    const few = await lookUps(ledger, 1000);
    await fill(1000, 1_000_000);
    const many = await lookUps(ledger, 1_000_000);
    for (const [what, ms] of Object.entries(many))
      say(
        `ledger, ${name}, 1,000,000 rows: ${what}`,
        `${(ms / (few[what] ?? ms)).toFixed(2)} times that of 1,000`,
      );
    await database.destroy();
  }
  await postgres.close();
  rmSync(folder, { recursive: true });
}

async function lookUps(ledger: Ledger, rows: number): Promise<Record<string, number>> {
  const works: Record<string, (n: number) => Promise<unknown>> = {
    "by key": (n) => ledger.find(`owner${n % 5000}`, { key: `key${n}` }),
    "by conference": (n) => ledger.find(`owner${n % 5000}`, { conferenceId: String(10_000_000 + n) }),
    "held and let go": async (n) => (await ledger.hold(`owner${n % 5000}`, { key: `key${n}` }))?.release(),
    "due ones": () => ledger.due(100),
  };
  const found: Record<string, number> = {};
  for (const [what, work] of Object.entries(works)) {
    const began = performance.now();
    for (let n = 0; n < 1000; n += 1) await work((n * 7919) % Math.min(rows, 1_000_000));
    found[what] = performance.now() - began;
  }
  return found;
}
