import { defaultOptions } from "../../src/conference/model/options";
import { pendingCopy } from "../../src/conference/writing/itemHash";
import type { Appointment } from "../../src/outlook/appointment/appointment";
import { RelayError } from "../../src/relay/ask";
import type { RelayClient } from "../../src/relay/client";
import {
  createFakeAppointment,
  createFakeRelay,
  createTestUseCases,
  outlookFails,
  type FakeState,
} from "./fakes";
import { original } from "./copying";
import { saySame, written, blocks } from "./copyScene";

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
