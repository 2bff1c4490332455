import { CallError, SiteError } from "../../server/rtc/errors";
import {
  createFakeSite,
  createTestLedger,
  createTestRelay,
  newKey,
  now,
  relaySite,
  request,
} from "../support/relay";

const minute = 60_000;
const gone = () => new SiteError("INVALID_MEETING_ID", 3);
type Overrides = Parameters<typeof createFakeSite>[0];

/** One conference, and some minutes later. */
async function open({ body = request, ...overrides }: Overrides & { body?: typeof request } = {}) {
  let time = now;
  const fake = createFakeSite(overrides);
  const ledger = createTestLedger({ now: () => time });
  const relay = await createTestRelay(fake.site, {
    sites: [relaySite(fake.site, { ledger })],
    clock: () => time,
  });
  const key = newKey();
  await relay.send("POST", "/api/conferences", { body, key });
  await relay.send("PUT", "/api/conferences/1000/claim", { body: { claim: "written" } });
  time += 10 * minute;
  fake.calls.length = 0;
  return {
    ...fake,
    pass: (ms: number) => (time += ms),
    look: async (name = "1000") => {
      const path = name === "key" ? `/api/conferences?key=${key}` : `/api/conferences/${name}`;
      const response = await relay.send("GET", path);
      const { error } = (await response.json()) as { error?: { code: string } };
      return error?.code ?? response.status;
    },
  };
}

test.each(["1000", "key"])(
  "what somebody deleted at the site is told as gone when it is opened (%s)",
  async (name) => {
    const { look, scheduled, standard } = await open({
      updateConference: (id, options) =>
        scheduled.has(id) ? standard.updateConference(id, options) : Promise.reject(gone()),
    });
    scheduled.clear();
    expect(await look(name)).toBe("CONFERENCE_UNKNOWN");
    expect(await look(name)).toBe("NOT_FOUND");
  },
);

test("the site is asked once a minute, and not for what it has just been told", async () => {
  const { look, calls, pass } = await open();
  expect([await look(), await look("key")]).toEqual([200, 200]);
  expect(calls).toEqual(["list"]);
  pass(minute + 1);
  await look();
  expect(calls).toEqual(["list", "list"]);
});

test("what is over is not asked for", async () => {
  const { look, calls, pass } = await open();
  pass(2 * 24 * 60 * minute);
  expect(await look()).toBe(200);
  expect(calls).toEqual([]);
});

test("a list that is empty proves nothing: what takes an update that changes nothing is there", async () => {
  const { look, calls, scheduled } = await open({ listUpcomingConferences: () => Promise.resolve([]) });
  const before = scheduled.get("1000");
  expect(await look()).toBe(200);
  expect(calls).toEqual(["list", "update"]);
  expect(scheduled.get("1000")).toEqual(before);
});

test.each([
  ["fails", () => Promise.reject(new SiteError("ERROR_RETRIEVING_CONFERENCE_LIST", 9))],
  ["does not come", () => Promise.reject(new CallError("TIMEOUT", "no"))],
])("a list that %s proves nothing, and the site is not asked further", async (_, listUpcomingConferences) => {
  const { look, calls } = await open({ listUpcomingConferences });
  expect(await look()).toBe(200);
  expect(calls).toEqual(["list"]);
});

test.each([
  ["refused for another reason", new SiteError("MEETING_CANNOT_BE_UPDATED_NOW", 7)],
  ["not answered", new CallError("TIMEOUT", "unknown")],
])("an update that is %s proves nothing either", async (_, failure) => {
  const { look } = await open({
    listUpcomingConferences: () => Promise.resolve([]),
    updateConference: () => Promise.reject(failure),
  });
  expect([await look(), await look()]).toEqual([200, 200]);
});

test("where an update would send mail, nothing is tried: the conference counts as there", async () => {
  const body = { ...request, options: { ...request.options, sendEmail: true } };
  const { look, calls } = await open({ body, listUpcomingConferences: () => Promise.resolve([]) });
  expect(await look()).toBe(200);
  expect(calls).toEqual(["list"]);
});
