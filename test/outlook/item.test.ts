import type { ItemProperties } from "../../src/outlook/appointment/appointment";
import { createOfficeCallQueue } from "../../src/outlook/platform/officeCallQueue";
import { createCustomProperties } from "../../src/outlook/appointment/customProperties";
import { installFakeOffice } from "./fakeOffice";
import { values, open } from "./itemScene";

const ours = "Web conference 42";

describe("the location", () => {
  const room = { id: "room1@example.com", type: "room" };
  const words = (id: string) => ({ id, type: "custom" });

  test("rooms stay rooms: ours is added beside them, and taken out alone", async () => {
    const { office, appointment } = await open({ places: [room, words("Canteen")] });
    expect(await appointment.addLocation(ours, undefined)).toBe("done");
    expect(office.values.places).toEqual([room, words("Canteen"), words(ours)]);
    expect(await appointment.addLocation(ours, ours)).toBe("done");
    expect(office.values.places).toHaveLength(3);
    await appointment.removeLocation(ours);
    expect(office.values.places).toEqual([room, words("Canteen")]);
    expect(office.calls).not.toContain("location.set");
  });

  test("an earlier one of ours is replaced, also where the host keeps all words as one", async () => {
    const { office, appointment } = await open({ places: [room, words("Canteen; Web conference 41")] });
    expect(await appointment.addLocation(ours, "Web conference 41")).toBe("done");
    expect(office.values.places).toEqual([room, words("Canteen"), words(ours)]);
  });

  test("words of others that are with ours are put back also where Outlook fails once", async () => {
    const { office, appointment } = await open({ places: [words("Canteen; Web conference 42")] });
    office.disturb("places.add", 9020);
    await appointment.removeLocation(ours);
    expect(office.values.places).toEqual([words("Canteen")]);
  });

  test("a host that takes it and does nothing, or fails, is noticed", async () => {
    const { office, appointment } = await open();
    office.disturb("places.add", 9020);
    expect(await appointment.addLocation(ours, undefined)).toBe("refused");
    Object.assign(office.item.enhancedLocation as object, {
      addAsync: (_: object[], done: (result: object) => void) => done({ status: "succeeded" }),
    });
    expect(await appointment.addLocation(ours, undefined)).toBe("refused");
  });

  test("before Mailbox 1.8 it is text, and what is there stays", async () => {
    const { office, appointment } = await open({}, ["1.7"]);
    expect(await appointment.addLocation(ours, undefined)).toBe("done");
    expect(office.values.location).toBe("Room 1; Web conference 42");
    await appointment.removeLocation(ours);
    expect(office.values.location).toBe("Room 1");
    office.values.location = "x".repeat(250);
    expect(await appointment.addLocation(ours, undefined)).toBe("refused");
    expect(office.values.location).toBe("x".repeat(250));
  });

  test("a host that adds a text to what was there, or never parts with ours, is noticed", async () => {
    const { office, appointment } = await open({}, ["1.7"]);
    Object.assign(office.item.location as object, {
      setAsync: (text: string, done: (result: object) => void) => {
        office.values.location = `${String(office.values.location)}; ${text}`;
        done({ status: "succeeded" });
      },
    });
    expect(await appointment.addLocation(ours, undefined)).toBe("changed");
    expect(office.values.location).toBe("Room 1; Room 1; Web conference 42");
    expect(await appointment.removeLocation(ours)).toBe(false);
    const enhanced = await open({ places: [words(ours)] });
    Object.assign(enhanced.office.item.enhancedLocation as object, {
      removeAsync: (_: object[], done: (result: object) => void) => done({ status: "succeeded" }),
    });
    expect(await enhanced.appointment.removeLocation(ours)).toBe(false);
  });
});

describe("custom properties", () => {
  function openProperties(isOccurrence = false, change: Record<string, unknown> = {}) {
    const office = installFakeOffice({ ...values, ...change });
    const pauses: number[] = [];
    const clock = { now: 0 };
    const properties = createCustomProperties({
      item: office.item as unknown as Office.AppointmentCompose,
      call: createOfficeCallQueue({ timeoutMs: 5, lostMs: 10 }),
      isOccurrence: () => isOccurrence,
      wait: (ms) => {
        pauses.push(ms);
        return Promise.resolve();
      },
      now: () => clock.now,
    });
    return { office, pauses, properties, clock };
  }

  test.each([9020, 9019, 9028, 9042])(
    "refused with %i for a while: asked again, with longer pauses",
    async (code) => {
      const { office, pauses, properties } = openProperties();
      office.disturb("properties.load", code, 2);
      expect(await properties.read()).toEqual({});
      office.disturb("properties.save", code, 1);
      await properties.save({ idempotencyKey: "k" });
      expect(pauses).toEqual([300, 1000, 300]);
      expect(office.values.properties).toEqual({ webConference: '{"idempotencyKey":"k"}' });
    },
  );

  test("refused for good: said in the end", async () => {
    const { office, pauses, properties } = openProperties();
    office.disturb("properties.load", 9020, 4);
    await expect(properties.read()).rejects.toMatchObject({
      code: "PROPERTIES_UNAVAILABLE",
      officeCode: 9020,
    });
    expect(pauses).toEqual([300, 1000, 3000]);
    // Nobody waits for the same again, until it has come back.
    office.disturb("properties.load", 9020);
    await expect(properties.read()).rejects.toMatchObject({ code: "PROPERTIES_UNAVAILABLE" });
    expect(await properties.read()).toEqual({});
    expect(pauses).toHaveLength(3);
    office.disturb("properties.load", 9020);
    expect(await properties.read()).toEqual({});
    expect(pauses).toHaveLength(4);
  });

  test("never answered: cannot be had, and for a minute nobody waits for it again", async () => {
    const { office, pauses, properties, clock } = openProperties();
    office.disturb("properties.load", "silence");
    await expect(properties.read()).rejects.toMatchObject({ code: "PROPERTIES_UNAVAILABLE" });
    const asked = office.calls.length;
    await expect(properties.save({ idempotencyKey: "k" })).rejects.toMatchObject({
      code: "PROPERTIES_UNAVAILABLE",
    });
    expect([office.calls.length, pauses]).toEqual([asked, []]);
    clock.now = 60_000;
    expect(await properties.read()).toEqual({});
    office.disturb("properties.save", "silence");
    await expect(properties.save({ idempotencyKey: "k" })).rejects.toMatchObject({
      code: "PROPERTIES_UNAVAILABLE",
    });
  });

  test("no permission is not asked for again", async () => {
    const { office, pauses, properties } = openProperties();
    office.disturb("properties.load", 7000);
    await expect(properties.read()).rejects.toMatchObject({ code: "NO_PERMISSION" });
    expect(pauses).toEqual([]);
  });

  test("of one of a series nothing is saved: that would break the series", async () => {
    const { office, properties } = openProperties(true, {
      properties: { webConference: '{"idempotencyKey":"k"}' },
    });
    expect(await properties.read()).toEqual({ idempotencyKey: "k" });
    await expect(properties.save({})).rejects.toMatchObject({ code: "OCCURRENCE" });
    expect(office.calls).not.toContain("properties.save");
  });

  test("they stay within what Outlook takes, and what finds the conference is kept", async () => {
    const { office, properties } = openProperties();
    const wanted: ItemProperties = {
      idempotencyKey: "k".repeat(36),
      conferenceId: "4".repeat(64),
      scheduledSnapshot: "日".repeat(1800),
    };
    await properties.save(wanted);
    const saved = (office.values.properties as Record<string, string>).webConference ?? "";
    expect(JSON.stringify({ webConference: saved }).length).toBeLessThan(2500);
    expect(await properties.read()).toEqual({
      idempotencyKey: wanted.idempotencyKey,
      conferenceId: wanted.conferenceId,
    });
    // What is only compared goes before what tells whose words are whose.
    await properties.save({ ...wanted, ownedLines: "x".repeat(500) });
    expect(await properties.read()).toMatchObject({ ownedLines: "x".repeat(500) });
    await properties.save({ ...wanted, ownedLines: "x".repeat(1800) });
    expect(await properties.read()).toEqual({
      idempotencyKey: wanted.idempotencyKey,
      conferenceId: wanted.conferenceId,
    });
  });
});

describe("the body", () => {
  test("is not written over what was typed since it was read", async () => {
    const { office, appointment } = await open();
    const before = await appointment.readBody();
    office.values.body = "<p>Agenda, and more</p>";
    await expect(
      appointment.replaceBody({ format: "html", content: "<p>Ours</p><p>Agenda</p>" }, before),
    ).rejects.toMatchObject({ code: "BODY_CHANGED" });
    expect(office.values.body).toBe("<p>Agenda, and more</p>");
    await appointment.replaceBody({ format: "html", content: "<p>Ours</p>" }, await appointment.readBody());
    expect(office.values.body).toBe("<p>Ours</p>");
  });
});

describe("which item it is", () => {
  test("a mark tells items apart and says nothing of their IDs; one that was never saved has none", async () => {
    const { office, appointment } = await open({ itemId: "AAMkAGI2/+=" });
    const mark = await appointment.readItemHash();
    expect(mark).toMatch(/^[0-9a-f]{32}$/);
    office.values.itemId = "AAMkAGI2/+==";
    expect(await appointment.readItemHash()).not.toBe(mark);
    office.disturb("itemId", 9046);
    expect(await appointment.readItemHash()).toBe("");
    office.disturb("itemId", 9020);
    expect(await appointment.readItemHash()).toBeNull();
    expect(await (await open({ itemId: "x" }, ["1.7"])).appointment.readItemHash()).toBeNull();
  });

  test("the mark of a series is the same in the series and in one of it", async () => {
    const series = await (await open({ itemId: "AAMkSeries" })).appointment.readItemHash();
    const { appointment } = await open({ itemId: "AAMkOne", seriesId: "AAMkSeries" });
    expect(await appointment.readSeriesItemHash()).toBe(series);
    expect(await appointment.readItemHash()).not.toBe(series);
    expect(await (await open({ itemId: "AAMkSeries" })).appointment.readSeriesItemHash()).toBeNull();
  });
});

describe("what was done in this form", () => {
  test("is known to all its pages", async () => {
    const { appointment, office } = await open({}, ["1.11"]);
    office.disturb("session.get", 9024);
    expect(await appointment.readSession()).toBeNull();
    appointment.saveSession({ conferenceId: "42", scheduledSnapshot: "[1]" });
    expect(await appointment.readSession()).toEqual({ conferenceId: "42", scheduledSnapshot: "[1]" });
    office.values.session = "somebody else's";
    expect(await appointment.readSession()).toBeNull();
  });

  test("is not asked for where Outlook cannot tell", async () => {
    const { appointment, office } = await open({ session: "42" }, ["1.8", "1.10"]);
    appointment.saveSession({ conferenceId: "43" });
    expect(await appointment.readSession()).toBeUndefined();
    expect(office.values.session).toBe("42");
    expect(office.calls).toEqual([]);
  });
});
