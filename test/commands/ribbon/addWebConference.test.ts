import { askOwner } from "../../../src/commands/ribbon/askOwner";
import { loadStrings } from "../../../src/commands/surface";
import { addWebConference } from "../../../src/commands/ribbon/addWebConference";
import { defaultOptions } from "../../../src/conference/model/options";
import { OutlookError, type Appointment } from "../../../src/outlook/appointment/appointment";
import { RelayError } from "../../../src/relay/ask";
import {
  conferenceOf,
  createFakeAppointment,
  createFakeRelay,
  createTestUseCases,
  invitationTo,
  request,
  snapshot,
} from "../../conference/fakes";
import { createQuestion, createTold } from "./surface";

type Whose = Awaited<ReturnType<Parameters<typeof addWebConference>[0]["whose"]>>;

function open(
  start: Parameters<typeof createFakeAppointment>[0] = {},
  relayFails = {},
  outlook: Partial<Appointment> = {},
  hasPane = true,
  whose: Whose = { signedIn: null, owner: null },
) {
  const { appointment, state } = createFakeAppointment(start, outlook);
  const fake = createFakeRelay(relayFails);
  const { useCases } = createTestUseCases(appointment, fake.relay);
  const { told, ...saying } = createTold();
  const clock = { now: 0 };
  const question = createQuestion();
  return {
    press: () =>
      addWebConference({
        ...{ useCases, appointment, hasPane, question, now: () => (clock.now += 10) },
        options: () => Promise.resolve(defaultOptions),
        whose: () => Promise.resolve(whose),
        ...saying,
      }),
    clock,
    told,
    state,
    ...fake,
  };
}

test("one press adds a conference, and says so in the appointment's own bar", async () => {
  const { press, told, state, conferences } = open();
  await press();
  expect(told).toEqual([
    "progress: Adding a web conference…",
    "done: Web conference added. Its links are in the appointment. (pane)",
  ]);
  expect(state.body.content).toContain("Join web conference");
  expect(conferences.size).toBe(1);
});

test.each([
  [
    "in the text",
    {
      body: { format: "html" as const, content: '<a href="https://us02web.zoom.us/j/98765?pwd=1">Join</a>' },
    },
    "Zoom",
  ],
  [
    "in the location",
    { snapshot: { ...snapshot, location: "Microsoft Teams Meeting; Room 1" } },
    "Microsoft Teams",
  ],
])("another provider's link %s is told after the conference was added", async (_, start, name) => {
  const { press, told } = open(start);
  await press();
  expect(told.at(-1)).toBe(
    `done: Web conference added. Its links are in the appointment. It also has a link to ${name}. (pane)`,
  );
});

describe("of a private appointment the bar says that its conference has a neutral title", () => {
  const start = { snapshot: { ...snapshot, subject: "Salaries", isPrivate: true } };
  const said = "It's called “Web conference” because the appointment is private.";

  test("when it is added, and when it is brought up to date", async () => {
    const { press, told, conferences } = open(start);
    await press();
    expect(told.at(-1)).toBe(`done: Web conference added. Its links are in the appointment. ${said} (pane)`);
    await press();
    expect(told.at(-1)).toBe(`done: This appointment's web conference is up to date. ${said} (pane)`);
    expect([...conferences.values()][0]?.scheduled.appointment.title).toBe("Web conference");
  });

  test("and beside another provider's link, as far as there is room", async () => {
    const content = [
      "https://teams.microsoft.com/meet/123?p=a",
      "https://us02web.zoom.us/j/1",
      "https://meet.jit.si/Review",
    ].join(" ");
    const { press, told } = open({ ...start, body: { format: "text", content } });
    await press();
    expect(told.at(-1)).toBe(`done: Web conference added. Its links are in the appointment. ${said} (pane)`);
  });
});

test("a second press brings the one that is there up to date", async () => {
  const { press, told, state, conferences } = open();
  await press();
  state.snapshot = { ...snapshot, subject: "Moved" };
  await press();
  expect(conferences.size).toBe(1);
  expect([...conferences.values()][0]?.scheduled.appointment.title).toBe("Moved");
  expect(told.at(-1)).toBe("done: This appointment's web conference is up to date. (pane)");
});

test("a press finishes what was cut short, and says that it was added", async () => {
  const { press, told, state, idByKey, conferences } = open();
  state.properties = { idempotencyKey: "k" };
  conferences.set("42", conferenceOf(request));
  idByKey.set("k", "42");
  await press();
  expect(told.at(-1)).toBe("done: Web conference added. Its links are in the appointment. (pane)");
  expect(state.body.content).toContain("Join web conference");
  expect(conferences.get("42")).toMatchObject({ version: 1, claim: "written" });
});

describe("a press that finishes what was cut short, after the appointment was moved", () => {
  const moved = {
    ...snapshot,
    start: new Date("2027-03-03T14:00:00Z"),
    end: new Date("2027-03-03T14:30:00Z"),
  };

  test("moves the conference, too, before it says that it was added", async () => {
    const { press, told, state, idByKey, conferences } = open({
      properties: { idempotencyKey: "k" },
      snapshot: moved,
    });
    conferences.set("42", conferenceOf(request));
    idByKey.set("k", "42");
    await press();
    expect(conferences.get("42")?.scheduled.appointment.start).toEqual(new Date("2027-03-03T14:00:00.000Z"));
    expect(state.body.content).toContain("Join web conference");
    expect(told.at(-1)).toBe("done: Web conference added. Its links are in the appointment. (pane)");
  });

  test("and cannot move it, says that it is there and not up to date", async () => {
    const { press, told, state, idByKey, conferences } = open(
      { properties: { idempotencyKey: "k" }, snapshot: moved },
      { update: () => Promise.reject(new RelayError("SITE_UNREACHABLE")) },
    );
    conferences.set("42", conferenceOf(request));
    idByKey.set("k", "42");
    await press();
    expect(state.body.content).toContain("Join web conference");
    expect(told.at(-1)).toBe(
      "outOfDate: Web conference added, but it couldn't be updated to match the appointment. Open “Conference options” to continue. (pane)",
    );
  });
});

test("a press that has written the links, and then gets no answer of Outlook, does not say that nothing was changed", async () => {
  let isWritten = false;
  const { press, told, state, idByKey, conferences } = open(
    { properties: { idempotencyKey: "k" } },
    {},
    {
      read: () =>
        isWritten ? Promise.reject(new OutlookError("NO_ANSWER", "read")) : Promise.resolve(snapshot),
      prependToBody: (block) => {
        isWritten = true;
        state.body = { ...state.body, content: block.content + state.body.content };
        return Promise.resolve();
      },
    },
  );
  conferences.set("42", conferenceOf(request));
  idByKey.set("k", "42");
  await press();
  expect(state.body.content).toContain("Join web conference");
  expect(told.at(-1)).toMatch(/^outOfDate: Web conference added, but it couldn't/);
});

describe("of a cancelled appointment", () => {
  const subject = `Canceled: ${snapshot.subject}`;

  test("the conference keeps its name, by which the pane offers to remove it, and the bar says what removes it", async () => {
    const { press, told, state, conferences } = open();
    await press();
    state.snapshot = { ...snapshot, subject };
    const before = state.body.content;
    await press();
    expect(told.at(-1)).toBe(
      "outOfDate: This appointment was canceled, so its web conference wasn't changed. “Remove web conference” deletes it. (pane)",
    );
    expect([...conferences.values()]).toMatchObject([
      { version: 1, scheduled: { appointment: { title: snapshot.subject } } },
    ]);
    expect(state.body.content).toBe(before);
  });

  test("one without a conference gets one, which is then brought up to date: it was only written into the subject", async () => {
    const { press, told, conferences } = open({ snapshot: { ...snapshot, subject } });
    await press();
    await press();
    expect([...conferences.values()][0]?.scheduled.appointment.title).toBe(subject);
    expect(told.at(-1)).toBe("done: This appointment's web conference is up to date. (pane)");
  });
});

test("one of a series gets no conference of its own", async () => {
  const { press, conferences } = open({
    snapshot: { ...snapshot, series: { part: "occurrence", rule: null } },
  });
  await expect(press()).rejects.toMatchObject({ code: "OCCURRENCE", standing: "nothingDone" });
  expect(conferences.size).toBe(0);
});

test("a copied appointment leads to the pane, where there is a choice", async () => {
  const { press, told, conferences } = open({
    properties: { idempotencyKey: "k", conferenceId: "42", itemHash: "another item's" },
    itemHash: "this item's",
  });
  conferences.set("42", conferenceOf(request));
  await press();
  expect(told.at(-1)).toBe(
    "failed: This appointment seems to be a copy. It has another appointment's links. Open “Conference options” to continue. (pane)",
  );
  expect(conferences.size).toBe(1);
});

describe("an appointment whose text names a conference of one's own that it does not remember", () => {
  const start = {
    body: { format: "html" as const, content: invitationTo("801") },
    itemHash: "this item's",
  };

  test.each([
    [true, "Open “Conference options” to continue. (pane)"],
    [false, "Continue in Outlook on a computer."],
  ])("leads to where there is a choice, and nothing is done (a pane: %s)", async (hasPane, way) => {
    const { press, told, conferences, state, claims } = open(start, {}, {}, hasPane);
    conferences.set("801", { ...conferenceOf(request, "801"), claim: "written", mark: "another's" });
    const before = structuredClone([state, [...conferences]]);
    await press();
    expect(told.at(-1)).toBe(
      `failed: The text has links to a web conference that this appointment isn't connected to. ${way}`,
    );
    expect([[state, [...conferences]], claims]).toEqual([before, []]);
  });

  test("gets its own where it is a stranger's", async () => {
    const { press, told, conferences } = open(start);
    await press();
    expect(told.at(-1)).toMatch(/^done: Web conference added/);
    expect(conferences.size).toBe(1);
  });
});

test("what the relay refuses is thrown with what stands", async () => {
  const { press } = open({}, { schedule: () => Promise.reject(new RelayError("SITE_UNREACHABLE")) });
  await expect(press()).rejects.toMatchObject({ code: "SITE_UNREACHABLE", standing: "nothingDone" });
});

describe("somebody else than the mailbox's user is signed in", () => {
  const mailbox = { name: "Alice Adams", address: "alice.adams@example.com" };
  const caller = { name: "Bruno Keller", address: "bruno.keller@example.com" };
  const signedIn = { caller, mailbox, isOther: true };
  const asked = "You're signed in as bruno.keller@example.com, not as alice.adams@example.com.";

  test("the first press says so, the second adds it and says whose it is", async () => {
    const { press, clock, told, conferences } = open({}, {}, {}, true, { signedIn, owner: null });
    await press();
    expect(told.at(-1)).toBe(`outOfDate: ${asked} Select the button again to continue. (pane)`);
    expect(conferences.size).toBe(0);
    // A slow double click is no answer.
    clock.now += 500;
    await press();
    expect(conferences.size).toBe(0);
    clock.now += 5_000;
    await press();
    expect(told.at(-1)).toBe(
      "done: Web conference added. Its links are in the appointment. It belongs to Bruno Keller. (pane)",
    );
    expect(conferences.size).toBe(1);
    // Afterwards the same button updates, and asks nothing.
    await press();
    expect(told.at(-1)).toBe("done: This appointment's web conference is up to date. (pane)");
  });

  test("on phones it is a failure, so that the switch goes off", async () => {
    const { press, told, conferences } = open({}, {}, {}, false, { signedIn, owner: null });
    await press();
    expect(told.at(-1)).toBe(`failed: ${asked} Select the button again to continue.`);
    expect(conferences.size).toBe(0);
  });

  test("what may be another address of the same person is not asked about", async () => {
    const alias = { ...signedIn, isOther: false };
    const { press, told } = open({}, {}, {}, true, { signedIn: alias, owner: null });
    await press();
    expect(told.at(-1)).toBe("done: Web conference added. Its links are in the appointment. (pane)");
  });

  test("in somebody else's calendar it is told whose the conference is", async () => {
    const { press, told } = open({}, {}, {}, true, { signedIn: null, owner: caller });
    await press();
    expect(told.at(-1)).toContain("It belongs to Bruno Keller.");
  });

  test.each(["en-US", "de-DE", "ar-SA"])("%s: the longest addresses fit into a bar", async (language) => {
    const long = (name: string) => ({ name, address: `${name.repeat(20)}@${"example".repeat(20)}.com` });
    const { texts } = await loadStrings(language);
    const people = { caller: long("bruno"), mailbox: long("alice"), isOther: true };
    for (const write of [true, false]) {
      const question = { read: () => null, write: () => write, remove: () => undefined };
      const line = askOwner({ signedIn: people, deed: "add", question, pressedAt: 0, now: () => 0, texts });
      expect(line?.length).toBeLessThanOrEqual(150);
      // Both ends tell addresses apart.
      expect(line).toMatch(/brunobruno.*example\.com.*alicealice.*example\.com/);
    }
  });
});
