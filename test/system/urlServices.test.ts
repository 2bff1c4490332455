import { people } from "../../server/config/people";
import { createDeployment, credentials } from "./deployment";

describe("instant conference", () => {
  const options = { meetingType: "REGULAR", password: null, meetingTitle: 'Now & "then"' } as const;

  test("the XML answer has its ID and where the host starts it", async () => {
    const { site, simulator, sent } = createDeployment();
    const { conferenceId, url: start } = await site.startInstantConference(options);
    expect(simulator.conferences()).toMatchObject([{ id: conferenceId, title: 'Now & "then"' }]);
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

  test("a page to sign in at is told as what it is, and nothing was started", async () => {
    const { site, simulator } = createDeployment({ settings: { instantNeedsSignIn: true } });
    const wanted = { code: "SIGN_IN_WANTED", done: "no" };
    await expect(site.startInstantConference(options)).rejects.toMatchObject(wanted);
    await expect(site.redirectToInstantConference(options)).rejects.toMatchObject(wanted);
    await expect(site.probeInstantConference()).rejects.toMatchObject(wanted);
    expect(simulator.conferences()).toEqual([]);
  });

  test("a service that is at neither of its addresses is told as not there, and is not asked again", async () => {
    const asked: string[] = [];
    const { site } = (() => {
      const deployment = createDeployment();
      const send = async (request: Request) => {
        asked.push(new URL(request.url).pathname);
        return request.method === "POST"
          ? new Response(null, { status: 404 })
          : deployment.simulator.fetch(request);
      };
      return { site: deployment.client({ send }) };
    })();
    await expect(site.startInstantConference(options)).rejects.toMatchObject({
      code: "NOT_THERE",
      done: "no",
      httpStatus: 404,
    });
    expect(asked.filter((path) => path.endsWith("OracleRTCService"))).toEqual([
      "/imtapp/app/OracleRTCService",
      "/imtapp/OracleRTCService",
    ]);
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
