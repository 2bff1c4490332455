import { conference, createDeployment, credentials, url } from "./deployment";

describe("authentication", () => {
  const entity = { type: "SITE" as const, id: credentials.siteId, credential: credentials.siteAuthToken };

  test("without PRECONFERENCE nothing can be scheduled: such a site is not ready", async () => {
    const { site } = createDeployment({ policies: ["SESSION", "PRESENCE"] });
    await expect(site.ready()).rejects.toMatchObject({ code: "POLICY_REFUSED" });
  });

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
    const tokens = await authentication.requestMultipleTokens(entity, token, { tokenPolicy: "PRESENCE" }, [
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
    const { conferenceId } = await bruno.scheduleConference(own);
    expect(conferenceId).toMatch(/^0\d{7}$/);
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
    expect((await site.scheduleConference(conference)).conferenceId).not.toBe("");
  });

  test("a policy that was refused is not asked for again at once; wrong credentials are tried once", async () => {
    const { site, client, simulator, pass } = createDeployment({ policies: ["SESSION"] });
    const tries = async () => {
      await expect(site.provision("PRESENCE")).rejects.toMatchObject({ code: "POLICY_REFUSED" });
      return simulator.calls().length;
    };
    const first = await tries();
    expect(await tries()).toBe(first);
    pass(2);
    expect(await tries()).toBeGreaterThan(first);
    const before = simulator.calls().length;
    const wrong = client({ siteAuthToken: "wrong" });
    await expect(wrong.provision("PRESENCE")).rejects.toMatchObject({ code: "CREDENTIALS_REFUSED" });
    expect(simulator.calls().slice(before)).toEqual(["createSession"]);
  });

  test("a site's conferences are no other site's, and a token of one is nothing at the other", async () => {
    const otherSites = [{ siteId: "777", siteAuthToken: "other", name: "Other" }];
    const { site, client } = createDeployment({ otherSites });
    const other = client({ siteId: "777", siteAuthToken: "other" });
    const { conferenceId } = await site.scheduleConference(conference);
    const session = await site.authentication.createSession(entity);
    await expect(
      other.authentication.requestToken("777", session.token, { tokenPolicy: "PRECONFERENCE" }),
    ).rejects.toMatchObject({ code: "CREDENTIALS_REFUSED" });
    await expect(other.deleteConference(conferenceId)).rejects.toMatchObject({ status: 3 });
    await expect(other.reportFinishedConferenceDetails(conferenceId)).rejects.toMatchObject({ status: 3 });
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
