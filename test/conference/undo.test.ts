import { defaultOptions } from "../../src/conference/model/options";
import { RelayError } from "../../src/relay/ask";
import { createTestUseCases, outlookFails, request, type FakeState } from "./fakes";
import { open, withKey, add } from "./undoScene";

describe("undoing an Add", () => {
  test("deletes the conference, and puts text and location back byte for byte", async () => {
    const { useCases, state, appointment, relay, conferences } = open();
    const { conference } = await useCases.schedule(defaultOptions);
    expect(await useCases.canUndo(conference)).toBe(true);
    expect(await useCases.undo()).toEqual({ kind: "add", conference: null, notes: [] });
    expect(state).toMatchObject({ body: { content: "<p>Agenda</p>" }, location: "Room 1", properties: {} });
    expect([await useCases.canUndo(conference), conferences.size]).toEqual([false, 0]);
    expect(await createTestUseCases(appointment, relay).useCases.open()).toEqual({ status: "none" });
  });

  test("leaves what somebody has typed since", async () => {
    const { useCases, state, conferences } = open();
    await useCases.schedule(defaultOptions);
    add(state, "<p>Typed</p>");
    await useCases.undo();
    expect(state).toMatchObject({ body: { content: "<p>Typed</p><p>Agenda</p>" }, location: "Room 1" });
    expect(conferences.size).toBe(0);
  });

  test("leaves what somebody typed while it was written", async () => {
    const { useCases, state } = open({}, (state) => ({
      prependToBody: ({ content }) => {
        add(state, content, "<p>Typed</p>");
        return Promise.resolve();
      },
    }));
    expect((await useCases.schedule(defaultOptions)).notes).toEqual(["OTHER_TEXT_CHANGED"]);
    await useCases.undo();
    expect(state.body.content).toBe("<p>Agenda</p><p>Typed</p>");
  });

  test("mends what Outlook itself has damaged while it was written", async () => {
    const picture = `<p>Agenda <img src="cid:plan"></p><p>and a long text</p>`;
    const { useCases, state } = open({ body: { format: "html", content: picture } }, (state) => ({
      prependToBody: ({ content }) => {
        state.body = { ...state.body, content: `${content}<p>Agenda </p><p>and a long text</p>` };
        return Promise.resolve();
      },
    }));
    expect((await useCases.schedule(defaultOptions)).notes).toEqual(["OTHER_TEXT_CHANGED"]);
    await useCases.undo();
    expect(state.body.content).toBe(picture);
  });

  test.each([
    ["a new appointment was saved", { itemHash: "" }, { itemHash: "saved", session: null }],
    ["it was, and Outlook kept what was done in its form", { itemHash: "" }, { itemHash: "saved" }],
    ["a known appointment was saved", { itemHash: "known" }, { session: null }],
    ["Outlook can't tell", { itemHash: null, session: undefined }, { session: undefined }],
    ["Outlook can't tell of a known one", { itemHash: "known" }, { session: undefined }],
  ])("is neither offered nor done once others may have the link: %s", async (_, before, after) => {
    const { useCases, state, conferences } = open(before);
    const { conference } = await useCases.schedule(defaultOptions);
    Object.assign(state, after);
    const { body } = state;
    await expect(useCases.undo()).rejects.toMatchObject({ code: "SAVED_SINCE", standing: "nothingDone" });
    expect(await useCases.canUndo(conference)).toBe(false);
    expect([[...conferences.keys()], state.body]).toEqual([["42"], body]);
  });

  test("is not meant once the links of a saved appointment are written anew, by which Outlook remembers its form again", async () => {
    const { useCases, state, conferences } = open({ itemHash: "known" });
    const { conference } = await useCases.schedule(defaultOptions);
    Object.assign(state, { session: null, body: { format: "html", content: "<p>Agenda</p>" } });
    await useCases.write(conference);
    expect(await useCases.undo()).toMatchObject({ kind: "write" });
    expect([conferences.size, state.body.content]).toEqual([1, "<p>Agenda</p>"]);
  });

  test("is offered where a new appointment has no ID yet, whatever else Outlook can't tell", async () => {
    const { useCases, state } = open({ itemHash: "" });
    const { conference } = await useCases.schedule(defaultOptions);
    state.session = undefined;
    expect(await useCases.canUndo(conference)).toBe(true);
  });

  test("counts for the links that were written late, too", async () => {
    const { useCases, appointment, state, conferences } = open({ itemHash: "known" });
    const { prependToBody } = appointment;
    appointment.prependToBody = outlookFails("OFFICE_FAILED");
    await expect(useCases.schedule(defaultOptions)).rejects.toMatchObject({ standing: "notWritten" });
    appointment.prependToBody = prependToBody;
    const { conference } = await useCases.write(conferences.get("42")!);
    expect(await useCases.canUndo(conference)).toBe(true);
    await useCases.undo();
    expect([conferences.size, state.body.content]).toEqual([0, "<p>Agenda</p>"]);
  });

  test.each([
    ["OVERLOADED", "nothingDone"],
    ["RELAY_TIMEOUT", "maybeDeleted"],
  ] as const)("that the site does not carry out (%s) changes nothing here", async (code, standing) => {
    const { useCases, relay, state } = open();
    const { conference } = await useCases.schedule(defaultOptions);
    const before = structuredClone(state);
    relay.remove = () => Promise.reject(new RelayError(code));
    await expect(useCases.undo()).rejects.toMatchObject({ code, standing });
    expect(state).toEqual(before);
    expect(await useCases.canUndo(conference)).toBe(true);
  });

  test("that Outlook does not carry out says which half is left, and is finished by another try", async () => {
    const { useCases, appointment, state, conferences } = open();
    await useCases.schedule(defaultOptions);
    const { replaceBody } = appointment;
    appointment.replaceBody = outlookFails("OUTLOOK_OFFLINE");
    const failure = { code: "OUTLOOK_OFFLINE", standing: "notTakenOut" };
    await expect(useCases.undo()).rejects.toMatchObject(failure);
    expect([conferences.size, state.body.content]).toEqual([0, expect.stringContaining("join/42")]);
    appointment.replaceBody = replaceBody;
    await useCases.undo();
    expect(state).toMatchObject({ body: { content: "<p>Agenda</p>" }, location: "Room 1", properties: {} });
  });

  test("is not offered once the conference is removed, or to another page", async () => {
    const { useCases, appointment, relay } = open();
    const { conference } = await useCases.schedule(defaultOptions);
    expect(await createTestUseCases(appointment, relay).useCases.canUndo(conference)).toBe(false);
    await useCases.remove(conference);
    expect(await useCases.canUndo(conference)).toBe(false);
  });

  test("is not offered where the conference was there before, or took another one's place", async () => {
    const { useCases, state, relay } = open({ itemHash: "original" });
    const left = await relay.schedule("left", request);
    const { conference } = await useCases.adopt({ key: "left", conference: left });
    expect(await useCases.canUndo(conference)).toBe(false);
    state.itemHash = "copy";
    await useCases.open();
    const separate = await useCases.separate(defaultOptions);
    expect(await useCases.canUndo(separate.conference)).toBe(false);
  });
});

describe("undoing an update", () => {
  test("gives the site the earlier request, and puts the earlier invitation back, where it stood", async () => {
    const { useCases, state, appointment, relay, conferences } = open();
    const { conference } = await useCases.schedule(defaultOptions);
    add(state, "<p>Above</p>", "<p>below</p>");
    const before = structuredClone([state.body, state.location]);
    const { conference: updated } = await useCases.update(conference, withKey);
    expect(state.body.content).toContain("k7k7");
    expect(await useCases.canUndo(updated)).toBe(true);
    const undone = await useCases.undo();
    expect(undone).toMatchObject({ kind: "update", conference: { version: 3 } });
    expect([state.body, state.location]).toEqual(before);
    expect(conferences.get("42")?.scheduled).toEqual(conference.scheduled);
    expect(await useCases.canUndo(updated)).toBe(false);
    // The user has taken it back: it is not brought up to date behind his back.
    expect(await createTestUseCases(appointment, relay).useCases.open()).toMatchObject({ finished: null });
    expect([state.body, state.location]).toEqual(before);
  });

  test("leaves the words in the location that stood there before, also where they are not remembered", async () => {
    const { useCases, state } = open();
    const { conference } = await useCases.schedule(defaultOptions);
    state.properties = {};
    const { body, location } = structuredClone(state);
    await useCases.update(conference, withKey);
    await useCases.undo();
    expect([state.body, state.location]).toEqual([body, location]);
  });

  test("leaves what somebody has typed since, and takes the new key out", async () => {
    const { useCases, state } = open();
    const { conference } = await useCases.schedule(defaultOptions);
    await useCases.update(conference, withKey);
    add(state, "<p>Typed</p>");
    await useCases.undo();
    expect(state.body.content).toMatch(/^<p>Typed<\/p><div id.*<\/div><p>Agenda<\/p>$/);
    expect(state.body.content).not.toContain("k7k7");
  });

  test("is refused where it was changed elsewhere meanwhile, and nothing is changed", async () => {
    const { useCases, state, relay } = open();
    const { conference } = await useCases.schedule(defaultOptions);
    const { conference: updated } = await useCases.update(conference, withKey);
    const other = { ...withKey, dialIn: "+41 44" };
    await relay.update(updated, { ...updated.scheduled, options: other });
    const { body } = state;
    await expect(useCases.undo()).rejects.toMatchObject({ standing: "changedElsewhere" });
    expect(state.body).toBe(body);
  });

  test("is not offered once the appointment was saved", async () => {
    const { useCases, state, conferences } = open({ itemHash: "known" });
    const { conference } = await useCases.schedule(defaultOptions);
    const { conference: updated } = await useCases.update(conference, withKey);
    state.session = null;
    expect(await useCases.canUndo(updated)).toBe(false);
    await expect(useCases.undo()).rejects.toMatchObject({ code: "SAVED_SINCE" });
    expect(conferences.get("42")).toMatchObject({ version: 2 });
  });

  test("whose text cannot be written says that the old links are still there", async () => {
    const { useCases, appointment } = open();
    const { conference } = await useCases.schedule(defaultOptions);
    await useCases.update(conference, withKey);
    appointment.replaceBody = outlookFails("OUTLOOK_OFFLINE");
    await expect(useCases.undo()).rejects.toMatchObject({
      standing: "notRewritten",
      details: { conference: { version: 3 } },
    });
  });
});

describe("undoing a write", () => {
  /** A conference whose links somebody took out by hand. */
  async function openWithoutLinks() {
    const scene = open();
    await scene.useCases.schedule(defaultOptions);
    scene.state.body = { format: "html", content: "<p>Agenda</p>" };
    const { useCases } = createTestUseCases(scene.appointment, scene.relay);
    const opened = await useCases.open();
    if (opened.status !== "scheduled") throw new Error(opened.status);
    return { ...scene, useCases, conference: opened.conference };
  }

  test("takes the links out again; the conference stays, and is not written again by itself", async () => {
    const { useCases, state, conference, conferences, appointment, relay } = await openWithoutLinks();
    await useCases.write(conference);
    expect(await useCases.canUndo(conference)).toBe(true);
    expect(await useCases.undo()).toEqual({ kind: "write", conference, notes: [] });
    expect([state.body.content, conferences.size]).toEqual(["<p>Agenda</p>", 1]);
    const reopened = createTestUseCases(appointment, relay).useCases;
    expect(await reopened.open()).toMatchObject({ status: "scheduled", isWritten: false, finished: null });
  });

  test("is refused where somebody has typed since, and nothing is changed", async () => {
    const { useCases, state, conference } = await openWithoutLinks();
    await useCases.write(conference);
    add(state, "<p>Typed</p>");
    const before = structuredClone(state);
    await expect(useCases.undo()).rejects.toMatchObject({ code: "BODY_CHANGED", standing: "nothingDone" });
    expect(state).toEqual(before);
    // Once that is gone again, so is the reason.
    state.body = { ...state.body, content: state.body.content.replace("<p>Typed</p>", "") };
    await useCases.undo();
    expect(state.body.content).toBe("<p>Agenda</p>");
  });

  test("is not offered where old links were brought up to date: the text alone would be wrong again", async () => {
    const { relay, appointment, state } = open();
    const first = createTestUseCases(appointment, relay).useCases;
    const { conference } = await first.schedule(defaultOptions);
    await relay.update(conference, { ...conference.scheduled, options: withKey });
    const useCases = createTestUseCases(appointment, relay).useCases;
    expect(await useCases.open()).toMatchObject({ finished: "refresh" });
    expect(await useCases.canUndo(conference)).toBe(false);
    expect(state.body.content).toContain("k7k7");
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
    const { useCases, state } = open(start, cuts(1));
    const { conference, notes } = await useCases.schedule(defaultOptions);
    expect(notes).toEqual([]);
    expect(state.body.content).toMatch(
      /^<div id.*<\/div><p>Agenda<\/p><p>and a long text that has an end<\/p>$/,
    );
    await useCases.remove(conference);
    expect(state.body.content).toBe(long);
  });

  test("while the conference is updated or removed, too", async () => {
    const { useCases, state, appointment } = open(start);
    const { conference } = await useCases.schedule(defaultOptions);
    Object.assign(appointment, cuts(1)(state));
    const { conference: second, notes } = await useCases.update(conference, withKey);
    expect(notes).toEqual([]);
    expect(state.body.content).toMatch(
      /^<div id.*k7k7.*<\/div><p>Agenda<\/p><p>and a long text that has an end<\/p>$/,
    );
    Object.assign(appointment, cuts(1)(state));
    expect(await useCases.remove(second)).toEqual([]);
    expect(state.body.content).toBe(long);
  });

  test("again and again: it is said what is missing, and undone by one press", async () => {
    const { useCases, state, appointment } = open(start, cuts(3));
    const { notes } = await useCases.schedule(defaultOptions);
    expect(notes).toEqual(["OTHER_TEXT_LOST"]);
    await useCases.undo();
    expect(state.body.content).toBe(long);
    const second = await useCases.schedule(defaultOptions);
    Object.assign(appointment, cuts(2)(state));
    expect(await useCases.remove(second.conference)).toEqual(["OTHER_TEXT_LOST"]);
  });
});
