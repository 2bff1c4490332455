import { people } from "../../server/config/people";
import { createSite } from "../../server/rtc/site";
import type { ScheduleOptions } from "../../server/rtc/services/preConference";
import { createSimulator, type SimulatorOptions } from "../../server/simulator/simulator";
import type { SwitchesInput } from "../../server/simulator/world/faultConfig";

const now = Date.parse("2027-03-01T09:00:00Z");
const url = "http://localhost:3001";

const options: ScheduleOptions = {
  title: "Quarterly <review> & “more”",
  description: null,
  startDate: new Date("2027-03-02T14:00:00Z"),
  endDate: new Date("2027-03-02T14:30:00Z"),
  organizer: {
    firstName: "Alice",
    lastName: "Adams",
    emailAddr: "alice.adams@example.com",
    userguid: null,
    userid: "alice.adams",
  },
  attendees: [
    {
      firstName: "Bruno",
      lastName: "Keller",
      emailAddr: "bruno.keller@example.com",
      userguid: null,
      userid: null,
    },
    { firstName: null, lastName: null, emailAddr: "guest@example.net", userguid: null, userid: null },
  ],
  registeredUserOnly: false,
  hostInvitedOnly: false,
  publiclyListed: false,
  enrollmentRequired: false,
  dialinInfo: "+41 44 000 00 00\n+1 555 0100",
  conferenceKey: "k7",
  publishAttendees: false,
  sendEmailNotification: false,
  adhocAttributes: [{ name: "OUTLOOK_APPOINTMENT", value: "abc" }],
};

/** Client and simulator joined without a port; `clock` moves the time of both. */
function join(settings: SimulatorOptions["settings"] = {}, siteAuthToken = "secret") {
  const clock = { now };
  const read = () => clock.now;
  const simulator = createSimulator({
    url,
    siteId: "12345",
    siteAuthToken: "secret",
    people,
    now: read,
    settings,
    sleep: () => new Promise(() => undefined),
  });
  const site = createSite({
    url,
    siteId: "12345",
    siteAuthToken,
    now: read,
    timeoutMs: 200,
    sleep: () => Promise.resolve(),
    send: (request) => simulator.fetch(request),
  });
  return { simulator, site, clock };
}

const filter = { userID: "alice.adams", fromStartDate: null, toStartDate: null };

const profiles: [string, SwitchesInput["profile"]][] = [
  ["the guide's names", {}],
  [
    "class names and SOAPActions",
    { bodyNamespace: "class", soapAction: "operation", schemaNamespace: "interface" },
  ],
  ["other names and spellings", { bodyNamespace: "urn", spellings: "alternative" }],
  ["multiRef answers", { answers: "multiRef" }],
  ["multiRef answers and other spellings", { answers: "multiRef", spellings: "alternative" }],
  ["answers with id and href inline", { answers: "idHref" }],
];

test.each(profiles)("a conference is scheduled, listed, updated and deleted: %s", async (_, profile) => {
  const { simulator, site } = join();
  simulator.set({ profile });
  const made = await site.scheduleConference(options);
  expect(made).toMatchObject({ warning: null });
  expect(simulator.conferences()).toMatchObject([
    {
      id: made.conferenceId,
      title: options.title,
      start: options.startDate,
      end: options.endDate,
      host: { userId: "alice.adams" },
      attendees: [{ address: "bruno.keller@example.com" }, { address: "guest@example.net" }],
      conferenceKey: "k7",
      dialIn: "+41 44 000 00 00\n+1 555 0100",
      registeredUserOnly: false,
      hostInvitedOnly: false,
    },
  ]);
  expect(await site.listUpcomingConferences(filter)).toMatchObject([
    {
      conferenceId: made.conferenceId,
      conferenceTitle: options.title,
      hostName: "Alice Adams",
      scheduledStartTime: options.startDate,
      conferenceURL: made.attendeeURL,
      attributes: [{ name: "OUTLOOK_APPOINTMENT", value: "abc" }],
    },
  ]);
  const updated = await site.updateConference(made.conferenceId, {
    ...options,
    title: "Moved",
    attendees: [],
  });
  expect(updated).toEqual(made);
  expect(simulator.conferences()).toMatchObject([{ title: "Moved", attendees: [] }]);
  await site.deleteConference(made.conferenceId);
  expect(await site.listUpcomingConferences(filter)).toEqual([]);
});

test("many, one and no listed conferences are all lists", async () => {
  const { simulator, site } = join();
  simulator.set({ profile: { answers: "multiRef" } });
  for (let count = 0; count < 3; count += 1) {
    expect(await site.listUpcomingConferences(filter)).toHaveLength(count);
    await site.scheduleConference(options);
  }
});

test("1,000 attendees arrive", async () => {
  const { simulator, site } = join();
  const attendees = Array.from({ length: 1000 }, (_, n) => ({
    firstName: `F${n}`,
    lastName: "L",
    emailAddr: `a${n}@example.com`,
    userguid: null,
    userid: null,
  }));
  await site.scheduleConference({ ...options, attendees });
  expect(simulator.conferences()[0]?.attendees).toHaveLength(1000);
});

test("one session serves many callers at once, and is renewed once before it ends", async () => {
  const { simulator, site, clock } = join({ tokenLifeSeconds: 100 });
  const schedule = () => Promise.all(Array.from({ length: 20 }, () => site.scheduleConference(options)));
  await schedule();
  clock.now += 81_000;
  await schedule();
  const count = (name: string) => simulator.calls().filter((call) => call === name).length;
  expect([count("createSession"), count("requestToken"), count("scheduleConference")]).toEqual([2, 2, 40]);
});

test("tokens that the site no longer knows are renewed once for all callers", async () => {
  const { simulator, site } = join();
  await site.scheduleConference(options);
  simulator.set({ fault: { kind: "expiredTokens", operation: "scheduleConference" } });
  await Promise.all([1, 2, 3].map(() => site.scheduleConference(options)));
  expect(simulator.conferences()).toHaveLength(4);
  expect(simulator.calls().filter((call) => call === "createSession")).toHaveLength(2);
});

test("scheduling switched off is a refusal, not an endless renewal", async () => {
  const { simulator, site } = join({ schedulingEnabled: false });
  await expect(site.scheduleConference(options)).rejects.toMatchObject({
    code: "NOT_AUTHORIZED",
    status: 1032,
  });
  expect(simulator.calls().length).toBeLessThan(10);
});

test("wrong site credentials are told from every other failure", async () => {
  const { site } = join({}, "wrong");
  await expect(site.ready()).rejects.toMatchObject({ code: "CREDENTIALS_REFUSED" });
  await expect(site.scheduleConference(options)).rejects.toMatchObject({ code: "CREDENTIALS_REFUSED" });
});

test("closing ends the session: the token is worth nothing any more", async () => {
  const { simulator, site } = join();
  await site.scheduleConference(options);
  await site.close();
  expect(simulator.calls().at(-1)).toBe("endSession");
});

const start = options.startDate.getTime();
const refusals: [string, Partial<ScheduleOptions>, SimulatorOptions["settings"], string, number][] = [
  ["starts in the past", { startDate: new Date(now - 3_600_000) }, {}, "MEETING_START_TIME_ERR", 356],
  ["ends before it starts", { endDate: new Date(start - 1) }, {}, "MEETING_END_TIME_ERR", 357],
  [
    "public where that is not allowed",
    { publiclyListed: true },
    { publicConferencesAllowed: false },
    "MEETING_PUBLIC_MTGTYPE_ERR",
    362,
  ],
  [
    "no key where one is required",
    { conferenceKey: null },
    { conferenceKeyRequired: true },
    "MEETING_INVALID_PASSWORD",
    367,
  ],
  [
    "enrolment without a key",
    { conferenceKey: null, enrollmentRequired: true, registeredUserOnly: true },
    {},
    "MEETING_INVALID_PASSWORD",
    367,
  ],
  ["enrolment for everybody", { enrollmentRequired: true }, {}, "MEETING_MTGNOTCREATED_ERR", 358],
  ["invited only, but not registered only", { hostInvitedOnly: true }, {}, "MEETING_MTGNOTCREATED_ERR", 358],
  [
    "an unknown organizer",
    { organizer: { ...options.organizer, userid: "nobody" } },
    {},
    "INVALID_USER_ID",
    5,
  ],
  [
    "an unknown organizer's GUID",
    { organizer: { ...options.organizer, userid: null, userguid: "?" } },
    {},
    "INVALID_USER_GUID",
    6,
  ],
  [
    "no organizer",
    { organizer: { firstName: "A", lastName: null, emailAddr: null, userguid: null, userid: null } },
    {},
    "ORGANIZER_ID_MISSING",
    1061,
  ],
];
test.each(refusals)("refused: %s", async (_, change, settings, code, status) => {
  const { simulator, site } = join(settings);
  await expect(site.scheduleConference({ ...options, ...change })).rejects.toMatchObject({ code, status });
  expect(simulator.conferences()).toEqual([]);
});

test.each([
  3, 4, 5, 6, 351, 352, 354, 356, 357, 358, 362, 367, 376, 1013, 1032, 1061, 1062, 1064, 1065, 1090, 4711,
])("status %i reaches the caller with its number", async (status) => {
  const { simulator, site } = join();
  simulator.set({ fault: { kind: "status", status, operation: "scheduleConference", times: 3 } });
  await expect(site.scheduleConference(options)).rejects.toMatchObject({ name: "SiteError", status });
});

test("unknown attendees of a conference for invited people are a warning; the conference exists", async () => {
  const { simulator, site } = join();
  const made = await site.scheduleConference({ ...options, registeredUserOnly: true, hostInvitedOnly: true });
  expect(made.warning).toBe("SOME_PARTICIPANTS_FAILED");
  expect(simulator.conferences()).toMatchObject([{ id: made.conferenceId }]);
});

test("deleting or updating what is not there is refused as unknown; what has begun cannot be changed", async () => {
  const { site, clock } = join();
  await expect(site.deleteConference("1")).rejects.toMatchObject({ code: "INVALID_MEETING_ID", status: 3 });
  await expect(site.updateConference("1", options)).rejects.toMatchObject({ status: 3 });
  const { conferenceId } = await site.scheduleConference(options);
  clock.now = start + 1;
  await expect(site.deleteConference(conferenceId)).rejects.toMatchObject({
    code: "MEETING_CANNOT_BE_UPDATED_NOW",
  });
});

const faults: [NonNullable<SwitchesInput["fault"]>["kind"], string, number][] = [
  ["dropBefore", "UNREACHABLE", 0],
  ["dropAfter", "UNREACHABLE", 1],
  ["http500", "HTTP_STATUS", 0],
  ["truncated", "UNREADABLE", 1],
  ["garbage", "UNREADABLE", 0],
  ["html", "UNREADABLE", 0],
  ["soapFault", "FAULT", 0],
];
test.each(faults)(
  "%s: %s, and it is not certain whether the work was done",
  async (kind, code, conferences) => {
    const { simulator, site } = join();
    simulator.set({ fault: { kind, operation: "scheduleConference" } });
    await expect(site.scheduleConference(options)).rejects.toMatchObject({
      name: "CallError",
      code,
      done: "unknown",
    });
    expect(simulator.conferences()).toHaveLength(conferences);
  },
);

test("a slow site is a time-out", async () => {
  const { simulator, site } = join();
  await site.ready();
  simulator.set({ latencyMs: 60_000 });
  await expect(site.deleteConference("1")).rejects.toMatchObject({ code: "TIMEOUT" });
});

test("a failure while the session is opened means that the work was not begun", async () => {
  const { simulator, site } = join();
  simulator.set({ fault: { kind: "http500", service: "AuthenticationService", times: 3 } });
  await expect(site.scheduleConference(options)).rejects.toMatchObject({
    code: "HTTP_STATUS",
    done: "no",
  });
});
