import type { Caller } from "../../server/conferences/caller";
import { toScheduleOptions } from "../../server/conferences/rtcMapper";
import { CallError } from "../../server/rtc/errors";
import { composeInvitation } from "../../src/invitation/compose";
import { parseConference } from "../../src/relay/parse";
import { createTestRelay, listed, newKey, relaySite, request } from "../support/relay";
import { minute, refusal, other, open } from "./refusingSite";

const alice: Caller = {
  ...{ id: "alice", issuer: "i", tenant: null, subject: "alice" },
  ...{ userId: "alice.adams", name: "Alice Adams", address: "alice.adams@example.com" },
};

describe("a link is handed on as it was judged", () => {
  test.each([
    "HTTPS://RTC.EXAMPLE.COM/join",
    "https:\\\\rtc.example.com\\join",
    "https://rtc.example.com\\@evil.example.net/join",
    "https://rtc.example.com/jo\tin\r\n",
    " https://rtc.example.com/join me?to=a b ",
    "https://rtc%2eexample.com:443/join",
    "https://rtc.exam\u200bple.com/join\u200b",
    "https://\uff32tc.example.com/b\u00fcro?q=\\\\evil.example.net",
  ])("%j: the pane reads it, and the invitation takes it", async (given) => {
    const { links, send } = await open();
    Object.assign(links, { join: given, host: given });
    const response = await send("POST", "/api/conferences", { body: request, key: newKey() });
    expect(response.status).toBe(201);
    const { id, joinUrl, hostUrl } = await parseConference(await response.json());
    expect(hostUrl).toBe(joinUrl);
    expect(new URL(joinUrl).href).toBe(joinUrl);
    expect(joinUrl).toMatch(/^https:\/\/rtc\.example\.com\/[!-~]+$/);
    const content = { conferenceId: id, joinUrl, hostUrl, conferenceKey: null, organizer: "Alice Adams" };
    const text = composeInvitation("text", { ...content, dialIn: "", note: "" });
    expect(text).toContain(`Join web conference: ${joinUrl}\n`);
  });

  test.each([
    "https://rtc.example.com\0.evil.example.net/join",
    "https://rtc.example.com/\x07join",
    "https://evil.example.net\\@rtc.example.com/",
    "https://rtc.example.com\n.evil.example.net/",
    "https://rtc.example.com./join",
    "https://rtc.example.com:8443/join",
    "https://rtc.ex\u0430mple.com/join",
    "https://rtc.example.com/\ud83d",
    `https://rtc.example.com/${"j".repeat(2100)}`,
  ])("the first schedule is taken back (%#)", async (given) => {
    for (const which of ["join", "host"] as const) {
      const { links, post, scheduled, ledger } = await open();
      Object.assign(links, { join: null, host: null, [which]: given });
      expect(await post(newKey())).toBe("LINK_REFUSED");
      expect(scheduled.size).toBe(0);
      expect(await ledger.count()).toEqual([]);
    }
  });

  test("an update keeps the links that are there, and deletes nothing", async () => {
    const { repair, links, post, send, calls } = await open();
    repair();
    await post(newKey());
    links.host = "https://rtc.example.com/\0";
    const changed = await send("PUT", "/api/conferences/1000", { body: other, ifMatch: '"1"' });
    expect([changed.status, await changed.json()]).toMatchObject([
      200,
      {
        version: 2,
        joinUrl: "https://rtc.example.com/join/1000",
        hostUrl: "https://rtc.example.com/host/1000",
        scheduled: other,
      },
    ]);
    expect(calls).toEqual(["schedule", "update"]);
  });

  test("those of lists, reports and instant conferences", async () => {
    const raw = "https:\\\\RTC.example.com\\j oin";
    const written = "https://rtc.example.com/j%20oin";
    const finished = {
      ...{ conferenceId: "7", title: "T", hostName: null, startTime: null, endTime: null, duration: 1 },
      ...{ numAttendees: 1, rating: null, comments: null, statusDetails: null },
      ...{ attendees: [{ userID: "alice.adams" }] },
      playbackURLDetails: { playbackURL: raw, recordedFlag: true, publishedFlag: true },
    };
    const upcoming = { ...listed("7", toScheduleOptions(request, alice, "marker"), []), conferenceURL: raw };
    const site = {
      listUpcomingConferences: () => Promise.resolve([upcoming]),
      reportFinishedConferencesByDate: () => Promise.resolve([finished]),
      startInstantConference: () => Promise.resolve({ conferenceId: "7", url: raw }),
    } as unknown as Parameters<typeof createTestRelay>[0];
    const { send } = await createTestRelay(site, {
      sites: [relaySite(site, { instantConference: "url" })],
    });
    const period = "from=2027-03-01T00:00:00Z&to=2027-03-02T00:00:00Z";
    const coming = await send("GET", `/api/upcoming-conferences?${period}`);
    expect(await coming.json()).toMatchObject({ conferences: [{ joinUrl: written }] });
    const past = await send("GET", `/api/finished-conferences?${period}`);
    expect(await past.json()).toMatchObject({ conferences: [{ recordingUrl: written }] });
    const body = { title: "Now", access: "anyone", conferenceKey: null };
    const begun = await send("POST", "/api/instant-conferences", { body, key: newKey() });
    expect(await begun.json()).toEqual({ id: "7", hostUrl: written, joinUrl: written });
  });
});

describe("after LINK_REFUSED the same key and request give one conference, once the site is repaired", () => {
  test.each([true, false])("where it was taken back (markers are echoed: %s)", async (echoes) => {
    const { post, repair, scheduled } = await open({ echoes });
    const key = newKey();
    expect([await post(key), await post(key)]).toEqual(["LINK_REFUSED", "LINK_REFUSED"]);
    repair();
    expect([await post(key), await post(key)]).toEqual(["1002", "1002"]);
    expect([...scheduled.keys()]).toEqual(["1002"]);
  });

  test.each([
    ["was done, its answer lost", "lost", "OUTCOME_UNKNOWN"],
    ["was lost", "lost before", "OUTCOME_UNKNOWN"],
    ["was refused", refusal(), "LINK_REFUSED"],
    ["did not reach the site", new CallError("UNREACHABLE", "no"), "LINK_REFUSED"],
  ] as const)("where the deletion %s", async (_, ending, code) => {
    const { post, repair, scheduled, endings } = await open();
    endings.delete = [ending];
    const key = newKey();
    expect(await post(key)).toBe(code);
    repair();
    expect([await post(key), await post(key)]).toEqual(["1001", "1001"]);
    expect([...scheduled.keys()]).toEqual(["1001"]);
  });

  test("where the site deletes nothing: the conference that is there gets its links", async () => {
    const { post, repair, scheduled, endings, send, tell } = await open();
    endings.delete = Array.from({ length: 9 }, refusal);
    const key = newKey();
    expect([await post(key), await post(key)]).toEqual(["LINK_REFUSED", "LINK_REFUSED"]);
    for (const path of [`/api/conferences?key=${key}`, "/api/conferences/1000"])
      expect(await tell(await send("GET", path))).toBe("LINK_REFUSED");
    repair();
    expect([await post(key), await post(key)]).toEqual(["1000", "1000"]);
    expect(scheduled.size).toBe(1);
    expect(await tell(await send("GET", "/api/conferences/1000"))).toBe("1000");
  });

  test("where the deletion comes late: it does not take what was handed out meanwhile", async () => {
    const { post, repair, scheduled, endings, catchUp, pass } = await open();
    endings.delete = ["late", refusal(), refusal()];
    const key = newKey();
    expect(await post(key)).toBe("OUTCOME_UNKNOWN");
    repair();
    expect(await post(key)).toBe("LINK_REFUSED");
    await catchUp();
    expect(await post(key)).toBe("LINK_REFUSED");
    expect(await post(key)).toBe("1001");
    await pass(3 * minute);
    expect([...scheduled.keys()]).toEqual(["1001"]);
  });

  test("where the first answer was lost, and its conference was found", async () => {
    const { post, repair, scheduled, endings } = await open();
    endings.schedule = ["lost"];
    const key = newKey();
    expect(await post(key)).toBe("LINK_REFUSED");
    expect(scheduled.size).toBe(0);
    repair();
    expect(await post(key)).toBe("1001");
  });

  test("where an earlier call comes late: one of the two stays", async () => {
    const { post, repair, scheduled, endings, catchUp, pass, ledger } = await open();
    // Else the second call would wait until the first one can no longer come.
    await ledger.saveMarkerSupport(true);
    endings.schedule = ["late"];
    const key = newKey();
    expect([await post(key), await post(key)]).toEqual(["OUTCOME_UNKNOWN", "LINK_REFUSED"]);
    await catchUp();
    repair();
    expect(await post(key)).toBe("1001");
    await pass(3 * minute);
    expect([...scheduled.keys()]).toEqual(["1001"]);
  });

  test("another request with that key is none of another conference", async () => {
    const { post, repair, scheduled, endings } = await open();
    endings.delete = ["lost before"];
    const key = newKey();
    await post(key);
    repair();
    expect(await post(key, other)).toBe("1001");
    expect([...scheduled.values()].map(({ title }) => title)).toEqual(["Another"]);
    expect(await post(key)).toBe("KEY_REUSED");
  });
});

describe("nobody asks again", () => {
  test.each([
    ["was lost", "lost before"],
    ["was refused", refusal()],
  ] as const)("the reconciler takes back what is still there since the deletion %s", async (_, ending) => {
    const { post, scheduled, endings, ledger, pass } = await open();
    endings.delete = [ending];
    await post(newKey());
    expect(scheduled.size).toBe(1);
    await pass(minute);
    expect(scheduled.size).toBe(0);
    expect(await ledger.count()).toEqual([]);
  });

  test("a site that neither deletes it nor gives links is asked again now and then, not each minute", async () => {
    const { post, endings, pass, calls } = await open();
    endings.delete = Array.from({ length: 99 }, refusal);
    await post(newKey());
    await pass(minute);
    const before = calls.length;
    for (let minutes = 0; minutes < 9; minutes += 1) await pass(minute);
    expect(calls.length).toBe(before);
    await pass(2 * minute);
    expect(calls.length).toBeGreaterThan(before);
  });
});
