// How long others wait, and how much memory it takes, while a site's largest answers are read.
import { setImmediate as turn } from "node:timers/promises";
import { createSite } from "../../server/rtc/site";
import { maxAnswerBytes } from "../../server/rtc/transport";

type Say = (...parts: string[]) => void;

const attendee = `<item xsi:type="ns2:oracle_imt_service_data_Attendee"><name xsi:type="xsd:string">${"&#xD83D;&#xDE80;".repeat(127)}</name><emailAddress xsi:type="xsd:string">${"a".repeat(242)}@example.com</emailAddress><timeEntered xsi:type="xsd:long">1803996000000</timeEntered><timeExited xsi:type="xsd:long">1803996000000</timeExited><userID xsi:type="xsd:string">${"u".repeat(254)}</userID><guest xsi:type="xsd:boolean">false</guest></item>`;
const short = `<item><name>A</name><guest>1</guest></item>`;
const filled = (part: string) => part.repeat(Math.floor((maxAnswerBytes - 2000) / part.length));
const list = (inside: string) => `<attendees xsi:type="SOAP-ENC:Array">${inside}</attendees>`;

const answers: [string, () => string][] = [
  ["the longest report on 1,000 attendees", () => list(attendee.repeat(1000))],
  ["as many short attendees as an answer takes elements", () => list(short.repeat(33_000))],
  ["refused: too many elements", () => list(filled("<a/>"))],
  ["refused: ill-formed at its end", () => `${list(filled(short))}</wrong>`],
  ["mended everywhere", () => `<comments>${filled("& some text")}</comments>`],
  ["refused: one byte too many", () => list("a".repeat(maxAnswerBytes))],
];

/** Works on 1 answer, then on 8 at once: the longest time between two turns of the event loop, and the most memory in between. */
export async function benchStalls(say: Say): Promise<void> {
  for (const [what, write] of answers) {
    const report = write();
    const site = createSite({
      url: "http://localhost:1",
      siteId: "1",
      siteAuthToken: "t",
      timeoutMs: 120_000,
      send: async (request) => {
        const operation = /<m:(\w+)/.exec(await request.text())?.[1];
        if (operation === undefined) return new Response(null, { status: 404 });
        const inside = operation.startsWith("report") ? report : "<token>t</token>";
        return new Response(
          `<E:Envelope xmlns:E="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><E:Body><r><return><statusCode>0</statusCode>${inside}</return></r></E:Body></E:Envelope>`,
        );
      },
    });
    await site.ready();
    for (const count of [1, 8]) {
      const { outcome, ms, stallMs, megabytes } = await watch(() =>
        Promise.all(Array.from({ length: count }, () => site.reportAttendeeList("1"))),
      );
      say(
        `${what} (${(report.length / 2 ** 20).toFixed(1)} MB), ${count} at once`,
        outcome,
        `longest stall ${stallMs.toFixed(0)} ms of ${ms.toFixed(0)}`,
        `${megabytes.toFixed(0)} MB more at most`,
      );
    }
  }
}

async function watch(work: () => Promise<unknown>) {
  globalThis.gc?.();
  const used = () => process.memoryUsage().rss;
  const before = used();
  const seen = { outcome: "taken", stallMs: 0, bytes: 0, isOver: false };
  const began = performance.now();
  const others = (async () => {
    let last = performance.now();
    while (!seen.isOver) {
      await turn();
      seen.stallMs = Math.max(seen.stallMs, performance.now() - last);
      seen.bytes = Math.max(seen.bytes, used() - before);
      last = performance.now();
    }
  })();
  await work().catch(() => (seen.outcome = "refused"));
  const ms = performance.now() - began;
  seen.isOver = true;
  await others;
  return { outcome: seen.outcome, ms, stallMs: seen.stallMs, megabytes: seen.bytes / 2 ** 20 };
}
