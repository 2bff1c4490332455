import { createServer } from "node:http";
import { listen } from "../../server/http/listen";
import { maxAnswerBytes } from "../../server/rtc/calls/transport";

const attendee = `<item xsi:type="ns2:oracle_imt_service_data_Attendee"><name xsi:type="xsd:string">${"&#xD83D;&#xDE80;".repeat(127)}</name><emailAddress xsi:type="xsd:string">${"a".repeat(242)}@example.com</emailAddress><timeEntered xsi:type="xsd:long">1803996000000</timeEntered><timeExited xsi:type="xsd:long">1803996000000</timeExited><userID xsi:type="xsd:string">${"u".repeat(254)}</userID><guest xsi:type="xsd:boolean">false</guest></item>`;
const short = `<item><name>A</name><guest>1</guest></item>`;
const filled = (part: string) => part.repeat(Math.floor((maxAnswerBytes - 2000) / part.length));
const list = (inside: string) => `<attendees xsi:type="SOAP-ENC:Array">${inside}</attendees>`;

/** A site's largest answers, legal and refused. */
export const reports: Record<string, () => string> = {
  "the longest report on 1,000 attendees": () => list(attendee.repeat(1000)),
  "as many short attendees as an answer takes elements": () => list(short.repeat(33_000)),
  "refused: too many elements": () => list(filled("<a/>")),
  "refused: ill-formed at its end": () => `${list(filled(short))}</wrong>`,
  "mended everywhere": () => `<comments>${filled("& some text")}</comments>`,
  "refused: one byte too many": () => list("a".repeat(maxAnswerBytes)),
};

/** A site each of whose reports is the one of this name. */
export function serveReport(name: string): Promise<number> {
  const envelope = (inside: string) =>
    Buffer.from(
      `<E:Envelope xmlns:E="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><E:Body><r><return><statusCode>0</statusCode>${inside}</return></r></E:Body></E:Envelope>`,
    );
  const [report, token] = [envelope(reports[name]?.() ?? ""), envelope("<token>t</token>")];
  const server = createServer((asked, response) => {
    let body = "";
    asked.on("data", (part: Buffer) => (body += part.toString()));
    asked.on("end", () => {
      const operation = /<m:(\w+)/.exec(body)?.[1];
      if (operation === undefined) return response.writeHead(404).end();
      response.writeHead(200, { "Content-Type": "text/xml" });
      return response.end(operation.startsWith("report") ? report : token);
    });
  });
  return listen(server, 0);
}
