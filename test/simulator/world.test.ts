import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { operations, serviceNames } from "../../server/rtc/soap/beans";
import { parseXml } from "../../server/rtc/soap/xml";
import { people } from "../../server/config/people";
import type { Site } from "../../server/rtc/site";
import { faultKinds } from "../../server/simulator/world/faultConfig";
import { createSimulator, type Simulator } from "../../server/simulator/simulator";
import { createStore } from "../../server/simulator/world/store";
import { conference, createDeployment, credentials, url } from "../system/deployment";

const get = async (simulator: Simulator, address: string) => {
  const response = await simulator.fetch(new Request(url + address));
  return { status: response.status, text: await response.text() };
};
const post = (simulator: Simulator, address: string, fields: Record<string, string>, site = "same-origin") =>
  simulator.fetch(
    new Request(url + address, {
      method: "POST",
      headers: { "Sec-Fetch-Site": site },
      body: new URLSearchParams(fields),
    }),
  );
const unescape = (text: string) =>
  text
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&");

describe("the catalogue", () => {
  test("lists every service with endpoint and WSDL", async () => {
    const { text } = await get(createDeployment().simulator, "/imtapp/ws");
    for (const name of serviceNames) {
      expect(text).toContain(`${url}/imtapp/ws/${name}</dd>`);
      expect(text).toContain(`href="/imtapp/ws/${name}?WSDL"`);
    }
  });

  test("has for every operation a request and an answer, which are what it takes and gives", async () => {
    const { simulator } = createDeployment();
    const seen = new Set<string>();
    for (const service of serviceNames) {
      const { text } = await get(simulator, `/imtapp/ws/${service}`);
      const samples = [...text.matchAll(/<pre>(.*?)<\/pre>/gs)].map(([, xml = ""]) => unescape(xml));
      for (const sample of samples) parseXml(sample);
      for (const sample of samples.filter((_, index) => index % 2 === 0)) {
        const response = await simulator.fetch(
          new Request(`${url}/imtapp/ws/${service}`, {
            method: "POST",
            headers: { SOAPAction: '""' },
            body: sample,
          }),
        );
        const answer = await response.text();
        // The sample's credentials are nobody's; all else about it is right.
        expect(answer).toMatch(/Response|Authentication failed|Invalid token|Not authorized/);
        seen.add(/<m:(\w+)/.exec(sample)![1]!);
      }
    }
    expect([...seen].sort()).toEqual(Object.keys(operations).sort());
  });

  test.each(["instantMtgReq", "meetingResp", "errorMsg"])("%s.xsd is a schema of its root", async (name) => {
    const { simulator } = createDeployment();
    const schema = parseXml((await get(simulator, `/imtapp/app/${name}.xsd`)).text);
    expect(schema.children[0]?.attributes.name).toBe(name);
  });
});

describe("the control page", () => {
  test("shows what the world holds, sets presence, ends a conference and breaks something", async () => {
    const { simulator, site, pass } = createDeployment();
    const { conferenceId } = await site.scheduleConference({ ...conference, title: "<b>Bold</b>" });
    pass(70);
    const page = (await get(simulator, "/control")).text;
    expect(page).toContain("&lt;b&gt;Bold&lt;/b&gt;");
    expect(page).toContain("Alice Adams");
    const chosen = { do: "presence", userId: "chen.wei", show: "AVAILABLE", text: "At <home>" };
    await post(simulator, "/control", chosen);
    expect((await site.getPresence("chen.wei@example.com")).allResources[0]?.status).toBe("At <home>");
    expect((await get(simulator, "/control")).text).toContain('value="At &lt;home&gt;"');
    expect((await post(simulator, "/control", { do: "end", id: conferenceId })).status).toBe(303);
    expect((await site.reportFinishedConferenceDetails(conferenceId)).statusDetails).toBe("FORCED");
    await post(simulator, "/control", {
      do: "break",
      kind: "http500",
      operation: "",
      // As often as a call is tried.
      times: "3",
      latencyMs: "0",
    });
    await expect(site.reportAttendeeList(conferenceId)).rejects.toMatchObject({ httpStatus: 500 });
    expect(await site.reportAttendeeList(conferenceId)).not.toEqual([]);
  });

  test("changes the deployment's settings and a site's policies while it runs", async () => {
    const { simulator, site, client } = createDeployment();
    const numbers = {
      tokenLifeSeconds: "60",
      earlyJoinMinutes: "3",
      maxRequestSize: "2",
      maxResponseSize: "9",
      titleLength: "5",
    };
    const ticked = { conferenceKeyRequired: "on", schedulingEnabled: "on", publicConferencesAllowed: "on" };
    await post(simulator, "/control", { do: "settings", clockAheadMinutes: "0", ...numbers, ...ticked });
    expect(await site.getDirectory()).toMatchObject({
      tokenLifeSeconds: 60,
      earlyJoinMinutes: 3,
      maxRequestSize: 2,
      maxResponseSize: 9,
      conferenceKeyRequired: true,
      guestAccessEnabled: false,
    });
    await expect(site.scheduleConference(conference)).rejects.toMatchObject({ status: 362 });
    const registered = { ...conference, registeredUserOnly: true };
    await expect(site.scheduleConference(registered)).rejects.toMatchObject({ status: 367 });
    await post(simulator, "/control", { do: "policies", siteId: credentials.siteId, policy: "SESSION" });
    await expect(client().getBulkPresence(["a@example.org"])).rejects.toMatchObject({
      code: "POLICY_REFUSED",
    });
    await simulator.fetch(new Request(`${url}/control/switches`, { method: "DELETE" }));
    expect((await client().scheduleConference(conference)).conferenceId).not.toBe("");
    expect(simulator.conferences().map(({ title }) => title)).toEqual([conference.title]);
  });

  test("refuses what does not fit, and a form of another site's page", async () => {
    const { simulator } = createDeployment();
    const form = { do: "break", kind: "nonsense", operation: "", times: "1", latencyMs: "0" };
    expect((await post(simulator, "/control", form)).status).toBe(400);
    expect((await post(simulator, "/control", { ...form, kind: "http500" }, "cross-site")).status).toBe(403);
    expect((await post(simulator, "/control", { do: "end", id: "1" })).status).toBe(400);
    expect((await post(simulator, "/control", { do: "settings", tokenLifeSeconds: "-1" })).status).toBe(400);
  });
});

test("whoever joins by the page is in the report", async () => {
  const { simulator, site, pass } = createDeployment();
  const { conferenceId, attendeeURL } = await site.scheduleConference(conference);
  pass(50);
  const join = new URL(attendeeURL).pathname;
  const response = await post(simulator, join, { name: "Vera <i>" });
  expect(await response.text()).toContain("You are in the conference as Vera &lt;i&gt;.");
  pass(120);
  expect(await site.reportAttendeeList(conferenceId)).toContainEqual({
    name: "Vera <i>",
    emailAddress: null,
    userID: null,
    guest: true,
    timeEntered: new Date("2027-03-01T09:50:00Z"),
    timeExited: conference.endDate,
  });
});

describe("its memory", () => {
  const folder = () => mkdtempSync(path.join(tmpdir(), "simulator-"));
  /** A simulator on a folder; `stop` waits until all is written. */
  const start = (data: string) => {
    const store = createStore(data);
    const deployment = createDeployment({ store });
    return { ...deployment, stop: () => store.flush() };
  };

  test("survives a restart: conferences, sessions, presence and chats", async () => {
    const data = folder();
    const before = start(data);
    const { conferenceId, attendeeURL } = await before.site.scheduleConference(conference);
    await before.choose("bruno.keller", "DND");
    const { action, fields } = await before.site.getGuestChat({
      fromUserJID: "guest_1@sites.example.com",
      guestDisplayName: "Guest",
      target: { groupJID: "web.support@groups.example.com" },
      subject: "Remember me",
    });
    const form = () => new Request(action, { method: "POST", body: new URLSearchParams(fields) });
    await before.simulator.fetch(form());
    await before.stop();
    const after = start(data);
    expect(after.simulator.conferences()).toEqual(before.simulator.conferences());
    expect((await get(after.simulator, new URL(attendeeURL).pathname)).status).toBe(200);
    expect((await after.site.getPresence("bruno.keller@example.com")).allResources[0]?.status).toBe("DnD");
    // The token of the first life opens the chat of the second.
    expect(await (await after.simulator.fetch(form())).text()).toContain("Remember me");
    await after.site.deleteConference(conferenceId);
    const another = await after.site.scheduleConference(conference);
    expect(another.conferenceId).not.toBe(conferenceId);
    await after.stop();
    expect(readdirSync(data)).toEqual(["simulator.json"]);
  });

  test("has presence without words too, as the first version wrote it", async () => {
    const data = folder();
    const presence = [["bruno.keller", "AWAY"]];
    const state = { conferences: [], tokens: [], presence, chats: [] };
    writeFileSync(path.join(data, "simulator.json"), JSON.stringify(state));
    const { site } = start(data);
    expect((await site.getPresence("bruno.keller@example.com")).allResources[0]?.status).toBe("Away");
  });

  test("that cannot be understood stops the start with what to do, and is not overwritten", () => {
    const data = folder();
    writeFileSync(path.join(data, "simulator.json"), '{"conferences": 7}');
    expect(() => start(data)).toThrow(/cannot understand .*simulator\.json.*Delete it/);
    expect(readFileSync(path.join(data, "simulator.json"), "utf8")).toBe('{"conferences": 7}');
  });

  test("a new world may have a past and a future, which an old one does not get again", async () => {
    const data = folder();
    const options = { url, ...credentials, people, hasHistory: true };
    const store = createStore(data);
    const simulator = createSimulator({ ...options, store });
    const { length } = simulator.conferences();
    expect(length).toBeGreaterThan(30);
    await post(simulator, "/control", { do: "presence", userId: "chen.wei", show: "AWAY" });
    await store.flush();
    expect(createSimulator({ ...options, store: createStore(data) }).conferences()).toHaveLength(length);
  });
});

describe("a fault shows at each of the services", () => {
  const calls: [string, string, (site: Site) => Promise<unknown>][] = [
    ["AuthenticationService", "createSession", (site) => site.ready()],
    ["ConfigurationService", "getConfiguration", (site) => site.getDirectory()],
    ["PreConferenceService", "scheduleConference", (site) => site.scheduleConference(conference)],
    ["PostConferenceService", "getPlaybackURL", (site) => site.getPlaybackURL("1")],
    ["PresenceService", "getBulkPresence", (site) => site.getBulkPresence(["a@example.org"])],
    ["ReportingService", "reportAttendeeList", (site) => site.reportAttendeeList("1")],
    [
      "OracleRTCService",
      "instantMeeting",
      (site) => site.startInstantConference({ meetingType: "REGULAR", password: null, meetingTitle: null }),
    ],
    ["Presence", "presenceUrl", (site) => site.calibratePresence("alice.adams@example.com")],
  ];
  const expected: Partial<Record<(typeof faultKinds)[number], object>> = {
    dropBefore: { code: "UNREACHABLE" },
    dropAfter: { code: "UNREACHABLE" },
    http500: { code: "HTTP_STATUS", httpStatus: 500 },
    garbage: { code: "UNREADABLE" },
    html: { code: "UNREADABLE" },
    redirect: { code: "HTTP_STATUS", httpStatus: 302 },
  };
  for (const [service, operation, call] of calls) {
    test.each(Object.entries(expected))(`${service}: %s`, async (kind, failure) => {
      const { site, simulator, choose } = createDeployment();
      await choose("alice.adams", "AVAILABLE");
      simulator.set({
        fault: { kind: kind as "html", service: service as "Presence", operation, times: 99 },
      });
      const isImage = service === "Presence" && (kind === "garbage" || kind === "html");
      // The JS mode is text: what is no script is nobody online. A form's redirect is an answer without a document.
      if (isImage) expect(await call(site)).toBeNull();
      else if (service === "OracleRTCService" && kind === "redirect")
        await expect(call(site)).rejects.toMatchObject({ code: "UNREADABLE" });
      // The page is a sign-in page, which a browser's own service may show.
      else if (service === "OracleRTCService" && kind === "html")
        await expect(call(site)).rejects.toMatchObject({ code: "SIGN_IN_WANTED" });
      else await expect(call(site)).rejects.toMatchObject(failure);
    });
  }

  test("tokens that ran out are renewed at every service", async () => {
    const { site, simulator } = createDeployment();
    for (const [service, operation, call] of calls.slice(1, 6)) {
      await call(site).catch(() => null);
      const before = simulator.calls().length;
      simulator.set({ fault: { kind: "expiredTokens", service: service as "Presence", operation } });
      const outcome = await call(site).then(
        () => 0,
        (failure: unknown) => (failure as { status: number }).status,
      );
      // Whatever it says of an unknown conference, it is not that the token was refused.
      expect(outcome).not.toBe(1032);
      expect(simulator.calls().slice(before)).toContain("createSession");
    }
  });

  test("every profile of names and answers is understood at every service", async () => {
    for (const answers of ["inline", "multiRef", "idHref"] as const) {
      for (const spellings of ["guide", "alternative"] as const) {
        const { site, simulator, pass } = createDeployment();
        simulator.set({
          profile: {
            answers,
            spellings,
            bodyNamespace: "class",
            soapAction: "operation",
            schemaNamespace: "interface",
          },
        });
        const { conferenceId } = await site.scheduleConference(conference);
        pass(180);
        const [details] = await site.reportFinishedConferencesByID([conferenceId], {
          includeAttendees: true,
        });
        expect(details?.attendees?.[0]).toMatchObject({ emailAddress: "alice.adams@example.com" });
        expect((await site.getDirectory()).earlyJoinMinutes).toBe(15);
        expect((await site.getPlaybackURL(conferenceId)).finishedFlag).toBe(true);
        const bulk = await site.getBulkPresence(["alice.adams@example.com"]);
        expect(bulk.get("alice.adams@example.com")?.userJID).toBe("alice.adams@example.com");
      }
    }
  });
});
