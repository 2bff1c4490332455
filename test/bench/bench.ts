// `npm run bench`: ratios within one run; absolute figures say more about the machine than about the program.
import { fork } from "node:child_process";
import { createServer } from "node:http";
import { benchCodec } from "./codec";
import { relaySite } from "../relay/harness";
import { createRelay } from "../../server/relay/relay";
import { createSites } from "../../server/relay/sites";
import { createSite } from "../../server/rtc/site";
import { composeInvitation } from "../../src/invitation/compose";
import { insertInvitation, removeInvitation, replaceInvitation } from "../../src/invitation/splice";

const answer = (operation: string, inside: string) =>
  `<E:Envelope xmlns:E="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><E:Body><n:${operation}Response xmlns:n="x"><return>${inside}</return></n:${operation}Response></E:Body></E:Envelope>`;

/** A site that answers at once, in a process of its own: what it costs is not measured. */
function serveSite(): void {
  let ids = 0;
  const server = createServer((request, response) => {
    let size = 0;
    let head = "";
    request.on("data", (chunk: Buffer) => {
      if (size < 2000) head += chunk.toString();
      size += chunk.length;
    });
    request.on("end", () => {
      const operation = /<m:(\w+)/.exec(head)?.[1];
      if (operation === undefined) return response.writeHead(404).end();
      const isToken = operation === "createSession" || operation === "requestToken";
      const made = `<statusCode>0</statusCode><scheduleResult><conferenceID>${++ids}</conferenceID><attendeeURL>http://localhost/j</attendeeURL><hostURL>http://localhost/h</hostURL></scheduleResult>`;
      response.writeHead(200, { "Content-Type": "text/xml" });
      return response.end(answer(operation, isToken ? "<token>t</token>" : made));
    });
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    process.send?.(typeof address === "object" ? address?.port : null);
  });
}

interface Figures {
  perSecond: number;
  cpuMicroseconds: number;
}

async function measure(count: number, work: (n: number) => Promise<unknown>): Promise<Figures> {
  const run = async (total: number) => {
    let next = 0;
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        while (next < total) await work(next++);
      }),
    );
  };
  await run(Math.ceil(count / 4));
  const began = performance.now();
  const cpu = process.cpuUsage();
  await run(count);
  const { user, system } = process.cpuUsage(cpu);
  return {
    perSecond: (count * 1000) / (performance.now() - began),
    cpuMicroseconds: (user + system) / count,
  };
}

async function benchRelay(port: number): Promise<void> {
  const url = `http://127.0.0.1:${port}`;
  for (const attendees of [10, 100, 1000]) {
    let envelope = "";
    const site = createSite({
      url,
      siteId: "1",
      siteAuthToken: "t",
      send: async (request) => {
        if (envelope !== "" || request.method !== "POST") return fetch(request);
        const body = await request.text();
        if (body.includes("<m:scheduleConference")) envelope = body;
        return fetch(request.url, { method: "POST", headers: request.headers, body });
      },
    });
    const relay = createRelay({
      sites: createSites([relaySite(site, { linkHosts: ["localhost"] })], {
        clock: Date.now,
        unclaimedMs: 1e9,
      }),
      callers: {
        verify: () =>
          Promise.resolve({
            id: "a",
            issuer: "i",
            tenant: null,
            userId: "alice",
            name: "Alice Adams",
            address: null,
          }),
      },
      now: () => performance.now(),
      newId: () => crypto.randomUUID(),
      log: () => undefined,
      requestsPerMinute: 1e9,
    });
    const appointment = {
      title: "Review",
      start: "2030-01-15T14:00:00Z",
      end: "2030-01-15T15:00:00Z",
      attendees: Array.from({ length: attendees }, (_, n) => ({
        name: `First${n} Last${n}`,
        address: `attendee${n}@example.com`,
        kind: "required",
      })),
    };
    const choice = { access: "anyone", enrollment: false, conferenceKey: null, dialIn: "" };
    const options = { ...choice, publishAttendees: false, sendEmail: false, publiclyListed: false };
    const body = JSON.stringify({ appointment, options });
    const schedule = async (): Promise<void> => {
      const headers = { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() };
      const response = await relay.request("/api/conferences", { method: "POST", headers, body });
      if (response.status !== 201) throw new Error(await response.text());
      await response.json();
    };
    await schedule();
    const bare = async () => {
      const headers = { "Content-Type": "text/xml; charset=utf-8", SOAPAction: '""' };
      const response = await fetch(`${url}/x`, { method: "POST", headers, body: envelope });
      return response.text();
    };
    const count = attendees === 1000 ? 200 : 1000;
    const [plain, relayed] = [await measure(count, bare), await measure(count, schedule)];
    say(
      `schedule, ${attendees} attendees (${Math.round(envelope.length / 1024)} KB of SOAP)`,
      `throughput ${(relayed.perSecond / plain.perSecond).toFixed(2)} of a bare POST`,
      `CPU per call ${(relayed.cpuMicroseconds / plain.cpuMicroseconds).toFixed(2)} times`,
    );
  }
}

function benchSplice(): void {
  const links = { joinUrl: "https://r.example/j", hostUrl: "https://r.example/h" };
  const block = composeInvitation("html", {
    conferenceId: "1",
    ...links,
    conferenceKey: null,
    dialIn: "",
    note: "",
    organizer: "A",
  });
  for (const kilobytes of [10, 100, 1000]) {
    const body = '<p class="MsoNormal">Agenda &amp; <b>more</b></p>'.repeat((kilobytes * 1024) / 47);
    const times = (work: () => unknown) => {
      const rounds = Math.max(5, 2000 / kilobytes);
      for (let round = 0; round < rounds; round += 1) work();
      const began = performance.now();
      for (let round = 0; round < rounds; round += 1) work();
      return (performance.now() - began) / rounds;
    };
    const written = insertInvitation(body, block, "html");
    const baseline = times(() => JSON.stringify(body));
    say(
      `splice, body of ${kilobytes} KB (baseline: JSON.stringify of the body)`,
      `insert ${(times(() => insertInvitation(body, block, "html")) / baseline).toFixed(1)} times`,
      `replace ${(times(() => replaceInvitation(written, block, "html", "1")) / baseline).toFixed(1)} times`,
      `remove ${(times(() => removeInvitation(written, "html", "1")) / baseline).toFixed(1)} times`,
    );
  }
}

function say(...parts: string[]): void {
  process.stdout.write(`${parts.join("; ")}\n`);
}

if (process.send) serveSite();
else {
  const child = fork(process.argv[1] ?? "");
  child.once("message", (port: number) => {
    void benchRelay(port)
      .then(benchSplice)
      .then(() => benchCodec(say))
      .finally(() => child.kill());
  });
}
