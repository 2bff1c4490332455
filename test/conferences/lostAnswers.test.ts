import { markerName } from "../../server/conferences/rtcMapper";
import { CallError, SiteError } from "../../server/rtc/errors";
import type { ScheduleOptions } from "../../server/rtc/services/preConference";
import { createFakeSite, createTestRelay, newKey, request } from "../support/relay";
import { minute, lost, at, open } from "./losingSite";

describe("a create whose answer was lost", () => {
  test("a site that answers success without an ID has made it all the same: it is found", async () => {
    const { post, endings, scheduled } = await open();
    endings.schedule = ["lost"];
    expect(await post(newKey())).toMatchObject({ status: 201, body: { id: "1000" } });
    expect(scheduled.size).toBe(1);
  });

  test.each([
    ["a Fault", new CallError("FAULT", "unknown")],
    ["503", new CallError("HTTP_STATUS", "unknown", { httpStatus: 503 })],
  ])("a site that answers %s after it has made the conference: it is found", async (_, after) => {
    const { post, endings, scheduled } = await open();
    endings.schedule = [{ after }];
    expect(await post(newKey())).toMatchObject({ status: 201, body: { id: "1000" } });
    expect(scheduled.size).toBe(1);
  });

  test("nothing is listed: it stays unknown, and the same key makes it later", async () => {
    const { post, endings, scheduled } = await open();
    endings.schedule = ["lost before"];
    const key = newKey();
    expect(await post(key)).toMatchObject({ status: 502, body: { error: { code: "OUTCOME_UNKNOWN" } } });
    expect(await post(key)).toMatchObject({ status: 201, body: { id: "1000" } });
    expect(scheduled.size).toBe(1);
  });

  test.each([
    ["an answer that is none", new CallError("UNREADABLE", "unknown")],
    ["more than an answer can have", new CallError("TOO_LARGE", "unknown")],
    ["an error page", new CallError("HTTP_STATUS", "unknown", { httpStatus: 500 })],
    ["a gateway that gave up", new CallError("HTTP_STATUS", "unknown", { httpStatus: 504 })],
    ["a gateway that was cut off", new CallError("HTTP_STATUS", "unknown", { httpStatus: 503 })],
  ])(
    "%s is a lost answer: what is not listed yet may be listed later, and the key stays its own",
    async (_, ending) => {
      const { post, endings, scheduled, catchUp } = await open();
      endings.list = ["answered"];
      // It was done, and the site's list lags behind.
      endings.schedule = ["late", ending];
      const key = newKey();
      const told = { status: 502, body: { error: { code: "OUTCOME_UNKNOWN" } } };
      expect(await post(key)).toMatchObject(told);
      expect(await post(key)).toMatchObject(told);
      expect(await post(key, at("15:00"))).toMatchObject({
        status: 422,
        body: { error: { code: "KEY_REUSED" } },
      });
      await catchUp();
      expect(await post(key)).toMatchObject({ status: 201, body: { id: "1000" } });
      expect(scheduled.size).toBe(1);
    },
  );

  test.each([
    ["a Fault", new CallError("FAULT", "unknown"), "SITE_ERROR"],
    [
      "a sign-in at the door",
      new CallError("HTTP_STATUS", "unknown", { httpStatus: 401 }),
      "SITE_UNREADABLE",
    ],
    ["a way elsewhere", new CallError("HTTP_STATUS", "unknown", { httpStatus: 302 }), "SITE_UNREADABLE"],
    ["no connection", new CallError("UNREACHABLE", "no"), "SITE_UNREACHABLE"],
  ])(
    "%s says that it was not done: the key is free at once, also where markers are not known",
    async (_, ending, code) => {
      const { post, endings } = await open({ isEchoKnown: false });
      endings.schedule = [ending];
      const key = newKey();
      expect(await post(key)).toMatchObject({ body: { error: { code } } });
      expect(await post(key, at("15:00"))).toMatchObject({ status: 201 });
    },
  );

  test.each([true, false])(
    "as long as nobody knows whether the site echoes our marker (it does: %s), a second call waits for the first",
    async (echoes) => {
      const { post, endings, scheduled, catchUp, pass, send } = await open({ echoes, isEchoKnown: false });
      endings.schedule = ["late"];
      const key = newKey();
      await post(key);
      const again = await send("POST", "/api/conferences", { body: request, key });
      expect([again.status, again.headers.get("Retry-After")]).toEqual([502, "120"]);
      await catchUp();
      // Without a marker only the user can tell whether it is this one.
      expect(await post(key)).toMatchObject({ status: echoes ? 201 : 409 });
      if (!echoes) await send("POST", "/api/conferences/choice", { body: { conferenceId: "1000" }, key });
      await pass(3 * minute);
      expect([...scheduled.keys()]).toEqual(["1000"]);
    },
  );

  test("and goes out when the site can no longer come to the first one", async () => {
    const { post, endings, scheduled, pass } = await open({ isEchoKnown: false });
    endings.schedule = ["lost before"];
    const key = newKey();
    await post(key);
    expect(await post(key)).toMatchObject({ status: 502, body: { error: { code: "OUTCOME_UNKNOWN" } } });
    await pass(2 * minute);
    expect(await post(key)).toMatchObject({ status: 201, body: { id: "1000" } });
    expect(scheduled.size).toBe(1);
  });

  test("the site comes to it late, after a second try has made another: one of the two is taken back", async () => {
    const { post, endings, scheduled, catchUp, pass, seen } = await open();
    endings.schedule = ["late"];
    const key = newKey();
    await post(key);
    expect(await post(key)).toMatchObject({ status: 201, body: { id: "1000" } });
    await catchUp();
    expect([...scheduled.keys()]).toEqual(["1000", "1001"]);
    await pass(3 * minute);
    expect([...scheduled.keys()]).toEqual(["1000"]);
    expect(seen).toEqual(["settled"]);
  });

  test("the same when the conference was deleted meanwhile: none stays", async () => {
    const { post, endings, scheduled, catchUp, pass, send } = await open();
    endings.schedule = ["late"];
    const key = newKey();
    await post(key);
    await post(key);
    await send("DELETE", "/api/conferences/1000");
    await catchUp();
    await pass(3 * minute);
    expect(scheduled.size).toBe(0);
  });

  test("nobody asks again and the site comes to it late: it is found, and offered to its owner", async () => {
    const { post, endings, catchUp, pass, send } = await open();
    endings.schedule = ["late"];
    const key = newKey();
    await post(key);
    await catchUp();
    await pass(3 * minute);
    await pass(6 * minute);
    const unclaimed = await send("GET", "/api/unclaimed-conferences");
    expect(await unclaimed.json()).toMatchObject({ conferences: [{ key, conference: { id: "1000" } }] });
  });

  test("nobody asks again and the site never did it: the intent is forgotten, not before the site is surely done", async () => {
    const { post, endings, pass, seen, ledger } = await open();
    endings.schedule = ["lost before"];
    await post(newKey());
    await pass(1 * minute);
    expect(await ledger.count()).toEqual([{ state: "intended", count: 1 }]);
    await pass(2 * minute);
    expect(seen).toEqual(["forgotten"]);
    expect(await ledger.count()).toEqual([]);
  });

  test("a certain refusal after a lost answer does not forget the first call", async () => {
    const { post, endings, catchUp, pass, scheduled } = await open();
    endings.schedule = ["late", new SiteError("MEETING_START_TIME_ERR", 356)];
    const key = newKey();
    await post(key);
    expect(await post(key)).toMatchObject({ body: { error: { code: "START_REFUSED" } } });
    await catchUp();
    expect(await post(key)).toMatchObject({ status: 201, body: { id: "1000" } });
    await pass(3 * minute);
    expect([...scheduled.keys()]).toEqual(["1000"]);
  });
});

describe("a site that echoes no marker", () => {
  const made = async (site: Awaited<ReturnType<typeof open>>, title = "Something before") => {
    // An earlier conference, by whose number the site's later ones are known as newer.
    const before = { ...request, appointment: { ...request.appointment, title } };
    await site.post(newKey(), before);
    // The relay sees that the site's lists do not name our marker.
    await site.pass(0);
  };

  test("the only one with this host, title and times that is newer than the intent is adopted", async () => {
    const site = await open({ echoes: false });
    await made(site);
    site.endings.schedule = ["lost"];
    expect(await site.post(newKey())).toMatchObject({ status: 201, body: { id: "1001" } });
  });

  test("one that was there before is not taken for it: the user is asked", async () => {
    const site = await open({ echoes: false });
    const options = { ...(await byHand(site)) };
    site.scheduled.set("0999", options);
    site.endings.schedule = ["lost before"];
    const key = newKey();
    expect(await site.post(key)).toMatchObject({ body: { error: { code: "OUTCOME_UNKNOWN" } } });
    await site.pass(3 * minute);
    expect(await site.post(key)).toMatchObject({ status: 201, body: { id: "1001" } });
    expect([...site.scheduled.keys()]).toEqual(["1000", "0999", "1001"]);
  });

  test("while nobody knows whether it does, nothing is adopted without asking", async () => {
    const site = await open({ echoes: false });
    site.scheduled.set("0999", await likeOurs());
    site.endings.schedule = ["lost before"];
    const key = newKey();
    const { status, body } = await site.post(key);
    expect([status, body.error]).toMatchObject([
      409,
      { code: "OUTCOME_AMBIGUOUS", candidates: [{ id: "0999", title: "Quarterly review" }] },
    ]);
    const choose = () => site.send("POST", "/api/conferences/choice", { body: { conferenceId: null }, key });
    // "None of these": the first call may still lead to one more.
    expect(await (await choose()).json()).toMatchObject({ error: { code: "OUTCOME_UNKNOWN" } });
    await site.pass(2 * minute);
    expect(await (await choose()).json()).toMatchObject({ id: "1000" });
    expect([...site.scheduled.keys()]).toEqual(["0999", "1000"]);
  });

  test("a second press waits until the site can no longer come to the first call", async () => {
    const site = await open({ echoes: false });
    await made(site);
    site.endings.schedule = ["late"];
    const key = newKey();
    await site.post(key);
    const again = await site.send("POST", "/api/conferences", { body: request, key });
    expect([again.status, again.headers.get("Retry-After")]).toEqual([502, "120"]);
    await site.catchUp();
    expect(await site.post(key)).toMatchObject({ status: 201, body: { id: "1001" } });
    expect(site.scheduled.size).toBe(2);
  });

  test.each([
    ["Adams, Alice", 201],
    ["ALICE  ADAMS", 201],
    ["alice.adams", 201],
    ["Alice B. Adams", 409],
    ["Bruno Keller", 502],
  ])("its host is listed as %s", async (hostName, status) => {
    const site = await open({ echoes: false, hostName });
    await made(site);
    site.endings.schedule = ["lost"];
    expect(await site.post(newKey())).toMatchObject({ status });
  });

  /** The same, at a site of which the relay knows nothing yet. */
  async function likeOurs(): Promise<ScheduleOptions> {
    const other = await open();
    await other.post(newKey());
    return other.scheduled.get("1000")!;
  }

  /** Conferences that somebody scheduled at the site itself. */
  async function byHand(site: Awaited<ReturnType<typeof open>>): Promise<ScheduleOptions> {
    await made(site);
    const [options] = [...site.scheduled.values()];
    return { ...options!, title: "Quarterly review" };
  }

  test("a title that the site changed on the way is asked about, not passed over", async () => {
    const site = await open({ echoes: false, titles: (title) => title.slice(0, 12) });
    await made(site);
    site.endings.schedule = ["lost"];
    const key = newKey();
    expect(await site.post(key)).toMatchObject({
      status: 409,
      body: { error: { candidates: [{ id: "1001", title: "Quarterly re" }] } },
    });
    const choose = (conferenceId: string) =>
      site.send("POST", "/api/conferences/choice", { body: { conferenceId }, key });
    expect((await choose("1000")).status).toBe(404);
    const chosen = await choose("1001");
    expect([chosen.status, await chosen.json()]).toMatchObject([201, { id: "1001" }]);
    expect(site.scheduled.size).toBe(2);
    const again = await site.send("POST", "/api/conferences/choice", { body: { conferenceId: null }, key });
    expect(await again.json()).toMatchObject({ id: "1001" });
  });

  test("nobody may choose a conference that was not offered", async () => {
    const site = await open({ echoes: false });
    await made(site);
    site.endings.schedule = ["lost before"];
    const key = newKey();
    await site.post(key);
    const choice = await site.send("POST", "/api/conferences/choice", {
      body: { conferenceId: "1000" },
      key,
    });
    expect(choice.status).toBe(404);
  });

  test("two organisers with equal titles and times each get their own", async () => {
    const site = await open({ echoes: false });
    await made(site);
    const bruno = await site.tokenOf("bruno.keller");
    site.endings.schedule = ["lost before"];
    const key = newKey();
    await site.post(key);
    await site.send("POST", "/api/conferences", { body: request, key: newKey(), token: bruno });
    // Bruno's is listed for Alice too, who is invited; its host is another.
    const details = site.scheduled.get("1001")!;
    expect(details.organizer.userid).toBe("bruno.keller");
    await site.pass(3 * minute);
    expect(await site.post(key)).toMatchObject({ status: 201, body: { id: "1002" } });
  });
});

test("the same conference listed twice is one", async () => {
  const fake = createFakeSite({
    scheduleConference: async (options) => {
      await fake.standard.scheduleConference(options);
      throw lost();
    },
    listUpcomingConferences: async (filter) => {
      const once = await fake.standard.listUpcomingConferences(filter);
      return [...once, ...once];
    },
  });
  const { send } = await createTestRelay(fake.site);
  const response = await send("POST", "/api/conferences", { body: request, key: newKey() });
  expect([response.status, await response.json()]).toMatchObject([201, { id: "1000" }]);
  expect(fake.scheduled.size).toBe(1);
});

test("the marker tells nothing about the appointment to whoever reads it at the site", async () => {
  const { post, scheduled } = await open();
  const key = newKey();
  await post(key);
  const marker = scheduled.get("1000")?.adhocAttributes?.find(({ name }) => name === markerName)?.value;
  expect(marker).toMatch(/^[\w-]{32}$/);
  expect(marker).not.toContain(key.slice(0, 8));
});
