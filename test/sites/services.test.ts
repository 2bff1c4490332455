import { createDeployment, url } from "../system/deployment";
import { createFakeSite, createTestRelay, newKey, now, relaySite, request } from "../support/relay";
import type { RelaySite } from "../../server/sites/servedSite";
import { CallError, SiteError } from "../../server/rtc/errors";
import type { DeploymentConfiguration } from "../../server/rtc/services/configuration";
import type { Site } from "../../server/rtc/site";
import type { ErrorResponse } from "../../src/contract/errors";
import type { PresenceAnswer, SiteConfiguration } from "../../src/contract/services";

const host = new URL(url).host;

/** The relay before a simulated deployment. The harness's appointment is on 2 March 2027, 14:00 to 14:30. */
async function open(overrides: Partial<RelaySite> = {}, world = createDeployment()) {
  const sites = [relaySite(world.site, { linkHosts: [host], ...overrides })];
  const relay = await createTestRelay(world.site, { sites, clock: world.now });
  const json = async (...args: Parameters<typeof relay.send>) => {
    const response = await relay.send(...args);
    return { status: response.status, body: (await response.json()) as Record<string, never> };
  };
  return { ...world, ...relay, json };
}
type World = Awaited<ReturnType<typeof open>>;

async function schedule({ json }: World, token?: string): Promise<string> {
  const sent = { body: request, key: newKey(), ...(token !== undefined && { token }) };
  const { body } = await json("POST", "/api/conferences", sent);
  return body.id!;
}
const code = ({ body }: { body: Record<string, unknown> }) =>
  (body.error as { code: string } | undefined)?.code;

test("the configuration says what the site offers, and nothing of how the relay gets in", async () => {
  const world = await open(
    { label: "Sales" },
    createDeployment({ settings: { conferenceKeyRequired: true } }),
  );
  expect(await world.json("GET", "/api/configuration")).toEqual({
    status: 200,
    body: {
      site: "Sales",
      schedulingEnabled: true,
      conferenceKeyRequired: true,
      guestAccessEnabled: true,
      earlyJoinMinutes: 15,
      updatePolicy: "ask",
      seriesDays: 366,
      linkHosts: [host],
      adminEmail: "rtc.admin@example.com",
      clients: [
        { name: "addIn", version: "10.1.2.0.0", url: `${url}/imtapp/clients/addin` },
        { name: "messenger", version: "10.1.2.0.0", url: `${url}/imtapp/clients/messenger` },
      ],
      caller: { name: "Alice Adams", address: "alice.adams@example.com" },
      actingFor: null,
      services: {
        presence: true,
        reports: true,
        recordings: true,
        instantConferences: true,
        liveHelp: false,
      },
    },
  });
});

test("the site is asked for it once a minute, however many panes open", async () => {
  const world = await open();
  await Promise.all([1, 2, 3].map(() => world.json("GET", "/api/configuration")));
  const count = () => world.simulator.calls().filter((name) => name === "getConfiguration").length;
  expect(count()).toBe(1);
  world.pass(2);
  await world.json("GET", "/api/configuration");
  expect(count()).toBe(2);
});

test("the pages of the site's programs are there", async () => {
  const world = await open();
  const { clients } = (await world.json("GET", "/api/configuration")).body as unknown as SiteConfiguration;
  expect(clients).toHaveLength(2);
  for (const client of clients) {
    const page = await world.simulator.fetch(new Request(client.url));
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining(client.version!)]);
  }
});

test.each([
  "http://rtc.example.com/addin",
  "https://user@rtc.example.com/addin",
  "https://elsewhere.example.net/addin",
  "javascript:alert(1)",
  "/imtapp/addin",
  "",
])("a program's page at %j is not handed out", async (link) => {
  const client = { version: "1", url: link };
  const directory = { adminEmail: null, addIn: client, messenger: client } as DeploymentConfiguration;
  const { send } = await createTestRelay({ getDirectory: () => Promise.resolve(directory) });
  expect(await (await send("GET", "/api/configuration")).json()).toMatchObject({ clients: [] });
});

describe("whom to ask", () => {
  const body = { addresses: ["a@example.com"] };
  const directoryOf = (adminEmail: string | null) =>
    ({
      adminEmail,
      addIn: { version: null, url: null },
      messenger: { version: null, url: null },
    }) as DeploymentConfiguration;
  const error = async (answer: Response) => ((await answer.json()) as ErrorResponse).error;

  test.each([
    ["rtc.admin@example.com", "rtc.admin@example.com"],
    [" mailto:rtc.admin@example.com ", "rtc.admin@example.com"],
    ["The administrator", undefined],
    ["a@example.com?body=x <script>", undefined],
    [null, undefined],
  ])("%j is said as %j of a failure that only an administrator can end", async (adminEmail, said) => {
    const { send, log } = await createTestRelay({
      getDirectory: () => Promise.resolve(directoryOf(adminEmail)),
      getBulkPresence: () => Promise.reject(new SiteError("POLICY_REFUSED", null)),
    });
    const failure = await error(await send("POST", "/api/presence", { body }));
    expect(failure).toMatchObject({ code: "SERVICE_NOT_PROVISIONED" });
    expect(failure.administrator).toBe(said);
    expect(JSON.stringify(log)).not.toContain("admin@");
    expect(await (await send("GET", "/api/configuration")).json()).toMatchObject({
      adminEmail: said ?? null,
    });
  });

  test("not of one that passes, and to nobody who is not signed in", async () => {
    const { send, relay } = await createTestRelay({
      getDirectory: () => Promise.resolve(directoryOf("rtc.admin@example.com")),
      getBulkPresence: () => Promise.reject(new CallError("TIMEOUT", "no")),
    });
    for (const answer of [
      await send("POST", "/api/presence", { body }),
      await send("POST", "/api/presence", { body, token: "a.b.c" }),
      await relay.request("/api/configuration"),
      await relay.request("/nowhere"),
    ]) {
      expect(answer.ok).toBe(false);
      expect(await answer.text()).not.toContain("admin@");
    }
  });

  test("still where the site has stopped answering since", async () => {
    let isDown = false;
    const told = () =>
      isDown
        ? Promise.reject(new SiteError("CREDENTIALS_REFUSED", null))
        : Promise.resolve(directoryOf("rtc.admin@example.com"));
    let time = now;
    const site = { getDirectory: told, getBulkPresence: () => told().then(() => new Map()) };
    const { send } = await createTestRelay(site, { clock: () => time });
    expect((await send("GET", "/api/configuration")).status).toBe(200);
    isDown = true;
    time += 120_000;
    expect(await error(await send("POST", "/api/presence", { body }))).toMatchObject({
      code: "SITE_CREDENTIALS_REFUSED",
      administrator: "rtc.admin@example.com",
    });
  });

  test("a site that tells nothing holds no failure back", async () => {
    const { send } = await createTestRelay({
      getDirectory: () => Promise.reject(new CallError("UNREACHABLE", "no")),
      getBulkPresence: () => Promise.reject(new SiteError("POLICY_REFUSED", null)),
    });
    const failure = await error(await send("POST", "/api/presence", { body }));
    expect(failure).toEqual({ code: "SERVICE_NOT_PROVISIONED", requestId: "request-1" });
  });
});

describe("presence", () => {
  const dina = { address: "Dina.Haddad@Example.com", userId: "dina.haddad" };
  const ask = async (world: World, ...addresses: string[]) => {
    const { body } = await world.json("POST", "/api/presence", { body: { addresses } });
    return body as unknown as PresenceAnswer;
  };

  test("comes in the order of the list, in the contract's words", async () => {
    const world = await open({ people: [dina] });
    await world.choose("bruno.keller", "DND");
    await world.choose("chen.wei", "AVAILABLE", "Call me on my <b>cell</b>");
    await world.choose("dina.haddad", "OFFLINE", "Available");
    const addresses = [
      "nobody@example.org",
      "Bruno.Keller@example.com",
      "dina.haddad@example.com",
      "chen.wei@EXAMPLE.COM",
    ];
    expect(await ask(world, ...addresses)).toEqual({
      presence: [
        { address: "nobody@example.org", show: "unknown", status: "" },
        { address: "Bruno.Keller@example.com", show: "busy", status: "" },
        { address: "dina.haddad@example.com", show: "offline", status: "" },
        { address: "chen.wei@EXAMPLE.COM", show: "available", status: "Call me on my <b>cell</b>" },
      ],
    });
  });

  test("somebody whom neither the administrator nor the site has named is not called offline", async () => {
    const world = await open({ people: [dina] });
    for (const userId of ["bruno.keller", "dina.haddad"]) await world.choose(userId, "OFFLINE");
    const shows = async () =>
      (
        await ask(
          world,
          "bruno.keller@example.com",
          "dina.haddad@example.com",
          "nobody@example.com",
          "guest@sub.example.com",
        )
      ).presence.map(({ show }) => show);
    expect(await shows()).toEqual(["unknown", "offline", "unknown", "unknown"]);
    // Once the site has shown him online, it is known that he is a user.
    await world.choose("bruno.keller", "AWAY");
    expect(await shows()).toEqual(["away", "offline", "unknown", "unknown"]);
    await world.choose("bruno.keller", "OFFLINE");
    expect(await shows()).toEqual(["offline", "offline", "unknown", "unknown"]);
  });

  test("the site is not told of addresses outside its domain", async () => {
    const world = await open({ people: [{ address: "greta@example.org", userId: "greta" }] });
    expect(await ask(world, "greta@example.org", "hans@example.com.example.org")).toEqual({
      presence: [
        { address: "greta@example.org", show: "unknown", status: "" },
        { address: "hans@example.com.example.org", show: "unknown", status: "" },
      ],
    });
    expect(world.sent.join()).not.toContain("example.org");
    expect(world.simulator.calls()).not.toContain("getBulkPresence");
  });

  test.each([
    ["a site that names no domain", null, ["away", "away"]],
    ["a domain written in another way", " @Example.COM. ", ["away", "unknown"]],
    ["several domains", "example.com, xn--bcher-kva.example", ["away", "away"]],
  ])("%s", async (_, imDomain, shows) => {
    const resource = {
      show: "online",
      status: "Away",
      resourceName: null,
      priority: null,
      lastModifiedDate: null,
    };
    const site: Partial<Site> = {
      getDirectory: () => Promise.resolve({ imDomain } as DeploymentConfiguration),
      getBulkPresence: (jids) =>
        Promise.resolve(new Map(jids.map((jid) => [jid, { userJID: jid, allResources: [resource] }]))),
    };
    const { send } = await createTestRelay(site);
    const body = { addresses: ["a@example.com", "b@B\u00fccher.example"] };
    const answer = (await (await send("POST", "/api/presence", { body })).json()) as PresenceAnswer;
    expect(answer.presence.map(({ show }) => show)).toEqual(shows);
  });

  test("a site that does not tell its configuration still tells who is there", async () => {
    const world = await open();
    await world.choose("bruno.keller", "AWAY");
    world.simulator.set({
      fault: { kind: "status", status: 1090, operation: "getConfiguration", times: 99 },
    });
    expect(await ask(world, "bruno.keller@example.com")).toEqual({
      presence: [{ address: "bruno.keller@example.com", show: "away", status: "" }],
    });
  });

  test("each resource is asked for, so that a phone counts where the desk is offline", async () => {
    const world = await open();
    await ask(world, "bruno.keller@example.com");
    const [sent = ""] = world.sent.filter((call) => call.includes("getBulkPresence"));
    expect(sent).toMatch(/<allResources[^>]*>true</);
  });

  test.each([
    [{ addresses: [] }],
    [{ addresses: Array.from({ length: 1001 }, (_, index) => `a${index}@example.org`) }],
    [{ addresses: ["<script>"] }],
    [{}],
  ])("%j is no list of addresses", async (body) => {
    expect(code(await (await open()).json("POST", "/api/presence", { body }))).toBe("BAD_REQUEST");
  });

  test("a site without PRESENCE, or with presence switched off, says that it does not offer it", async () => {
    const body = { addresses: ["alice.adams@example.com"] };
    const bare = await open({}, createDeployment({ policies: ["SESSION", "PRECONFERENCE"] }));
    expect(code(await bare.json("POST", "/api/presence", { body }))).toBe("SERVICE_NOT_PROVISIONED");
    const off = await open({
      services: { presence: false, reports: false, recordings: false, instantConferences: false },
    });
    expect(code(await off.json("POST", "/api/presence", { body }))).toBe("SERVICE_NOT_PROVISIONED");
    expect(off.simulator.calls()).toEqual([]);
  });
});

describe("upcoming and finished conferences", () => {
  test("upcoming ones are those that the caller hosts or is invited to", async () => {
    const world = await open();
    const id = await schedule(world);
    const listed = {
      id,
      title: "Quarterly review",
      hostName: "Alice Adams",
      start: request.appointment.start,
      end: request.appointment.end,
      state: "notStarted",
      joinUrl: expect.stringContaining(`/imtapp/app/conference/${id}/`) as string,
    };
    const path = "/api/upcoming-conferences";
    expect((await world.json("GET", path)).body).toEqual({ conferences: [{ ...listed, isOwned: true }] });
    const bruno = { token: await world.tokenOf("bruno.keller") };
    expect((await world.json("GET", path, bruno)).body).toEqual({
      conferences: [{ ...listed, isOwned: false }],
    });
    const stranger = { token: await world.tokenOf("emeka.obi") };
    expect((await world.json("GET", path, stranger)).body).toEqual({ conferences: [] });
    expect((await world.json("GET", `${path}?from=2028-01-01T00:00:00Z`)).body).toEqual({ conferences: [] });
    expect(code(await world.json("GET", `${path}?from=tomorrow`))).toBe("BAD_REQUEST");
  });

  test("a finished one is whole for its owner, less for who was there, nothing for others", async () => {
    const world = await open();
    const id = await schedule(world);
    world.pass(48 * 60);
    const report = (await world.json("GET", `/api/conferences/${id}/report`)).body as Record<string, unknown>;
    expect(report).toMatchObject({
      id,
      title: "Quarterly review",
      minutes: 30,
      ending: "graceful",
      isOwned: true,
      start: request.appointment.start,
    });
    const attendees = report.attendees as { name: string; address: string }[];
    expect(attendees[0]).toMatchObject({
      name: "Alice Adams",
      address: "alice.adams@example.com",
      entered: "2027-03-02T13:58:00.000Z",
      isGuest: false,
    });
    expect(report.attendeeCount).toBe(attendees.length);
    const came = attendees.find(({ address }) => address !== "alice.adams@example.com")!;
    const visitor = { token: await world.tokenOf(came.address.replace("@example.com", "")) };
    const seen = await world.json("GET", `/api/conferences/${id}/report`, visitor);
    expect(seen.body).toMatchObject({ id, isOwned: false, attendees: null });
    expect((await world.json("GET", "/api/finished-conferences", visitor)).body).toMatchObject({
      conferences: [{ id, isOwned: false }],
    });
    expect((await world.json("GET", "/api/finished-conferences")).body).toMatchObject({
      conferences: [{ id, isOwned: true }],
    });
    const stranger = { token: await world.tokenOf("george.papadopoulos") };
    expect((await world.json("GET", "/api/finished-conferences", stranger)).body).toEqual({
      conferences: [],
    });
    // Somebody else's and none at all look the same.
    for (const path of [`/api/conferences/${id}/report`, "/api/conferences/99999999/report"])
      expect(code(await world.json("GET", path, stranger))).toBe("NOT_FOUND");
  });

  test("there is no report before the end", async () => {
    const world = await open();
    const id = await schedule(world);
    expect(code(await world.json("GET", `/api/conferences/${id}/report`))).toBe("NOT_FINISHED");
    const other = { token: await world.tokenOf("bruno.keller") };
    expect(code(await world.json("GET", `/api/conferences/${id}/report`, other))).toBe("NOT_FOUND");
  });

  test.each([
    "?from=2027-03-02T00:00:00Z&to=2027-03-01T00:00:00Z",
    "?from=2020-01-01T00:00:00Z",
    "?to=never",
  ])("a period like %s is refused", async (query) => {
    expect(code(await (await open()).json("GET", `/api/finished-conferences${query}`))).toBe("BAD_REQUEST");
  });

  describe("the recording", () => {
    const seen = {
      conferenceID: "1",
      title: "T",
      hostName: null,
      startTime: null,
      endTime: null,
      duration: 30,
      numAttendees: 1,
      rating: null,
      comments: null,
      statusDetails: "GRACEFUL",
      attendees: [
        {
          name: "Alice",
          emailAddress: null,
          timeEntered: null,
          timeExited: null,
          userID: "Alice.Adams",
          guest: false,
        },
      ],
      playbackURLDetails: null,
    };
    const playback = {
      playbackURL: "https://rtc.example.com/play",
      finishedFlag: true,
      recordedFlag: true,
      publishedFlag: true,
    };
    const ask = async (site: Partial<Site>, overrides: Partial<RelaySite> = {}) => {
      const reporting = { reportFinishedConferenceDetails: () => Promise.resolve(seen), ...site };
      const { send } = await createTestRelay(reporting, { sites: [relaySite(reporting, overrides)] });
      return (await (await send("GET", "/api/conferences/1/report")).json()) as {
        recordingUrl: string | null;
      };
    };

    test("is asked for where the report leaves it out", async () => {
      const { recordingUrl } = await ask({ getPlaybackURL: () => Promise.resolve(playback) });
      expect(recordingUrl).toBe("https://rtc.example.com/play");
    });

    test("that is not published is not for who only attended", async () => {
      const { recordingUrl } = await ask({
        getPlaybackURL: () => Promise.resolve({ ...playback, publishedFlag: false }),
      });
      expect(recordingUrl).toBeNull();
    });

    test("that cannot be had leaves the report as it is", async () => {
      const refused = () => Promise.reject(new SiteError("POLICY_REFUSED", null));
      expect(await ask({ getPlaybackURL: refused })).toMatchObject({ title: "T", recordingUrl: null });
    });

    test("is not asked for where recordings are switched off", async () => {
      const asked: unknown[] = [];
      const services = { presence: true, reports: true, recordings: false, instantConferences: true };
      const { recordingUrl } = await ask(
        {
          reportFinishedConferenceDetails: (_, options) => {
            asked.push(options?.includePlaybackURLDetails);
            return Promise.resolve(seen);
          },
        },
        { services },
      );
      expect([recordingUrl, asked]).toEqual([null, [false]]);
    });
  });

  test("a recording's link to a host that may not be handed out is left out", async () => {
    const details = {
      conferenceID: "1",
      title: "T",
      hostName: "Somebody",
      startTime: null,
      endTime: null,
      duration: null,
      numAttendees: null,
      rating: null,
      comments: null,
      statusDetails: "BLOWN_UP",
      attendees: [
        {
          name: null,
          emailAddress: null,
          timeEntered: null,
          timeExited: null,
          userID: "alice.adams",
          guest: null,
        },
      ],
      playbackURLDetails: {
        playbackURL: "https://evil.example.net/play",
        finishedFlag: true,
        recordedFlag: true,
        publishedFlag: true,
      },
    };
    const { send } = await createTestRelay({
      reportFinishedConferencesByDate: () => Promise.resolve([details]),
    });
    expect(await (await send("GET", "/api/finished-conferences")).json()).toMatchObject({
      conferences: [{ id: "1", ending: "unknown", recordingUrl: null, isOwned: false }],
    });
  });
});

describe("instant conferences", () => {
  const body = { title: "Now", access: "anyone", conferenceKey: null };

  test("begin now, with both links, and once for a key", async () => {
    const world = await open();
    const key = newKey();
    const first = await world.json("POST", "/api/instant-conferences", { body, key });
    expect(first.status).toBe(201);
    world.pass(2);
    expect((await world.json("POST", "/api/instant-conferences", { body, key })).body).toEqual(first.body);
    expect(world.simulator.conferences()).toMatchObject([{ title: "Now", host: { userId: "alice.adams" } }]);
    const page = await world.simulator.fetch(new Request(first.body.hostUrl!));
    expect(await page.text()).toContain("The door is open.");
  });

  test("by the URL service where the site is set up so, with the link for the others from its list", async () => {
    const world = await open({ instantConference: "url" });
    const { body: answer } = await world.json("POST", "/api/instant-conferences", { body, key: newKey() });
    expect(world.simulator.calls()).toContain("instantMeeting");
    const [made] = world.simulator.conferences();
    expect(answer).toEqual({
      id: made!.id,
      hostUrl: `${url}/imtapp/app/conference/${made!.id}/${made!.hostSecret}`,
      joinUrl: `${url}/imtapp/app/conference/${made!.id}/${made!.joinSecret}`,
    });
  });

  test.each(["schedule", "url"] as const)(
    "two presses at the same time begin one, and the key is not good for another (%s)",
    async (instantConference) => {
      const world = await open({ instantConference });
      const key = newKey();
      const press = (sent = body) => world.json("POST", "/api/instant-conferences", { body: sent, key });
      const first = press();
      world.pass(0.01);
      const [one, other] = await Promise.all([first, press()]);
      expect([one.status, other.status, other.body]).toEqual([201, 201, one.body]);
      expect(world.simulator.conferences()).toHaveLength(1);
      expect(code(await press({ ...body, title: "Another" }))).toBe("KEY_REUSED");
      const token = await world.tokenOf("bruno.keller");
      await world.json("POST", "/api/instant-conferences", { body, key, token });
      expect(world.simulator.conferences()).toHaveLength(2);
    },
  );

  test.each([
    ["unknown", 1],
    ["no", 2],
  ] as const)(
    "by the URL service the same key asks again only where nothing was started (%s)",
    async (done, count) => {
      let asked = 0;
      const site: Partial<Site> = {
        startInstantConference: () => {
          asked += 1;
          return Promise.reject(new CallError("TIMEOUT", done));
        },
      };
      const { send } = await createTestRelay(site, {
        sites: [relaySite(site, { instantConference: "url" })],
      });
      const key = newKey();
      for (let press = 0; press < 2; press += 1)
        expect((await send("POST", "/api/instant-conferences", { body, key })).status).toBe(504);
      expect(asked).toBe(count);
    },
  );

  test("by the URL service a key counts for a minute", async () => {
    const world = await open({ instantConference: "url" });
    const key = newKey();
    const press = () => world.json("POST", "/api/instant-conferences", { body, key });
    await press();
    world.pass(2);
    await press();
    expect(world.simulator.conferences()).toHaveLength(2);
  });

  test("a sign-in page in place of the answer is told as what it is", async () => {
    const world = await open(
      { instantConference: "url" },
      createDeployment({ settings: { instantNeedsSignIn: true } }),
    );
    expect(code(await world.json("POST", "/api/instant-conferences", { body, key: newKey() }))).toBe(
      "SITE_WANTS_SIGN_IN",
    );
  });
});

describe("live help", () => {
  const liveHelp = { groupJID: "web.support@groups.example.com", guestDomain: "sites.example.com" };

  test("is not offered unless it is set up", async () => {
    const world = await open();
    expect((await world.json("GET", "/api/live-help")).body).toEqual({ isOffered: false, show: "unknown" });
    expect(code(await world.json("POST", "/api/live-help", { body: { subject: "" } }))).toBe(
      "SERVICE_NOT_PROVISIONED",
    );
  });

  test("is offered without presence too, where the site has only the chat", async () => {
    const world = await open(
      { liveHelp },
      createDeployment({ policies: ["SESSION", "PRECONFERENCE", "GUESTCHAT"] }),
    );
    expect((await world.json("GET", "/api/live-help")).body).toEqual({ isOffered: true, show: "unknown" });
    expect((await world.json("POST", "/api/live-help", { body: { subject: "" } })).status).toBe(200);
  });

  test("opens the chat for this caller, always as the same guest, and never as another's", async () => {
    const world = await open({ liveHelp });
    await world.choose("hana.sato", "AVAILABLE");
    expect((await world.json("GET", "/api/live-help")).body).toEqual({ isOffered: true, show: "available" });
    const ask = async (token?: string) => {
      const sent = { body: { subject: "Help" }, ...(token !== undefined && { token }) };
      const { body } = await world.json("POST", "/api/live-help", sent);
      return body as unknown as { action: string; fields: Record<string, string> };
    };
    const { action, fields } = await ask();
    expect((await ask()).fields.r_fromUserJID).toBe(fields.r_fromUserJID);
    const other = await ask(await world.tokenOf("bruno.keller"));
    expect(other.fields.r_fromUserJID).not.toBe(fields.r_fromUserJID);
    expect(fields.r_fromUserJID).not.toContain("alice");
    const page = await world.simulator.fetch(
      new Request(action, { method: "POST", body: new URLSearchParams(fields) }),
    );
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("Alice Adams");
  });
});

describe("several sites", () => {
  const sales = () => createFakeSite();
  const everybody = { issuers: [], tenants: [], mailDomains: [] };

  test("the first that is for a caller serves the caller, and each has its own note and memory", async () => {
    const [first, second] = [sales(), sales()];
    const { send, log } = await createTestRelay(first.site, {
      sites: [
        relaySite(first.site, {
          name: "partners",
          callers: { ...everybody, mailDomains: ["partner.example.net"] },
        }),
        relaySite(second.site, { name: "sales", note: "Sales desk: 4711" }),
      ],
    });
    const answer = await (await send("POST", "/api/conferences", { body: request, key: newKey() })).json();
    expect(answer).toMatchObject({ note: "Sales desk: 4711" });
    expect([first.calls, second.calls]).toEqual([[], ["schedule"]]);
    expect(log.at(-1)).toMatchObject({ site: "sales" });
  });

  test.each([
    ["issuer", { ...everybody, issuers: ["https://elsewhere.example.net"] }],
    ["tenant", { ...everybody, tenants: ["t1"] }],
    ["mail domain", { ...everybody, mailDomains: ["example.org"] }],
  ])("a caller of another %s has no site", async (_, callers) => {
    const { send } = await createTestRelay(sales().site, { sites: [relaySite(sales().site, { callers })] });
    const response = await send("GET", "/api/upcoming-conferences");
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: "NO_SITE" } });
  });

  test.each([
    ["issuer", { ...everybody, issuers: ["http://localhost:3000/preview/issuer"] }],
    ["mail domain", { ...everybody, mailDomains: ["Example.com"] }],
  ])("a caller of this %s has one", async (_, callers) => {
    const { send } = await createTestRelay(sales().site, { sites: [relaySite(sales().site, { callers })] });
    expect((await send("GET", "/api/upcoming-conferences")).status).toBe(200);
  });

  test("one that fails leaves the others alone", async () => {
    const broken = createFakeSite({ ready: () => Promise.reject(new Error("down")) });
    const { relay } = await createTestRelay(broken.site, {
      sites: [relaySite(broken.site, { name: "broken" }), relaySite(sales().site, { name: "sales" })],
    });
    const response = await relay.request("/readyz");
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: "ready",
      sites: [
        { name: "broken", status: "not ready", missing: "INTERNAL" },
        { name: "sales", status: "ready" },
      ],
    });
  });
});

test("no path, body or answer of any of these leaves a trace in the log", async () => {
  const world = await open({
    liveHelp: { groupJID: "g@groups.example.com", guestDomain: "sites.example.com" },
  });
  const id = await schedule(world);
  await world.json("POST", "/api/presence", { body: { addresses: ["bruno.keller@example.com"] } });
  await world.json("POST", "/api/live-help", { body: { subject: "Secret subject" } });
  await world.json("GET", `/api/conferences/${id}/report`);
  const lines = JSON.stringify(world.log);
  for (const secret of ["bruno", "alice", "Secret", id, "guest_", host]) expect(lines).not.toContain(secret);
  expect(now).toBe(world.now());
});
