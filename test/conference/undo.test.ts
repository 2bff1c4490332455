import { defaultOptions } from "../../src/conference/options";
import { OutlookError, type Appointment } from "../../src/outlook/appointment";
import {
  createFakeAppointment,
  createFakeRelay,
  createTestFlow,
  outlookFails,
  type FakeState,
} from "./fakes";

function open(
  start: Partial<FakeState> = {},
  overrides: (state: FakeState) => Partial<Appointment> = () => ({}),
) {
  const fake = createFakeRelay();
  const { appointment, state } = createFakeAppointment({ location: "Room 1", ...start });
  Object.assign(appointment, overrides(state));
  return { ...fake, appointment, state, flow: createTestFlow(appointment, fake.relay).flow };
}
const withKey = { ...defaultOptions, conferenceKey: "k7k7" };
const add = (state: FakeState, before: string, after = "") => {
  state.body = { ...state.body, content: before + state.body.content + after };
};

describe("undo", () => {
  test("puts text and location back, byte for byte; the conference stays, and is not written again by itself", async () => {
    const { flow, state, appointment, relay, conferences } = open();
    expect(flow.canUndo()).toBe(false);
    await flow.schedule(defaultOptions);
    expect(flow.canUndo()).toBe(true);
    await flow.undo();
    expect(state).toMatchObject({ body: { content: "<p>Agenda</p>" }, location: "Room 1" });
    expect([flow.canUndo(), conferences.size, state.memory.conferenceId]).toEqual([false, 1, "42"]);
    expect(state.memory).not.toHaveProperty("location");
    const reopened = createTestFlow(appointment, relay).flow;
    expect(await reopened.open()).toMatchObject({ status: "scheduled", isWritten: false, finished: null });
    expect(reopened.canUndo()).toBe(false);
  });

  test("of an update puts the earlier invitation back, where it stood; the location is as it was", async () => {
    const { flow, state, appointment, relay } = open();
    const { conference } = await flow.schedule(defaultOptions);
    add(state, "<p>Above</p>", "<p>below</p>");
    const before = structuredClone([state.body, state.location]);
    await flow.update(conference, withKey);
    expect(state.body.content).toContain("k7k7");
    await flow.undo();
    expect([state.body, state.location]).toEqual(before);
    // The user has taken it back: it is not brought up to date behind his back.
    expect(await createTestFlow(appointment, relay).flow.open()).toMatchObject({ finished: null });
    expect([state.body, state.location]).toEqual(before);
  });

  test("leaves the words in the location that stood there before, also where they are not remembered", async () => {
    const { flow, state } = open();
    const { conference } = await flow.schedule(defaultOptions);
    state.memory = {};
    const { body, location } = structuredClone(state);
    await flow.update(conference, withKey);
    await flow.undo();
    expect([state.body, state.location]).toEqual([body, location]);
  });

  test("of what was written when the appointment was opened", async () => {
    const { relay, appointment, state } = open();
    const first = createTestFlow(appointment, relay).flow;
    const { conference } = await first.schedule(defaultOptions);
    const before = state.body.content;
    await relay.update(conference, { ...conference.scheduled, options: withKey });
    const flow = createTestFlow(appointment, relay).flow;
    expect(await flow.open()).toMatchObject({ finished: "refresh" });
    await flow.undo();
    expect(state.body.content).toBe(before);
  });

  test("is refused where somebody has typed since, and nothing is changed", async () => {
    const { flow, state } = open();
    await flow.schedule(defaultOptions);
    add(state, "<p>Typed</p>");
    const before = structuredClone(state);
    await expect(flow.undo()).rejects.toMatchObject({ code: "BODY_CHANGED", standing: "nothingDone" });
    expect(state).toEqual(before);
    // Once that is gone again, so is the reason.
    state.body = { ...state.body, content: state.body.content.replace("<p>Typed</p>", "") };
    await flow.undo();
    expect(state.body.content).toBe("<p>Agenda</p>");
  });

  test("is not offered where somebody typed while it was written: that would go too", async () => {
    const { flow, state } = open({}, (state) => ({
      prependToBody: ({ content }) => {
        add(state, content, "<p>Typed</p>");
        return Promise.resolve();
      },
    }));
    expect((await flow.schedule(defaultOptions)).notes).toEqual(["OTHER_TEXT_CHANGED"]);
    expect(flow.canUndo()).toBe(false);
    expect(state.body.content).toMatch(/<\/div><p>Agenda<\/p><p>Typed<\/p>$/);
  });

  test("mends what Outlook itself has damaged while it was written", async () => {
    const picture = `<p>Agenda <img src="cid:plan"></p><p>and a long text</p>`;
    const { flow, state } = open({ body: { format: "html", content: picture } }, (state) => ({
      prependToBody: ({ content }) => {
        state.body = { ...state.body, content: `${content}<p>Agenda </p><p>and a long text</p>` };
        return Promise.resolve();
      },
    }));
    expect((await flow.schedule(defaultOptions)).notes).toEqual(["OTHER_TEXT_CHANGED"]);
    await flow.undo();
    expect(state.body.content).toBe(picture);
  });

  test("is not offered once the conference is removed", async () => {
    const { flow } = open();
    const { conference } = await flow.schedule(defaultOptions);
    await flow.remove(conference);
    expect(flow.canUndo()).toBe(false);
  });

  test("after a copy got its own conference puts the other one's text and place back", async () => {
    const { flow, state } = open({ mark: "original" });
    await flow.schedule(defaultOptions);
    const { body, location } = structuredClone(state);
    state.mark = "copy";
    await flow.open();
    await flow.separate(defaultOptions);
    expect(state.location).toBe("Room 1; Web conference 43");
    await flow.undo();
    expect([state.body, state.location]).toEqual([body, location]);
  });
});

describe("Outlook keeps only a part of the text that it is given", () => {
  const long = "<p>Agenda</p><p>and a long text that has an end</p>";
  /** Cuts the first writes of a whole body, and what stands there when something is put before it. */
  const cuts = (times: number) => (state: FakeState) => {
    const put = (content: string) => {
      state.body = {
        ...state.body,
        content: times-- > 0 ? content.replace(" that has an end</p>", "") : content,
      };
      return Promise.resolve();
    };
    return {
      prependToBody: ({ content }: FakeState["body"]) => put(content + state.body.content),
      replaceBody: ({ content }: FakeState["body"]) => put(content),
    };
  };
  const start = { body: { format: "html", content: long } } as const;

  test("once: it is given it again, and nothing is missing", async () => {
    const { flow, state } = open(start, cuts(1));
    const { conference, notes } = await flow.schedule(defaultOptions);
    expect(notes).toEqual([]);
    expect(state.body.content).toMatch(
      /^<div id.*<\/div><p>Agenda<\/p><p>and a long text that has an end<\/p>$/,
    );
    await flow.remove(conference);
    expect(state.body.content).toBe(long);
  });

  test("while the conference is updated or removed, too", async () => {
    const { flow, state, appointment } = open(start);
    const { conference } = await flow.schedule(defaultOptions);
    Object.assign(appointment, cuts(1)(state));
    const { conference: second, notes } = await flow.update(conference, withKey);
    expect(notes).toEqual([]);
    expect(state.body.content).toMatch(
      /^<div id.*k7k7.*<\/div><p>Agenda<\/p><p>and a long text that has an end<\/p>$/,
    );
    Object.assign(appointment, cuts(1)(state));
    expect(await flow.remove(second)).toEqual([]);
    expect(state.body.content).toBe(long);
  });

  test("again and again: it is said what is missing, and undone by one press", async () => {
    const { flow, state, appointment } = open(start, cuts(3));
    const { conference, notes } = await flow.schedule(defaultOptions);
    expect(notes).toEqual(["OTHER_TEXT_LOST"]);
    await flow.undo();
    expect(state.body.content).toBe(long);
    await flow.write(conference);
    Object.assign(appointment, cuts(2)(state));
    expect(await flow.remove(conference)).toEqual(["OTHER_TEXT_LOST"]);
  });
});

test("a location that Outlook did not write as it was asked to is told on", async () => {
  const changed = open({}, () => ({ addPlace: () => Promise.resolve("changed") }));
  const { conference, notes } = await changed.flow.schedule(defaultOptions);
  expect(notes).toEqual(["LOCATION_CHANGED"]);
  changed.appointment.removePlace = () => Promise.resolve(false);
  expect(await changed.flow.remove(conference)).toEqual(["LOCATION_CHANGED"]);
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
    const { flow, state } = open({}, typesBefore(1));
    const { conference } = await flow.schedule(defaultOptions);
    await flow.update(conference, withKey);
    expect(state.body.content).toMatch(/^<p>Typed<\/p><div id.*k7k7.*<\/div><p>Agenda<\/p>$/);
    await flow.undo();
    expect(state.body.content).toMatch(/^<p>Typed<\/p><div id.*<\/div><p>Agenda<\/p>$/);
    expect(state.body.content).not.toContain("k7k7");
  });

  test("again: said, with nothing lost, and done when it is tried again", async () => {
    const { flow, state } = open({}, typesBefore(2));
    const { conference } = await flow.schedule(defaultOptions);
    const update = flow.update(conference, withKey);
    await expect(update).rejects.toMatchObject({
      code: "BODY_CHANGED",
      standing: "notRewritten",
      details: { conference: { version: 2 } },
    });
    expect(state.body.content).toMatch(/^<p>Typed<\/p><p>Typed<\/p><div id/);
    expect(state.body.content).not.toContain("k7k7");
    const { conference: newer } = await flow.update({ ...conference, version: 2 }, withKey);
    await flow.write(newer);
    expect(state.body.content).toContain("k7k7");
  });

  test("as it is taken out: only ours goes", async () => {
    const { flow, state } = open({}, typesBefore(1));
    const { conference } = await flow.schedule(defaultOptions);
    await flow.remove(conference);
    expect(state.body.content).toBe("<p>Typed</p><p>Agenda</p>");
  });

  test("as long as nobody stops: the conference is gone, and it is said that its text is not", async () => {
    const { flow } = open({}, typesBefore(Infinity));
    const { conference } = await flow.schedule(defaultOptions);
    await expect(flow.remove(conference)).rejects.toMatchObject({
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
    const { flow, state } = open();
    const { conference } = await flow.schedule(defaultOptions);
    const line = mine(state);
    const { conference: second, notes } = await flow.update(conference, withKey);
    expect(notes).toEqual([]);
    await flow.update(second, { ...defaultOptions, conferenceKey: "n3w" });
    expect(state.body.content.match(/^<div id.*Organizer: <bdi>Alice Adams<.*n3w.*<\/div>(.*)$/)?.[1]).toBe(
      `${line}<p>Agenda</p>`,
    );
  });

  test("stay when it is taken out", async () => {
    const { flow, state } = open();
    const { conference } = await flow.schedule(defaultOptions);
    const line = mine(state);
    await flow.remove(conference);
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
  const { flow } = createTestFlow(appointment, { ...relay, schedule });
  await flow.schedule(defaultOptions);
  expect(state.body.content).toContain("join/42");
  expect(state.body.content).not.toMatch(/host|Start as/i);
  expect(await createTestFlow(appointment, relay).flow.open()).toMatchObject({
    isWritten: true,
    finished: null,
  });
});

test("a text that cannot be put back for another reason is said to stand", async () => {
  const { flow, appointment, state } = open();
  await flow.schedule(defaultOptions);
  appointment.replaceBody = outlookFails("OUTLOOK_OFFLINE");
  await expect(flow.undo()).rejects.toMatchObject({ code: "OUTLOOK_OFFLINE", standing: "nothingDone" });
  expect(state.body.content).toContain("join/42");
  expect(flow.canUndo()).toBe(true);
});
