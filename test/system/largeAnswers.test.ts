import { maxAnswerBytes } from "../../server/rtc/calls/transport";
import { createDeployment } from "./deployment";
import { conference } from "./deployment";
import { createTestRelay, newKey, relaySite, request } from "../support/relay";
import { CallError } from "../../server/rtc/errors";
import { createFakeSite } from "../support/relay";

const hour = 3600_000;
const day = 24 * hour;

/** A site with so many conferences on each of some days from March 2 on. */
async function open(perDay: readonly number[], maxResponseBytes: number) {
  const { site, client, sent } = createDeployment();
  for (const [index, count] of perDay.entries())
    for (let n = 0; n < count; n += 1) {
      const startDate = new Date(Date.parse("2027-03-02T08:00:00Z") + index * day + n * 60_000);
      const endDate = new Date(startDate.getTime() + hour);
      await site.scheduleConference({ ...conference, title: `${index}/${n}`, startDate, endDate });
    }
  const narrow = client({ maxResponseBytes });
  sent.length = 0;
  const relay = await createTestRelay(narrow, {
    sites: [relaySite(narrow, { linkHosts: ["localhost:3001"] })],
  });
  const list = async (query = "") => {
    const response = await relay.send("GET", `/api/upcoming-conferences${query}`);
    return { status: response.status, body: (await response.json()) as List };
  };
  return { narrow, list, sent };
}
interface List {
  conferences: { title: string }[];
  leftOut?: { from: string | null; to: string | null }[];
  unreadable?: number;
}

describe("a list larger than the client takes", () => {
  test.each([
    "",
    "?from=2027-03-01T00:00:00Z&to=2027-12-01T00:00:00Z",
    "?from=2027-03-02T00:00:00Z",
    "?to=2027-04-01T00:00:00Z",
  ])("is asked for in shorter periods: %j", async (query) => {
    const { list, sent } = await open([2, 2, 2, 2, 2, 2], 7000);
    const { status, body } = await list(query);
    expect(status).toBe(200);
    expect(body.conferences.map(({ title }) => title).sort()).toEqual(
      [0, 1, 2, 3, 4, 5].flatMap((index) => [`${index}/0`, `${index}/1`]),
    );
    expect(body).not.toHaveProperty("leftOut");
    expect(sent.filter((xml) => xml.includes("listUpcoming")).length).toBeGreaterThan(1);
  });

  test("leaves out a day that alone is too large, says which, and has the rest", async () => {
    const { list } = await open([2, 9, 2], 7000);
    for (const query of ["", "?from=2027-03-01T10:00:00Z&to=2027-06-01T10:00:00Z"]) {
      const { status, body } = await list(query);
      expect(status).toBe(200);
      expect(body.conferences.map(({ title }) => title).sort()).toEqual(["0/0", "0/1", "2/0", "2/1"]);
      expect(body.leftOut).toEqual([{ from: "2027-03-03T00:00:00.000Z", to: "2027-03-04T00:00:00.000Z" }]);
    }
  });

  test("asks for a bounded number of periods even where nothing fits", async () => {
    const { list, sent } = await open([9, 9], 600);
    const { body } = await list();
    expect([body.conferences, (body.leftOut ?? []).length > 0]).toEqual([[], true]);
    expect(sent.length).toBeLessThan(200);
  });

  test("fails where nobody hears what it lacks", async () => {
    const { narrow } = await open([9], 7000);
    const all = { userID: null, fromStartDate: null, toStartDate: null };
    await expect(narrow.listUpcomingConferences(all)).rejects.toMatchObject({ code: "TOO_LARGE" });
  });
});

test("a lost conference may be among what is left out: no second one is made, and its key stays", async () => {
  const { start } = request.appointment;
  const fake = createFakeSite({
    scheduleConference: () => Promise.reject(new CallError("UNREADABLE", "unknown")),
    listUpcomingConferences: (_, onLeftOut) => {
      onLeftOut?.({ from: new Date(Date.parse(start) - hour), to: new Date(Date.parse(start) + hour) });
      return Promise.resolve([]);
    },
  });
  const { send } = await createTestRelay(fake.site);
  const key = newKey();
  for (let time = 0; time < 3; time += 1) {
    const response = await send("POST", "/api/conferences", { key, body: request });
    expect(await response.json()).toMatchObject({ error: { code: "OUTCOME_UNKNOWN" } });
  }
  expect(fake.calls.filter((name) => name === "schedule")).toEqual(["schedule"]);
});

/** A site's answer to a report on one conference, in a session of any token. */
function answering(report: string) {
  return createDeployment().client({
    send: async (asked) => {
      const operation = /<m:(\w+)/.exec(await asked.text())?.[1];
      if (operation === undefined) return new Response(null, { status: 404 });
      const inside = operation.startsWith("report") ? report : "<token>t</token>";
      return new Response(
        `<E:Envelope xmlns:E="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:ns2="x"><E:Body><r><return xsi:type="ns2:oracle_imt_service_data_AttendeeListResponse"><statusCode>0</statusCode>${inside}</return></r></E:Body></E:Envelope>`,
        { headers: { "Content-Type": "text/xml" } },
      );
    },
  });
}

const longest = (count: number) => {
  const field = (name: string, value: string, type = "string") =>
    `<${name} xsi:type="xsd:${type}">${value}</${name}>`;
  const name = "&#xD83D;&#xDE80;".repeat(127);
  const address = `${"a".repeat(242)}@example.com`;
  const attendee =
    `<item xsi:type="ns2:oracle_imt_service_data_Attendee">${field("name", name)}${field("emailAddress", address)}` +
    `${field("timeEntered", "1803996000000", "long")}${field("timeExited", "1803996000000", "long")}` +
    `${field("userID", "u".repeat(254))}${field("guest", "false", "boolean")}</item>`;
  return `<attendees xsi:type="SOAP-ENC:Array">${attendee.repeat(count)}</attendees>`;
};

test("the report on a thousand attendees with the longest names is read; a site's list without end is not", async () => {
  const largest = longest(1000);
  expect(largest.length).toBeLessThan(maxAnswerBytes);
  const attendees = await answering(largest).reportAttendeeList("1");
  expect(attendees).toHaveLength(1000);
  expect(attendees[999]?.name).toBe("\u{1f680}".repeat(127));
  await expect(answering(longest(1300)).reportAttendeeList("1")).rejects.toMatchObject({
    code: "TOO_LARGE",
    done: "unknown",
  });
});

test.each([
  ["the largest legal answer", longest(1000)],
  ["one that is refused at its end", `${longest(990)}</wrong>`],
  ["one with something to mend everywhere", `<comments>${"& text".repeat(400_000)}</comments>`],
  ["one with too many elements", "<a/>".repeat(110_000)],
])("while %s is read, others have their turn", async (_, report) => {
  const site = answering(report);
  await site.ready();
  const state = { turns: 0, isOver: false };
  const others = (async () => {
    while (!state.isOver) {
      state.turns += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  await site.reportAttendeeList("1").catch(() => null);
  state.isOver = true;
  await others;
  // One for each slice that was parsed; at a stretch, it would be some ten.
  expect(state.turns).toBeGreaterThan(Math.min(report.length, 100_000 * 4) / (20 * 1024));
});
