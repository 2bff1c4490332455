import { defaultOptions } from "../../src/conference/model/options";
import type { Conference } from "../../src/relay/dates";
import type { ConferenceUseCases } from "../../src/conference/useCases";
import { pendingCopy } from "../../src/conference/writing/itemHash";
import type { Appointment } from "../../src/outlook/appointment/appointment";
import { RelayError } from "../../src/relay/ask";
import type { RelayClient } from "../../src/relay/client";
import {
  conferenceIn,
  createFakeAppointment,
  createFakeRelay,
  createTestUseCases,
  outlookFails,
  request,
  rule,
  snapshot,
  type FakeState,
} from "./fakes";
import { original } from "./copying";

/** The question whether it is a copy is put, and answered: its conference is used here. */
async function saySame(useCases: ConferenceUseCases): Promise<void> {
  const opened = await useCases.open();
  expect(opened.status).toBe("copied");
  if (opened.status === "copied") await useCases.share(opened.conference);
}
const written = (id: string) => new RegExp(`^<div id[^]*join/${id}[^]*</div><p>Agenda</p>$`);
const blocks = (state: FakeState) => state.body.content.split("Join web conference").length - 1;

describe.each([
  ["with all that it remembers", { itemHash: "copy" }],
  ["with all that it remembers, and not saved yet", { itemHash: "" }],
  ["by its text alone, as Outlook on the web does it", { itemHash: "", properties: {}, location: "Room 1" }],
  ["by its text alone, and saved", { itemHash: "copy", properties: {}, location: "Room 1" }],
])("an appointment that was copied %s", (_, change) => {
  test("is asked about, and nothing is written before the answer", async () => {
    const { copy, pane, claims } = await original();
    const { appointment, state } = copy(change);
    const before = structuredClone(state);
    claims.length = 0;
    expect(await pane(appointment).open()).toMatchObject({ status: "copied", conference: { id: "42" } });
    expect([state, claims]).toEqual([before, []]);
  });

  test("gets a conference of its own in the place of the other one's, which stays as it is", async () => {
    const { copy, pane, first, conferences } = await original();
    const { appointment, state } = copy(change);
    const useCases = pane(appointment);
    await useCases.open();
    const before = structuredClone([first.state, conferences.get("42")]);
    expect(await useCases.separate(defaultOptions)).toMatchObject({ conference: { id: "43" }, notes: [] });
    expect(state.body.content).toMatch(written("43"));
    expect(state.body.content).not.toContain("join/42");
    expect(state.properties).toMatchObject({
      idempotencyKey: "key-2",
      conferenceId: "43",
      location: "Web conference 43",
    });
    expect([first.state, conferences.get("42")]).toEqual(before);
    state.itemHash = "copy";
    expect(await pane(appointment).open()).toMatchObject({ status: "scheduled", conference: { id: "43" } });
    expect(await pane(first.appointment).open()).toMatchObject({ conference: { id: "42" }, finished: null });
  });

  test.each(["schedule", "save", "replaceBody", "addLocation"])(
    "and is cut short at its %s: when it opens again it has one conference of its own",
    async (where) => {
      const { copy, pane, relay, conferences } = await original();
      const { appointment, state } = copy(change);
      const dies = jest.fn(outlookFails("ITEM_CHANGED"));
      const broken: Appointment = {
        ...appointment,
        ...(where === "replaceBody" && { replaceBody: dies }),
        ...(where === "addLocation" && { addLocation: dies }),
        ...(where === "save" && {
          saveProperties: (properties) =>
            properties.itemHash === undefined || properties.version !== undefined
              ? dies()
              : appointment.saveProperties(properties),
        }),
      };
      const useCases = pane(broken);
      await useCases.open();
      const schedule = jest.spyOn(relay, "schedule");
      if (where === "schedule") schedule.mockImplementationOnce(dies);
      await useCases.separate(defaultOptions).catch(() => undefined);
      expect(dies).toHaveBeenCalled();
      const again = pane(appointment);
      const opened = await again.open();
      if (where === "schedule") {
        expect(opened).toMatchObject({ status: "copied", conference: { id: "42" } });
        await again.separate(defaultOptions);
      } else expect(opened).toMatchObject({ status: "scheduled", conference: { id: "43" } });
      expect([...conferences.keys()]).toEqual(["42", "43"]);
      expect(state.body.content).toMatch(written("43"));
      expect([blocks(state), state.location]).toEqual([1, "Room 1; Web conference 43"]);
    },
  );
});

test("an appointment that is said to be the same one keeps its conference, and is not asked about again", async () => {
  const { copy, pane, first, conferences } = await original();
  const { appointment, state } = copy({ itemHash: "moved" });
  const { body } = state;
  const useCases = pane(appointment);
  await saySame(useCases);
  expect(await pane(appointment).open()).toMatchObject({ status: "scheduled", finished: null });
  expect(state.body).toBe(body);
  expect(conferences.get("42")).toMatchObject({ mark: "moved" });
  // Where both live on, neither is asked again.
  expect(await pane(first.appointment).open()).toMatchObject({ status: "scheduled", finished: null });
  expect(await pane(appointment).open()).toMatchObject({ status: "scheduled", finished: null });
});

test("an appointment that got its conference before it was ever saved is itself afterwards, and a copy of it is one", async () => {
  const { copy, pane, first, conferences } = await original({ itemHash: "" });
  expect(conferences.get("42")).toMatchObject({ mark: null });
  const early = copy({ itemHash: "copy" });
  first.state.itemHash = "original";
  expect(await pane(first.appointment).open()).toMatchObject({ status: "scheduled", finished: null });
  expect(first.state.properties).toMatchObject({ itemHash: "original" });
  expect(await pane(early.appointment).open()).toMatchObject({ status: "copied" });
});

describe("an appointment that got its conference before it was ever saved, and a copy of it", () => {
  const nextDay = {
    ...snapshot,
    start: new Date("2027-03-03T14:00:00Z"),
    end: new Date("2027-03-03T14:30:00Z"),
  };

  test("on another day, by its text alone: it is asked about, and the conference stays where it is", async () => {
    const { copy, pane, first, conferences } = await original({ itemHash: "" });
    const { appointment, state } = copy({
      ...{ itemHash: "copy", properties: {}, location: "Room 1", snapshot: nextDay },
    });
    const before = structuredClone([state, conferences.get("42")]);
    const useCases = pane(appointment);
    expect(await useCases.open()).toMatchObject({
      status: "copied",
      conference: { id: "42" },
      isByText: true,
    });
    expect([state, conferences.get("42")]).toEqual(before);
    await useCases.separate(defaultOptions);
    expect(state.body.content).toMatch(written("43"));
    expect(conferences.get("42")?.scheduled).toEqual(request);
    first.state.itemHash = "original";
    expect(await pane(first.appointment).open()).toMatchObject({ conference: { id: "42" }, finished: null });
  });

  test.each([
    ["that no event handler has seen", {}, {}],
    ["that were seen by event handlers", { openedItemHash: "original" }, { openedItemHash: "copy" }],
  ])(
    "with all that they remember, %s: the first that is opened has the conference, wherever it was moved",
    async (_, seen, seenCopy) => {
      const { copy, pane, first, conferences } = await original({ itemHash: "" });
      const second = copy({ itemHash: "copy" });
      Object.assign(second.state.properties, seenCopy);
      Object.assign(first.state, {
        ...{ itemHash: "original", snapshot: nextDay, session: null },
        properties: { ...first.state.properties, ...seen },
      });
      expect(await pane(first.appointment).open()).toMatchObject({ status: "scheduled", finished: null });
      expect(conferences.get("42")).toMatchObject({ mark: "original", scheduled: request });
      expect(await pane(second.appointment).open()).toMatchObject({ status: "copied", isByText: false });
      // What is copied later remembers whose it was.
      expect(await pane(copy({ itemHash: "third" }).appointment).open()).toMatchObject({ status: "copied" });
    },
  );

  test("copied after an event handler had seen it: asked about, whoever is opened first", async () => {
    const { copy, pane, first } = await original({ itemHash: "" });
    Object.assign(first.state, {
      itemHash: "original",
      properties: { ...first.state.properties, openedItemHash: "original" },
    });
    expect(await pane(copy({ itemHash: "copy" }).appointment).open()).toMatchObject({ status: "copied" });
    expect(await pane(first.appointment).open()).toMatchObject({ status: "scheduled" });
  });

  test("whose text was taken out by hand: the first that is opened has the conference all the same", async () => {
    const { copy, pane, first, conferences } = await original({ itemHash: "" });
    const second = copy({ itemHash: "copy" });
    Object.assign(first.state, { itemHash: "original", body: { format: "html", content: "<p>Agenda</p>" } });
    expect(await pane(first.appointment).open()).toMatchObject({ status: "scheduled", isWritten: false });
    expect(conferences.get("42")).toMatchObject({ mark: "original" });
    expect(await pane(second.appointment).open()).toMatchObject({ status: "copied" });
  });

  test("in a new form, with all that it remembers, and moved there: asked about", async () => {
    const { copy, pane, conferences } = await original({ itemHash: "" });
    const { appointment } = copy({ snapshot: nextDay });
    const opened = await pane(appointment).open();
    expect(opened.status).toBe("copied");
    expect(conferences.get("42")?.scheduled).toEqual(request);
  });

  test("as text that was pasted into a form whose own press came to nothing: asked about", async () => {
    const { copy, pane } = await original({ itemHash: "" });
    const { appointment } = copy({ properties: { idempotencyKey: "never sent" }, location: "" });
    expect(await pane(appointment).open()).toMatchObject({ status: "copied", conference: { id: "42" } });
  });

  test("by its text alone where Outlook gives no ID: asked about on another day, until it is answered", async () => {
    const { copy, pane } = await original({ itemHash: null });
    const { appointment } = copy({ properties: {}, location: "Room 1", snapshot: nextDay });
    const useCases = pane(appointment);
    await saySame(useCases);
    expect(await pane(appointment).open()).toMatchObject({ status: "scheduled" });
  });

  test("by its text alone in a new form: asked about, whatever its times are", async () => {
    const { copy, pane } = await original({ itemHash: "" });
    const { appointment } = copy({ properties: {}, location: "Room 1" });
    expect(await pane(appointment).open()).toMatchObject({ status: "copied" });
  });

  test("that is said to be the same one before it is saved: it is asked once", async () => {
    const { copy, pane } = await original({ itemHash: "" });
    for (const properties of [{}, { conferenceId: "42", itemHash: pendingCopy }]) {
      const { appointment } = copy({ properties });
      const useCases = pane(appointment);
      await saySame(useCases);
      expect(await pane(appointment).open()).toMatchObject({ status: "scheduled" });
    }
  });

  test("not copied at all, but sent and moved: no question, whatever Outlook tells", async () => {
    for (const itemHash of ["original", "", null]) {
      const { pane, first, conferences } = await original({ itemHash: itemHash === null ? null : "" });
      Object.assign(first.state, {
        ...{ itemHash, snapshot: nextDay },
        // Below Mailbox 1.11 there is no session data, and once an item is saved it is gone.
        session: itemHash === "" ? undefined : null,
      });
      const useCases = pane(first.appointment);
      const opened = await useCases.open();
      expect(opened).toMatchObject({ status: "scheduled", isWritten: true, finished: null });
      if (opened.status === "scheduled") await useCases.update(opened.conference, defaultOptions);
      expect(conferences.get("42")?.scheduled.appointment.start).toEqual(nextDay.start);
      expect(await pane(first.appointment).open()).toMatchObject({ status: "scheduled", finished: null });
    }
  });

  test("moved in the form in which it was added, or opened once before: no question", async () => {
    const unsaved = await original({ itemHash: "" });
    unsaved.first.state.snapshot = nextDay;
    expect(await unsaved.pane(unsaved.first.appointment).open()).toMatchObject({ status: "scheduled" });
    // Classic Outlook shows a page only the properties that it has saved itself, until the item is saved.
    unsaved.first.state.properties = {};
    expect(await unsaved.pane(unsaved.first.appointment).open()).toMatchObject({ status: "scheduled" });
    const { pane, first } = await original({ itemHash: "" });
    first.state.itemHash = "original";
    await pane(first.appointment).open();
    first.state.snapshot = nextDay;
    expect(await pane(first.appointment).open()).toMatchObject({ status: "scheduled" });
  });

  test("whose press was cut short before anything was written is no copy, wherever it was moved", async () => {
    const fake = createFakeRelay();
    conferenceIn(fake, "k");
    const { appointment } = createFakeAppointment({
      properties: { idempotencyKey: "k" },
      itemHash: "mine",
      snapshot: nextDay,
    });
    expect(await createTestUseCases(appointment, fake.relay).useCases.open()).toMatchObject({
      finished: "write",
    });
  });

  test("a series is moved when its span is", async () => {
    const series = { ...snapshot, series: { part: "series" as const, rule } };
    const { copy, pane } = await original({ itemHash: "", snapshot: series });
    expect(await pane(copy({ itemHash: "same" }).appointment).open()).toMatchObject({ status: "scheduled" });
    const other = { part: "series" as const, rule: { ...rule, lastDay: "2027-07-06" } };
    const longer = copy({ itemHash: "copy", snapshot: { ...series, series: other } });
    expect(await pane(longer.appointment).open()).toMatchObject({ status: "copied" });
  });
});

test("an appointment that is marked as a copy is asked about, also where its own ID is not known", async () => {
  for (const itemHash of ["", null]) {
    const { copy, pane, first } = await original({ itemHash: "" });
    const { appointment, state } = copy({
      itemHash,
      properties: { ...first.state.properties, itemHash: pendingCopy },
    });
    const useCases = pane(appointment);
    await saySame(useCases);
    expect(state.properties.itemHash).toBeUndefined();
    expect(await pane(appointment).open()).toMatchObject({ status: "scheduled" });
  }
});

test("a copy of an appointment whose conference is gone says so, and can be cleared", async () => {
  const { copy, pane, conferences } = await original();
  conferences.clear();
  const { appointment, state } = copy({ itemHash: "copy" });
  const useCases = pane(appointment);
  await expect(useCases.open()).rejects.toMatchObject({ standing: "lost" });
  await useCases.forget();
  expect(state).toMatchObject({ properties: {}, location: "Room 1", body: { content: "<p>Agenda</p>" } });
});

test("where Outlook gives no ID of an item, nothing is asked", async () => {
  const { copy, pane } = await original({ itemHash: null });
  expect(await pane(copy({}).appointment).open()).toMatchObject({ status: "scheduled", finished: null });
});

test("a conference of its own that could not be remembered is found in the text, and not written beside the other one", async () => {
  const { first, pane } = await original();
  const refuses = { readProperties: outlookFails("PROPERTIES_UNAVAILABLE") };
  const { appointment, state } = first;
  const useCases = pane({ ...appointment, ...refuses, saveProperties: refuses.readProperties });
  await useCases.open();
  await useCases.separate(defaultOptions);
  expect(state.properties).toMatchObject({ conferenceId: "42" });
  const opened = await pane(appointment).open();
  expect(opened).toMatchObject({ status: "scheduled", conference: { id: "43" }, isWritten: true });
  expect(state.properties).toMatchObject({ conferenceId: "43" });
  expect(blocks(state)).toBe(1);
});

test("an appointment whose conference has begun gets another one for the times to come, in the same place", async () => {
  const { first, pane, conferences } = await original();
  const useCases = pane(first.appointment);
  await useCases.open();
  expect(await useCases.separate(defaultOptions)).toMatchObject({ conference: { id: "43" } });
  expect(first.state.body.content).toMatch(written("43"));
  expect(first.state.properties).toMatchObject({ conferenceId: "43", itemHash: "original" });
  expect([...conferences.keys()]).toEqual(["42", "43"]);
  expect(await pane(first.appointment).open()).toMatchObject({ conference: { id: "43" }, finished: null });
});

test.each([{ itemHash: "original" }, { itemHash: null }])(
  "and is cut short before that is written (%j): written when it opens again, without a question",
  async (change) => {
    const { first, pane, conferences } = await original(change);
    const useCases = pane({ ...first.appointment, replaceBody: outlookFails("ITEM_CHANGED") });
    await useCases.open();
    await expect(useCases.separate(defaultOptions)).rejects.toMatchObject({ standing: "notWritten" });
    expect(await pane(first.appointment).open()).toMatchObject({
      conference: { id: "43" },
      finished: "write",
    });
    expect(first.state.body.content).toMatch(written("43"));
    expect([...conferences.keys()]).toEqual(["42", "43"]);
  },
);

describe("an item that can remember nothing", () => {
  const forgetful = {
    readProperties: outlookFails("PROPERTIES_UNAVAILABLE"),
    saveProperties: outlookFails("PROPERTIES_UNAVAILABLE"),
  };
  const itemHash = "0123456789abcdef0123456789abcdef";

  test("gets one conference by a key that is made of its ID, however often it is tried", async () => {
    const { relay, idByKey, claims } = createFakeRelay();
    const { appointment, state } = createFakeAppointment({ itemHash, location: "Room 1" }, forgetful);
    const pane = () => createTestUseCases(appointment, relay).useCases;
    const { conference } = await pane().schedule(defaultOptions);
    expect([...idByKey.keys()]).toEqual(["01234567-89ab-8def-a123-456789abcdef"]);
    expect(state.body.content).toMatch(written("42"));
    expect(claims).toEqual(["42 writing", "42 written"]);
    expect(await pane().schedule(defaultOptions)).toMatchObject({ conference: { id: "42" } });
    expect(await pane().open()).toMatchObject({
      status: "scheduled",
      conference: { id: "42" },
      finished: null,
    });
    await pane().remove(conference);
    expect(state).toMatchObject({ body: { content: "<p>Agenda</p>" }, location: "Room 1" });
  });

  test("and is a copy, gets one of its own in the place of the other one's", async () => {
    const { copy, pane } = await original();
    const { appointment, state } = copy({ itemHash, properties: {} }, forgetful);
    const useCases = pane(appointment);
    expect(await useCases.open()).toMatchObject({ status: "copied" });
    await useCases.separate(defaultOptions);
    expect(state.body.content).toMatch(written("43"));
    expect([blocks(state), state.location]).toEqual([1, "Room 1; Web conference 43"]);
  });

  /** The pane and the ribbon's button are runtimes of their own. */
  function forgets(start: Partial<FakeState> = {}, overrides: Partial<RelayClient> = {}) {
    const fake = createFakeRelay(overrides);
    const { appointment, state } = createFakeAppointment(
      { itemHash, location: "Room 1", ...start },
      forgetful,
    );
    const pane = (change: Partial<Appointment> = {}) =>
      createTestUseCases({ ...appointment, ...change }, fake.relay).useCases;
    return { ...fake, state, pane };
  }

  test("gets another one after it was removed, time and again, and one however often it is tried", async () => {
    const { pane, conferences, state, idByKey } = forgets();
    for (const id of ["42", "43", "44"]) {
      const { conference } = await pane().schedule(defaultOptions);
      expect(conference.id).toBe(id);
      expect(await pane().schedule(defaultOptions)).toMatchObject({ conference: { id } });
      const changed = { ...defaultOptions, dialIn: "+41 44" };
      expect(await pane().schedule(changed)).toMatchObject({ conference: { id, version: 2 } });
      expect([...conferences.keys()]).toEqual([id]);
      expect(state.body.content).toMatch(written(id));
      await pane().remove(conference);
      expect(state.body.content).toBe("<p>Agenda</p>");
    }
    for (const key of idByKey.keys()) expect(key).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-a/);
  });

  test("two at once after it was removed: one conference", async () => {
    const { pane, conferences } = forgets();
    const { conference } = await pane().schedule(defaultOptions);
    await pane().remove(conference);
    await Promise.all([pane().schedule(defaultOptions), pane().schedule(defaultOptions)]);
    expect([...conferences.keys()]).toEqual(["43"]);
  });

  test("gets a new one in the place of what has begun, and once more; the earlier ones stay", async () => {
    const { pane, conferences, state } = forgets();
    await pane().schedule(defaultOptions);
    for (const id of ["43", "44"]) {
      // Both have been opened before either is pressed.
      const [useCases, other] = [pane(), pane()];
      await Promise.all([useCases.open(), other.open()]);
      expect(await useCases.separate(defaultOptions)).toMatchObject({ conference: { id } });
      expect(await other.separate(defaultOptions)).toMatchObject({ conference: { id } });
      expect(state.body.content).toMatch(written(id));
      expect(await pane().open()).toMatchObject({ status: "scheduled", conference: { id }, finished: null });
    }
    expect([...conferences.keys()]).toEqual(["42", "43", "44"]);
    expect(state.location).toBe("Room 1; Web conference 44");
  });

  test("and is cut short before the new one is written: tried again, it is that one", async () => {
    const { pane, conferences, state } = forgets();
    await pane().schedule(defaultOptions);
    const broken = pane({ replaceBody: outlookFails("ITEM_CHANGED") });
    await broken.open();
    await expect(broken.separate(defaultOptions)).rejects.toMatchObject({ standing: "notWritten" });
    await expect(broken.separate(defaultOptions)).rejects.toMatchObject({ standing: "notWritten" });
    const again = pane();
    await again.open();
    expect([...conferences.keys()]).toEqual(["42", "43"]);
    expect(state.body.content).toMatch(written("43"));
  });

  test("whose keys are all spent is told so, and nothing is done", async () => {
    const { pane } = forgets({}, { schedule: () => Promise.reject(new RelayError("KEY_REUSED")) });
    await expect(pane().schedule(defaultOptions)).rejects.toMatchObject({
      code: "KEY_REUSED",
      standing: "nothingDone",
    });
  });

  test("and whose ID is not known either, is told so before anything is done", async () => {
    const { relay, conferences } = createFakeRelay();
    const { appointment } = createFakeAppointment({ itemHash: "" }, forgetful);
    await expect(
      createTestUseCases(appointment, relay).useCases.schedule(defaultOptions),
    ).rejects.toMatchObject({
      code: "PROPERTIES_UNAVAILABLE",
      standing: "nothingDone",
    });
    expect(conferences.size).toBe(0);
  });
});

test("a conference that another item claims is not taken for this one's because it has the same text", async () => {
  const fake = createFakeRelay();
  const theirs: Partial<Conference> = { mark: "theirs", claim: "written", scheduled: request };
  conferenceIn(fake, "k", theirs);
  const { first } = await original();
  const { appointment } = createFakeAppointment({ itemHash: "mine", body: first.state.body });
  expect(await createTestUseCases(appointment, fake.relay).useCases.open()).toMatchObject({
    status: "copied",
  });
});
