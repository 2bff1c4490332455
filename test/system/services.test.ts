import { people } from "../../server/people";
import { signings, standardSigning } from "../../server/rtc/presenceUrl";
import { conference, createDeployment, credentials, url } from "./deployment";

describe("authentication", () => {
  const entity = { type: "SITE" as const, id: credentials.siteId, credential: credentials.siteAuthToken };

  test("a session gives tokens of single and of combined policies, which live until they are ended", async () => {
    const { site, now, pass } = createDeployment();
    const { authentication } = site;
    const session = await authentication.createSession(entity);
    expect(session.tokenID).not.toBe("");
    expect(session.expiresAt).toBe(now() + 1800_000);
    const child = await authentication.requestToken(entity.id, session.token, {
      tokenPolicy: "SESSION::PRESENCE",
    });
    expect(child.token).not.toBe(session.token);
    expect(await authentication.getTokenStatus(entity.id, child.token, now())).toBe(true);
    expect(await authentication.getTokenStatus("another", child.token, now())).toBe(false);
    await authentication.endSession(entity.id, session.token);
    // The children die with their session.
    expect(await authentication.getTokenStatus(entity.id, child.token, now())).toBe(false);
    const again = await authentication.createSession(entity);
    pass(31);
    expect(await authentication.getTokenStatus(entity.id, again.token, now())).toBe(false);
  });

  test("requestMultipleTokens gives one token for each policy object", async () => {
    const { authentication } = createDeployment().site;
    const { token } = await authentication.createSession(entity);
    const tokens = await authentication.requestMultipleTokens(entity.id, token, { tokenPolicy: "PRESENCE" }, [
      [{ name: "TOKEN_POLICY", value: "REPORTING" }],
      [],
    ]);
    expect(new Set(tokens.map((each) => each.token)).size).toBe(2);
  });

  test.each([
    ["PASSWORD", credentials.siteAuthToken],
    ["TOKEN", null],
  ] as const)("requestTokenForCredentials takes a %s", async (type, credential) => {
    const { authentication } = createDeployment().site;
    const session = await authentication.createSession(entity);
    const token = await authentication.requestTokenForCredentials(
      type,
      { ...entity, credential: credential ?? session.token },
      { tokenPolicy: "PRECONFERENCE" },
    );
    expect(token.tokenID).toMatch(/^[\w-]+$/);
    await expect(
      authentication.requestTokenForCredentials(
        type,
        { ...entity, credential: "wrong" },
        { tokenPolicy: "PRECONFERENCE" },
      ),
    ).rejects.toMatchObject({ code: "CREDENTIALS_REFUSED" });
  });

  test("a proxied policy is asked for with its PROXY_USER, and refused without", async () => {
    const { site, client, sent } = createDeployment();
    const session = await site.authentication.createSession(entity);
    await expect(
      site.authentication.requestToken(entity.id, session.token, { tokenPolicy: "PROXY::GUESTCHAT" }),
    ).rejects.toMatchObject({ code: "CREDENTIALS_REFUSED" });
    await client({ proxyUser: "orcladmin" }).provision("GUESTCHAT");
    expect(sent.at(-1)).toContain(">PROXY::GUESTCHAT<");
    expect(sent.at(-1)).toMatch(/>PROXY_USER<.*>orcladmin</);
  });

  test("a user's credentials open what concerns the user, and nothing of others", async () => {
    const { client } = createDeployment();
    const bruno = client({ user: { id: "bruno.keller", password: "welcome1" } });
    await expect(bruno.scheduleConference(conference)).rejects.toMatchObject({ status: 1062 });
    const own = { ...conference, organizer: conference.attendees[0]! };
    const { conferenceID } = await bruno.scheduleConference(own);
    expect(conferenceID).toMatch(/^0\d{7}$/);
    expect((await bruno.getPresence("bruno.keller@example.com")).userJID).toBe("bruno.keller@example.com");
    await expect(bruno.getPresence("alice.adams@example.com")).rejects.toMatchObject({
      code: "NOT_AUTHORIZED",
    });
    await expect(bruno.getBulkPresence(["alice.adams@example.com"])).rejects.toMatchObject({ status: 1032 });
    const wrong = client({ user: { id: "bruno.keller", password: "wrong" } });
    await expect(wrong.ready()).rejects.toMatchObject({ code: "CREDENTIALS_REFUSED" });
  });

  test("a site without a policy is told apart from wrong credentials, and the others of its services work", async () => {
    const { site } = createDeployment({ policies: ["SESSION", "PRECONFERENCE"] });
    await expect(site.getPresence("alice.adams@example.com")).rejects.toMatchObject({
      code: "POLICY_REFUSED",
    });
    await expect(
      site.getGuestChat({
        fromUserJID: "guest_1@sites.example.com",
        guestDisplayName: "Guest",
        target: { groupJID: "web.support@groups.example.com" },
        subject: "",
      }),
    ).rejects.toMatchObject({ code: "POLICY_REFUSED" });
    expect((await site.scheduleConference(conference)).conferenceID).not.toBe("");
  });

  test("a site's conferences are no other site's, and a token of one is nothing at the other", async () => {
    const otherSites = [{ siteId: "777", siteAuthToken: "other", name: "Other" }];
    const { site, client } = createDeployment({ otherSites });
    const other = client({ siteId: "777", siteAuthToken: "other" });
    const { conferenceID } = await site.scheduleConference(conference);
    const session = await site.authentication.createSession(entity);
    await expect(
      other.authentication.requestToken("777", session.token, { tokenPolicy: "PRECONFERENCE" }),
    ).rejects.toMatchObject({ code: "CREDENTIALS_REFUSED" });
    await expect(other.deleteConference(conferenceID)).rejects.toMatchObject({ status: 3 });
    await expect(other.reportFinishedConferenceDetails(conferenceID)).rejects.toMatchObject({ status: 3 });
    expect(
      await other.listUpcomingConferences({ userID: null, fromStartDate: null, toStartDate: null }),
    ).toEqual([]);
  });

  test.each([5, -5])(
    "clocks that are %i minutes apart cost no call its answer",
    async (clockAheadMinutes) => {
      const { site, pass, simulator } = createDeployment({
        settings: { clockAheadMinutes, tokenLifeSeconds: 240 },
      });
      await site.getDirectory();
      for (let call = 0; call < 10; call += 1) {
        await site.listUpcomingConferences({ userID: null, fromStartDate: null, toStartDate: null });
        pass(2);
      }
      // Renewed in time: no call was refused and made twice.
      expect(simulator.calls().filter((name) => name === "listUpcomingConferences")).toHaveLength(10);
    },
  );
});

describe("configuration", () => {
  test("the whole directory is one typed call", async () => {
    const { site, now, simulator } = createDeployment({
      settings: { conferenceKeyRequired: true, earlyJoinMinutes: 7, maxRequestSize: 60 },
    });
    expect(await site.getDirectory()).toMatchObject({
      conferenceKeyRequired: true,
      earlyJoinMinutes: 7,
      maxRequestSize: 60,
      maxResponseSize: 500,
      tokenLifeSeconds: 1800,
      currentServerTime: new Date(now()),
      presenceEnabled: true,
      chatEnabled: true,
      schedulingEnabled: true,
      guestAccessEnabled: true,
      imDomain: "example.com",
      serviceHome: url,
      serviceSslHome: null,
      catalogue: {
        PreConferenceService: { versions: ["2.0", "2.1"], endpoint: "/imtapp/ws/PreConferenceService" },
      },
      addIn: { version: "10.1.2.0.0", url: `${url}/imtapp/clients/addin` },
    });
    expect(simulator.calls().filter((name) => name === "getConfiguration")).toHaveLength(1);
  });

  test.each([
    ["rtc.servicecatalog.authenticationservice", "versions"],
    ["rtc.servicecatalog", "authenticationservice.versions"],
    [null, "rtc.servicecatalog.authenticationservice.versions"],
  ])(
    "an entry is the same under namespace %s and property %s; unknown ones are null",
    async (namespace, name) => {
      const { site } = createDeployment();
      const values = await site.getConfiguration([name, "nothing.like.this"], namespace);
      expect([...values.values()]).toEqual(["2.0, 2.1", null]);
    },
  );
});

describe("conferences that have ended", () => {
  async function ended() {
    const deployment = createDeployment({ settings: { maxRequestSize: 3 } });
    const { conferenceID } = await deployment.site.scheduleConference(conference);
    deployment.pass(180);
    return { ...deployment, conferenceID };
  }

  test("their report has who came, when, and what came of it", async () => {
    const { site, conferenceID } = await ended();
    const details = await site.reportFinishedConferenceDetails(conferenceID, {
      includeAttendees: true,
      includePlaybackURLDetails: true,
    });
    expect(details).toMatchObject({
      conferenceID,
      title: "Quarterly review",
      hostName: "Alice Adams",
      startTime: conference.startDate,
      endTime: conference.endDate,
      duration: 60,
      statusDetails: "GRACEFUL",
    });
    expect(details.attendees?.[0]).toMatchObject({
      name: "Alice Adams",
      emailAddress: "alice.adams@example.com",
      userID: "alice.adams",
      guest: false,
      timeEntered: new Date("2027-03-01T09:58:00Z"),
    });
    expect(details.attendees).toHaveLength(details.numAttendees ?? 0);
    expect(details.playbackURLDetails?.finishedFlag).toBe(true);
    expect(await site.reportAttendeeList(conferenceID)).toEqual(details.attendees);
    const bare = await site.reportFinishedConferenceDetails(conferenceID);
    expect([bare.attendees, bare.playbackURLDetails]).toEqual([null, null]);
  });

  test("a recording is where getPlaybackURL says, and a conference under way has none", async () => {
    const { site, conferenceID, simulator, pass } = await ended();
    const playback = await site.getPlaybackURL(conferenceID, { includeConferenceKey: true });
    expect(playback).toMatchObject({ finishedFlag: true, recordedFlag: playback.playbackURL !== null });
    if (playback.playbackURL !== null)
      expect((await simulator.fetch(new Request(playback.playbackURL))).status).toBe(200);
    const later = await site.scheduleConference({
      ...conference,
      startDate: new Date("2027-03-01T12:00:00Z"),
      endDate: new Date("2027-03-01T13:00:00Z"),
    });
    pass(30);
    expect(await site.getPlaybackURL(later.conferenceID)).toEqual({
      playbackURL: null,
      finishedFlag: false,
      recordedFlag: false,
      publishedFlag: false,
    });
    await expect(site.reportFinishedConferenceDetails(later.conferenceID)).rejects.toMatchObject({
      code: "ERROR_RETRIEVING_CONFERENCE_DETAILS",
    });
  });

  test("many are asked for by ID in batches that the deployment takes, whatever it says of its limits", async () => {
    const deployment = createDeployment({ settings: { maxRequestSize: 3, maxResponseSize: 2 } });
    const ids: string[] = [];
    for (let count = 0; count < 10; count += 1)
      ids.push((await deployment.site.scheduleConference(conference)).conferenceID);
    deployment.pass(180);
    const found = await deployment.site.reportFinishedConferencesByID([...ids, "00000000"]);
    expect(found.map(({ conferenceID }) => conferenceID).sort()).toEqual(ids);
  });

  test("a year by date comes in windows, none twice, and a window with too many is halved", async () => {
    const deployment = createDeployment({ settings: { maxResponseSize: 2 } });
    const ids = new Set<string>();
    for (let hour = 0; hour < 8; hour += 1) {
      const startDate = new Date(conference.startDate.getTime() + hour * 3600_000);
      const endDate = new Date(startDate.getTime() + 1800_000);
      ids.add((await deployment.site.scheduleConference({ ...conference, startDate, endDate })).conferenceID);
    }
    deployment.pass(60 * 24);
    const found = await deployment.site.reportFinishedConferencesByDate({
      from: new Date("2026-03-02T00:00:00Z"),
      to: new Date("2027-03-02T00:00:00Z"),
    });
    expect(found).toHaveLength(8);
    expect(new Set(found.map(({ conferenceID }) => conferenceID))).toEqual(ids);
  });

  test("an answer larger than the client takes is asked for in smaller windows", async () => {
    const { client, site, pass } = createDeployment();
    for (let hour = 0; hour < 6; hour += 1) {
      const startDate = new Date(conference.startDate.getTime() + hour * 3600_000);
      await site.scheduleConference({
        ...conference,
        startDate,
        endDate: new Date(startDate.getTime() + 1800_000),
      });
    }
    pass(60 * 24);
    const narrow = client({ maxResponseBytes: 6000 });
    const bounds = { from: new Date("2027-03-01T00:00:00Z"), to: new Date("2027-03-02T00:00:00Z") };
    expect(await narrow.reportFinishedConferencesByDate(bounds)).toHaveLength(6);
    // Where no smaller question can be asked, it is an error.
    await expect(client({ maxResponseBytes: 300 }).reportAttendeeList("1")).rejects.toMatchObject({
      failure: "TOO_LARGE",
    });
  });

  test.each([
    ["reportAttendeeList", 377],
    ["reportFinishedConferenceDetails", 3],
    ["getPlaybackURL", 3],
  ] as const)("%s of an unknown conference is %i", async (operation, status) => {
    const { site } = createDeployment();
    await expect(site[operation]("99999999")).rejects.toMatchObject({ status });
  });

  test("every code of the reports' tables is an error of its own", async () => {
    const { simulator, site } = createDeployment();
    for (const [status, code] of [
      [2, "MEETING_ID_IS_NULL"],
      [3, "INVALID_MEETING_ID"],
      [4, "INVALID_SITE_ID"],
      [376, "ERROR_RETRIEVING_CONFERENCE_LIST"],
      [377, "ERROR_RETRIEVING_ATTENDEE_LIST"],
      [379, "ERROR_RETRIEVING_CONFERENCE_DETAILS"],
      [1010, "SERVICE_INPUT_ERROR"],
      [1090, "UNEXPECTED_ERROR"],
      [4711, "UNKNOWN_STATUS"],
    ] as const) {
      simulator.set({ fault: { kind: "status", status, operation: "reportFinishedConferenceDetails" } });
      await expect(site.reportFinishedConferenceDetails("1")).rejects.toMatchObject({ status, code });
    }
  });
});

describe("presence", () => {
  test("is that of the day, of a conference under way, or what a tester has set", async () => {
    const { site, choose, pass } = createDeployment();
    await choose("bruno.keller", "AWAY");
    await choose("chen.wei", "OFFLINE");
    const bruno = await site.getPresence("bruno.keller@example.com", { allResources: true });
    expect(bruno.allResources[0]).toMatchObject({ resourceName: "messenger", show: "AWAY", priority: 8 });
    expect((await site.getPresence("chen.wei@example.com")).allResources).toEqual([]);
    expect(
      (await site.getPresence("bruno.keller@example.com", { resource: "nowhere" })).allResources,
    ).toEqual([]);
    await site.scheduleConference(conference);
    pass(90);
    expect((await site.getPresence("alice.adams@example.com")).allResources[0]?.show).toBe("DND");
    const seen = new Set<string>();
    for (let hour = 0; hour < 24; hour += 1) {
      pass(60);
      seen.add((await site.getPresence("dina.haddad@example.com")).allResources[0]?.show ?? "OFFLINE");
    }
    expect(seen.size).toBeGreaterThan(2);
  });

  test("ten thousand are found in requests of the size that the deployment takes", async () => {
    const { site, simulator, choose } = createDeployment({
      settings: { maxRequestSize: 100, maxResponseSize: 70 },
    });
    await choose("alice.adams", "AVAILABLE");
    const jids = Array.from({ length: 10_000 }, (_, index) => `somebody${index}@example.org`);
    const found = await site.getBulkPresence([...jids, "Alice.Adams@example.com"]);
    expect(found.size).toBe(10_001);
    expect(found.get("Alice.Adams@example.com")?.allResources[0]?.show).toBe("AVAILABLE");
    expect(found.get("somebody9999@example.org")?.allResources).toEqual([]);
    const calls = simulator.calls().filter((name) => name === "getBulkPresence").length;
    expect(calls).toBeGreaterThanOrEqual(143);
    expect(calls).toBeLessThan(300);
  });

  test("1011 halves the requests where the limit was not told", async () => {
    const { site, simulator } = createDeployment({ settings: { maxRequestSize: 0 } });
    // The deployment refuses everything: a request of one is refused too, and the client says so.
    await expect(site.getBulkPresence(["a@example.org", "b@example.org"])).rejects.toMatchObject({
      code: "REQUEST_SIZE_EXCEEDED",
    });
    expect(simulator.calls().filter((name) => name === "getBulkPresence").length).toBeLessThan(8);
  });

  test("an answer that makes no progress ends with an error, not in a circle", async () => {
    const { site } = createDeployment({ settings: { maxResponseSize: 0 } });
    await expect(site.getBulkPresence(["a@example.org"])).rejects.toMatchObject({ status: 1012 });
  });

  test.each(["IMG", "JS"] as const)(
    "a signed URL of mode %s shows it, a forged one shows offline",
    async (mode) => {
      const { site, simulator, choose } = createDeployment({
        settings: { presenceSigning: standardSigning },
      });
      await choose("alice.adams", "AVAILABLE");
      const signed = await site.getPresenceUrl({ uid: "alice.adams@example.com", mode, op: 2 });
      const show = async (address: string) => (await simulator.fetch(new Request(address))).text();
      const isMode = mode === "IMG" ? 'aria-label="available"' : 'show = "AVAILABLE"';
      expect(await show(signed)).toContain(isMode);
      for (const forged of [
        signed.replace(/K1=../, "K1=00"),
        signed.replace("alice.adams", "bruno.keller"),
        signed.replace(/TID=../, "TID=00"),
      ])
        expect((await show(forged)).toUpperCase()).toContain("OFFLINE");
    },
  );

  test.each(signings)("calibration finds the way that the deployment signs: %j", async (presenceSigning) => {
    const { site, choose, simulator } = createDeployment({ settings: { presenceSigning } });
    await choose("alice.adams", "OFFLINE");
    expect(await site.calibratePresence("alice.adams@example.com")).toBeNull();
    await choose("alice.adams", "DND");
    expect(await site.calibratePresence("alice.adams@example.com")).toEqual(presenceSigning);
    const image = await site.getPresenceUrl({ uid: "alice.adams@example.com", mode: "IMG" });
    expect(await (await simulator.fetch(new Request(image))).text()).toContain('aria-label="dnd"');
  });
});

describe("instant conference", () => {
  const options = { meetingType: "REGULAR", password: null, meetingTitle: 'Now & "then"' } as const;

  test("the XML answer has its ID and where the host starts it", async () => {
    const { site, simulator, sent } = createDeployment();
    const { conferenceID, url: start } = await site.startInstantConference(options);
    expect(simulator.conferences()).toMatchObject([{ id: conferenceID, title: 'Now & "then"' }]);
    expect(await (await simulator.fetch(new Request(start!))).text()).toContain("You join as host");
    // The site's own credential has no place here.
    expect(sent.join("")).not.toContain(encodeURIComponent(credentials.siteAuthToken));
  });

  test("the text answer redirects there, and is not followed", async () => {
    const { site, simulator } = createDeployment();
    const { url: start } = await site.redirectToInstantConference(options);
    expect(start).toContain(`/imtapp/app/conference/${simulator.conferences()[0]!.id}/`);
  });

  test("the address for a browser starts one too", async () => {
    const { site, simulator } = createDeployment();
    const response = await simulator.fetch(new Request(site.instantConferenceUrl(options)));
    expect(response.status).toBe(302);
    expect(simulator.conferences()).toHaveLength(1);
  });

  test.each([
    [{ ...options, meetingType: "PUBLIC" } as const, 362, "MEETING_PUBLIC_MTGTYPE_ERR"],
    [options, 367, "MEETING_INVALID_PASSWORD"],
  ])("an error document is an error by its number: %j", async (asked, status, code) => {
    const settings = { publicConferencesAllowed: false, conferenceKeyRequired: status === 367 };
    const { site } = createDeployment({ settings });
    await expect(site.startInstantConference(asked)).rejects.toMatchObject({ status, code });
  });

  test("a page in place of the document, such as one to sign in at, is no answer", async () => {
    const { site } = createDeployment({ settings: { instantNeedsSignIn: true } });
    await expect(site.startInstantConference(options)).rejects.toMatchObject({ failure: "UNREADABLE" });
    await expect(site.redirectToInstantConference(options)).rejects.toMatchObject({ failure: "UNREADABLE" });
  });
});

describe("live help", () => {
  const context = (guest: string) => ({
    fromUserJID: `guest_${guest}@sites.example.com`,
    guestDisplayName: `Guest ${guest}`,
    target: { groupJID: "web.support@groups.example.com" },
    subject: "Pricing <b>",
  });

  test("the form opens the chat, by POST and by GET, and a guest sees no other guest's words", async () => {
    const { site, simulator, choose } = createDeployment();
    await choose("hana.sato", "AVAILABLE");
    const { action, fields } = await site.getGuestChat(context("one"));
    const body = new URLSearchParams(fields);
    const page = await (await simulator.fetch(new Request(action, { method: "POST", body }))).text();
    expect(page).toContain("Web support");
    expect(page).toContain("Pricing &lt;b&gt;");
    expect((await simulator.fetch(new Request(`${action}?${body.toString()}`))).status).toBe(200);
    const other = await site.getGuestChat({ ...context("two"), subject: "Other" });
    const seen = await simulator.fetch(
      new Request(other.action, { method: "POST", body: new URLSearchParams(other.fields) }),
    );
    expect(await seen.text()).not.toContain("Pricing");
  });

  test("an individual can be the target", async () => {
    const { site, simulator } = createDeployment();
    const target = { toJID: people[0]!.address };
    const { action, fields } = await site.getGuestChat({ ...context("one"), target });
    expect(fields).toMatchObject({ r_toJID: people[0]!.address, useToken: "true", siteID: "12345" });
    const body = new URLSearchParams(fields);
    const response = await simulator.fetch(new Request(action, { method: "POST", body }));
    expect(await response.text()).toContain("Alice Adams");
  });

  test.each(["r_fromUserJID", "r_groupJID", "tokenDigest", "tokenID", "siteID"])(
    "a form whose %s was changed opens nothing",
    async (name) => {
      const { site, simulator } = createDeployment();
      const { action, fields } = await site.getGuestChat(context("one"));
      const body = new URLSearchParams({ ...fields, [name]: `${fields[name] ?? ""}0` });
      expect((await simulator.fetch(new Request(action, { method: "POST", body }))).status).toBe(403);
    },
  );
});
