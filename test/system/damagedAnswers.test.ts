import { randomBytes } from "node:crypto";
import { createCipher } from "../../server/ledger/cipher";
import { openDatabase } from "../../server/ledger/database";
import { createLedger } from "../../server/ledger/ledger";
import { verify } from "../../server/tools/ledger/verify";
import { examine } from "../../server/tools/doctor/doctor";
import { createTransport } from "../../server/rtc/calls/transport";
import type { SwitchesInput } from "../../server/simulator/world/faultConfig";
import { createTestRelay, newKey, relaySite, request } from "../support/relay";
import { createDeployment, url } from "./deployment";

const title = "Launch 🚀 & party";
const appointment = { ...request.appointment, title };
const body = { ...request, appointment };

/** A relay, its ledger and a simulated deployment, whose answers a test may change on their way. */
async function open(switches: SwitchesInput = {}) {
  const changes = new Map<string, (xml: string) => string>();
  const damage: { operation: string; count: number }[] = [];
  const deployment = createDeployment();
  deployment.simulator.set(switches);
  const site = deployment.client({
    telemetry: { onDamage: (seen) => damage.push(seen) },
    send: async (asked) => {
      const operation = /<m:(\w+)/.exec(await asked.clone().text())?.[1] ?? "";
      const response = await deployment.simulator.fetch(asked);
      const xml = await response.text();
      return new Response(changes.get(operation)?.(xml) ?? xml, response);
    },
  });
  const cipher = createCipher(randomBytes(32));
  const database = await openDatabase(null, cipher);
  const ledger = createLedger({ database, cipher, site: "default", now: deployment.now });
  const relay = await createTestRelay(site, {
    sites: [relaySite(site, { ledger, linkHosts: ["localhost:3001"] })],
    clock: deployment.now,
  });
  const read = async (response: Response) => ({
    status: response.status,
    body: response.status === 204 ? null : ((await response.json()) as Answer),
  });
  return {
    ...deployment,
    site,
    damage,
    /** Changes what the site answers to an operation. */
    answer: (operation: string, replace: (xml: string) => string) => changes.set(operation, replace),
    post: async (key: string, asked = body) =>
      read(await relay.send("POST", "/api/conferences", { key, body: asked })),
    send: async (...what: Parameters<typeof relay.send>) => read(await relay.send(...what)),
    upcoming: async (person: string) =>
      read(await relay.send("GET", "/api/upcoming-conferences", { token: await relay.tokenOf(person) })),
    verify: async () =>
      (await verify({ database, cipher, sites: new Map([["default", site]]), now: deployment.now }))
        .discrepancies,
    /** How many conferences the site has. */
    count: () => deployment.simulator.conferences().filter(({ isDeleted }) => !isDeleted).length,
  };
}
interface Answer {
  id?: string;
  hostUrl?: string;
  version?: number;
  error?: { code: string; candidates?: unknown[] };
  conferences?: { id: string; title: string }[];
  unreadable?: number;
  attendees?: { name: string }[];
}

describe.each([
  ["halves", "inline"],
  ["halves", "multiRef"],
  ["halves", "idHref"],
  ["unescaped", "inline"],
] as const)("a stack that writes characters as %s, %s", (characters, answers) => {
  const profile = { characters, answers };

  test("the invitee's list, the ledger's check and the doctor read the title as it was given", async () => {
    const { post, upcoming, verify: check, site, now, simulator } = await open({ profile });
    expect((await post(newKey())).status).toBe(201);
    expect((await upcoming("bruno.keller")).body?.conferences).toMatchObject([{ title }]);
    expect(await check()).toEqual([]);
    const findings = await examine({
      url,
      site,
      transport: createTransport({ send: simulator.fetch, timeoutMs: 1000, maxResponseBytes: 4e6 }),
      mayWrite: false,
      hostId: null,
      addresses: [],
      wanted: [],
      now,
    });
    expect(findings.find(({ check: name }) => name === "Upcoming conferences")).toMatchObject({
      state: "ok",
      detail: "1 in the next 7 days",
    });
  });

  test("a lost answer is found again", async () => {
    const { post, answer, count } = await open({ profile });
    answer("scheduleConference", () => "<<<");
    expect((await post(newKey())).status).toBe(201);
    expect(count()).toBe(1);
  });

  test("the report has it too", async () => {
    const { post, pass, send } = await open({ profile });
    const { body: made } = await post(newKey());
    pass(2 * 24 * 60);
    const report = await send("GET", `/api/conferences/${made?.id}/report`);
    expect(report).toMatchObject({ status: 200, body: { title } });
    const finished = await send(
      "GET",
      "/api/finished-conferences?from=2027-03-01T00:00:00Z&to=2027-03-03T09:00:00Z",
    );
    expect(finished.body?.conferences).toMatchObject([{ title }]);
  });
});

/** Makes the n-th entry of a list one that refers to nothing. */
const withoutEntry = (n: number) => (xml: string) => {
  let entries = 0;
  return xml.replace(
    /<item xsi:type="ns2:oracle_imt_service_data_(UpcomingConference|FinishedConference|Attendee)\w*">.*?<\/item>(?=<item xsi:type="ns2:\w+_(?:Upc|Fin|Att)|<\/(?:conferenceDetails|conferenceDetailsList|attendees)>)/g,
    (entry) => (entries++ === n ? '<item href="#nowhere"/>' : entry),
  );
};

describe("an entry of a list that cannot be read", () => {
  const other = { ...body, appointment: { ...appointment, title: "Another one" } };

  test("leaves the others, and it is said how many there are", async () => {
    const { post, upcoming, answer, damage } = await open();
    await post(newKey());
    await post(newKey(), other);
    answer("listUpcomingConferences", withoutEntry(0));
    const { status, body: list } = await upcoming("bruno.keller");
    expect([status, list?.conferences?.length, list?.unreadable]).toEqual([200, 1, 1]);
    expect(damage).toEqual([{ operation: "listUpcomingConferences", count: 1 }]);
  });

  test("an attendee that cannot be read leaves the others in the report", async () => {
    const { post, pass, send, answer } = await open();
    const { body: made } = await post(newKey());
    pass(2 * 24 * 60);
    const path = `/api/conferences/${made?.id}/report`;
    const whole = (await send("GET", path)).body?.attendees ?? [];
    expect(whole.length).toBeGreaterThan(1);
    answer("reportFinishedConferenceDetails", withoutEntry(0));
    expect(await send("GET", path)).toMatchObject({
      status: 200,
      body: { attendees: whole.slice(1), unreadableAttendees: 1 },
    });
  });

  test("the ledger's check does not call it gone", async () => {
    const { post, verify: check, answer } = await open();
    const { body: made } = await post(newKey());
    answer("listUpcomingConferences", withoutEntry(0));
    expect(await check()).toEqual([
      {
        site: "default",
        conferenceId: made?.id,
        entry: expect.any(String),
        what: "not readable in the list",
      },
    ]);
  });

  test.each([
    ["the whole entry", withoutEntry(0)],
    [
      "its ID",
      (xml: string) => xml.replace(/<conferenceID\b.*?<\/conferenceID>/g, '<conferenceID href="#x"/>'),
    ],
    ["its ID, which is empty", (xml: string) => xml.replace(/(<conferenceID\b[^>]*>)\d+/g, "$1")],
    ["our mark on it", (xml: string) => xml.replace(/(<value\b[^>]*>)[\w-]{4}/g, "$1&#xD800;")],
    [
      "its ID and its attributes",
      (xml: string) => xml.replace(/<(conferenceID|attributes)\b.*?<\/\1>/g, '<$1 href="#x"/>'),
    ],
    [
      "its attributes and its times",
      (xml: string) => xml.replace(/<(scheduled\w+|attributes)\b.*?<\/\1>/g, '<$1 href="#x"/>'),
    ],
  ])("%s may be the conference whose answer was lost: none is made beside it", async (_, replace) => {
    const { post, answer, count } = await open();
    const key = newKey();
    answer("scheduleConference", () => "<<<");
    answer("listUpcomingConferences", replace);
    for (let time = 0; time < 3; time += 1)
      expect(await post(key)).toMatchObject({ status: 409, body: { error: { code: "OUTCOME_AMBIGUOUS" } } });
    expect(count()).toBe(1);
    answer("listUpcomingConferences", (xml) => xml);
    expect(await post(key)).toMatchObject({ status: 201 });
    expect(count()).toBe(1);
  });

  test("that is certainly another one hides none", async () => {
    const { post, answer, count } = await open();
    await post(newKey(), { ...body, appointment: { ...appointment, title: "Another one" } });
    answer("scheduleConference", () => "<<<");
    answer("listUpcomingConferences", (xml) =>
      xml.replace(/<conferenceID\b.*?<\/conferenceID>/, '<conferenceID href="#x"/>'),
    );
    expect((await post(newKey())).status).toBe(201);
    expect(count()).toBe(2);
  });
});

/** The answer was carried out, and what it refers to is not there. */
const nowhere: [string, (xml: string) => string][] = [
  ["the result", (xml) => xml.replace(/<return\b.*<\/return>/s, '<return href="#x"/>')],
  ["the status", (xml) => xml.replace(/<statusCode\b.*?<\/statusCode>/, '<statusCode href="#x"/>')],
  [
    "the status, twice around",
    (xml) => xml.replace(/<statusCode\b.*?<\/statusCode>/, '<statusCode id="x" href="#x"/>'),
  ],
  [
    "a status too long to count",
    (xml) => xml.replace(/<statusCode\b.*?<\/statusCode>/, "<statusCode>00000000000000000000</statusCode>"),
  ],
];

const nowhereInSchedule: [string, (xml: string) => string][] = [
  ...nowhere,
  [
    "the conference",
    (xml) => xml.replace(/<scheduleResult\b.*?<\/scheduleResult>/, '<scheduleResult href="#x"/>'),
  ],
  ["a link", (xml) => xml.replace(/<hostURL\b.*?<\/hostURL>/, '<hostURL href="#x"/>')],
];
const damaged: [string, (xml: string) => string][] = [
  ["link", (xml) => xml.replace(/(<hostURL[^>]*>)/, "$1&#0;")],
  ["ID", (xml) => xml.replace(/(<conferenceID[^>]*>)/, "$1&#xD800;")],
];

test.each([...nowhereInSchedule, ...damaged])(
  "an answer in which nobody can read %s makes one conference of three posts with one key",
  async (_, replace) => {
    const { post, answer, count } = await open();
    answer("scheduleConference", replace);
    const key = newKey();
    const seen = [await post(key), await post(key), await post(key)];
    expect(seen.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(seen.map(({ body: made }) => made?.id)).size).toBe(1);
    expect(count()).toBe(1);
  },
);

test.each(damaged)("an update whose answer has a damaged %s is done", async (_, replace) => {
  const { post, answer, send } = await open();
  const { body: made } = await post(newKey());
  answer("updateConference", replace);
  const { id, hostUrl } = made ?? {};
  expect(await send("PUT", `/api/conferences/${id}`, { body, ifMatch: '"1"' })).toMatchObject({
    status: 200,
    body: { id, hostUrl, version: 2 },
  });
});

describe.each(nowhereInSchedule)("an answer that leads nowhere for %s", (_, replace) => {
  test("leaves an update to be found out, and it stands", async () => {
    const { post, answer, send, simulator } = await open();
    const { body: made } = await post(newKey());
    answer("updateConference", replace);
    const changed = { ...body, appointment: { ...appointment, title: "Changed" } };
    const path = `/api/conferences/${made?.id}`;
    expect(await send("PUT", path, { body: changed, ifMatch: '"1"' })).toMatchObject({
      status: 502,
      body: { error: { code: "OUTCOME_UNKNOWN" } },
    });
    answer("updateConference", (xml) => xml);
    expect(await send("GET", path)).toMatchObject({ status: 200, body: { version: 2 } });
    expect(simulator.conferences()).toMatchObject([{ title: "Changed" }]);
  });
});

test.each(nowhere)(
  "a deletion whose answer leads nowhere for %s is found out, and it is done",
  async (_, replace) => {
    const { post, answer, send, count } = await open();
    const { body: made } = await post(newKey());
    answer("deleteConference", replace);
    const path = `/api/conferences/${made?.id}`;
    expect(await send("DELETE", path)).toMatchObject({
      status: 502,
      body: { error: { code: "OUTCOME_UNKNOWN" } },
    });
    answer("deleteConference", (xml) => xml);
    expect((await send("DELETE", path)).status).toBe(204);
    expect(count()).toBe(0);
  },
);

test.each([
  "listUpcomingConferences",
  "reportFinishedConferencesByDate",
  "reportFinishedConferenceDetails",
  "getBulkPresence",
])("%s whose result leads nowhere is SITE_UNREADABLE", async (operation) => {
  const { post, answer, send, pass } = await open();
  const { body: made } = await post(newKey());
  pass(2 * 24 * 60);
  answer(operation, (xml) => xml.replace(/<return\b.*<\/return>/s, '<return href="#x"/>'));
  const calls: Record<string, Parameters<typeof send>> = {
    listUpcomingConferences: ["GET", "/api/upcoming-conferences"],
    reportFinishedConferencesByDate: ["GET", "/api/finished-conferences"],
    reportFinishedConferenceDetails: ["GET", `/api/conferences/${made?.id}/report`],
    getBulkPresence: ["POST", "/api/presence", { body: { addresses: ["bruno.keller@example.com"] } }],
  };
  expect(await send(...calls[operation]!)).toMatchObject({
    status: 502,
    body: { error: { code: "SITE_UNREADABLE" } },
  });
});
