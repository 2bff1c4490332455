import { defaultOptions } from "../../src/conference/model/options";
import { composeInvitation } from "../../src/invitation/compose";
import type { Appointment } from "../../src/outlook/appointment/appointment";
import { RelayError } from "../../src/relay/ask";
import {
  createFakeAppointment,
  createFakeRelay,
  createTestUseCases,
  outlookFails,
  rule,
  snapshot,
  type FakeState,
} from "./fakes";

const lost = {
  readProperties: outlookFails("PROPERTIES_UNAVAILABLE"),
  saveProperties: outlookFails("PROPERTIES_UNAVAILABLE"),
};

/** An appointment whose conference was scheduled and written, and whose properties have vanished since. */
async function vanished(change: Partial<FakeState> = {}, overrides: Partial<Appointment> = {}) {
  const fake = createFakeRelay();
  const { appointment, state } = createFakeAppointment({ itemHash: "mine", location: "Room 1" });
  await createTestUseCases(appointment, fake.relay).useCases.schedule(defaultOptions);
  Object.assign(state, { properties: {}, session: null }, change);
  fake.claims.length = 0;
  const pane = (relay = fake.relay) => createTestUseCases({ ...appointment, ...overrides }, relay).useCases;
  return { ...fake, appointment, state, pane };
}
/** An address as link protection rewrites it. */
const wraps: [string, (url: string) => string][] = [
  ["a safelink", (url) => `https://eur01.safelinks.example.com/?url=${encodeURIComponent(url)}&data=05%7C02`],
  [
    "one safelink after another",
    (url) =>
      `https://safe.example.com/?url=${encodeURIComponent(`https://na.example.com/?u=${encodeURIComponent(url)}`)}`,
  ],
  ["a defense of the third version", (url) => `https://urldefense.example.com/v3/__${url}__;!!AbC$`],
  [
    "a defense of the second version",
    (url) =>
      `https://urldefense.example.com/v2/url?u=${url.replaceAll(":", "-3A").replaceAll("/", "_")}&d=DwMF`,
  ],
  [
    "an address that is badly encoded",
    (url) => `https://safe.example.com/%E0%A4%A?u=${encodeURIComponent(url)}`,
  ],
];
/** A block with all of its links rewritten. */
const rewrite = (block: string, wrap: (url: string) => string) =>
  block.replace(/https:\/\/[^\s"<>]+/g, (url) =>
    wrap(url).replaceAll("&", block.includes("href") ? "&amp;" : "&"),
  );
const agenda = { format: "html" as const, content: "<p>Agenda</p>" };

describe("properties that cannot be had: the conference is found", () => {
  test.each([
    ["by the item's mark and its text", {}],
    ["by the item's mark, without a text", { body: agenda }],
    ["by what was done in this form", { itemHash: null, session: { conferenceId: "42" } }],
  ])("%s", async (_, change) => {
    const { pane } = await vanished(change, lost);
    expect(await pane().open()).toMatchObject({
      status: "scheduled",
      conference: { id: "42" },
      isWritten: !("body" in change),
      finished: null,
    });
  });

  test("and removed without a trace, with the words in the location that nobody remembers", async () => {
    const { pane, state } = await vanished({}, lost);
    const useCases = pane();
    const opened = await useCases.open();
    expect(opened.status).toBe("scheduled");
    if (opened.status === "scheduled") await useCases.remove(opened.conference);
    expect(state).toMatchObject({ body: agenda, location: "Room 1", properties: {} });
  });

  test("and brought up to date in its place", async () => {
    const { pane, state, conferences } = await vanished({}, lost);
    const useCases = pane();
    const opened = await useCases.open();
    state.snapshot = { ...snapshot, subject: "Moved" };
    if (opened.status === "scheduled") {
      await useCases.update(opened.conference, { ...defaultOptions, conferenceKey: "k7k7" });
    }
    expect(state.body.content).toMatch(/^<div id.*k7k7.*<\/div><p>Agenda<\/p>$/);
    expect([conferences.size, state.location]).toEqual([1, "Room 1; Web conference 42"]);
  });
});

describe("an item that remembers nothing: its conference is asked about", () => {
  /** A body with the item's own invitation, made of it by a function, where Outlook gives no ID. */
  async function opened(make: (block: string) => string, isOwn: string[] = []) {
    const world = await vanished({ itemHash: null });
    const block = world.state.body.content.replace("<p>Agenda</p>", "");
    world.state.body = { format: "html", content: make(block) };
    for (const id of isOwn) world.conferences.set(id, { ...world.conferences.get("42")!, id, mark: null });
    world.conferences.set("42", { ...world.conferences.get("42")!, mark: null });
    const asked = jest.spyOn(world.relay, "get");
    return { ...world, asked, useCases: world.pane() };
  }
  const quoted = (block: string, id = "777") => `<blockquote>${block.replaceAll("42", id)}</blockquote>`;
  const withoutId = (block: string) => block.replace(/<p style="[^"]*">Conference ID.*?<\/p>/, "");
  const loseLink = (block: string) =>
    block.replaceAll("https://rtc.example.com/join/42", "https://example.com/elsewhere");
  const foreign = "<p>Backup bridge:</p><p>Conference ID: 816 562 143#</p>";

  test.each([
    ["beside a quoted one of somebody else's", (block: string) => block + quoted(block)],
    [
      "beside five of them",
      (block: string) => ["1", "2", "3", "4", "5"].map((id) => quoted(block, id)).join("") + block,
    ],
    ["by its join link, where its ID is gone", withoutId],
    ...wraps.map(([name, wrap]): [string, (block: string) => string] => [
      `by a join link that ${name} has rewritten`,
      (block) => withoutId(rewrite(block, wrap)),
    ]),
    ["by its join link, above another system's number", (block: string) => withoutId(block) + foreign],
  ])("%s", async (_, make) => {
    const { useCases, asked } = await opened(make);
    expect(await useCases.open()).toMatchObject({
      ...{ status: "copied", conference: { id: "42" }, others: [], isByText: true },
    });
    expect(asked.mock.calls.length).toBeLessThanOrEqual(6);
  });

  test("beside another one of one's own: both", async () => {
    const { useCases, conferences } = await opened((block) => block + quoted(block), ["777"]);
    conferences.set("777", { ...conferences.get("777")!, mark: "another" });
    expect(await useCases.open()).toMatchObject({
      ...{ status: "copied", conference: { id: "42" }, others: [{ id: "777" }] },
    });
  });

  test("half of one whose link leads elsewhere is nobody's", async () => {
    const { useCases } = await opened((block) => loseLink(withoutId(block)));
    expect(await useCases.open()).toEqual({ status: "none" });
  });

  test("in plain text, with a join link that was broken by a line wrap", async () => {
    const { relay } = createFakeRelay();
    const body = { format: "text" as const, content: "Agenda\r\n" };
    const { appointment, state } = createFakeAppointment({ body });
    await createTestUseCases(appointment, relay).useCases.schedule(defaultOptions);
    Object.assign(state, { properties: {}, session: null });
    state.body.content = state.body.content
      .replace(": https://", ":\r\nhttps://")
      .replace("/join/", "/join\r\n/");
    const useCases = createTestUseCases(appointment, relay).useCases;
    const opened = await useCases.open();
    expect(opened).toMatchObject({ status: "copied", conference: { id: "42" } });
    if (opened.status !== "copied") return;
    expect(await useCases.share(opened.conference)).toMatchObject({ isWritten: true });
    await useCases.remove(opened.conference);
    expect(state.body).toEqual(body);
  });
});

test("somebody else's invitation in the text is not this appointment's", async () => {
  const { pane, conferences, state } = await vanished();
  conferences.clear();
  const before = structuredClone(state);
  expect(await pane().open()).toEqual({ status: "none" });
  expect(state).toEqual(before);
});

describe("where the relay cannot be asked", () => {
  const failing = async (change: Partial<FakeState>) => {
    const world = await vanished(change);
    const down = () => Promise.reject(new RelayError("RELAY_UNREACHABLE"));
    return {
      ...world,
      useCases: world.pane({ ...world.relay, get: down, find: down, findByItemHash: down }),
    };
  };

  test("an invitation in the text is a reason to say so: there may be a conference", async () => {
    const { useCases, state } = await failing({});
    const before = structuredClone(state);
    await expect(useCases.open()).rejects.toMatchObject({ code: "RELAY_UNREACHABLE" });
    expect(state).toEqual(before);
  });

  test("an appointment that has nothing of ours opens all the same", async () => {
    const { useCases } = await failing({ body: agenda });
    expect(await useCases.open()).toEqual({ status: "none" });
  });
});

test("a key that led to nothing, saved after all when nobody waited for it, does not hide the conference", async () => {
  const { pane, state } = await vanished({ itemHash: null, properties: { idempotencyKey: "unused" } });
  const useCases = pane();
  const opened = await useCases.open();
  expect(opened).toMatchObject({ status: "copied", conference: { id: "42" }, isByText: true });
  if (opened.status === "copied") await useCases.share(opened.conference);
  expect(state.properties).toMatchObject({ conferenceId: "42", version: "1" });
});

test("a new draft is asked for nothing: no call leaves it", async () => {
  const { relay } = createFakeRelay();
  const calls = [jest.spyOn(relay, "get"), jest.spyOn(relay, "find"), jest.spyOn(relay, "findByItemHash")];
  const { appointment } = createFakeAppointment({ itemHash: "" });
  expect(await createTestUseCases(appointment, relay).useCases.open()).toEqual({ status: "none" });
  for (const call of calls) expect(call).not.toHaveBeenCalled();
});

test("what is left of an invitation does not keep the appointment from being opened; writing it tells", async () => {
  const { pane, state } = await vanished({}, lost);
  const half = state.body.content.replace(/<h2.*?<\/h2>/, "");
  state.body = { format: "html", content: half };
  const useCases = pane();
  const opened = await useCases.open();
  expect(opened).toMatchObject({ status: "scheduled", isWritten: false, finished: null });
  if (opened.status !== "scheduled") return;
  await expect(useCases.write(opened.conference)).rejects.toMatchObject({
    code: "AMBIGUOUS",
    standing: "notWritten",
  });
  expect(state.body.content).toBe(half);
  state.body = agenda;
  await useCases.write(opened.conference);
  expect(state.body.content).toContain("join/42");
});

test("two invitations of one conference stay until the user has deleted one: said when it is updated", async () => {
  const { pane, state } = await vanished({}, lost);
  const twice = state.body.content.repeat(2);
  state.body = { format: "html", content: twice };
  const useCases = pane();
  const opened = await useCases.open();
  expect(opened).toMatchObject({ status: "scheduled", isWritten: true, finished: null });
  if (opened.status !== "scheduled") return;
  await expect(
    useCases.update(opened.conference, { ...defaultOptions, conferenceKey: "k7k7" }),
  ).rejects.toMatchObject({
    code: "AMBIGUOUS",
    standing: "notRewritten",
    details: { conference: { version: 2 } },
  });
  expect(state.body.content).toBe(twice);
});

describe("one of a series", () => {
  /** A series with its conference, and one of its occurrences as Outlook shows it. */
  async function occurrence(change: Partial<FakeState> = {}) {
    const fake = createFakeRelay();
    const series = { ...snapshot, series: { part: "series" as const, rule } };
    const whole = createFakeAppointment({ snapshot: series, itemHash: "series" });
    await createTestUseCases(whole.appointment, fake.relay).useCases.schedule(defaultOptions);
    const one = createFakeAppointment(
      {
        ...structuredClone(whole.state),
        snapshot: {
          ...snapshot,
          start: new Date("2027-03-09T14:00:00Z"),
          end: new Date("2027-03-09T14:30:00Z"),
          series: { part: "occurrence", rule },
        },
        itemHash: "occurrence",
        ...change,
      },
      { saveProperties: outlookFails("OCCURRENCE") },
    );
    fake.claims.length = 0;
    return { ...fake, ...one, whole, useCases: createTestUseCases(one.appointment, fake.relay).useCases };
  }

  test.each([
    ["by what its series remembers", {}],
    ["by its text", { properties: {} }],
    ["by Outlook's ID, which may be its series'", { properties: {}, body: agenda, itemHash: "series" }],
    ["by its series' ID", { properties: {}, body: agenda, seriesItemHash: "series" }],
  ])("shows its series' conference %s, and nothing is written", async (_, change) => {
    const { useCases, state, claims } = await occurrence(change);
    const before = structuredClone(state);
    expect(await useCases.open()).toMatchObject({ status: "occurrence", conference: { id: "42" } });
    expect([state, claims]).toEqual([before, []]);
  });

  test("shows that its series has none", async () => {
    const { useCases } = await occurrence({ properties: {}, body: agenda });
    expect(await useCases.open()).toEqual({ status: "occurrence", conference: null });
  });

  test("shows none where its series' was removed", async () => {
    const { useCases, conferences, state } = await occurrence();
    conferences.clear();
    const before = structuredClone(state);
    expect(await useCases.open()).toEqual({ status: "occurrence", conference: null });
    expect(state).toEqual(before);
  });

  test("gets no conference of its own: nothing is sent, nothing is saved", async () => {
    const { useCases, state, conferences } = await occurrence();
    const before = structuredClone(state);
    await expect(useCases.schedule(defaultOptions)).rejects.toMatchObject({
      code: "OCCURRENCE",
      standing: "nothingDone",
    });
    expect([state, conferences.size]).toEqual([before, 1]);
  });

  test("the series itself has one conference for all of it", async () => {
    const { conferences } = await occurrence();
    expect(conferences.get("42")?.scheduled.appointment).toMatchObject({
      start: new Date("2027-03-02T14:00:00.000Z"),
      end: new Date("2027-06-29T13:30:00.000Z"),
    });
  });
});

describe("an invitation of a colleague's that is quoted", () => {
  const theirs = {
    conferenceId: "777",
    joinUrl: "https://elsewhere.example.com/join/777",
    hostUrl: null,
    conferenceKey: null,
    dialIn: "",
    organizer: "Bruno Keller",
    note: "The service desk helps: 111",
  };
  const stripped = (block: string) => block.replace(/<\/?a[^>]*>/g, "");
  const [html, text] = [composeInvitation("html", theirs), composeInvitation("text", theirs)];

  test.each([
    ["with a note that was wrapped", "text", text.replace("helps: ", "helps:\n")],
    ["with a line above its ID", "text", text.replace("Conference ID", "See you there\nConference ID")],
    ["with a paragraph above its ID", "html", html.replace("Conference ID", "See you</p><p>Conference ID")],
    ["as it was", "html", html],
    ["without its last lines", "html", html.replace(/<p style="margin:0">Conference ID.*?<\/p>/, "")],
    ["without its first lines", "text", text.slice(text.indexOf("Organizer"))],
    ["without its title", "html", html.replace(/<h2.*?<\/h2>/, "")],
    [
      "printed: no link and no ID",
      "html",
      stripped(html).replace(/<p style="margin:0">Conference ID.*?<\/p>/, ""),
    ],
    ["in plain text, cut below its link", "text", text.slice(0, text.indexOf("Organizer"))],
    ...wraps.flatMap(([name, wrap]) =>
      [
        ["html", html] as const,
        ["text", text] as const,
        ["html", `<blockquote>${html}</blockquote>`] as const,
        ["html", html.replace(/<p style="margin:0">Conference ID.*?<\/p>/, "")] as const,
        ["html", html.replace("Conference ID", "See you</p><p>Conference ID")] as const,
      ].map(([format, block]) => [`by ${name}, ${format}`, format, rewrite(block, wrap)] as const),
    ),
  ] as const)("keeps no appointment from getting one of its own: %s", async (_, format, block) => {
    const { appointment, state } = createFakeAppointment({ body: { format, content: block } });
    const { useCases } = createTestUseCases(appointment, createFakeRelay().relay);
    expect(await useCases.open()).toEqual({ status: "none" });
    await useCases.schedule(defaultOptions);
    expect(await useCases.open()).toMatchObject({
      status: "scheduled",
      conference: { id: "42" },
      isWritten: true,
    });
    expect(state.body.content).toContain(block);
    const opened = await useCases.open();
    if (opened.status !== "scheduled") return;
    // Nor from having it changed and removed.
    await useCases.update(opened.conference, { ...defaultOptions, conferenceKey: "k7k7" });
    expect(state.body.content).toContain(block);
    expect(await useCases.remove({ ...opened.conference, version: 2 })).toEqual([]);
    expect(state.body.content).toBe(block);
  });
});
