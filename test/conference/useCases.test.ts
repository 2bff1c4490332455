import { describeFailure } from "../../src/conference/describeFailure";
import { ConferenceError } from "../../src/conference/failure";
import { defaultOptions } from "../../src/conference/model/options";
import { errorCodes } from "../../src/contract/errorCodes";
import { RelayError } from "../../src/relay/ask";
import {
  conferenceOf,
  createFakeAppointment,
  createFakeRelay,
  createTestUseCases,
  outlookFails,
  request,
  snapshot,
} from "./fakes";

test("scheduling saves the key before the call, the number before the text, and writes text and location", async () => {
  const order: string[] = [];
  const { appointment, state } = createFakeAppointment();
  const { relay } = createFakeRelay();
  const { useCases, steps } = createTestUseCases(
    {
      ...appointment,
      saveProperties: (properties) => {
        order.push(`save ${Object.keys(properties).join()}`);
        return appointment.saveProperties(properties);
      },
      prependToBody: (block) => {
        order.push("body");
        return appointment.prependToBody(block);
      },
      addLocation: (ours, earlier) => {
        order.push("location");
        return appointment.addLocation(ours, earlier);
      },
    },
    {
      ...relay,
      schedule: (key, wanted) => {
        order.push("schedule");
        return relay.schedule(key, wanted);
      },
    },
  );
  const { conference, notes } = await useCases.schedule(defaultOptions);
  expect(conference.scheduled).toEqual(request);
  expect(notes).toEqual([]);
  expect(order).toEqual([
    "save idempotencyKey,requestHash",
    "schedule",
    "save idempotencyKey,requestHash,conferenceId",
    "body",
    "location",
    "save idempotencyKey,conferenceId,location,version,scheduledSnapshot,ownedLines",
  ]);
  expect(state.body.content).toContain(conference.joinUrl);
  expect(state.body.content.endsWith("<p>Agenda</p>")).toBe(true);
  expect(state.location).toBe("Web conference 42");
  expect(steps).toEqual(["reading", "scheduling", "writing"]);
  expect(JSON.stringify(state.properties)).not.toMatch(/http|host/);
});

test("removing leaves no trace", async () => {
  const { appointment, state } = createFakeAppointment({ location: "Room 1" });
  const { relay, conferences } = createFakeRelay();
  const { useCases } = createTestUseCases(appointment, relay);
  const { conference } = await useCases.schedule(defaultOptions);
  expect(state.location).toBe("Room 1; Web conference 42");
  await useCases.remove(conference);
  expect(state).toMatchObject({ body: { content: "<p>Agenda</p>" }, location: "Room 1", properties: {} });
  expect(conferences.size).toBe(0);
});

test("updating changes our block only, and not at all when nothing in it changed", async () => {
  const { appointment, state } = createFakeAppointment();
  const { relay } = createFakeRelay();
  let writes = 0;
  const { useCases } = createTestUseCases(
    {
      ...appointment,
      replaceBody: (body, madeFrom) => {
        writes += 1;
        return appointment.replaceBody(body, madeFrom);
      },
    },
    relay,
  );
  const { conference } = await useCases.schedule(defaultOptions);
  state.body = { ...state.body, content: `<p>Typed above</p>${state.body.content}<p>and below</p>` };
  const before = state.body.content;
  await useCases.update(conference, defaultOptions);
  expect([writes, state.body.content]).toEqual([0, before]);
  await useCases.update(conference, { ...defaultOptions, conferenceKey: "k7k7" });
  expect(writes).toBe(1);
  expect(state.body.content).toMatch(
    /^<p>Typed above<\/p><div id.*k7k7.*<\/div><p>Agenda<\/p><p>and below<\/p>$/,
  );
  expect(state.location).toBe("Web conference 42");
});

test("a host that takes a prepend and does nothing is noticed, and the text is put in place", async () => {
  const { appointment, state } = createFakeAppointment({}, { prependToBody: () => Promise.resolve() });
  const { useCases } = createTestUseCases(appointment, createFakeRelay().relay);
  await useCases.schedule(defaultOptions);
  expect(state.body.content).toMatch(/^<div id="web-conference-invitation".*<p>Agenda<\/p>$/);
});

test("a host that changes other text while it writes is told on", async () => {
  const { appointment, state } = createFakeAppointment();
  const { useCases } = createTestUseCases(
    {
      ...appointment,
      prependToBody: (block) => {
        state.body = { ...state.body, content: `${block.content}<p>agenda</p>` };
        return Promise.resolve();
      },
    },
    createFakeRelay().relay,
  );
  expect((await useCases.schedule(defaultOptions)).notes).toEqual(["OTHER_TEXT_CHANGED"]);
});

test("a location that cannot be written is no failure", async () => {
  const { appointment } = createFakeAppointment({}, { addLocation: () => Promise.resolve("refused") });
  const { useCases } = createTestUseCases(appointment, createFakeRelay().relay);
  expect((await useCases.schedule(defaultOptions)).notes).toEqual(["LOCATION_NOT_SET"]);
});

describe("what stands after a failure is said truly", () => {
  test.each([
    ["the appointment cannot be read", { read: outlookFails("NO_ANSWER") }, {}, "NO_ANSWER", "nothingDone"],
    [
      "the key cannot be saved",
      { saveProperties: outlookFails("PROPERTIES_UNAVAILABLE") },
      {},
      "PROPERTIES_UNAVAILABLE",
      "nothingDone",
    ],
    [
      "the site refuses",
      {},
      { schedule: () => Promise.reject(new RelayError("START_REFUSED", { status: 356 })) },
      "START_REFUSED",
      "nothingDone",
    ],
    [
      "the relay does not answer",
      {},
      { schedule: () => Promise.reject(new RelayError("RELAY_TIMEOUT")) },
      "RELAY_TIMEOUT",
      "unknown",
    ],
    [
      "the outcome is unknown",
      {},
      { schedule: () => Promise.reject(new RelayError("OUTCOME_UNKNOWN")) },
      "OUTCOME_UNKNOWN",
      "unknown",
    ],
    [
      "the text cannot be written",
      { prependToBody: outlookFails("OFFICE_FAILED") },
      {},
      "OFFICE_FAILED",
      "notWritten",
    ],
    [
      "the text does not arrive",
      { prependToBody: () => Promise.resolve(), replaceBody: () => Promise.resolve() },
      {},
      "NOT_WRITTEN",
      "notWritten",
    ],
  ] as const)("%s", async (_, outlook, relayFails, code, standing) => {
    const { appointment } = createFakeAppointment({}, outlook);
    const { relay, conferences } = createFakeRelay(relayFails);
    const { useCases } = createTestUseCases(appointment, relay);
    await expect(useCases.schedule(defaultOptions)).rejects.toMatchObject({ code, standing });
    expect(conferences.size).toBe(standing === "notWritten" ? 1 : 0);
  });

  test("a conference that the relay no longer knows is lost", async () => {
    const { appointment, state } = createFakeAppointment();
    const { relay, conferences } = createFakeRelay();
    const { useCases } = createTestUseCases(appointment, relay);
    await useCases.schedule(defaultOptions);
    conferences.clear();
    await expect(useCases.open()).rejects.toMatchObject({ code: "NOT_FOUND", standing: "lost" });
    await useCases.forget();
    expect(state.properties).toEqual({});
  });

  test("deleted at the site, but the text stays: said, and done when tried again", async () => {
    const { appointment, state } = createFakeAppointment();
    const { relay, conferences } = createFakeRelay();
    const { useCases } = createTestUseCases(appointment, relay);
    const { conference } = await useCases.schedule(defaultOptions);
    const { useCases: broken } = createTestUseCases(
      { ...appointment, replaceBody: outlookFails("OFFICE_FAILED") },
      relay,
    );
    await expect(broken.remove(conference)).rejects.toMatchObject({ standing: "notTakenOut" });
    expect(conferences.size).toBe(0);
    await useCases.remove(conference);
    expect(state.body.content).toBe("<p>Agenda</p>");
  });

  test.each([
    ["END_BEFORE_START", { end: new Date("2027-03-02T13:00:00Z") }],
    ["END_BEFORE_START", { end: snapshot.start }],
    [
      "STARTS_IN_THE_PAST",
      { start: new Date("2027-03-01T08:00:00Z"), end: new Date("2027-03-01T08:30:00Z") },
    ],
    [
      "TOO_MANY_ATTENDEES",
      {
        attendees: Array.from({ length: 1001 }, (_, n) => ({
          name: "",
          address: `${n}@b.c`,
          kind: "required" as const,
        })),
      },
    ],
  ])("%s stops before anything is sent", async (code, change) => {
    const { appointment, state } = createFakeAppointment({ snapshot: { ...snapshot, ...change } });
    const { useCases } = createTestUseCases(appointment, createFakeRelay().relay);
    await expect(useCases.schedule(defaultOptions)).rejects.toMatchObject({ code, standing: "nothingDone" });
    expect(state.properties).toEqual({});
  });
});

describe("an earlier run that was cut short", () => {
  test("after scheduling: the text is written when the appointment is opened, without a question", async () => {
    const { appointment, state } = createFakeAppointment({ properties: { idempotencyKey: "k" } });
    const { relay } = createFakeRelay();
    await relay.schedule("k", request);
    const { useCases } = createTestUseCases(appointment, relay);
    expect(await useCases.open()).toMatchObject({ finished: "write", conference: { id: "42" } });
    expect(state.body.content).toContain("Join web conference");
    expect(state.properties).toMatchObject({ idempotencyKey: "k", conferenceId: "42" });
  });

  test("before anything happened: the appointment is as if nothing had been begun", async () => {
    const { appointment } = createFakeAppointment({ properties: { idempotencyKey: "k" } });
    const { useCases } = createTestUseCases(appointment, createFakeRelay().relay);
    expect(await useCases.open()).toEqual({ status: "none" });
  });

  test("and the appointment has changed since: the same conference is brought up to date", async () => {
    const { appointment } = createFakeAppointment({ properties: { idempotencyKey: "k" } });
    const { relay, conferences } = createFakeRelay();
    await relay.schedule("k", { ...request, appointment: { ...request.appointment, title: "Earlier" } });
    const { useCases } = createTestUseCases(appointment, relay);
    await useCases.schedule(defaultOptions);
    expect([...conferences.values()]).toMatchObject([
      { scheduled: { appointment: { title: "Quarterly review" } } },
    ]);
  });

  test("and its conference is gone: a new key makes a new one", async () => {
    const { appointment, state } = createFakeAppointment({ properties: { idempotencyKey: "spent" } });
    const { relay, conferences } = createFakeRelay();
    const { useCases } = createTestUseCases(appointment, {
      ...relay,
      schedule: (key, wanted) =>
        key === "spent" ? Promise.reject(new RelayError("KEY_REUSED")) : relay.schedule(key, wanted),
    });
    await useCases.schedule(defaultOptions);
    expect(conferences.size).toBe(1);
    expect(state.properties.idempotencyKey).toBe("key-1");
  });
});

test("a text that was taken out by hand is noticed when the appointment is opened", async () => {
  const { appointment, state } = createFakeAppointment();
  const { relay } = createFakeRelay();
  const { useCases } = createTestUseCases(appointment, relay);
  await useCases.schedule(defaultOptions);
  expect(await useCases.open()).toMatchObject({ status: "scheduled", isWritten: true });
  state.body = { format: "html", content: "<p>Agenda</p>" };
  expect(await useCases.open()).toMatchObject({ status: "scheduled", isWritten: false });
});

test("every code of the relay has a sentence of its own, and every standing one", () => {
  const titles = errorCodes.map((code) => describeFailure(new ConferenceError(code, "nothingDone")).title);
  expect(new Set(titles).size).toBe(errorCodes.length);
  for (const title of titles) expect(title).toMatch(/^[A-Z].{20,}\.$/);
  const numbered = new ConferenceError("SITE_ERROR", "unknown", {
    status: 4711,
    conference: conferenceOf(request),
  });
  expect(describeFailure(numbered)).toMatchObject({ title: expect.stringContaining("(4711)") });
  expect(describeFailure(numbered).standing).toContain("Trying again is safe");
});
