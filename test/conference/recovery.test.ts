import { defaultOptions } from "../../src/conference/options";
import type { Appointment } from "../../src/outlook/appointment";
import { RelayFailure } from "../../src/relay/ask";
import {
  createFakeAppointment,
  createFakeRelay,
  createTestFlow,
  outlookFails,
  rule,
  snapshot,
  type FakeState,
} from "./fakes";

/** An appointment whose conference was scheduled and written, and whose properties have vanished since. */
async function vanished(change: Partial<FakeState> = {}, overrides: Partial<Appointment> = {}) {
  const fake = createFakeRelay();
  const { appointment, state } = createFakeAppointment({ mark: "mine", location: "Room 1" });
  await createTestFlow(appointment, fake.relay).flow.schedule(defaultOptions);
  Object.assign(state, { memory: {} }, change);
  fake.claims.length = 0;
  const pane = (relay = fake.relay) => createTestFlow({ ...appointment, ...overrides }, relay).flow;
  return { ...fake, appointment, state, pane };
}
const agenda = { format: "html" as const, content: "<p>Agenda</p>" };

describe("properties that have vanished: the conference is found", () => {
  test.each([
    ["by the item's mark and its text", {}],
    ["by the item's mark, without a text", { body: agenda }],
    ["by its text, where Outlook gives no ID", { mark: null }],
  ])("%s", async (_, change) => {
    const { pane, state } = await vanished(change);
    const isWritten = !("body" in change);
    expect(await pane().open()).toMatchObject({
      status: "scheduled",
      conference: { id: "42" },
      isWritten,
      finished: null,
    });
    if (isWritten) expect(state.memory).toMatchObject({ conferenceId: "42", version: "1" });
  });

  test("and removed without a trace, with the words in the location that nobody remembers", async () => {
    const { pane, state } = await vanished();
    const flow = pane();
    const opened = await flow.open();
    expect(opened.status).toBe("scheduled");
    if (opened.status === "scheduled") await flow.remove(opened.conference);
    expect(state).toMatchObject({ body: agenda, location: "Room 1", memory: {} });
  });

  test("and brought up to date in its place", async () => {
    const { pane, state, conferences } = await vanished();
    const flow = pane();
    const opened = await flow.open();
    state.snapshot = { ...snapshot, subject: "Moved" };
    if (opened.status === "scheduled") {
      await flow.update(opened.conference, { ...defaultOptions, conferenceKey: "k7k7" });
    }
    expect(state.body.content).toMatch(/^<div id.*k7k7.*<\/div><p>Agenda<\/p>$/);
    expect([conferences.size, state.location]).toEqual([1, "Room 1; Web conference 42"]);
  });

  test("by the text's whole invitation only, and only where there is one", async () => {
    const { pane, state } = await vanished({ mark: null });
    const block = state.body.content.replace("<p>Agenda</p>", "");
    const ask = async (content: string) => {
      state.body = { format: "html", content };
      return (await pane().open()).status;
    };
    expect(await ask(block.replace(/Conference ID/, "Number"))).toBe("none");
    expect(await ask(block + block.replaceAll("42", "77"))).toBe("none");
    expect(await ask(`<p>Agenda</p>${block}`)).toBe("scheduled");
  });

  test("in plain text, with a join link that was broken by a line wrap", async () => {
    const { relay } = createFakeRelay();
    const body = { format: "text" as const, content: "Agenda\r\n" };
    const { appointment, state } = createFakeAppointment({ body });
    await createTestFlow(appointment, relay).flow.schedule(defaultOptions);
    state.memory = {};
    state.body.content = state.body.content
      .replace(": https://", ":\r\nhttps://")
      .replace("/join/", "/join\r\n/");
    const flow = createTestFlow(appointment, relay).flow;
    const opened = await flow.open();
    expect(opened).toMatchObject({ status: "scheduled", conference: { id: "42" }, isWritten: true });
    if (opened.status === "scheduled") await flow.remove(opened.conference);
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
    const down = () => Promise.reject(new RelayFailure("RELAY_UNREACHABLE"));
    return { ...world, flow: world.pane({ ...world.relay, get: down, find: down, findByMark: down }) };
  };

  test("an invitation in the text is a reason to say so: there may be a conference", async () => {
    const { flow, state } = await failing({});
    const before = structuredClone(state);
    await expect(flow.open()).rejects.toMatchObject({ code: "RELAY_UNREACHABLE" });
    expect(state).toEqual(before);
  });

  test("an appointment that has nothing of ours opens all the same", async () => {
    const { flow } = await failing({ body: agenda });
    expect(await flow.open()).toEqual({ status: "none" });
  });
});

test("a new draft is asked for nothing: no call leaves it", async () => {
  const { relay } = createFakeRelay();
  const calls = [jest.spyOn(relay, "get"), jest.spyOn(relay, "find"), jest.spyOn(relay, "findByMark")];
  const { appointment } = createFakeAppointment({ mark: "" });
  expect(await createTestFlow(appointment, relay).flow.open()).toEqual({ status: "none" });
  for (const call of calls) expect(call).not.toHaveBeenCalled();
});

test("properties that cannot be read for now do not hide the conference", async () => {
  const { pane } = await vanished({}, { readMemory: outlookFails("PROPERTIES_UNAVAILABLE") });
  expect(await pane().open()).toMatchObject({ status: "scheduled", conference: { id: "42" } });
});

test("what is left of an invitation does not keep the appointment from being opened; writing it tells", async () => {
  const { pane, state } = await vanished();
  const half = state.body.content.replace(/<h2.*?<\/h2>/, "");
  state.body = { format: "html", content: half };
  const flow = pane();
  const opened = await flow.open();
  expect(opened).toMatchObject({ status: "scheduled", isWritten: false, finished: null });
  if (opened.status !== "scheduled") return;
  await expect(flow.write(opened.conference)).rejects.toMatchObject({
    code: "AMBIGUOUS",
    standing: "notWritten",
  });
  expect(state.body.content).toBe(half);
  state.body = agenda;
  await flow.write(opened.conference);
  expect(state.body.content).toContain("join/42");
});

test("two invitations of one conference stay until the user has deleted one: said when it is updated", async () => {
  const { pane, state } = await vanished();
  const twice = state.body.content.repeat(2);
  state.body = { format: "html", content: twice };
  const flow = pane();
  const opened = await flow.open();
  expect(opened).toMatchObject({ status: "scheduled", isWritten: true, finished: null });
  if (opened.status !== "scheduled") return;
  await expect(
    flow.update(opened.conference, { ...defaultOptions, conferenceKey: "k7k7" }),
  ).rejects.toMatchObject({
    code: "AMBIGUOUS",
    standing: "notWritten",
    details: { conference: { version: 2 } },
  });
  expect(state.body.content).toBe(twice);
});

describe("one of a series", () => {
  /** A series with its conference, and one of its occurrences as Outlook shows it. */
  async function occurrence(change: Partial<FakeState> = {}) {
    const fake = createFakeRelay();
    const series = { ...snapshot, series: { part: "series" as const, rule } };
    const whole = createFakeAppointment({ snapshot: series, mark: "series" });
    await createTestFlow(whole.appointment, fake.relay).flow.schedule(defaultOptions);
    const one = createFakeAppointment(
      {
        ...structuredClone(whole.state),
        snapshot: {
          ...snapshot,
          start: new Date("2027-03-09T14:00:00Z"),
          end: new Date("2027-03-09T14:30:00Z"),
          series: { part: "occurrence", rule },
        },
        mark: "occurrence",
        ...change,
      },
      { saveMemory: outlookFails("OCCURRENCE") },
    );
    fake.claims.length = 0;
    return { ...fake, ...one, whole, flow: createTestFlow(one.appointment, fake.relay).flow };
  }

  test.each([
    ["by what its series remembers", {}],
    ["by its text", { memory: {} }],
    ["by Outlook's ID, which may be its series'", { memory: {}, body: agenda, mark: "series" }],
  ])("shows its series' conference %s, and nothing is written", async (_, change) => {
    const { flow, state, claims } = await occurrence(change);
    const before = structuredClone(state);
    expect(await flow.open()).toMatchObject({ status: "occurrence", conference: { id: "42" } });
    expect([state, claims]).toEqual([before, []]);
  });

  test("shows that its series has none", async () => {
    const { flow } = await occurrence({ memory: {}, body: agenda });
    expect(await flow.open()).toEqual({ status: "occurrence", conference: null });
  });

  test("shows none where its series' was removed", async () => {
    const { flow, conferences, state } = await occurrence();
    conferences.clear();
    const before = structuredClone(state);
    expect(await flow.open()).toEqual({ status: "occurrence", conference: null });
    expect(state).toEqual(before);
  });

  test("gets no conference of its own: nothing is sent, nothing is saved", async () => {
    const { flow, state, conferences } = await occurrence();
    const before = structuredClone(state);
    await expect(flow.schedule(defaultOptions)).rejects.toMatchObject({
      code: "OCCURRENCE",
      standing: "nothingDone",
    });
    expect([state, conferences.size]).toEqual([before, 1]);
  });

  test("the series itself has one conference for all of it", async () => {
    const { conferences } = await occurrence();
    expect(conferences.get("42")?.scheduled.appointment).toMatchObject({
      start: "2027-03-02T14:00:00.000Z",
      end: "2027-06-29T13:30:00.000Z",
    });
  });
});
