import { people } from "../../server/config/people";
import { createSite } from "../../server/rtc/site";
import { startSimulator } from "../../server/simulator/serve";
import type { SwitchesInput } from "../../server/simulator/world/faultConfig";
import { conference, createDeployment, credentials, url } from "../system/deployment";

const everything = { userID: null, fromStartDate: null, toStartDate: null };
const steer = (simulator: ReturnType<typeof createDeployment>["simulator"], fields: Record<string, string>) =>
  simulator.fetch(new Request(`${url}/control`, { method: "POST", body: new URLSearchParams(fields) }));

describe("a deployment that keeps less than it is given", () => {
  test("names no attributes in its lists while it does not echo them", async () => {
    const { site, simulator } = createDeployment();
    const attributes = [{ name: "OUTLOOK_APPOINTMENT", value: "abc" }];
    await site.scheduleConference({ ...conference, adhocAttributes: attributes });
    expect(await site.listUpcomingConferences(everything)).toMatchObject([{ attributes }]);
    simulator.set({ settings: { echoesAttributes: false } });
    expect(await site.listUpcomingConferences(everything)).toMatchObject([{ attributes: [] }]);
    simulator.set({});
    expect(await site.listUpcomingConferences(everything)).toMatchObject([{ attributes }]);
  });

  test("cuts a title that is scheduled or updated, and no character in half", async () => {
    const { site, simulator } = createDeployment();
    simulator.set({ settings: { titleLength: 3 } });
    const { conferenceId } = await site.scheduleConference({ ...conference, title: "🚀🚀🚀🚀" });
    expect(simulator.conferences()).toMatchObject([{ title: "🚀🚀🚀" }]);
    await site.updateConference(conferenceId, { ...conference, title: "Moved" });
    expect(await site.listUpcomingConferences(everything)).toMatchObject([{ conferenceTitle: "Mov" }]);
    await site.startInstantConference({ meetingType: "REGULAR", password: null, meetingTitle: "Right now" });
    expect(simulator.conferences()).toMatchObject([{ title: "Mov" }, { title: "Rig" }]);
  });

  test("keeps 255 characters of a title unless it is told otherwise", async () => {
    const { site, simulator } = createDeployment();
    await site.scheduleConference({ ...conference, title: "x".repeat(256) });
    expect(simulator.conferences()).toMatchObject([{ title: "x".repeat(255) }]);
  });

  test("keeps what its control page says", async () => {
    const { simulator } = createDeployment();
    const numbers = ["tokenLifeSeconds", "earlyJoinMinutes", "maxRequestSize", "maxResponseSize"];
    const form = Object.fromEntries([...numbers, "clockAheadMinutes"].map((name) => [name, "60"]));
    await steer(simulator, { do: "settings", ...form, titleLength: "20" });
    const switches = await simulator.fetch(new Request(`${url}/control/switches`));
    expect(await switches.json()).toMatchObject({ settings: { titleLength: 20, echoesAttributes: false } });
    const page = await (await simulator.fetch(new Request(`${url}/control`))).text();
    expect(page).toContain('name="titleLength" value="20"');
    expect(page).toContain('name="echoesAttributes">');
  });
});

describe("answers that are no lies but no help", () => {
  test("withoutId: the work is done, and the answer names neither the conference nor its links", async () => {
    const { site, simulator } = createDeployment();
    simulator.set({ fault: { kind: "withoutId", times: 99 } });
    await expect(site.scheduleConference(conference)).rejects.toMatchObject({
      code: "UNREADABLE",
      done: "unknown",
    });
    const [made] = simulator.conferences();
    expect(made).toMatchObject({ title: conference.title, isDeleted: false });
    // The conference of an update is known: the links that stand stay.
    expect(await site.updateConference(made!.id, { ...conference, title: "Moved" })).toMatchObject({
      conferenceId: made!.id,
      attendeeURL: "",
    });
    expect(simulator.conferences()).toMatchObject([{ id: made!.id, title: "Moved" }]);
    simulator.set({});
    expect(await site.updateConference(made!.id, conference)).toMatchObject({ conferenceId: made!.id });
  });

  test("listedTwice: a list names every conference twice, once", async () => {
    const { site, simulator } = createDeployment();
    const ids = [
      (await site.scheduleConference(conference)).conferenceId,
      (await site.scheduleConference(conference)).conferenceId,
    ];
    const list = async () =>
      (await site.listUpcomingConferences(everything)).map(({ conferenceId }) => conferenceId);
    for (const answers of ["inline", "multiRef", "idHref"] as const) {
      simulator.set({ profile: { answers }, fault: { kind: "listedTwice" } });
      expect(await list()).toEqual([ids[0], ids[0], ids[1], ids[1]]);
      expect(await list()).toEqual(ids);
    }
  });

  test("a fault of certain operations waits for one of them, whatever is called before", async () => {
    const { site, simulator } = createDeployment();
    simulator.set({ fault: { kind: "listedTwice" } });
    await site.scheduleConference(conference);
    await site.getPresence("chen.wei@example.com");
    expect(await site.listUpcomingConferences(everything)).toHaveLength(2);
  });
});

describe("work that is done after the caller has given up", () => {
  let close = () => Promise.resolve();
  afterEach(() => close());

  const waits: [string, SwitchesInput, number][] = [
    ["latencyMs, for every call", { latencyMs: 60_000 }, 60_000],
    ["late, for one operation", { fault: { kind: "late", operation: "scheduleConference" } }, 15_000],
    ["late, with a wait of its own", { fault: { kind: "late", latencyMs: 700 } }, 700],
  ];
  test.each(waits)("%s", async (_, switches, ms) => {
    const began = deferred<number>();
    const gate = deferred<undefined>();
    const now = () => Date.parse("2027-03-01T09:00:00Z");
    const running = await startSimulator({
      port: 0,
      ...credentials,
      people,
      now,
      sleep: (wait) => {
        began.resolve(wait);
        return gate.promise;
      },
    });
    close = running.close;
    const { url: at, simulator } = running;
    const caller = new AbortController();
    const send = (request: Request) => fetch(request, { signal: caller.signal });
    const site = createSite({ url: at, ...credentials, now, send });
    await site.provision("PRECONFERENCE");
    simulator.set(switches);
    const call = site.scheduleConference(conference);
    expect(await began.promise).toBe(ms);
    caller.abort();
    await expect(call).rejects.toMatchObject({ done: "unknown" });
    // A round trip later the simulator has seen the end of the other connection.
    await fetch(at);
    expect(simulator.conferences()).toEqual([]);
    gate.resolve(undefined);
    await fetch(at);
    expect(simulator.conferences()).toMatchObject([{ title: conference.title }]);
  });
});

describe("behind the relay's back", () => {
  test("a conference is deleted in RTC", async () => {
    const { site, simulator } = createDeployment();
    const { conferenceId: id } = await site.scheduleConference(conference);
    const page = await (await simulator.fetch(new Request(`${url}/control`))).text();
    expect(page).toMatch(new RegExp(`value="delete">.*value="${id}"><button>Delete`));
    expect((await steer(simulator, { do: "delete", id })).status).toBe(303);
    await expect(site.updateConference(id, conference)).rejects.toMatchObject({ status: 3 });
    expect((await steer(simulator, { do: "delete", id })).status).toBe(400);
  });

  test("a conference gets another title in RTC", async () => {
    const { site, simulator } = createDeployment();
    const { conferenceId: id } = await site.scheduleConference(conference);
    expect((await steer(simulator, { do: "retitle", id, title: "Town hall" })).status).toBe(303);
    expect(await site.listUpcomingConferences(everything)).toMatchObject([{ conferenceTitle: "Town hall" }]);
    expect((await steer(simulator, { do: "retitle", id, title: " " })).status).toBe(400);
    expect((await steer(simulator, { do: "retitle", id: "1", title: "Town hall" })).status).toBe(400);
  });
});

function deferred<Result>() {
  let resolve: (result: Result) => void = () => undefined;
  const promise = new Promise<Result>((settle) => (resolve = settle));
  return { promise, resolve };
}
