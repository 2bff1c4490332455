import type { Conference, ConferenceRequest } from "../../src/contract/conference";
import { SiteError } from "../../server/rtc/errors";
import { createFakeSite, createTestRelay, newKey, request } from "../support/relay";

const at = (end: string): ConferenceRequest => ({
  ...request,
  appointment: { ...request.appointment, end: `2027-03-02T${end}:00.000Z` },
});

async function schedule(site = createFakeSite()) {
  const relay = await createTestRelay(site.site);
  const key = newKey();
  const made = await relay.send("POST", "/api/conferences", { body: request, key });
  return { ...relay, ...site, key, made };
}

test("an answer names its version as an entity tag, and where the conference is", async () => {
  const { made, send } = await schedule();
  expect([made.headers.get("ETag"), made.headers.get("Location")]).toEqual(['"1"', "/api/conferences/1000"]);
  const changed = await send("PUT", "/api/conferences/1000", { body: at("15:00"), ifMatch: '"1"' });
  expect(changed.headers.get("ETag")).toBe('"2"');
  const read = await send("GET", "/api/conferences/1000");
  expect([read.headers.get("ETag"), await read.json()]).toMatchObject(['"2"', { version: 2 }]);
});

test("a change without a version is refused before anything is done", async () => {
  const { send, calls } = await schedule();
  const response = await send("PUT", "/api/conferences/1000", { body: at("15:00") });
  expect([response.status, await response.json()]).toMatchObject([
    428,
    { error: { code: "VERSION_MISSING" } },
  ]);
  expect(calls).toEqual(["schedule"]);
});

test.each(["1", "abc", '"1', '"x"', ""])("the version %j is none", async (ifMatch) => {
  const { send } = await schedule();
  const response = await send("PUT", "/api/conferences/1000", { body: at("15:00"), ifMatch });
  expect(await response.json()).toMatchObject({ error: { code: "BAD_REQUEST", fields: ["If-Match"] } });
});

test.each(['"1"', "*", 'W/"1"', '"7", "1"'])("the version %s is taken", async (ifMatch) => {
  const { send } = await schedule();
  expect((await send("PUT", "/api/conferences/1000", { body: at("15:00"), ifMatch })).status).toBe(200);
});

test("a stale version is refused with what the conference is now, and the site hears nothing", async () => {
  const { send, calls, scheduled } = await schedule();
  await send("PUT", "/api/conferences/1000", { body: at("15:00"), ifMatch: '"1"' });
  const response = await send("PUT", "/api/conferences/1000", { body: at("16:00"), ifMatch: '"1"' });
  expect(response.status).toBe(409);
  expect(await response.json()).toMatchObject({
    error: { code: "VERSION_STALE", current: { version: 2, scheduled: at("15:00") } },
  });
  expect(calls).toEqual(["schedule", "update"]);
  expect(scheduled.get("1000")?.endDate).toEqual(new Date("2027-03-02T15:00:00Z"));
});

test("a change whose answer was lost may be sent again: it stands already", async () => {
  const { send, calls } = await schedule();
  await send("PUT", "/api/conferences/1000", { body: at("15:00"), ifMatch: '"1"' });
  const again = await send("PUT", "/api/conferences/1000", { body: at("15:00"), ifMatch: '"1"' });
  expect([again.status, ((await again.json()) as Conference).version]).toEqual([200, 2]);
  expect(calls).toEqual(["schedule", "update"]);
});

test("two changes at once from the same version: one is made, the other is stale", async () => {
  const { send } = await schedule();
  const answers = await Promise.all(
    ["15:00", "16:00"].map((end) => send("PUT", "/api/conferences/1000", { body: at(end), ifMatch: '"1"' })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test("a stale version deletes nothing; deleting without a version does", async () => {
  const { send, scheduled } = await schedule();
  await send("PUT", "/api/conferences/1000", { body: at("15:00"), ifMatch: '"1"' });
  const stale = await send("DELETE", "/api/conferences/1000", { ifMatch: '"1"' });
  expect([stale.status, scheduled.size]).toEqual([409, 1]);
  expect((await send("DELETE", "/api/conferences/1000")).status).toBe(204);
  expect(scheduled.size).toBe(0);
});

test("a change that the site refuses leaves version and content as they were", async () => {
  const fake = createFakeSite({
    updateConference: () => Promise.reject(new SiteError("MEETING_CANNOT_BE_UPDATED_NOW", 354)),
  });
  const { send } = await schedule(fake);
  const refused = await send("PUT", "/api/conferences/1000", { body: at("15:00"), ifMatch: '"1"' });
  expect(await refused.json()).toMatchObject({ error: { code: "CANNOT_CHANGE_NOW", status: 354 } });
  expect(await (await send("GET", "/api/conferences/1000")).json()).toMatchObject({
    version: 1,
    scheduled: request,
  });
});

test("a conference that was deleted at the site behind our back is told as gone, and its key is spent", async () => {
  const { send, scheduled, key } = await schedule(
    createFakeSite({
      updateConference: () => Promise.reject(new SiteError("INVALID_MEETING_ID", 3)),
    }),
  );
  scheduled.clear();
  const gone = await send("PUT", "/api/conferences/1000", { body: at("15:00"), ifMatch: '"1"' });
  expect([gone.status, await gone.json()]).toMatchObject([404, { error: { code: "CONFERENCE_UNKNOWN" } }]);
  expect((await send("GET", "/api/conferences/1000")).status).toBe(404);
  expect((await send("DELETE", "/api/conferences/1000")).status).toBe(204);
  const again = await send("POST", "/api/conferences", { body: request, key });
  expect(await again.json()).toMatchObject({ error: { code: "KEY_REUSED" } });
});

describe("idempotency keys", () => {
  const [bruno, dina] = request.appointment.attendees;
  const turned = { ...request, appointment: { ...request.appointment, attendees: [dina!, bruno!] } };

  test("attendees in another order, other spellings of the same instant: the same request", async () => {
    const { send, key, calls } = await schedule();
    const again = await send("POST", "/api/conferences", {
      body: { ...turned, appointment: { ...turned.appointment, start: "2027-03-02T14:00:00Z" } },
      key,
    });
    expect([again.status, await again.json()]).toMatchObject([201, { id: "1000" }]);
    expect(calls).toEqual(["schedule"]);
  });

  test.each([
    ["missing", undefined],
    ["too long", "k".repeat(300)],
    ["no UUID", "42"],
  ])("a key that is %s is refused", async (_, key) => {
    const { send, calls } = await schedule();
    const response = await send("POST", "/api/conferences", {
      body: request,
      ...(key !== undefined && { key }),
    });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { error: { code: "BAD_REQUEST", fields: ["Idempotency-Key"] } },
    ]);
    expect(calls).toEqual(["schedule"]);
  });

  test("another caller's key is one's own: it makes a conference, and does not show theirs", async () => {
    const { send, key, tokenOf, scheduled } = await schedule();
    const token = await tokenOf("bruno.keller");
    const response = await send("POST", "/api/conferences", { body: request, key, token });
    expect(await response.json()).toMatchObject({ id: "1001" });
    expect([...scheduled.values()].map(({ organizer }) => organizer.userid)).toEqual([
      "alice.adams",
      "bruno.keller",
    ]);
  });

  test("a key that was used for another appointment is refused, also after that was changed or deleted", async () => {
    const { send, key } = await schedule();
    const reuse = async () => (await send("POST", "/api/conferences", { body: at("17:00"), key })).status;
    expect(await reuse()).toBe(422);
    await send("PUT", "/api/conferences/1000", { body: at("15:00"), ifMatch: '"1"' });
    expect(await reuse()).toBe(422);
    await send("DELETE", "/api/conferences/1000");
    expect(await reuse()).toBe(422);
  });

  test("the same key and request after a change: the conference as it is now", async () => {
    const { send, key } = await schedule();
    await send("PUT", "/api/conferences/1000", { body: at("15:00"), ifMatch: '"1"' });
    const again = await send("POST", "/api/conferences", { body: request, key });
    expect(await again.json()).toMatchObject({ id: "1000", version: 2, scheduled: at("15:00") });
  });
});
