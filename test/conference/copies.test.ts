import { defaultOptions } from "../../src/conference/model/options";
import type { Conference } from "../../src/relay/dates";
import { pendingCopy } from "../../src/conference/writing/itemHash";
import type { Appointment } from "../../src/outlook/appointment/appointment";
import {
  conferenceIn,
  createFakeAppointment,
  createFakeRelay,
  createTestUseCases,
  outlookFails,
  request,
  rule,
  snapshot,
} from "./fakes";
import { original } from "./copying";
import { saySame, written, blocks } from "./copyScene";

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
