import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { Hono } from "hono";
import { createCipher } from "../../server/ledger/cipher";
import { openDatabase } from "../../server/ledger/database";
import { createLedger } from "../../server/ledger/ledger";
import { listen } from "../../server/http/listen";
import { createHttpServer, refuseForeign } from "../../server/http/loopback";
import type { Caller } from "../../server/conferences/caller";
import { createRelay } from "../../server/http/api";
import { createSites } from "../../server/sites/sites";
import { toScheduleOptions } from "../../server/conferences/rtcMapper";
import { decodeAnswer } from "../../server/rtc/soap/decode";
import { encodeRequest } from "../../server/rtc/soap/encode";
import { createPreConference, readScheduleResponse } from "../../server/rtc/services/preConference";
import { createSite } from "../../server/rtc/site";
import { createTransport, maxAnswerBytes } from "../../server/rtc/calls/transport";
import { defaultNaming } from "../../server/rtc/soap/wsdl";
import { standardProfile } from "../../server/simulator/soap/profile";
import { readCall } from "../../server/simulator/soap/soap";
import type { ConferenceRequest } from "../../src/contract/conference";
import { relaySite } from "../support/relay";
import { serveReport } from "./reports";

const caller: Caller = {
  id: "a",
  issuer: "i",
  tenant: null,
  subject: "bench",
  userId: "alice",
  name: "Alice Adams",
  address: null,
};
export const cipher = createCipher(new Uint8Array(32));

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

/** The servers that run in a process of their own, so that they cost the others only their share of the machine. */
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

  /**
   * The least that a relay can do: it takes the request by the relay's own server, reads its JSON, makes the call by the
   * codec and the relay's own transport, and answers what the contract says. No check, no sign-in, no ledger.
   */
  floor: async (site) => {
    const naming = defaultNaming("PreConferenceService");
    const transport = createTransport({ timeoutMs: 10_000, maxResponseBytes: maxAnswerBytes });
    const preConference = createPreConference(
      async (operation, request, read) => {
        const values = request({ entityID: "1", entityToken: "t" });
        const text = await transport.post(`${site}/x`, "", encodeRequest(operation, values, naming));
        return read(decodeAnswer(text, operation));
      },
      "1",
      Date.now,
    );
    const app = new Hono();
    app.post("/api/conferences", async (c) => {
      const scheduled = await c.req.json<ConferenceRequest>();
      const organizer = { userId: caller.userId, name: caller.name, address: caller.address };
      const options = toScheduleOptions(scheduled, organizer, "marker");
      const {
        conferenceId: id,
        attendeeURL: joinUrl,
        hostURL: hostUrl,
      } = await preConference.scheduleConference(options);
      const rest = { version: 1, claim: "none", mark: null, warnings: [], note: "", oneTap: "" };
      return c.json({ id, joinUrl, hostUrl, scheduled, ...rest }, 201);
    });
    return listen(createHttpServer({ fetch: app.fetch }), 0);
  },

  report: serveReport,

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

export interface BenchServer {
  child: ChildProcess;
  url: string;
}

export async function begin(role: string, where = ""): Promise<BenchServer> {
  const child = fork(process.argv[1] ?? "", [role, where], { execArgv: ["--expose-gc"] });
  const [port] = (await once(child, "message")) as [number];
  return { child, url: `http://127.0.0.1:${port}` };
}
