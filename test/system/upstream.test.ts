import { runWithDeadline } from "../../server/rtc/calls/deadline";
import type { Site, SiteOptions } from "../../server/rtc/site";
import type { Send } from "../../server/rtc/calls/exchange";
import type { Telemetry } from "../../server/rtc/calls/telemetry";
import type { SimulatorOptions } from "../../server/simulator/simulator";
import { conference, createDeployment, url } from "./deployment";

// Many calls at once, and calls to a failing site.

// Time passes only where a test lets it: a busy machine is no slow site. Streams of requests are left as they are.
beforeEach(() => jest.useFakeTimers({ doNotFake: ["nextTick", "queueMicrotask", "setImmediate"] }));
afterEach(() => jest.useRealTimers());

/** A deployment whose network the test can break, and what its telemetry was told. */
function open(world: Partial<SimulatorOptions> = {}, more: Partial<SiteOptions> = {}) {
  const deployment = createDeployment(world);
  const { simulator } = deployment;
  const network: { send: Send } = { send: simulator.fetch };
  const told = {
    calls: [] as Parameters<NonNullable<Telemetry["onCall"]>>[0][],
    renewals: [] as string[],
    breaker: [] as string[],
  };
  const site = deployment.client({
    send: (request) => network.send(request),
    telemetry: {
      onCall: (report) => told.calls.push(report),
      onRenewal: ({ policy, outcome }) => told.renewals.push(`${policy} ${outcome}`),
      onBreaker: (state) => told.breaker.push(state),
    },
    ...more,
  });
  /** How often operations were carried out since the last time that it was asked. */
  let seen = 0;
  const done = (...names: string[]) => {
    const since = simulator.calls().slice(seen);
    seen = simulator.calls().length;
    return names.map((name) => since.filter((call) => call === name).length);
  };
  return { ...deployment, site, network, told, done };
}

const list = (site: Site) =>
  site.listUpcomingConferences({ userID: null, fromStartDate: null, toStartDate: null });
const times = <Result>(count: number, work: () => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, work));
const settled = <Result>(work: Promise<Result>) => work.catch((failure: unknown) => failure);
const never: Send = () => new Promise(() => undefined);
const refuse: Send = () =>
  Promise.reject(
    new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "ECONNREFUSED" }) }),
  );

describe("one renewal of the tokens", () => {
  test("for 200 callers at the first call", async () => {
    const { site, done, told } = open();
    await times(200, () => list(site));
    expect(done("createSession", "requestToken", "listUpcomingConferences")).toEqual([1, 1, 200]);
    expect(told.renewals.sort()).toEqual(["PRECONFERENCE ok", "SESSION ok"]);
  });

  test("for 500 callers at the moment when the tokens end", async () => {
    const { site, done, pass } = open();
    await list(site);
    done();
    pass(25);
    await times(500, () => list(site));
    expect(done("createSession", "requestToken", "listUpcomingConferences")).toEqual([1, 1, 500]);
  });

  test("for 200 callers whose tokens the site refuses", async () => {
    const { site, simulator, done } = open();
    await list(site);
    done();
    simulator.set({ fault: { kind: "expiredTokens", operation: "listUpcomingConferences" } });
    await times(200, () => list(site));
    expect(done("createSession", "requestToken")).toEqual([1, 1]);
  });

  test("where the refusals come one after the other, while the renewal is under way and after it", async () => {
    const { site, simulator, network, done } = open();
    await list(site);
    done();
    simulator.set({ fault: { kind: "expiredTokens", operation: "listUpcomingConferences" } });
    let waited = 0;
    network.send = async (request) => {
      const answer = await simulator.fetch(request);
      for (let turn = 0; turn < waited % 40; turn += 1) await Promise.resolve();
      waited += 1;
      return answer;
    };
    await times(100, () => list(site));
    expect(done("createSession", "requestToken")).toEqual([1, 1]);
  });

  test("for callers of several services at once: one session, one token for each service", async () => {
    const { site, simulator, done } = open();
    const both = () => Promise.all([list(site), site.getPresence("alice.adams@example.com")]);
    await both();
    done();
    simulator.set({ fault: { kind: "expiredTokens" } });
    await times(100, both);
    expect(done("createSession", "requestToken")).toEqual([1, 2]);
  });

  test("which fails once on the way, and none of 200 callers hears of it", async () => {
    const { site, simulator, done, told } = open();
    simulator.set({ fault: { kind: "dropAfter", operation: "createSession" } });
    await times(200, () => list(site));
    expect(done("createSession", "requestToken")).toEqual([2, 1]);
    expect(told.renewals.sort()).toEqual(["PRECONFERENCE ok", "SESSION ok"]);
  });

  test("which fails for good is not begun again by each of those who waited", async () => {
    const { site, network, told } = open();
    network.send = refuse;
    const failures = await times(100, () => settled(list(site)));
    expect(new Set(failures.map((failure) => (failure as { done: string }).done))).toEqual(new Set(["no"]));
    expect(told.calls.filter(({ operation }) => operation === "createSession")).toHaveLength(1);
  });

  test("goes on when the caller who began it has no time left; the others succeed by it", async () => {
    const { site, simulator, network, done } = open();
    network.send = async (request) => {
      const isSession = (await request.clone().text()).includes(":createSession");
      if (isSession) await new Promise((resolve) => setTimeout(resolve, 200));
      return simulator.fetch(request);
    };
    // One who begins the renewal, and one who waits for it.
    const hasty = runWithDeadline(50, () => times(2, () => settled(list(site))));
    const others = runWithDeadline(10_000, () => times(20, () => list(site)));
    await jest.advanceTimersByTimeAsync(50);
    const timeOut = { code: "TIMEOUT", done: "no" };
    expect(await hasty).toMatchObject([timeOut, timeOut]);
    await jest.advanceTimersByTimeAsync(200);
    expect(await others).toHaveLength(20);
    expect(done("createSession", "requestToken", "listUpcomingConferences")).toEqual([1, 1, 20]);
  });
});

describe("what is repeated", () => {
  test.each(["dropBefore", "dropAfter", "http500", "truncated", "html"] as const)(
    "%s: an update is carried out all the same",
    async (kind) => {
      const { site, simulator, told } = open();
      const { conferenceId } = await site.scheduleConference(conference);
      simulator.set({ fault: { kind, operation: "updateConference", times: 2 } });
      await site.updateConference(conferenceId, { ...conference, title: "Moved" });
      expect(simulator.conferences()).toMatchObject([{ title: "Moved" }]);
      expect(told.calls.at(-1)).toMatchObject({
        service: "PreConferenceService",
        operation: "updateConference",
        outcome: "ok",
        attempts: 3,
      });
    },
  );

  test("who changes or deletes hears of attempts that were lost although another one was answered", async () => {
    const { site, simulator } = open();
    const { conferenceId } = await site.scheduleConference(conference);
    const lost: string[] = [];
    await site.updateConference(conferenceId, conference, () => lost.push("update"));
    expect(lost).toEqual([]);
    simulator.set({ fault: { kind: "dropBefore", operation: "updateConference", times: 2 } });
    await site.updateConference(conferenceId, conference, () => lost.push("update"));
    simulator.set({ fault: { kind: "dropBefore", operation: "deleteConference" } });
    await site.deleteConference(conferenceId, () => lost.push("delete"));
    expect(lost).toEqual(["update", "update", "delete"]);
  });

  test.each(["dropBefore", "dropAfter", "http500", "truncated", "html"] as const)(
    "%s: a conference is not scheduled a second time",
    async (kind) => {
      const { site, simulator, told } = open();
      simulator.set({ fault: { kind, operation: "scheduleConference" } });
      await expect(site.scheduleConference(conference)).rejects.toMatchObject({ done: "unknown" });
      expect(told.calls.at(-1)).toMatchObject({ operation: "scheduleConference", attempts: 1 });
      expect(simulator.conferences().length).toBeLessThan(2);
    },
  );

  test("a conference that certainly did not reach the site is sent again", async () => {
    const { site, simulator, network } = open();
    await site.ready();
    let refusals = 2;
    network.send = async (request) => {
      const isSchedule = (await request.clone().text()).includes(":scheduleConference");
      if (!isSchedule || refusals === 0) return simulator.fetch(request);
      refusals -= 1;
      return refuse(request);
    };
    await site.scheduleConference(conference);
    expect(simulator.conferences()).toHaveLength(1);
  });

  test("an instant conference is repeated only where it did not reach the site", async () => {
    const { site, simulator, network, told } = open({ settings: { instantNeedsSignIn: false } });
    const options = { meetingType: "REGULAR", password: null, meetingTitle: "Now" } as const;
    simulator.set({
      fault: { kind: "dropAfter", operation: "instantMeeting" },
      settings: { instantNeedsSignIn: false },
    });
    await expect(site.startInstantConference(options)).rejects.toMatchObject({ code: "UNREACHABLE" });
    expect(simulator.conferences()).toHaveLength(1);
    network.send = (request) => {
      network.send = simulator.fetch;
      return refuse(request);
    };
    await site.startInstantConference(options);
    expect(simulator.conferences()).toHaveLength(2);
    expect(told.calls.map(({ service, attempts }) => [service, attempts])).toEqual([
      ["OracleRTCService", 1],
      ["OracleRTCService", 2],
    ]);
  });

  test("a request is answered by its deadline, however slow the site is", async () => {
    const { site, network } = open({}, { timeoutMs: 60_000 });
    await list(site);
    network.send = never;
    const asked = runWithDeadline(15_000, () => settled(list(site)));
    await jest.advanceTimersByTimeAsync(15_000);
    expect(await asked).toMatchObject({ code: "TIMEOUT" });
  });
});

describe("an outage", () => {
  test("of a site that refuses connections is met by failing fast, and over once the site is there again", async () => {
    const { site, simulator, network, told } = open();
    await list(site);
    network.send = refuse;
    await times(3, () => settled(list(site)));
    expect(site.isSuspended()).toBe(true);
    const send = jest.fn(refuse);
    network.send = send;
    const failures = await times(200, () => settled(list(site)));
    expect(new Set(failures.map((failure) => (failure as { code: string }).code))).toEqual(
      new Set(["SUSPENDED"]),
    );
    expect(send).not.toHaveBeenCalled();
    network.send = simulator.fetch;
    await jest.advanceTimersByTimeAsync(10_000);
    expect(site.isSuspended()).toBe(false);
    await list(site);
    await times(100, () => list(site));
    expect(told.breaker).toEqual(["open", "half-open", "closed"]);
  });

  test.each([10_000, 60_000])(
    "of a site that takes connections and never answers is noticed within five seconds: time-out %i ms",
    async (timeoutMs) => {
      const { site, simulator, network, told } = open({}, { timeoutMs });
      await list(site);
      network.send = never;
      void times(100, () => settled(list(site)));
      await jest.advanceTimersByTimeAsync(4900);
      expect(told.breaker).toEqual(["open"]);
      // Those in the queue are not kept waiting for it.
      expect(told.calls.filter(({ outcome }) => outcome === "SUSPENDED")).toHaveLength(36);
      expect(await settled(list(site))).toMatchObject({ code: "SUSPENDED", done: "no" });
      network.send = simulator.fetch;
      await jest.advanceTimersByTimeAsync(9200);
      await list(site);
      expect(told.breaker).toEqual(["open", "half-open", "closed"]);
    },
  );

  test("of one site is none of another's", async () => {
    const { site, network, client } = open();
    await list(site);
    network.send = refuse;
    await times(3, () => settled(list(site)));
    expect(site.isSuspended()).toBe(true);
    expect(await list(client())).toEqual([]);
  });

  test("does not follow from refusals and Faults, which are answers", async () => {
    const { site, simulator, told } = open();
    await list(site);
    simulator.set({ fault: { kind: "soapFault", operation: "listUpcomingConferences", times: 20 } });
    await times(20, () => settled(list(site)));
    await times(20, () => settled(site.deleteConference("1")));
    expect(told.breaker).toEqual([]);
  });
});

test("more callers than a site can take are told at once, and those who wait get their answers", async () => {
  const { site, simulator, network } = open();
  await list(site);
  let answer: () => void = () => undefined;
  const isOver = new Promise<void>((resolve) => (answer = resolve));
  let underWay = 0;
  network.send = async (request) => {
    underWay += 1;
    await isOver;
    return simulator.fetch(request);
  };
  const asked = times(1064, () => list(site));
  // Their tokens are there, so it takes no time until all stand where they wait.
  await new Promise(setImmediate);
  expect(underWay).toBe(64);
  await expect(list(site)).rejects.toMatchObject({ code: "OVERLOADED", done: "no" });
  answer();
  expect(await asked).toHaveLength(1064);
});

test("a site that hangs does not keep the program from ending", async () => {
  const { site, network } = open();
  await list(site);
  network.send = never;
  const closed = site.close();
  await jest.advanceTimersByTimeAsync(5000);
  await closed;
});

test("the telemetry hears of every call once, with its outcome, and of nothing secret", async () => {
  const { site, told } = open();
  await list(site);
  await settled(site.deleteConference("1"));
  expect(told.calls.map(({ service, operation, outcome }) => `${service} ${operation} ${outcome}`)).toEqual([
    "AuthenticationService createSession ok",
    "AuthenticationService requestToken ok",
    "PreConferenceService listUpcomingConferences ok",
    "PreConferenceService deleteConference INVALID_MEETING_ID",
  ]);
  expect(told.calls.every(({ ms, attempts }) => ms >= 0 && attempts === 1)).toBe(true);
  expect(JSON.stringify(told)).not.toContain(url);
});
