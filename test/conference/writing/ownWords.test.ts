import { defaultOptions } from "../../../src/conference/model/options";
import { composeInvitation } from "../../../src/invitation/compose";
import type { Appointment, Body } from "../../../src/outlook/appointment/appointment";
import {
  createFakeAppointment,
  createFakeRelay,
  createKeys,
  createTestUseCases,
  outlookFails,
  type FakeState,
} from "../fakes";

const options = { ...defaultOptions, dialIn: "+41 44 000 00 00" };
const withKey = { ...options, conferenceKey: "n3w" };

/** An appointment with a conference and its invitation, and what a later pane does with it. */
async function written(
  start: Partial<FakeState> = {},
  { note = "", organizer = "Alice Adams", change = {} as (state: FakeState) => Partial<Appointment> } = {},
) {
  const fake = createFakeRelay();
  const keys = createKeys();
  const { appointment, state } = createFakeAppointment({ itemHash: "mine", ...start });
  if (typeof change === "function") Object.assign(appointment, change(state));
  const pane = (name = "Alice Adams", overrides: Partial<Appointment> = {}) =>
    createTestUseCases({ ...appointment, ...overrides }, fake.relay, undefined, keys, name).useCases;
  const say = (text: string) => {
    const conference = { ...fake.conferences.get("42")!, note: text };
    fake.conferences.set("42", conference);
    return conference;
  };
  const first = pane(organizer);
  await first.schedule(options);
  if (note !== "") await first.write(say(note));
  const edit = (from: string | RegExp, to: string) => {
    const content = state.body.content.replace(from, to);
    expect(content).not.toBe(state.body.content);
    state.body = { ...state.body, content };
  };
  /** Somebody changes the conference elsewhere, and the appointment is opened. */
  const refresh = async (options = withKey, useCases = pane()) => {
    const conference = fake.conferences.get("42")!;
    await fake.relay.update(conference, { ...conference.scheduled, options });
    const opened = await useCases.open();
    expect(opened).toMatchObject({ status: "scheduled", finished: "refresh" });
    return opened.status === "scheduled" ? opened.notes : [];
  };
  return { ...fake, appointment, state, pane, say, edit, refresh };
}

const beside = (body: Body) =>
  body.format === "html"
    ? body.content.replace(
        /<div id="web-conference-invitation".*?Conference ID: <bdi>\d+<\/bdi><\/p><\/div>/s,
        "",
      )
    : body.content.replace(/_{40}\r?\nWeb conference.*?_{40}\r?\n\r?\n/s, "");

describe("words that the organizer wrote into our lines stay, also when the pane is merely opened:", () => {
  test.each([
    ["behind a number", "+41 44 000 00 00", "$& (Gonzalez dials from room 4)"],
    ["on a line of their own under it", "+41 44 000 00 00", "$&<br>Gate code 4711"],
    ["behind a name", "Alice Adams", "$&, mobile +41 79 000 00 00"],
    ["in the place of a note", "Bring your badge", "Bring the signed contract, gate code 4711"],
  ])("%s", async (_, from, to) => {
    const { edit, refresh, state } = await written({}, { note: "Bring your badge" });
    edit(from, to);
    const words = to.replace(/^\$&(<br>)?/, "");
    expect(await refresh()).toEqual([]);
    expect(state.body.content).toContain("n3w");
    expect(beside(state.body)).toContain(words);
    expect(beside(state.body)).toMatch(/<p>Agenda<\/p>$/);
  });

  test("and when it is written again, removed, or forgotten", async () => {
    for (const end of ["write", "remove", "forget"] as const) {
      const { edit, pane, state, conferences } = await written();
      edit("Alice Adams", "$&, mobile +41 79");
      const useCases = pane();
      const conference = conferences.get("42")!;
      await (end === "write" ? useCases.write({ ...conference, note: "New" }) : useCases[end](conference));
      expect(beside(state.body)).toMatch(
        /^<p [^>]*>Organizer: <bdi>Alice Adams, mobile \+41 79<\/bdi><\/p><p>Ag/,
      );
    }
  });

  test("where nothing can be remembered, what stood behind our labels goes, and that is said and undone", async () => {
    const { edit, pane, state, conferences } = await written();
    state.properties = {};
    edit("Alice Adams", "$&, mobile +41 79");
    const { content } = state.body;
    const useCases = pane("Alice Adams", {
      readProperties: outlookFails("PROPERTIES_UNAVAILABLE"),
      saveProperties: outlookFails("PROPERTIES_UNAVAILABLE"),
    });
    const { notes } = await useCases.update(conferences.get("42")!, withKey);
    expect(notes).toEqual(["UNKNOWN_TEXT_GONE"]);
    await useCases.undo();
    expect(state.body.content).toBe(content);
    expect(await useCases.remove(conferences.get("42")!)).toEqual(["UNKNOWN_TEXT_GONE"]);
  });

  test("where nothing can be remembered and nothing was changed by hand, nothing is said", async () => {
    const { pane, state, conferences, say } = await written();
    const useCases = pane("Alice Adams", {
      readProperties: outlookFails("PROPERTIES_UNAVAILABLE"),
      saveProperties: outlookFails("PROPERTIES_UNAVAILABLE"),
    });
    expect((await useCases.write(say("A note"))).notes).toEqual([]);
    expect(await useCases.remove(conferences.get("42")!)).toEqual([]);
    expect(state.body.content).toBe("<p>Agenda</p>");
  });
});

/** Outlook writes bodies in its own way. */
const rewrites = (rewrite: (content: string) => string) => (state: FakeState) => {
  const put = (content: string) => {
    state.body = { ...state.body, content: rewrite(content) };
    return Promise.resolve();
  };
  return {
    prependToBody: ({ content }: Body) => put(content + state.body.content),
    replaceBody: ({ content }: Body) => put(content),
  };
};
const agenda = "Agenda\r\n";

describe("no line of an old invitation is left, whatever has changed since:", () => {
  test("the site's note", async () => {
    const { state, say, refresh } = await written({}, { note: "Help desk: 111\nOpen 8 to 18" });
    say("Help desk: 111");
    expect(await refresh()).toEqual([]);
    expect(beside(state.body)).toBe("<p>Agenda</p>");
    expect(state.body.content).not.toContain("Open 8");
  });

  test("the organizer's name", async () => {
    const { state, refresh } = await written({}, { organizer: "Alice Adams (Zurich)" });
    expect(await refresh()).toEqual([]);
    expect(beside(state.body)).toBe("<p>Agenda</p>");
    expect(state.body.content).not.toContain("Zurich");
  });

  test.each([
    ["a telephone link", (text: string) => text.replace(/00(?=\r?\n)/, "00<tel:+41440000000>")],
    ["an address twice", (text: string) => text.replace(/(https:\S+help)(?=\r?\n)/, "$1 <$1>")],
    ["wrapped lines", (text: string) => text.replace(/(44 000) /, "$1\n")],
  ])("plain text in which Outlook made %s", async (_, rewrite) => {
    const { state, refresh } = await written(
      { body: { format: "text", content: agenda } },
      { note: "See https://example.com/help", change: rewrites(rewrite) },
    );
    await refresh({ ...withKey, dialIn: "+1 555 0100" });
    expect(beside(state.body)).toBe(agenda);
  });

  test.each(["&rlm;", "\u200f", "&#8207;"])("a sign of direction that Outlook writes as %s", async (sign) => {
    const { state, edit, pane, conferences } = await written();
    const useCases = pane();
    const { conference } = await useCases.update(conferences.get("42")!, {
      ...options,
      dialIn: "\u200f+972 3 000",
    });
    edit(/\u200f(<a [^>]*>)\+972/, `${sign}$1+972 `);
    await pane().update(conference, withKey);
    expect(beside(state.body)).toBe("<p>Agenda</p>");
  });

  test("what was undone", async () => {
    const { state, pane, conferences } = await written();
    const useCases = pane();
    await useCases.update(conferences.get("42")!, withKey);
    await useCases.undo();
    await useCases.update(conferences.get("42")!, { ...options, conferenceKey: "third" });
    expect(state.body.content).toContain("third");
    expect(beside(state.body)).toBe("<p>Agenda</p>");
  });

  test("another conference's, of which the appointment was a copy", async () => {
    const { state, pane } = await written({}, { note: "Help desk: 111" });
    state.itemHash = "copy";
    const useCases = pane();
    await useCases.open();
    await useCases.separate(withKey);
    expect(state.body.content).toContain("join/43");
    expect(beside(state.body)).toBe("<p>Agenda</p>");
  });
});

test("what was written is remembered again by a pane that finds it in order", async () => {
  const { state, pane } = await written();
  const { ownedLines: lines } = state.properties;
  state.properties = {};
  await pane().open();
  expect(state.properties.ownedLines).toBe(lines);
});

describe("half an invitation and another system's number below it", () => {
  const start = (format: "html" | "text") => ({
    format,
    content:
      format === "html"
        ? "<p>Agenda</p><p>Backup bridge:</p><p>Conference ID: 816 562 143#</p>"
        : "Agenda\nBackup bridge:\nConference ID: 816 562 143#\n",
  });

  test.each(["html", "text"] as const)("are not taken for a whole one (%s)", async (format) => {
    const { state, edit, pane } = await written({ body: start(format) });
    edit(/<p style="[^"]*">Conference ID: <bdi>42<\/bdi><\/p>|Conference ID: 42\n/, "");
    const half = state.body.content;
    const useCases = pane();
    const opened = await useCases.open();
    expect(opened).toMatchObject({ status: "scheduled", isWritten: false });
    if (opened.status !== "scheduled") return;
    const ambiguous = { code: "AMBIGUOUS", standing: "notWritten" };
    await expect(useCases.update(opened.conference, withKey)).rejects.toMatchObject(ambiguous);
    expect(state.body.content).toBe(half);
    const stands = { code: "AMBIGUOUS", standing: "notTakenOut" };
    await expect(useCases.remove(opened.conference)).rejects.toMatchObject(stands);
    expect([state.body.content, state.properties.conferenceId]).toEqual([half, "42"]);
  });
});

describe("taking the links out of an appointment whose conference is gone", () => {
  const quoted = `<blockquote>${composeInvitation("html", {
    conferenceId: "777",
    joinUrl: "https://rtc.example.com/join/777",
    hostUrl: null,
    conferenceKey: null,
    dialIn: "",
    organizer: "Bob",
    note: "",
  })}</blockquote>`;
  const failing = {
    readProperties: outlookFails("PROPERTIES_UNAVAILABLE"),
    saveProperties: outlookFails("PROPERTIES_UNAVAILABLE"),
  };

  test.each([
    ["by hand", true],
    ["not yet", false],
  ])("leaves another conference's quoted invitation, where its own was taken out %s", async (_, isOut) => {
    const { state, pane, conferences } = await written({ body: { format: "html", content: quoted } });
    const useCases = pane("Alice Adams", failing);
    const opened = await useCases.open();
    expect(opened.status).toBe("scheduled");
    if (isOut) state.body = { format: "html", content: quoted };
    conferences.clear();
    if (opened.status === "scheduled") {
      await expect(useCases.update(opened.conference, withKey)).rejects.toMatchObject({ standing: "lost" });
    }
    await useCases.forget();
    expect(state).toMatchObject({ body: { content: quoted }, location: "" });
    // Nothing is known of a conference any more: pressed again, it does nothing.
    await useCases.forget();
    expect(state.body.content).toBe(quoted);
  });

  test.each([
    ["remembered", {}],
    ["forgotten", failing],
  ])("takes a wrapped join link whole (what was written is %s)", async (_, overrides) => {
    const { state, edit, pane, conferences } = await written({ body: { format: "text", content: agenda } });
    const useCases = pane("Alice Adams", overrides);
    await useCases.open();
    edit("/join/42", "/join\r\n/42");
    conferences.clear();
    await useCases.forget();
    expect(state.body.content).toBe(agenda);
  });
});
