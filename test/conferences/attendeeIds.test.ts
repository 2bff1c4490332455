import { createKnownPeople } from "../../server/sites/knownPeople";
import type { RelaySite } from "../../server/sites/servedSite";
import { createDeployment, url } from "../system/deployment";
import { createTestRelay, newKey, relaySite, request } from "../support/relay";

const host = new URL(url).host;

/** The relay before a simulated deployment that finds invited users by their user IDs only. */
async function open(overrides: Partial<RelaySite> = {}, settings = {}) {
  const world = createDeployment({ settings: { invitedByUserIdOnly: true, ...settings } });
  const sites = [relaySite(world.site, { linkHosts: [host], ...overrides })];
  const relay = await createTestRelay(world.site, { sites, clock: world.now });
  const lastCall = (operation: string) => world.sent.filter((body) => body.includes(operation)).at(-1) ?? "";
  const schedule = async (given = request) => {
    const answer = await relay.send("POST", "/api/conferences", { body: given, key: newKey() });
    return (await answer.json()) as { id: string };
  };
  const upcoming = async (userId: string) => {
    const token = await relay.tokenOf(userId);
    const answer = await relay.send("GET", "/api/upcoming-conferences", { token });
    const { conferences } = (await answer.json()) as { conferences: { id: string }[] };
    return conferences.map(({ id }) => id);
  };
  return { ...world, ...relay, lastCall, schedule, upcoming };
}

const people = [{ address: "Bruno.Keller@example.com", userId: "bruno.keller" }];

test("a user whom the administrator's people name is invited by the user ID; of another one it is not guessed", async () => {
  const world = await open({ people });
  const { id } = await world.schedule();
  const sent = world.lastCall("scheduleConference");
  expect(sent).toMatch(/<userid [^>]*>bruno\.keller<\/userid>/);
  expect(sent).not.toMatch(/<userid [^>]*>dina\.haddad</);
  expect(await world.upcoming("bruno.keller")).toEqual([id]);
  expect(await world.upcoming("dina.haddad")).toEqual([]);
});

test("an update sends it too", async () => {
  const world = await open({ people });
  const { id } = await world.schedule();
  const body = { ...request, appointment: { ...request.appointment, title: "Moved" } };
  const answer = await world.send("PUT", `/api/conferences/${id}`, { body, ifMatch: '"1"' });
  expect(answer.status).toBe(200);
  expect(world.lastCall("updateConference")).toMatch(/<userid [^>]*>bruno\.keller<\/userid>/);
  expect(await world.upcoming("bruno.keller")).toEqual([id]);
});

test("a user ID that a report of the site names is used from then on; a guest's typed address teaches nothing", async () => {
  const world = await open({}, { invitedByUserIdOnly: false });
  const appointment = {
    ...request.appointment,
    attendees: [
      ...request.appointment.attendees,
      { name: "Greta", address: "greta@example.org", kind: "required" as const },
    ],
  };
  await world.schedule({ ...request, appointment });
  world.pass(48 * 60);
  const period = "?from=2027-02-20T00:00:00Z&to=2027-03-03T08:00:00Z";
  const finished = await world.send("GET", `/api/finished-conferences${period}`);
  expect(finished.status).toBe(200);
  const again = { ...appointment, start: "2027-03-05T14:00:00.000Z", end: "2027-03-05T15:00:00.000Z" };
  await world.schedule({ ...request, appointment: again });
  const sent = world.lastCall("scheduleConference");
  expect(sent.match(/<userid [^>]*>[^<]+<\/userid>/g)?.length).toBeGreaterThan(1);
  expect(sent).not.toContain(">greta<");
});

test("the description is the administrator's text or null, never the appointment's", async () => {
  const plain = await open();
  await plain.schedule();
  expect(plain.lastCall("scheduleConference")).toMatch(/<description [^>]*nil="true"\/>/);
  const set = await open({ description: "Recorded & <kept> 30 days" });
  const { id } = await set.schedule();
  await set.send("PUT", `/api/conferences/${id}`, {
    body: { ...request, appointment: { ...request.appointment, title: "Moved" } },
    ifMatch: '"1"',
  });
  for (const operation of ["scheduleConference", "updateConference"])
    expect(set.lastCall(operation)).toMatch(
      /<description [^>]*>Recorded &amp; (&lt;|<!\[CDATA\[)?kept(&gt;|>)? 30 days<\/description>/,
    );
});

test("somebody whom the report names by the address alone has attended", async () => {
  const world = await open({ people }, { reportsAddressesOnly: true, invitedByUserIdOnly: false });
  const { id } = await world.schedule();
  world.pass(48 * 60);
  const ask = async (userId: string) => {
    const token = await world.tokenOf(userId);
    return (await world.send("GET", `/api/conferences/${id}/report`, { token })).status;
  };
  const owner = await world.send("GET", `/api/conferences/${id}/report`);
  const { attendees } = (await owner.json()) as { attendees: { name: string; address: string }[] };
  expect(attendees.every(({ name }) => name === "")).toBe(true);
  for (const userId of ["bruno.keller", "dina.haddad"]) {
    const came = attendees.some(({ address }) => address === `${userId}@example.com`);
    expect(await ask(userId)).toBe(came ? 200 : 404);
  }
  expect(await ask("george.papadopoulos")).toBe(404);
});

describe("known people", () => {
  test("an address that two users have is nobody's, whoever says so", () => {
    const given = createKnownPeople([
      { address: "team@example.com", userId: "ann" },
      { address: "TEAM@example.com ", userId: "bo" },
    ]);
    expect([given.has("team@example.com"), given.userIdOf("team@example.com")]).toEqual([true, null]);
    const learned = createKnownPeople([]);
    for (const userId of ["ann", "bo", "ann"]) learned.learn({ address: "x@example.com", userId });
    expect(learned.userIdOf("x@example.com")).toBeNull();
    for (const userId of ["Cy", "cy "]) learned.learn({ address: "y@example.com", userId });
    expect(learned.userIdOf("y@example.com")).toBe("Cy");
  });

  test("the administrator's word counts before the site's, and somebody without a user ID keeps the known one", () => {
    const known = createKnownPeople([{ address: "ann@example.com", userId: "ann" }]);
    known.learn({ address: "ann@example.com", userId: "other" });
    known.learn({ address: "bo@example.com", userId: "bo" });
    known.learn({ address: "bo@example.com", userId: null });
    expect([known.userIdOf("ANN@example.com"), known.userIdOf("bo@example.com")]).toEqual(["ann", "bo"]);
    expect(known.userIdOf("nobody@example.com")).toBeNull();
  });
});
