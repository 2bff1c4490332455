import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createSite } from "../../server/rtc/site";
import { everyCall } from "../samples/recorded/calls";
import { createRecordedWorld } from "../samples/recorded/world";

const recorded = path.join(__dirname, "../samples/recorded");
const read = (folder: string, file: string) => readFileSync(path.join(recorded, folder, file), "utf8");

/** The operations of the guide's chapter 3, each of which every stack has called. */
const operations = [
  "createSession",
  "requestToken",
  "requestMultipleTokens",
  "requestTokenForCredentials",
  "endSession",
  "getTokenStatus",
  "getConfiguration",
  "scheduleConference",
  "updateConference",
  "deleteConference",
  "listUpcomingConferences",
  "getPlaybackURL",
  "getPresence",
  "getBulkPresence",
  "reportAttendeeList",
  "reportFinishedConferenceDetails",
  "reportFinishedConferencesByDate",
  "reportFinishedConferencesByID",
].sort();

interface Exchange {
  name?: string;
  path: string;
  headers: Record<string, string>;
  status: number;
  /** Minutes that passed, in place of an exchange. */
  pass?: number;
}

describe.each(["axis", "php", "zeep", "soaplite"])("what %s sent to the simulator", (stack) => {
  const exchanges = JSON.parse(read(stack, "exchanges.json")) as Exchange[];

  test("is every operation", () => {
    const called = exchanges.flatMap(({ name }) => name?.slice(3) ?? []);
    expect([...new Set(called)].sort()).toEqual(operations);
  });

  test("is answered with the bytes that it was answered with", async () => {
    const { simulator, pass, url } = createRecordedWorld();
    for (const { name, path: address, headers, status, pass: minutes } of exchanges) {
      if (minutes !== undefined) pass(minutes);
      if (name === undefined) continue;
      const body = read(stack, `${name}.request.xml`);
      const response = await simulator.fetch(new Request(url + address, { method: "POST", headers, body }));
      expect([name, response.status, await response.text()]).toEqual([
        name,
        status,
        read(stack, `${name}.response.xml`),
      ]);
    }
    expect(simulator.conferences()).toMatchObject([
      { isDeleted: true },
      { title: "Moved", isDeleted: false, attendees: [{ address: "bruno.keller@example.com" }, {}] },
    ]);
  });
});

describe.each(["short", "class", "urn"])(
  "Axis 1.4 as the server, with names of the profile %s",
  (profile) => {
    const folder = `axis-server-${profile}`;
    const answers = new Map(
      readdirSync(path.join(recorded, folder))
        .filter((file) => file.endsWith(".request.xml"))
        .map((file) => [read(folder, file), read(folder, file.replace(".request.", ".response."))]),
    );
    // The samples have the guide's spelling.
    const valuesText = read(folder, "values.json").replaceAll('"conferenceID":', '"conferenceId":');
    const values = JSON.parse(valuesText) as Record<string, unknown>;
    /** Axis, as far as it has been heard: for a request that it did not get there is no answer. */
    const createReplay = () =>
      createSite({
        url: "http://localhost:3960",
        siteId: "12345",
        siteAuthToken: "secret",
        now: () => Date.parse("2030-01-10T08:00:00Z"),
        send: async (request) => {
          const service = /(\w+Service)/.exec(new URL(request.url).pathname)![0];
          const body = request.method === "GET" ? null : await request.text();
          const answer = body === null ? read(folder, `${service}.wsdl.xml`) : answers.get(body);
          if (answer === undefined) throw new Error(`Axis never got this: ${body ?? ""}`);
          return new Response(answer, { headers: { "Content-Type": "text/xml" } });
        },
      });

    test("every operation was called", () => {
      expect(Object.keys(values).sort()).toEqual(operations);
    });

    test.each(operations)(
      "%s: our request is the one that Axis took, its answer means what it meant",
      async (name) => {
        const answer = (await everyCall[name]!(createReplay())) ?? null;
        expect(JSON.parse(JSON.stringify(answer))).toEqual(values[name]);
      },
    );

    test.each([
      "firstName=Bruno, lastName=O'Hara &amp; Sons}",
      "title=To Axis &lt;été&gt;}",
      "startDate=1894716000000",
      "entityJIDs=[alice.adams@example.com,Bruno.Keller@example.com]",
      "[{policyArray=[{name=A, value=1}]},{policyArray=[]}]",
    ])("Axis understood what was said, and says so in its answers: %s", (said) => {
      const heard = [...answers.values()].join("").replace(/&#xE9;/g, "é");
      expect(heard.includes(said)).toBe(true);
    });
  },
);
