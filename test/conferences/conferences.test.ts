import { CallError, SiteError } from "../../server/rtc/errors";
import { createFakeSite, createTestRelay, listed, newKey, request } from "../support/relay";

const lost = () => new CallError("UNREACHABLE", "unknown");

test("scheduling translates the appointment into RTC's words and answers with both links", async () => {
  const { site, scheduled } = createFakeSite();
  const { send } = await createTestRelay(site);
  const response = await send("POST", "/api/conferences", { body: request, key: newKey() });
  expect(response.status).toBe(201);
  expect(await response.json()).toEqual({
    id: "1000",
    createdAt: "2027-03-01T09:00:00.000Z",
    version: 1,
    claim: "none",
    mark: null,
    joinUrl: "https://rtc.example.com/join/1000",
    hostUrl: "https://rtc.example.com/host/1000",
    scheduled: request,
    warnings: [],
    note: "",
    oneTap: "",
  });
  expect(scheduled.get("1000")).toMatchObject({
    title: "Quarterly review",
    startDate: new Date("2027-03-02T14:00:00Z"),
    endDate: new Date("2027-03-02T14:30:00Z"),
    organizer: {
      firstName: "Alice",
      lastName: "Adams",
      userid: "alice.adams",
      emailAddr: "alice.adams@example.com",
    },
    attendees: [
      { firstName: "Bruno", lastName: "Keller", emailAddr: "bruno.keller@example.com", userid: null },
      { firstName: "Dina", lastName: "Haddad", emailAddr: "dina.haddad@example.com", userid: null },
    ],
    registeredUserOnly: false,
    hostInvitedOnly: false,
    sendEmailNotification: false,
  });
});

test.each([
  ["invited", { registeredUserOnly: true, hostInvitedOnly: true }],
  ["registered", { registeredUserOnly: true, hostInvitedOnly: false }],
  ["anyone", { registeredUserOnly: false, hostInvitedOnly: false }],
])("access %s becomes RTC's two flags", async (access, flags) => {
  const { site, scheduled } = createFakeSite();
  const { send } = await createTestRelay(site);
  await send("POST", "/api/conferences", {
    body: { ...request, options: { ...request.options, access } },
    key: newKey(),
  });
  expect(scheduled.get("1000")).toMatchObject(flags);
});

test("the same key and request give the same conference, however often and at once they are sent", async () => {
  const { site, calls } = createFakeSite();
  const { send } = await createTestRelay(site);
  const key = newKey();
  const answers = await Promise.all(
    [1, 2, 3].map(() => send("POST", "/api/conferences", { body: request, key })),
  );
  const ids = await Promise.all(answers.map(async (answer) => ((await answer.json()) as { id: string }).id));
  expect(ids).toEqual(["1000", "1000", "1000"]);
  expect(calls).toEqual(["schedule"]);
});

test("the same key with another request is refused", async () => {
  const { site } = createFakeSite();
  const { send } = await createTestRelay(site);
  const key = newKey();
  await send("POST", "/api/conferences", { body: request, key });
  const other = { ...request, appointment: { ...request.appointment, title: "Another" } };
  const response = await send("POST", "/api/conferences", { body: other, key });
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ error: { code: "KEY_REUSED" } });
});

test("after a change the key stands for the first request, not for the one that replaced it", async () => {
  const { site, calls } = createFakeSite();
  const { send } = await createTestRelay(site);
  const key = newKey();
  const called = (title: string) => ({ ...request, appointment: { ...request.appointment, title } });
  await send("POST", "/api/conferences", { body: called("First"), key });
  await send("PUT", "/api/conferences/1000", { body: called("Second"), ifMatch: '"1"' });
  await send("PUT", "/api/conferences/1000", { body: called("Third"), ifMatch: '"2"' });
  const post = async (title: string) => {
    const response = await send("POST", "/api/conferences", { body: called(title), key });
    return [response.status, await response.json()] as const;
  };
  expect(await post("First")).toMatchObject([201, { id: "1000", scheduled: called("Third") }]);
  for (const title of ["Second", "Third"])
    expect(await post(title)).toMatchObject([422, { error: { code: "KEY_REUSED" } }]);
  expect(calls.filter((call) => call === "schedule")).toHaveLength(1);
});

describe("when the site's answer is lost after the conference was made", () => {
  test("the conference is found by its marker, adopted, and no second one is made", async () => {
    const fake = createFakeSite({
      scheduleConference: async (options) => {
        await fake.standard.scheduleConference(options);
        throw lost();
      },
    });
    const { send } = await createTestRelay(fake.site);
    const response = await send("POST", "/api/conferences", { body: request, key: newKey() });
    expect(await response.json()).toMatchObject({ id: "1000", hostUrl: "https://rtc.example.com/host/1000" });
    expect(fake.calls).toEqual(["schedule", "list", "update"]);
    expect(fake.scheduled.size).toBe(1);
  });

  test("a site that echoes no marker: host, title and times find it, and what is known already is not taken", async () => {
    let isLost = false;
    const fake = createFakeSite({
      scheduleConference: async (options) => {
        const result = await fake.standard.scheduleConference(options);
        if (isLost) throw lost();
        return result;
      },
      listUpcomingConferences: () =>
        Promise.resolve([...fake.scheduled].map(([id, options]) => listed(id, options, []))),
    });
    const { send, sites } = await createTestRelay(fake.site);
    await send("POST", "/api/conferences", { body: request, key: newKey() });
    await sites.all[0]?.lookup.learn();
    isLost = true;
    const response = await send("POST", "/api/conferences", { body: request, key: newKey() });
    expect(await response.json()).toMatchObject({ id: "1001" });
    expect(fake.scheduled.size).toBe(2);
  });

  test("several that look alike are not guessed at", async () => {
    const fake = createFakeSite({
      scheduleConference: async (options) => {
        await fake.standard.scheduleConference(options);
        await fake.standard.scheduleConference(options);
        throw lost();
      },
      listUpcomingConferences: () =>
        Promise.resolve([...fake.scheduled].map(([id, options]) => listed(id, options, []))),
    });
    const { send } = await createTestRelay(fake.site);
    const response = await send("POST", "/api/conferences", { body: request, key: newKey() });
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ error: { code: "OUTCOME_AMBIGUOUS" } });
  });

  test("while the site cannot be asked the outcome is unknown; the same key finds it later", async () => {
    let isDown = true;
    const fake = createFakeSite({
      scheduleConference: async (options) => {
        await fake.standard.scheduleConference(options);
        throw lost();
      },
      listUpcomingConferences: (filter) =>
        isDown
          ? Promise.reject(new CallError("UNREACHABLE", "no"))
          : fake.standard.listUpcomingConferences(filter),
    });
    const { send } = await createTestRelay(fake.site);
    const key = newKey();
    const first = await send("POST", "/api/conferences", { body: request, key });
    expect(first.status).toBe(502);
    expect(await first.json()).toMatchObject({ error: { code: "OUTCOME_UNKNOWN" } });
    isDown = false;
    const found = await send("GET", `/api/conferences?key=${key}`);
    expect(await found.json()).toMatchObject({ id: "1000" });
    const second = await send("POST", "/api/conferences", { body: request, key });
    expect(await second.json()).toMatchObject({ id: "1000" });
    expect(fake.scheduled.size).toBe(1);
  });

  test("after a time-out nothing is scheduled again: the site may still be at work", async () => {
    const fake = createFakeSite({
      scheduleConference: () => Promise.reject(new CallError("TIMEOUT", "unknown")),
    });
    const { send } = await createTestRelay(fake.site);
    const response = await send("POST", "/api/conferences", { body: request, key: newKey() });
    expect(await response.json()).toMatchObject({ error: { code: "OUTCOME_UNKNOWN" } });
    expect(fake.calls).toEqual(["schedule", "list"]);
  });
});

test("a refusal spends no key: the corrected request goes through with the same one", async () => {
  let refuses = true;
  const fake = createFakeSite({
    scheduleConference: (options) =>
      refuses
        ? Promise.reject(new SiteError("MEETING_START_TIME_ERR", 356))
        : fake.standard.scheduleConference(options),
  });
  const { send } = await createTestRelay(fake.site);
  const key = newKey();
  const refused = await send("POST", "/api/conferences", { body: request, key });
  expect(refused.status).toBe(422);
  expect(await refused.json()).toMatchObject({ error: { code: "START_REFUSED", status: 356 } });
  refuses = false;
  const later = { ...request, appointment: { ...request.appointment, start: "2027-03-02T14:10:00.000Z" } };
  expect((await send("POST", "/api/conferences", { body: later, key })).status).toBe(201);
});

test("updating sends the whole again and answers with the new state", async () => {
  const { site, scheduled } = createFakeSite();
  const { send } = await createTestRelay(site);
  await send("POST", "/api/conferences", { body: request, key: newKey() });
  const moved = { ...request, appointment: { ...request.appointment, end: "2027-03-02T15:00:00.000Z" } };
  const response = await send("PUT", "/api/conferences/1000", { body: moved, ifMatch: '"1"' });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    scheduled: { appointment: { end: "2027-03-02T15:00:00.000Z" } },
  });
  expect(scheduled.get("1000")).toMatchObject({
    endDate: new Date("2027-03-02T15:00:00Z"),
    title: "Quarterly review",
  });
});

test("deleting takes the conference away, and deleting it again succeeds", async () => {
  const { site, scheduled } = createFakeSite();
  const { send } = await createTestRelay(site);
  await send("POST", "/api/conferences", { body: request, key: newKey() });
  expect((await send("DELETE", "/api/conferences/1000")).status).toBe(204);
  expect(scheduled.size).toBe(0);
  expect((await send("DELETE", "/api/conferences/1000")).status).toBe(204);
  expect((await send("GET", "/api/conferences/1000")).status).toBe(404);
});

test("deleting what the site no longer has succeeds", async () => {
  const { site } = createFakeSite({
    deleteConference: () => Promise.reject(new SiteError("INVALID_MEETING_ID", 3)),
  });
  const { send } = await createTestRelay(site);
  await send("POST", "/api/conferences", { body: request, key: newKey() });
  expect((await send("DELETE", "/api/conferences/1000")).status).toBe(204);
});

test("somebody else's conference does not exist: the same answer as for one that never was", async () => {
  const { site, scheduled } = createFakeSite();
  const { send, tokenOf } = await createTestRelay(site);
  const key = newKey();
  await send("POST", "/api/conferences", { body: request, key });
  const token = await tokenOf("bruno.keller");
  for (const id of ["1000", "9999"]) {
    for (const [method, body] of [["GET"], ["PUT", request], ["DELETE"]] as const) {
      const response = await send(method, `/api/conferences/${id}`, {
        token,
        ...(body && { body, ifMatch: "*" }),
      });
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ error: { code: "NOT_FOUND" } });
    }
  }
  expect((await send("GET", `/api/conferences?key=${key}`, { token })).status).toBe(404);
  expect(scheduled.size).toBe(1);
});

test("a link to a host that was not agreed on is not handed out, and the conference is taken back", async () => {
  const fake = createFakeSite({
    scheduleConference: async (options) => ({
      ...(await fake.standard.scheduleConference(options)),
      attendeeURL: "https://evil.example.net/join",
    }),
  });
  const { send } = await createTestRelay(fake.site);
  const response = await send("POST", "/api/conferences", { body: request, key: newKey() });
  expect(await response.json()).toMatchObject({ error: { code: "LINK_REFUSED" } });
  expect(fake.scheduled.size).toBe(0);
});

test.each([
  ["http://rtc.example.com/j"],
  ["https://user@rtc.example.com/j"],
  ["javascript:alert(1)"],
  ["nonsense"],
])("the link %s is refused", async (attendeeURL) => {
  const fake = createFakeSite({
    scheduleConference: async (options) => ({
      ...(await fake.standard.scheduleConference(options)),
      attendeeURL,
    }),
  });
  const { send } = await createTestRelay(fake.site);
  const response = await send("POST", "/api/conferences", { body: request, key: newKey() });
  expect(await response.json()).toMatchObject({ error: { code: "LINK_REFUSED" } });
});

test.each(["SOME_PARTICIPANTS_FAILED", "PARTICIPANTS_FAILED", "INVITES_NOT_SENT"] as const)(
  "the site's warning %s reaches the caller with the conference",
  async (warning) => {
    const fake = createFakeSite({
      scheduleConference: async (options) => ({
        ...(await fake.standard.scheduleConference(options)),
        warning,
      }),
    });
    const { send } = await createTestRelay(fake.site);
    const response = await send("POST", "/api/conferences", { body: request, key: newKey() });
    expect(await response.json()).toMatchObject({ id: "1000", warnings: [warning] });
  },
);
