import { readFileSync } from "node:fs";
import path from "node:path";
import { people } from "../../server/people";
import type { ScheduleOptions } from "../../server/rtc/preConference";
import { createSite, type Site } from "../../server/rtc/site";
import { createSimulator } from "../../server/simulator/simulator";

const recorded = path.join(__dirname, "../samples/recorded");
const read = (folder: string, file: string) => readFileSync(path.join(recorded, folder, file), "utf8");

const operations = [
  "createSession",
  "requestToken",
  "scheduleConference",
  "updateConference",
  "listUpcomingConferences",
  "deleteConference",
];

/** What differs from run to run: tokens and conference IDs, in an answer of the simulator. */
function volatile(answer: string): string[] {
  return [...answer.matchAll(/<(token|conferenceID|conferenceURL|attendeeURL|hostURL)\b[^>]*>([^<]+)</g)].map(
    ([, , value]) => value!,
  );
}

describe.each(["axis", "php"])("what %s sent to the simulator", (stack) => {
  test("is still understood, operation by operation, and answered in the same form", async () => {
    const simulator = createSimulator({
      url: "http://localhost:3001",
      siteId: "12345",
      siteAuthToken: "MSJSJASDJJASDJASDASD=",
      people,
      now: () => Date.parse("2029-12-01T00:00:00Z"),
    });
    const renamed = new Map<string, string>();
    for (const operation of operations) {
      const folder = `${stack}__${operation}`;
      let request = read(folder, "request.xml");
      for (const [then, now] of renamed) request = request.replaceAll(then, now);
      const service = /Session|Token/.test(operation) ? "AuthenticationService" : "PreConferenceService";
      const headers = JSON.parse(read(folder, "headers.json")) as Record<string, string>;
      const response = await simulator.fetch(
        new Request(`http://localhost:3001/imtapp/ws/${service}`, { method: "POST", headers, body: request }),
      );
      const answer = await response.text();
      const expected = read(folder, "response.xml");
      expect([operation, response.status]).toEqual([operation, 200]);
      const [now, then] = [volatile(answer), volatile(expected)];
      then.forEach((value, index) => renamed.set(value, now[index] ?? ""));
      const form = (xml: string) =>
        volatile(xml)
          .sort((a, b) => b.length - a.length)
          .reduce((text, value) => text.replaceAll(value, "…"), xml)
          .replace(/<value [^>]*>[^<]*</g, "<value>…<");
      expect(form(answer)).toBe(form(expected));
    }
    expect(simulator.conferences()).toMatchObject([{ title: "Moved", isDeleted: true, attendees: [{}, {}] }]);
  });
});

describe("Axis 1.4 as the server", () => {
  /** Answers what Axis answered, and keeps what our client sends. */
  function replay(): { site: Site; sent: Map<string, string> } {
    const sent = new Map<string, string>();
    const site = createSite({
      url: "http://localhost:3960",
      siteId: "12345",
      siteAuthToken: "secret",
      send: async (request) => {
        const service = /(\w+)Service/.exec(new URL(request.url).pathname)![0];
        const xml = { headers: { "Content-Type": "text/xml" } };
        if (request.method === "GET") return new Response(read(`axis-server__${service}`, "wsdl.xml"), xml);
        const body = await request.text();
        const operation = /<m:(\w+)/.exec(body)![1]!;
        sent.set(operation, body);
        return new Response(read(`axis-server__${operation}`, "response.xml"), xml);
      },
    });
    return { site, sent };
  }
  const person = {
    firstName: "Alice",
    lastName: "Adams",
    emailAddr: "alice.adams@example.com",
    userguid: null,
  };
  const options: ScheduleOptions = {
    title: "To Axis",
    description: null,
    startDate: new Date("2030-01-15T14:00:00Z"),
    endDate: new Date("2030-01-15T15:00:00Z"),
    organizer: { ...person, userid: "alice.adams" },
    attendees: [
      { ...person, userid: null },
      { ...person, userid: null },
    ],
    registeredUserOnly: false,
    publiclyListed: false,
    hostInvitedOnly: false,
    enrollmentRequired: false,
    dialinInfo: null,
    conferenceKey: null,
    publishAttendees: false,
    sendEmailNotification: false,
    adhocAttributes: [{ name: "MARK", value: "1" }],
  };

  const calls: [string, (site: Site) => Promise<unknown>][] = [
    ["scheduleConference", (site) => site.scheduleConference(options)],
    ["updateConference", (site) => site.updateConference("0042", options)],
    [
      "listUpcomingConferences",
      (site) =>
        site.listUpcomingConferences({ userID: "alice.adams", fromStartDate: null, toStartDate: null }),
    ],
    ["deleteConference", (site) => site.deleteConference("0042").then(() => "deleted")],
  ];
  test.each(calls)(
    "%s: our request is the one that Axis took, its answer means what it meant",
    async (operation, call) => {
      const { site, sent } = replay();
      const answer = await call(site);
      expect(JSON.parse(JSON.stringify(answer))).toEqual(
        JSON.parse(read(`axis-server__${operation}`, "values.json")),
      );
      expect(sent.get(operation)).toBe(read(`axis-server__${operation}`, "request.xml"));
      expect(sent.get("createSession")).toBe(read("axis-server__createSession", "request.xml"));
    },
  );
});
