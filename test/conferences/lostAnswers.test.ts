import type { ConferenceRequest } from "../../src/contract/conference";
import { createReconciler, type Reconciliation } from "../../server/conferences/reconciler";
import { markerName } from "../../server/conferences/rtcMapper";
import { CallError, SiteError } from "../../server/rtc/errors";
import type { ScheduleOptions, UpcomingConferenceDetails } from "../../server/rtc/services/preConference";
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
const day = 24 * 60 * minute;
const lost = () => new CallError("UNREACHABLE", "unknown");
const timeout = () => new CallError("TIMEOUT", "unknown");
const down = () => new CallError("UNREACHABLE", "no");
const at = (end: string): ConferenceRequest => ({
  ...request,
  appointment: { ...request.appointment, end: `2027-03-02T${end}:00.000Z` },
});

/**
 * How the next call of an operation ends: after it was carried out, before, or late; or a first attempt is carried out
 * late, and the one that repeats it ends as the next call would.
 */
type Ending =
  "answered" | "lost" | "lost before" | "late" | "repeated" | CallError | SiteError | { after: CallError };

/** A deployment with a will of its own, a relay before it, and a clock. */
async function open({
  echoes = true,
  isEchoKnown = echoes,
  titles = (title: string) => title,
  hostName = "Alice Adams",
}: {
  echoes?: boolean;
  /** Whether a relay has seen already that it echoes our marker. */
  isEchoKnown?: boolean;
  titles?: (title: string) => string;
  hostName?: string;
} = {}) {
  let time = now;
  const endings: Partial<Record<"schedule" | "update" | "delete" | "list", Ending[]>> = {};
  const late: (() => Promise<unknown>)[] = [];
  const next = async <Result>(
    name: keyof typeof endings,
    work: () => Promise<Result>,
    onLost: () => void = () => undefined,
  ): Promise<Result> => {
    const ending = endings[name]?.shift() ?? "answered";
    if (ending instanceof Error) throw ending;
    if (ending === "lost before") throw lost();
    if (ending === "late") {
      late.push(work);
      throw timeout();
    }
    if (ending === "repeated") {
      late.push(work);
      onLost();
      return next(name, work);
    }
    const result = await work();
    if (ending === "lost") throw lost();
    if (typeof ending === "object") throw ending.after;
    return result;
  };
  const describe = (id: string, options: ScheduleOptions): UpcomingConferenceDetails => ({
    ...listed(id, options, echoes ? (options.adhocAttributes ?? []) : []),
    conferenceTitle: titles(options.title),
    hostName,
  });
  let ids = 1000;
  const fake = createFakeSite({
    scheduleConference: (options) =>
      next("schedule", () => {
        const id = String(ids++);
        return fake.standard.updateConference(id, options);
      }),
    updateConference: (id, options, onLost) =>
      next(
        "update",
        () =>
          fake.scheduled.has(id)
            ? fake.standard.updateConference(id, options)
            : Promise.reject(new SiteError("INVALID_MEETING_ID", 3)),
        onLost,
      ),
    deleteConference: (id, onLost) =>
      next(
        "delete",
        () =>
          fake.scheduled.has(id)
            ? fake.standard.deleteConference(id)
            : Promise.reject(new SiteError("INVALID_MEETING_ID", 3)),
        onLost,
      ),
    listUpcomingConferences: () =>
      next("list", () => Promise.resolve([...fake.scheduled].map(([id, options]) => describe(id, options)))),
  });
  const ledger = createTestLedger({ now: () => time });
  if (isEchoKnown) await ledger.saveMarkerSupport(true);
  const relay = await createTestRelay(fake.site, {
    sites: [relaySite(fake.site, { ledger })],
    clock: () => time,
  });
  const seen: Reconciliation[] = [];
  const reconciler = createReconciler({
    sites: relay.sites.all,
    clock: () => time,
    intervalMs: 1,
    unclaimedMs: 7 * day,
    retentionMs: 180 * day,
    watch: (_, what, count) => seen.push(...Array.from({ length: count }, () => what)),
  });
  return {
    ...fake,
    ...relay,
    ledger,
    endings,
    seen,
    /** The site does now what it had not come to before. */
    catchUp: async () => {
      for (const work of late.splice(0)) await work();
    },
    /** Lets time pass, and the reconciler look around. */
    pass: async (ms: number) => {
      time += ms;
      await reconciler.run();
    },
    post: async (key: string, body = request) => {
      const response = await relay.send("POST", "/api/conferences", { body, key });
      return { status: response.status, body: (await response.json()) as Answer };
    },
  };
}
interface Answer {
  id?: string;
  version?: number;
  error?: { code: string; candidates?: { id: string; title: string }[] };
}

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

  /** What somebody scheduled at the site itself. */
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
    const chosen = await site.send("POST", "/api/conferences/choice", {
      body: { conferenceId: "1001" },
      key,
    });
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

describe("a change whose answer was lost", () => {
  test.each(["lost", "lost before"] as const)(
    "%s: unknown first, then it is what was asked for",
    async (ending) => {
      const { post, send, endings, scheduled } = await open();
      await post(newKey());
      endings.update = [ending];
      const response = await send("PUT", "/api/conferences/1000", { body: at("15:00"), ifMatch: '"1"' });
      expect(await response.json()).toMatchObject({ error: { code: "OUTCOME_UNKNOWN" } });
      const found = await send("GET", "/api/conferences/1000");
      expect(await found.json()).toMatchObject({ version: 2, scheduled: at("15:00") });
      expect(scheduled.get("1000")?.endDate).toEqual(new Date("2027-03-02T15:00:00Z"));
    },
  );

  test("nobody looks again: the reconciler brings it to its end", async () => {
    const { post, send, endings, scheduled, pass, seen } = await open();
    await post(newKey());
    endings.update = ["lost before"];
    await send("PUT", "/api/conferences/1000", { body: at("15:00"), ifMatch: '"1"' });
    await pass(minute);
    expect(seen).toEqual(["settled"]);
    expect(scheduled.get("1000")?.endDate).toEqual(new Date("2027-03-02T15:00:00Z"));
  });

  test("another change takes its place", async () => {
    const { post, send, endings, scheduled } = await open();
    await post(newKey());
    endings.update = ["lost"];
    await send("PUT", "/api/conferences/1000", { body: at("15:00"), ifMatch: '"1"' });
    const response = await send("PUT", "/api/conferences/1000", { body: at("16:00"), ifMatch: '"1"' });
    expect(await response.json()).toMatchObject({ version: 2, scheduled: at("16:00") });
    expect(scheduled.get("1000")?.endDate).toEqual(new Date("2027-03-02T16:00:00Z"));
  });

  test("the site refuses it when it is repeated: what stood before stands", async () => {
    const { post, send, endings } = await open();
    await post(newKey());
    endings.update = ["lost before", new SiteError("MEETING_END_TIME_ERR", 357)];
    await send("PUT", "/api/conferences/1000", { body: at("15:00"), ifMatch: '"1"' });
    const found = await send("GET", "/api/conferences/1000");
    expect(await found.json()).toMatchObject({ version: 1, scheduled: request });
  });
});

test("a change that the site comes to late does not undo the one that took its place", async () => {
  const { post, send, endings, scheduled, catchUp, pass } = await open();
  await post(newKey());
  endings.update = ["late"];
  await send("PUT", "/api/conferences/1000", { body: at("15:00"), ifMatch: '"1"' });
  await send("PUT", "/api/conferences/1000", { body: at("16:00"), ifMatch: '"1"' });
  await catchUp();
  await pass(3 * minute);
  expect(scheduled.get("1000")?.endDate).toEqual(new Date("2027-03-02T16:00:00Z"));
  expect(await (await send("GET", "/api/conferences/1000")).json()).toMatchObject({
    version: 2,
    scheduled: at("16:00"),
  });
});

test("nor does an attempt of which nobody heard, since the next one was answered", async () => {
  const { post, send, endings, scheduled, catchUp, pass } = await open();
  await post(newKey());
  endings.update = ["repeated"];
  const first = await send("PUT", "/api/conferences/1000", { body: at("15:00"), ifMatch: '"1"' });
  expect(first.status).toBe(200);
  await send("PUT", "/api/conferences/1000", { body: at("16:00"), ifMatch: '"2"' });
  await catchUp();
  await pass(3 * minute);
  expect(scheduled.get("1000")?.endDate).toEqual(new Date("2027-03-02T16:00:00Z"));
  expect(await (await send("GET", "/api/conferences/1000")).json()).toMatchObject({ version: 3 });
});

test.each(["late", "repeated"] as const)(
  "nor does the one by which a conference was adopted (%s)",
  async (ending) => {
    const { post, send, endings, scheduled, catchUp, pass } = await open();
    endings.schedule = ["lost"];
    endings.update = [ending];
    const key = newKey();
    await post(key);
    await post(key);
    await send("PUT", "/api/conferences/1000", { body: at("16:00"), ifMatch: '"1"' });
    await catchUp();
    await pass(3 * minute);
    expect(scheduled.get("1000")?.endDate).toEqual(new Date("2027-03-02T16:00:00Z"));
  },
);

test("a change that is refused when it is repeated may have been made before: unknown, and what stood before stands", async () => {
  const { post, send, endings, scheduled, catchUp, pass } = await open();
  await post(newKey());
  const refusal = () => new SiteError("MEETING_END_TIME_ERR", 357);
  endings.update = ["repeated", refusal(), refusal()];
  const response = await send("PUT", "/api/conferences/1000", { body: at("15:00"), ifMatch: '"1"' });
  expect(await response.json()).toMatchObject({ error: { code: "OUTCOME_UNKNOWN" } });
  await pass(minute);
  await catchUp();
  expect(scheduled.get("1000")?.endDate).toEqual(new Date("2027-03-02T15:00:00Z"));
  await pass(3 * minute);
  expect(scheduled.get("1000")?.endDate).toEqual(new Date("2027-03-02T14:30:00Z"));
  expect(await (await send("GET", "/api/conferences/1000")).json()).toMatchObject({ scheduled: request });
});

describe("a deletion whose answer was lost", () => {
  test("is refused when it is repeated: it is unknown, and gone once the site has come to it", async () => {
    const { post, send, endings, catchUp, pass } = await open();
    await post(newKey());
    const refusal = () => new SiteError("MEETING_CANNOT_BE_UPDATED_NOW", 354);
    endings.delete = ["repeated", refusal(), refusal()];
    const response = await send("DELETE", "/api/conferences/1000");
    expect(await response.json()).toMatchObject({ error: { code: "OUTCOME_UNKNOWN" } });
    await pass(minute);
    await catchUp();
    await pass(3 * minute);
    expect((await send("GET", "/api/conferences/1000")).status).toBe(404);
  });

  test.each(["lost", "lost before"] as const)(
    "%s: deleting again succeeds, and it is gone",
    async (ending) => {
      const { post, send, endings, scheduled } = await open();
      await post(newKey());
      endings.delete = [ending];
      const response = await send("DELETE", "/api/conferences/1000");
      expect(await response.json()).toMatchObject({ error: { code: "OUTCOME_UNKNOWN" } });
      expect((await send("DELETE", "/api/conferences/1000")).status).toBe(204);
      expect(scheduled.size).toBe(0);
    },
  );

  test("nobody asks again: the reconciler deletes it", async () => {
    const { post, send, endings, scheduled, pass } = await open();
    await post(newKey());
    endings.delete = ["lost before"];
    await send("DELETE", "/api/conferences/1000");
    await pass(minute);
    expect(scheduled.size).toBe(0);
    expect((await send("GET", "/api/conferences/1000")).status).toBe(404);
  });
});

describe("claims", () => {
  const unclaimed = async ({ send }: Awaited<ReturnType<typeof open>>) => {
    const answer = await (await send("GET", "/api/unclaimed-conferences")).json();
    return (answer as { conferences: { conference: { id: string } }[] }).conferences.map(
      ({ conference }) => conference.id,
    );
  };
  const claim = ({ send }: Awaited<ReturnType<typeof open>>, value: string) =>
    send("PUT", "/api/conferences/1000/claim", { body: { claim: value } });

  test("a conference that no appointment claims is offered to its owner after some minutes, to nobody else", async () => {
    const site = await open();
    await site.post(newKey());
    expect(await unclaimed(site)).toEqual([]);
    await site.pass(6 * minute);
    expect(await unclaimed(site)).toEqual(["1000"]);
    const token = await site.tokenOf("bruno.keller");
    const others = await site.send("GET", "/api/unclaimed-conferences", { token });
    expect(await others.json()).toEqual({ conferences: [] });
  });

  test("with the time at which it was first asked for, whatever was changed since", async () => {
    const { post, send, pass } = await open();
    await post(newKey());
    await pass(10 * minute);
    const changed = { ...request, appointment: { ...request.appointment, title: "Renamed" } };
    await send("PUT", "/api/conferences/1000", { body: changed, ifMatch: '"1"' });
    await pass(10 * minute);
    const conference = { version: 2, createdAt: new Date(now).toISOString() };
    const answer = await send("GET", "/api/unclaimed-conferences");
    expect(await answer.json()).toMatchObject({ conferences: [{ conference }] });
    expect(await (await send("GET", "/api/conferences/1000")).json()).toMatchObject(conference);
  });

  test("and is removed after the set time", async () => {
    const site = await open();
    await site.post(newKey(), later);
    await site.pass(6 * day);
    expect(site.scheduled.size).toBe(1);
    await site.pass(2 * day);
    expect(site.scheduled.size).toBe(0);
    expect(site.seen).toEqual(["unclaimed"]);
  });
  const later = {
    ...request,
    appointment: { ...request.appointment, start: "2027-05-02T14:00:00Z", end: "2027-05-02T15:00:00Z" },
  };

  test("what was written is neither offered nor removed", async () => {
    const site = await open();
    await site.post(newKey(), later);
    expect((await claim(site, "written")).status).toBe(204);
    await site.pass(30 * day);
    expect(await unclaimed(site)).toEqual([]);
    expect(site.scheduled.size).toBe(1);
  });

  test("what an appointment was about to write may stand in it: it is offered, but never removed by itself", async () => {
    const site = await open();
    await site.post(newKey(), later);
    await claim(site, "writing");
    await site.pass(30 * day);
    expect(await unclaimed(site)).toEqual(["1000"]);
    expect(site.scheduled.size).toBe(1);
  });

  test("a claim is never taken back, and shows in the conference", async () => {
    const site = await open();
    await site.post(newKey());
    await claim(site, "written");
    await claim(site, "writing");
    expect(await (await site.send("GET", "/api/conferences/1000")).json()).toMatchObject({
      claim: "written",
    });
    const changed = await site.send("PUT", "/api/conferences/1000", { body: at("15:00"), ifMatch: '"1"' });
    expect(await changed.json()).toMatchObject({ claim: "written" });
  });

  test("nobody claims what is somebody else's, or gone", async () => {
    const site = await open();
    await site.post(newKey());
    const token = await site.tokenOf("bruno.keller");
    const theirs = await site.send("PUT", "/api/conferences/1000/claim", {
      body: { claim: "written" },
      token,
    });
    expect(theirs.status).toBe(404);
    await site.send("DELETE", "/api/conferences/1000");
    expect((await claim(site, "written")).status).toBe(404);
    expect(await (await claim(site, "none")).json()).toMatchObject({ error: { code: "BAD_REQUEST" } });
  });

  test("an instant conference has no appointment: it is never offered", async () => {
    const site = await open();
    const body = { title: "Now", access: "anyone", conferenceKey: null };
    await site.send("POST", "/api/instant-conferences", { body, key: newKey() });
    await site.pass(10 * minute);
    expect(await unclaimed(site)).toEqual([]);
  });
});

test("what is long past is erased, and not before", async () => {
  const { post, pass, seen, ledger, send } = await open();
  await post(newKey());
  await send("PUT", "/api/conferences/1000/claim", { body: { claim: "written" } });
  await pass(179 * day);
  expect(await ledger.count()).toEqual([{ state: "scheduled", count: 1 }]);
  await pass(3 * day);
  expect(await ledger.count()).toEqual([]);
  expect(seen).toEqual(["erased"]);
});

test("a site that is down is left alone for a while; all is brought to its end when it is back", async () => {
  const { post, send, endings, scheduled, pass, seen, calls } = await open();
  await post(newKey());
  await post(newKey());
  for (const id of ["1000", "1001"]) {
    endings.update = ["lost before"];
    await send("PUT", `/api/conferences/${id}`, { body: at("15:00"), ifMatch: '"1"' });
  }
  endings.update = [down(), down()];
  const before = calls.length;
  await pass(minute);
  expect(calls.length).toBe(before + 1);
  expect(seen).toEqual(["postponed"]);
  endings.update = [];
  await pass(5 * minute);
  expect([...scheduled.values()].map(({ endDate }) => endDate.getUTCHours())).toEqual([15, 15]);
});

test("a conference whose number the site gave out again belongs to the newer one", async () => {
  const fake = createFakeSite({
    scheduleConference: (options) => fake.standard.updateConference("7", options),
  });
  const { send } = await createTestRelay(fake.site);
  const [first, second] = [newKey(), newKey()];
  await send("POST", "/api/conferences", { body: request, key: first });
  const response = await send("POST", "/api/conferences", { body: at("15:00"), key: second });
  expect(await response.json()).toMatchObject({ id: "7", scheduled: at("15:00") });
  expect(await (await send("GET", "/api/conferences/7")).json()).toMatchObject({ scheduled: at("15:00") });
  expect((await send("GET", `/api/conferences?key=${first}`)).status).toBe(404);
});
