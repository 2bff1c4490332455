import { LedgerError } from "../../server/ledger/errors";
import type { Lease } from "../../server/ledger/leases";
import type { Ledger } from "../../server/ledger/ledger";
import type { Caller } from "../../server/conferences/caller";
import { createReconciler } from "../../server/conferences/reconciler";
import { toScheduleOptions } from "../../server/conferences/rtcMapper";
import { CallError, SiteError } from "../../server/rtc/errors";
import { composeInvitation } from "../../src/invitation/compose";
import { parseConference } from "../../src/relay/parse";
import {
  createFakeSite,
  createTestLedger,
  createTestRelay,
  listed,
  newKey,
  now,
  relaySite,
  request,
} from "../support/relay";

const minute = 60_000;
const foreign = "https://evil.example.net/join";
const lost = () => new CallError("TIMEOUT", "unknown");
const refusal = () => new SiteError("MEETING_CANNOT_BE_UPDATED_NOW", 354);
const other = { ...request, appointment: { ...request.appointment, title: "Another" } };

const alice: Caller = {
  ...{ id: "alice", issuer: "i", tenant: null, subject: "alice" },
  ...{ userId: "alice.adams", name: "Alice Adams", address: "alice.adams@example.com" },
};

/** How calls of the site end, one after the other: "lost" after, "lost before" instead of, "late" some time after it. */
type Ending = "done" | "lost" | "lost before" | "late" | Error;

/** A site whose links are refused as long as `links.join` is set, a relay before it, and a clock. */
async function open({
  echoes = true,
  wrap = (ledger: Ledger) => ledger,
}: { echoes?: boolean; wrap?: (ledger: Ledger) => Ledger } = {}) {
  let time = now;
  const links: { join: string | null; host: string | null } = { join: foreign, host: null };
  const endings: Record<"schedule" | "update" | "delete", Ending[]> = {
    schedule: [],
    update: [],
    delete: [],
  };
  const late: (() => Promise<unknown>)[] = [];
  const end = async <Result>(name: keyof typeof endings, work: () => Promise<Result>): Promise<Result> => {
    const ending = endings[name].shift() ?? "done";
    if (ending instanceof Error) throw ending;
    if (ending === "late") late.push(work);
    if (ending === "late" || ending === "lost before") throw lost();
    const result = await work();
    if (ending === "lost") throw lost();
    return result;
  };
  const gone = () => Promise.reject(new SiteError("INVALID_MEETING_ID", 3));
  let ids = 1000;
  const answer = async (id: string, options: Parameters<typeof fake.standard.updateConference>[1]) => {
    const result = await fake.standard.updateConference(id, options);
    return {
      ...result,
      attendeeURL: links.join ?? result.attendeeURL,
      hostURL: links.host ?? result.hostURL,
    };
  };
  const fake = createFakeSite({
    scheduleConference: (options) => end("schedule", () => answer(String(ids++), options)),
    updateConference: (id, options) =>
      end("update", () => (fake.scheduled.has(id) ? answer(id, options) : gone())),
    deleteConference: (id) =>
      end("delete", () => (fake.scheduled.has(id) ? fake.standard.deleteConference(id) : gone())),
    listUpcomingConferences: () =>
      Promise.resolve(
        [...fake.scheduled].map(([id, options]) =>
          listed(id, options, echoes ? (options.adhocAttributes ?? []) : []),
        ),
      ),
  });
  const ledger = wrap(createTestLedger({ now: () => time }));
  const relay = await createTestRelay(fake.site, {
    sites: [relaySite(fake.site, { ledger })],
    clock: () => time,
  });
  const unclaimedMs = 7 * 24 * 60 * minute;
  const reconciler = createReconciler({
    sites: relay.sites.all,
    ...{ clock: () => time, intervalMs: 1, unclaimedMs, retentionMs: 180 * 24 * 60 * minute },
  });
  const tell = async (response: Response) => {
    const body = response.status === 204 ? null : ((await response.json()) as Answer);
    return body?.error?.code ?? body?.id ?? response.status;
  };
  return {
    ...fake,
    ...relay,
    ledger,
    links,
    endings,
    /** The site does now what it had not come to. */
    catchUp: async () => {
      for (const work of late.splice(0)) await work();
    },
    repair: () => Object.assign(links, { join: null, host: null }),
    pass: async (ms: number) => {
      time += ms;
      await reconciler.run();
    },
    /** The ID of the conference, or the error's code. */
    post: async (key: string, body = request) =>
      tell(await relay.send("POST", "/api/conferences", { body, key })),
    tell,
  };
}
interface Answer {
  id?: string;
  error?: { code: string };
}

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
      ...{ conferenceID: "7", title: "T", hostName: null, startTime: null, endTime: null, duration: 1 },
      ...{ numAttendees: 1, rating: null, comments: null, statusDetails: null },
      ...{ attendees: [{ userID: "alice.adams" }] },
      playbackURLDetails: { playbackURL: raw, recordedFlag: true, publishedFlag: true },
    };
    const upcoming = { ...listed("7", toScheduleOptions(request, alice, "marker"), []), conferenceURL: raw };
    const site = {
      listUpcomingConferences: () => Promise.resolve([upcoming]),
      reportFinishedConferencesByDate: () => Promise.resolve([finished]),
      startInstantConference: () => Promise.resolve({ conferenceID: "7", url: raw }),
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

test("where it is not certain that the conference is ours it is left there, and taken when the links are right", async () => {
  const { post, repair, links, scheduled, endings, pass } = await open({ echoes: false });
  repair();
  await post(newKey(), other);
  // The relay sees that the site's lists do not name our marker.
  await pass(0);
  links.join = foreign;
  endings.schedule = ["lost"];
  const key = newKey();
  expect(await post(key)).toBe("LINK_REFUSED");
  expect([...scheduled.keys()]).toEqual(["1000", "1001"]);
  repair();
  expect([await post(key), await post(key)]).toEqual(["1001", "1001"]);
});

test("the ledger fails when the conference is taken back: it is found again like one whose answer was lost", async () => {
  let isDown = true;
  const failing = (ledger: Ledger) =>
    Object.assign(Object.create(ledger) as Ledger, {
      begin: async (...values: Parameters<Ledger["begin"]>) => {
        const lease = await ledger.begin(...values);
        const save: Lease["save"] = (...saved) =>
          isDown
            ? Promise.reject(new LedgerError("LEDGER_UNAVAILABLE", "it is down"))
            : Promise.resolve(lease?.save(...saved));
        return lease && { ...lease, save };
      },
    });
  const { post, repair, scheduled } = await open({ wrap: failing });
  const key = newKey();
  expect(await post(key)).toBe("OUTCOME_UNKNOWN");
  expect(scheduled.size).toBe(1);
  isDown = false;
  repair();
  expect(await post(key)).toBe("1000");
  expect(scheduled.size).toBe(1);
});

test.each([
  ["PROCESSED_WITH_NON_FATAL_ERRORS", 1013],
  ["ERROR_PROCESSING_PARTICIPANT", 1064],
  ["ERROR_SENDING_EMAIL_INVITES", 1065],
] as const)(
  "a warning without an ID may stand for a conference: it is looked for (%s)",
  async (code, status) => {
    let isMade = true;
    const fake = createFakeSite({
      scheduleConference: async (options) => {
        if (isMade) await fake.standard.scheduleConference(options);
        throw new SiteError(code, status);
      },
    });
    const { send } = await createTestRelay(fake.site);
    const post = async () => send("POST", "/api/conferences", { body: request, key: newKey() });
    expect(await (await post()).json()).toMatchObject({ id: "1000" });
    isMade = false;
    expect(await (await post()).json()).toMatchObject({ error: { status } });
    expect(fake.scheduled.size).toBe(1);
  },
);

describe("an instant conference by the URL service whose link is refused", () => {
  const body = { title: "Now", access: "anyone", conferenceKey: null };

  test.each([
    ["is deleted, and begun anew once the site is repaired", null, [502, 201], 2],
    ["that the site does not delete is not begun a second time", refusal(), [502, 502], 1],
  ] as const)("%s", async (_, failure, statuses, count) => {
    let link = foreign;
    let begun = 0;
    const deleted: string[] = [];
    const site = {
      startInstantConference: () => Promise.resolve({ conferenceID: String((begun += 1)), url: link }),
      deleteConference: (id: string) => {
        deleted.push(id);
        return failure ? Promise.reject(failure) : Promise.resolve();
      },
      listUpcomingConferences: () => Promise.resolve([]),
    };
    const { send } = await createTestRelay(site, {
      sites: [relaySite(site, { instantConference: "url" })],
    });
    const key = newKey();
    const first = await send("POST", "/api/instant-conferences", { body, key });
    link = "https://rtc.example.com/host/1";
    const second = await send("POST", "/api/instant-conferences", { body, key });
    expect([first.status, second.status]).toEqual(statuses);
    expect([begun, deleted]).toEqual([count, ["1"]]);
  });
});
