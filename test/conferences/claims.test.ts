import { CallError } from "../../server/rtc/errors";
import { createFakeSite, createTestRelay, newKey, now, request } from "../support/relay";
import { minute, day, at, open } from "./losingSite";

const down = () => new CallError("UNREACHABLE", "no");

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
