// The codec against the bare tokenizer on the same bytes, and what its limits cost.
import { SaxesParser } from "saxes";
import { operations, type OperationName } from "../../server/rtc/soap/beans";
import { decodeAnswer } from "../../server/rtc/soap/decode";
import { encodeRequest } from "../../server/rtc/soap/encode";
import { readUpcomingConferences } from "../../server/rtc/services/preConference";
import { defaultNaming } from "../../server/rtc/soap/wsdl";
import { createSimulator } from "../../server/simulator/simulator";
import { createSite } from "../../server/rtc/site";
import { services, type BeanValue, type ServiceName } from "../../server/simulator/soap/beans";
import { standardProfile } from "../../server/simulator/soap/profile";
import { readCall, writeAnswer } from "../../server/simulator/soap/soap";
import { sampleRequest, sampleResult } from "../../server/simulator/pages/catalogue";

type Say = (...parts: string[]) => void;

function tokenize(xml: string): void {
  new SaxesParser({ xmlns: false }).write(xml).close();
}

/** Median milliseconds of some work. */
function times(rounds: number, work: () => unknown): number {
  for (let round = 0; round < rounds; round += 1) work();
  const taken = Array.from({ length: rounds }, () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  });
  return taken.sort((a, b) => a - b)[rounds >> 1] ?? 0;
}

const serviceOf = (operation: string) =>
  Object.entries(services).find(([, known]) => operation in known)?.[0] as ServiceName;

export async function benchCodec(say: Say): Promise<void> {
  for (const operation of Object.keys(operations) as OperationName[]) {
    const service = serviceOf(operation);
    const known = services[service][operation];
    if (!known) continue;
    const request = sampleRequest(operation, service, standardProfile);
    const naming = defaultNaming(service);
    const call = readCall(request, service, standardProfile, "");
    const values = call.arguments as Parameters<typeof encodeRequest>[1];
    const reply = writeAnswer(
      { name: operation, operation: known },
      service,
      standardProfile,
      sampleResult(known),
    );
    const encoded = encodeRequest(operation, values, naming);
    const encode =
      times(300, () => encodeRequest(operation, values, naming)) / times(300, () => tokenize(encoded));
    const decode = times(300, () => decodeAnswer(reply, operation)) / times(300, () => tokenize(reply));
    say(
      `${operation} (request ${encoded.length} bytes, answer ${reply.length} bytes; baseline: the bare tokenizer on the same bytes)`,
      `encode ${encode.toFixed(2)} times`,
      `decode ${decode.toFixed(2)} times`,
    );
  }
  benchList(say);
  benchLimits(say);
  await benchPresence(say);
}

function benchList(say: Say): void {
  const operation = services.PreConferenceService.listUpcomingConferences;
  if (!operation) return;
  const one = sampleResult(operation) as BeanValue & { conferenceDetails: BeanValue[] };
  const many = {
    ...one,
    conferenceDetails: Array.from({ length: 1000 }, () => one.conferenceDetails[0] ?? {}),
  };
  const name = "listUpcomingConferences";
  const xml = writeAnswer({ name, operation }, "PreConferenceService", standardProfile, many);
  const ratio =
    times(15, () => readUpcomingConferences(decodeAnswer(xml, name))) / times(15, () => tokenize(xml));
  say(
    `1,000 upcoming conferences (${Math.round(xml.length / 1024)} KB)`,
    `decode ${ratio.toFixed(2)} times (aim: at most 2.5)`,
  );
}

const envelope = (inside: string) =>
  `<E:Envelope xmlns:E="http://schemas.xmlsoap.org/soap/envelope/"><E:Body><r><return>${inside}</return></r></E:Body></E:Envelope>`;

/** The cost of a hostile answer, compared with a harmless one of a megabyte. */
function benchLimits(say: Say): void {
  const harmless = envelope("<a>text</a>".repeat(95_000));
  const baseline = times(3, () => decodeAnswer(harmless, "r"));
  const bomb = Array.from(
    { length: 10 },
    (_, n) => `<multiRef id="l${n}">${`<i href="#l${n + 1}"/>`.repeat(12)}</multiRef>`,
  );
  const harmful: [string, string][] = [
    ["50,000 levels", envelope("<a>".repeat(50_000) + "</a>".repeat(50_000))],
    [
      "100,000 attributes",
      envelope(`<a ${Array.from({ length: 100_000 }, (_, n) => `a${n}=""`).join(" ")}/>`),
    ],
    [
      "a bomb of references",
      envelope(`<statusCode>0</statusCode><list href="#l0"/>`).replace(
        "</E:Body>",
        `${bomb.join("")}</E:Body>`,
      ),
    ],
    ["a DOCTYPE with entities", `<!DOCTYPE a [${`<!ENTITY e "&e;&e;">`.repeat(10_000)}]>${envelope("&e;")}`],
    ["20 MB of elements", envelope("<a>text</a>".repeat(1_900_000))],
  ];
  for (const [what, xml] of harmful) {
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    let outcome = "taken";
    const took = times(1, () => {
      try {
        decodeAnswer(xml, "r")?.beans("list");
      } catch {
        outcome = "refused";
      }
    });
    const megabytes = Math.max(0, process.memoryUsage().heapUsed - before) / 2 ** 20;
    say(
      `${what} (${(xml.length / 2 ** 20).toFixed(1)} MB)`,
      outcome,
      `${(took / baseline).toFixed(2)} times a harmless megabyte`,
      `heap ${megabytes.toFixed(0)} MB more at most before collection`,
    );
  }
}

async function benchPresence(say: Say): Promise<void> {
  const credentials = { url: "http://localhost:1", siteId: "1", siteAuthToken: "t" };
  const simulator = createSimulator({ ...credentials, people: [] });
  const answers: string[] = [];
  const site = createSite({
    ...credentials,
    send: async (request) => {
      const response = await simulator.fetch(request);
      answers.push(await response.clone().text());
      return response;
    },
  });
  const jids = Array.from({ length: 10_000 }, (_, n) => `person${n}@example.com`);
  await site.getBulkPresence(jids.slice(0, 100));
  answers.length = 0;
  const began = performance.now();
  const found = await site.getBulkPresence(jids);
  const took = performance.now() - began;
  const parsing = times(3, () => answers.forEach(tokenize));
  say(
    `presence of ${found.size} people`,
    `${answers.length} requests`,
    `${(took / parsing).toFixed(1)} times the bare tokenizer on the answers, the simulator's own work included`,
  );
}
