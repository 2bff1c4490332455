import { defaultOptions } from "../../src/conference/model/options";
import { OutlookError } from "../../src/outlook/appointment/appointment";
import { createFakeAppointment, createFakeRelay, createTestUseCases, type FakeState } from "./fakes";
import { open, withKey, add } from "./undoScene";

test("a location that Outlook did not write as it was asked to is told on", async () => {
  const changed = open({}, () => ({ addLocation: () => Promise.resolve("changed") }));
  const { conference, notes } = await changed.useCases.schedule(defaultOptions);
  expect(notes).toEqual(["LOCATION_CHANGED"]);
  changed.appointment.removeLocation = () => Promise.resolve(false);
  expect(await changed.useCases.remove(conference)).toEqual(["LOCATION_CHANGED"]);
});

describe("somebody types while the text is written:", () => {
  /** Types before Outlook has taken the first writes. */
  const typesBefore = (times: number) => (state: FakeState) => ({
    replaceBody: (body: FakeState["body"], madeFrom: FakeState["body"]) => {
      if (times-- > 0) add(state, "<p>Typed</p>");
      if (state.body.content !== madeFrom.content) {
        return Promise.reject(new OutlookError("BODY_CHANGED", "write into the body"));
      }
      state.body = body;
      return Promise.resolve();
    },
  });

  test("once: done again from what stands there then", async () => {
    const { useCases, state } = open({}, typesBefore(1));
    const { conference } = await useCases.schedule(defaultOptions);
    await useCases.update(conference, withKey);
    expect(state.body.content).toMatch(/^<p>Typed<\/p><div id.*k7k7.*<\/div><p>Agenda<\/p>$/);
    await useCases.undo();
    expect(state.body.content).toMatch(/^<p>Typed<\/p><div id.*<\/div><p>Agenda<\/p>$/);
    expect(state.body.content).not.toContain("k7k7");
  });

  test("again: said, with nothing lost, and done when it is tried again", async () => {
    const { useCases, state } = open({}, typesBefore(2));
    const { conference } = await useCases.schedule(defaultOptions);
    const update = useCases.update(conference, withKey);
    await expect(update).rejects.toMatchObject({
      code: "BODY_CHANGED",
      standing: "notRewritten",
      details: { conference: { version: 2 } },
    });
    expect(state.body.content).toMatch(/^<p>Typed<\/p><p>Typed<\/p><div id/);
    expect(state.body.content).not.toContain("k7k7");
    const { conference: newer } = await useCases.update({ ...conference, version: 2 }, withKey);
    await useCases.write(newer);
    expect(state.body.content).toContain("k7k7");
  });

  test("as it is taken out: only ours goes", async () => {
    const { useCases, state } = open({}, typesBefore(1));
    const { conference } = await useCases.schedule(defaultOptions);
    await useCases.remove(conference);
    expect(state.body.content).toBe("<p>Typed</p><p>Agenda</p>");
  });

  test("as long as nobody stops: the conference is gone, and it is said that its text is not", async () => {
    const { useCases } = open({}, typesBefore(Infinity));
    const { conference } = await useCases.schedule(defaultOptions);
    await expect(useCases.remove(conference)).rejects.toMatchObject({
      code: "BODY_CHANGED",
      standing: "notTakenOut",
    });
  });
});

describe("words that somebody wrote into a line of ours", () => {
  const mine = (state: FakeState) => {
    state.body = { ...state.body, content: state.body.content.replace("Alice Adams", "Dr $&, in room 4") };
    return `<p style="margin:0 0 4px">Organizer: <bdi>Dr Alice Adams, in room 4</bdi></p>`;
  };

  test("stay under the invitation when it is updated, once", async () => {
    const { useCases, state } = open();
    const { conference } = await useCases.schedule(defaultOptions);
    const line = mine(state);
    const { conference: second, notes } = await useCases.update(conference, withKey);
    expect(notes).toEqual([]);
    await useCases.update(second, { ...defaultOptions, conferenceKey: "n3w" });
    expect(state.body.content.match(/^<div id.*Organizer: <bdi>Alice Adams<.*n3w.*<\/div>(.*)$/)?.[1]).toBe(
      `${line}<p>Agenda</p>`,
    );
  });

  test("stay when it is taken out", async () => {
    const { useCases, state } = open();
    const { conference } = await useCases.schedule(defaultOptions);
    const line = mine(state);
    await useCases.remove(conference);
    expect(state.body.content).toBe(`${line}<p>Agenda</p>`);
  });
});

test("a delegate who may not start as host writes no host link", async () => {
  const { appointment, state } = createFakeAppointment();
  const { relay, conferences } = createFakeRelay();
  const schedule: typeof relay.schedule = async (key, wanted) => {
    const conference = { ...(await relay.schedule(key, wanted)), hostUrl: null };
    conferences.set(conference.id, conference);
    return conference;
  };
  const { useCases } = createTestUseCases(appointment, { ...relay, schedule });
  await useCases.schedule(defaultOptions);
  expect(state.body.content).toContain("join/42");
  expect(state.body.content).not.toMatch(/host|Start as/i);
  expect(await createTestUseCases(appointment, relay).useCases.open()).toMatchObject({
    isWritten: true,
    finished: null,
  });
});
