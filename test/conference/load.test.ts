import { requestHashOf } from "../../src/conference/model/requestHash";
import { defaultOptions } from "../../src/conference/model/options";
import type { Conference, ConferenceRequest } from "../../src/relay/dates";
import type { Appointment, ItemProperties } from "../../src/outlook/appointment/appointment";
import { RelayError } from "../../src/relay/ask";
import {
  conferenceIn,
  conferenceOf,
  createFakeAppointment,
  createFakeRelay,
  createTestUseCases,
  outlookFails,
  request,
  snapshot,
} from "./fakes";

const other: ConferenceRequest = {
  appointment: { ...request.appointment, title: "Other" },
  options: { ...defaultOptions, conferenceKey: "n3w-key" },
};

/** An appointment whose conference was scheduled and written, and its pane closed. */
async function openWritten(overrides: Partial<Appointment> = {}) {
  const fake = createFakeRelay();
  const { appointment, state } = createFakeAppointment({ location: "Room 1" }, overrides);
  const { useCases } = createTestUseCases(appointment, fake.relay);
  const { conference } = await useCases.schedule(defaultOptions);
  fake.claims.length = 0;
  /** A pane of its own, as when the appointment is opened again. */
  const reopen = () => createTestUseCases(appointment, fake.relay).useCases.open();
  return { ...fake, appointment, state, conference, reopen };
}

/** An appointment that remembers this, and a relay that knows such a conference for the key "k". */
function openUnwritten(properties: ItemProperties, change: Partial<Conference> = {}) {
  const fake = createFakeRelay();
  conferenceIn(fake, "k", change);
  const { appointment, state } = createFakeAppointment({ properties });
  return { ...fake, appointment, state, useCases: createTestUseCases(appointment, fake.relay).useCases };
}

describe("scheduling that was cut short", () => {
  test("before anything came of it: ready to add, and the same key is used", async () => {
    const { appointment, state } = createFakeAppointment({ properties: { idempotencyKey: "k" } });
    const { relay, idByKey } = createFakeRelay();
    const { useCases } = createTestUseCases(appointment, relay);
    expect(await useCases.open()).toEqual({ status: "none" });
    await useCases.schedule(defaultOptions);
    expect([[...idByKey.keys()], state.properties.idempotencyKey]).toEqual([["k"], "k"]);
  });

  test("before its answer came: written and confirmed without a question", async () => {
    const { useCases, state, claims } = openUnwritten({ idempotencyKey: "k" });
    expect(await useCases.open()).toMatchObject({
      finished: "write",
      isWritten: true,
      conference: { id: "42" },
    });
    expect(state.body.content).toContain("https://rtc.example.com/join/42");
    expect(state.properties).toMatchObject({
      idempotencyKey: "k",
      conferenceId: "42",
      location: "Web conference 42",
    });
    expect(claims).toEqual(["42 writing", "42 written"]);
  });

  test("before the text was written: written and confirmed without a question", async () => {
    const { useCases, state, claims } = openUnwritten(
      { idempotencyKey: "k", conferenceId: "42" },
      { claim: "writing" },
    );
    expect(await useCases.open()).toMatchObject({ finished: "write", isWritten: true });
    expect(state.body.content).toContain("https://rtc.example.com/join/42");
    expect(claims).toEqual(["42 written"]);
  });

  test("and the text cannot be written now either: said, with what there is", async () => {
    const { appointment, relay } = openUnwritten({ idempotencyKey: "k", conferenceId: "42" });
    const broken = { ...appointment, prependToBody: outlookFails("OFFICE_FAILED") };
    await expect(createTestUseCases(broken, relay).useCases.open()).rejects.toMatchObject({
      code: "OFFICE_FAILED",
      standing: "notWritten",
      details: { conference: { id: "42" } },
    });
  });

  test("before the confirmation arrived: it is confirmed, and the text is not touched", async () => {
    const { reopen, conferences, claims, appointment } = await openWritten();
    conferences.set("42", { ...conferences.get("42")!, claim: "writing" });
    const replace = jest.spyOn(appointment, "replaceBody");
    expect(await reopen()).toMatchObject({ isWritten: true, finished: null });
    expect(claims).toEqual(["42 written"]);
    expect(replace).not.toHaveBeenCalled();
  });

  test("at the conferencing site, where only the user can tell which conference it was: asked", async () => {
    const candidates = [{ id: "7", title: "Quarterly review", start: null, end: null }];
    const { appointment } = createFakeAppointment({ properties: { idempotencyKey: "k" } });
    const { relay } = createFakeRelay({
      find: () => Promise.reject(new RelayError("OUTCOME_AMBIGUOUS", { candidates })),
    });
    await expect(createTestUseCases(appointment, relay).useCases.open()).rejects.toMatchObject({
      standing: "undecided",
      details: { candidates },
    });
  });
});

test("an appointment in order needs no call but the one that looks", async () => {
  const { reopen, claims, appointment } = await openWritten();
  const save = jest.spyOn(appointment, "saveProperties");
  expect(await reopen()).toMatchObject({ status: "scheduled", isWritten: true, finished: null });
  expect([claims, save.mock.calls]).toEqual([[], []]);
});

test("a text that was once written and taken out by hand stays out until the user says otherwise", async () => {
  const { reopen, state, claims } = await openWritten();
  state.body = { format: "html", content: "<p>Agenda</p>" };
  expect(await reopen()).toMatchObject({ status: "scheduled", isWritten: false, finished: null });
  expect([state.body.content, claims]).toEqual(["<p>Agenda</p>", []]);
});

test("what somebody changed by hand in the invitation stays, as long as the conference is the same", async () => {
  const { reopen, state, relay, conference } = await openWritten();
  const byHand = state.body.content.replace(/<p[^>]*><a [^>]*>Start as host<.*?<\/p>/, "");
  expect(byHand).not.toBe(state.body.content);
  state.body = { ...state.body, content: byHand };
  expect(await reopen()).toMatchObject({ isWritten: true, finished: null });
  expect(state.body.content).toBe(byHand);
  await relay.update(conference, other);
  expect(await reopen()).toMatchObject({ finished: "refresh" });
});

test("a text that was up to date already is remembered to be, and not compared again", async () => {
  const { reopen, state, relay, conference, appointment } = await openWritten();
  const moved = { ...request, appointment: { ...request.appointment, title: "Moved" } };
  await relay.update(conference, moved);
  const replace = jest.spyOn(appointment, "replaceBody");
  expect(await reopen()).toMatchObject({ isWritten: true, finished: null });
  expect(state.properties).toMatchObject({ version: "2" });
  expect(replace).not.toHaveBeenCalled();
});

test("an ID that the relay does not know, but the key: that conference is taken and written", async () => {
  const { reopen, state, conferences, idByKey } = await openWritten();
  conferences.clear();
  conferences.set("77", { ...conferenceOf(request, "77") });
  idByKey.set("key-1", "77");
  state.body = { ...state.body, content: `<p>Mine</p>${state.body.content}` };
  expect(await reopen()).toMatchObject({ conference: { id: "77" }, finished: "refresh" });
  expect(state.properties).toMatchObject({ idempotencyKey: "key-1", conferenceId: "77" });
  expect(state.body.content).toMatch(/^<p>Mine<\/p><div id.*join\/77.*<\/div><p>Agenda<\/p>$/);
  expect(state.body.content).not.toContain("42");
  expect(state.location).toBe("Room 1; Web conference 77");
});

describe("a change that was cut short", () => {
  test("after the site had it: the text is brought up to date, and nothing but our block", async () => {
    const { reopen, state, relay, conference, claims } = await openWritten();
    await relay.update(conference, other);
    state.body = { ...state.body, content: `<p>Above</p>${state.body.content}<p>below</p>` };
    expect(await reopen()).toMatchObject({
      finished: "refresh",
      isWritten: true,
      conference: { version: 2 },
    });
    expect(state.body.content).toMatch(/^<p>Above<\/p><div id.*n3w-key.*<\/div><p>Agenda<\/p><p>below<\/p>$/);
    expect(claims).toEqual([]);
  });

  test("whose text says the same in Outlook's own words is no reason to write", async () => {
    const { reopen, state, appointment } = await openWritten();
    const rewritten = state.body.content
      .replace('id="web', 'id="x_web')
      .replace(/ style="[^"]*"/g, "")
      .replaceAll("<p", '\r\n<p class="x_MsoNormal"')
      .replace(/<\/?bdi>/g, "");
    state.body = { ...state.body, content: rewritten };
    const replace = jest.spyOn(appointment, "replaceBody");
    expect(await reopen()).toMatchObject({ isWritten: true, finished: null });
    expect(replace).not.toHaveBeenCalled();
  });

  test("before it arrived: sent again, since the appointment still says what was sent", async () => {
    const { reopen, state, conferences, conference } = await openWritten();
    const moved = { ...request, appointment: { ...request.appointment, title: "Moved" } };
    state.snapshot = { ...snapshot, subject: "Moved" };
    state.properties = { ...state.properties, requestHash: await requestHashOf(moved) };
    expect(conference.version).toBe(1);
    expect(await reopen()).toMatchObject({ finished: "update", conference: { version: 2 } });
    expect(conferences.get("42")?.scheduled).toEqual(moved);
  });

  test("before it arrived, and the appointment has changed again: the user is shown what differs", async () => {
    const { reopen, state, conferences } = await openWritten();
    const moved = { ...request, appointment: { ...request.appointment, title: "Moved" } };
    state.snapshot = { ...snapshot, subject: "Moved again" };
    state.properties = { ...state.properties, requestHash: await requestHashOf(moved) };
    expect(await reopen()).toMatchObject({ finished: null, conference: { version: 1 } });
    expect(conferences.get("42")?.version).toBe(1);
  });

  test("and the conference was changed elsewhere since: nothing of that is overwritten", async () => {
    const { reopen, state, relay, conference, conferences } = await openWritten();
    await relay.update(conference, other);
    const moved = { ...request, appointment: { ...request.appointment, title: "Moved" } };
    state.snapshot = { ...snapshot, subject: "Moved" };
    state.properties = { ...state.properties, requestHash: await requestHashOf(moved) };
    expect(await reopen()).toMatchObject({ finished: "refresh", conference: { scheduled: other } });
    expect(conferences.get("42")?.scheduled).toEqual(other);
  });

  test("and is refused when it is sent again: it is not tried a third time", async () => {
    const { state, appointment, relay } = await openWritten();
    const moved = { ...request, appointment: { ...request.appointment, title: "Moved" } };
    state.snapshot = { ...snapshot, subject: "Moved" };
    state.properties = { ...state.properties, requestHash: await requestHashOf(moved) };
    const update = jest.fn(() => Promise.reject(new RelayError("START_REFUSED")));
    const reopen = () => createTestUseCases(appointment, { ...relay, update }).useCases.open();
    expect(await reopen()).toMatchObject({ status: "scheduled", isWritten: true, finished: null });
    expect(await reopen()).toMatchObject({ status: "scheduled", isWritten: true, finished: null });
    expect(update).toHaveBeenCalledTimes(1);
    expect(state.properties).toMatchObject({ idempotencyKey: "key-1", conferenceId: "42" });
  });
});

describe("a removal that was cut short", () => {
  test.each(["NOT_FOUND", "CONFERENCE_UNKNOWN"] as const)(
    "before the text was taken out (%s): said, and taken out when the user says so",
    async (code) => {
      const { appointment, relay, state } = await openWritten();
      const gone = () => Promise.reject(new RelayError(code));
      const { useCases } = createTestUseCases(appointment, { ...relay, get: gone, find: gone });
      await expect(useCases.open()).rejects.toMatchObject({ code, standing: "lost" });
      await useCases.forget();
      expect(state).toMatchObject({ body: { content: "<p>Agenda</p>" }, location: "Room 1", properties: {} });
    },
  );

  test("after the text was taken out: the rest goes without a question", async () => {
    const { reopen, state, conferences } = await openWritten();
    conferences.clear();
    state.body = { format: "html", content: "<p>Agenda</p>" };
    expect(await reopen()).toEqual({ status: "none" });
    expect(state).toMatchObject({ body: { content: "<p>Agenda</p>" }, location: "Room 1", properties: {} });
  });

  test("before its ID was known here: the key is spent, and the next conference gets a new one", async () => {
    const { appointment, state } = createFakeAppointment({ properties: { idempotencyKey: "spent" } });
    const { relay } = createFakeRelay({
      find: () => Promise.reject(new RelayError("CONFERENCE_UNKNOWN")),
    });
    expect(await createTestUseCases(appointment, relay).useCases.open()).toEqual({ status: "none" });
    expect(state.properties).toEqual({});
  });
});

test("a relay that cannot be reached changes nothing in the appointment", async () => {
  const { appointment, relay, state } = await openWritten();
  const before = structuredClone(state);
  const { useCases } = createTestUseCases(appointment, {
    ...relay,
    get: () => Promise.reject(new RelayError("RELAY_UNREACHABLE")),
  });
  await expect(useCases.open()).rejects.toMatchObject({ code: "RELAY_UNREACHABLE" });
  expect(state).toEqual(before);
});
