import type { ItemProperties } from "../../src/outlook/appointment/appointment";
import { openHost } from "../../src/outlook/host";
import { createOfficeCallQueue } from "../../src/outlook/platform/officeCallQueue";
import { readOwner } from "../../src/outlook/appointment/owner";
import { createCustomProperties } from "../../src/outlook/appointment/customProperties";
import { installFakeOffice } from "./fakeOffice";

const values = {
  subject: "Review",
  start: new Date("2027-03-02T14:00:00Z"),
  end: new Date("2027-03-02T15:00:00Z"),
  location: "Room 1",
  organizer: { displayName: "Alice Adams", emailAddress: "alice.adams@example.com" },
  required: [] as object[],
  optional: [] as object[],
  body: "<p>Agenda</p>",
  bodyType: "html",
  properties: {},
  recurrence: null as unknown,
  places: [] as object[],
};
const ours = "Web conference 42";

async function open(change: Record<string, unknown> = {}, supported = ["1.7", "1.8"]) {
  const office = installFakeOffice({ ...values, ...change }, supported);
  const host = await openHost();
  if (host.mode !== "compose") throw new Error("not composing");
  return { office, host, appointment: host.appointment };
}

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

describe("whose calendar it is in", () => {
  const bruno = { name: "Bruno Keller", address: "bruno.keller@example.com" };
  const organizer = { displayName: bruno.name, emailAddress: bruno.address };

  test("a shared folder's owner", async () => {
    expect((await open({ organizer, owner: "Bruno.Keller@example.com" })).host.owner).toEqual(bruno);
    expect((await open({ owner: bruno.address })).host.owner).toEqual({ ...bruno, name: bruno.address });
    expect((await open({ organizer, owner: "alice.adams@example.com" })).host.owner).toBeNull();
  });

  test("one's own where it is in no shared folder, also where the organizer is an alias", async () => {
    const { office, host } = await open({
      organizer: { displayName: "Alice Adams", emailAddress: "alice@example.com" },
    });
    expect(host.owner).toBeNull();
    expect(office.calls).toEqual([]);
  });

  test("the organizer's before Mailbox 1.8, and one's own where that cannot be read", async () => {
    expect((await open({ organizer }, ["1.7"])).host.owner).toEqual(bruno);
    expect((await open({ organizer }, [])).host.owner).toBeNull();
    const office = installFakeOffice({ ...values, organizer }, ["1.7"]);
    office.disturb("organizer.get", 9020);
    expect(await openHost()).toMatchObject({ owner: null });
  });

  async function readShared(
    change: Record<string, unknown>,
    disturbances: [operation: string, how: number | "silence", times: number][],
  ) {
    const office = installFakeOffice({ ...values, organizer, owner: bruno.address, ...change }, [
      "1.7",
      "1.8",
    ]);
    for (const disturbance of disturbances) office.disturb(...disturbance);
    const pauses: number[] = [];
    const owner = await readOwner({
      item: office.item as unknown as Office.AppointmentCompose,
      me: { name: "Alice Adams", address: "alice.adams@example.com" },
      call: createOfficeCallQueue({ timeoutMs: 5 }),
      wait: (ms) => Promise.resolve(void pauses.push(ms)),
    });
    return { owner, pauses };
  }

  test("asked for again where Outlook fails, and not taken for one's own", async () => {
    expect(await readShared({}, [["shared", 9020, 2]])).toEqual({ owner: bruno, pauses: [300, 1000] });
    expect((await readShared({ organizer: null }, [["shared", 9020, 1]])).owner).toEqual({
      ...bruno,
      name: bruno.address,
    });
  });

  test("one that does not answer is waited for once", async () => {
    expect(await readShared({}, [["shared", "silence", 1]])).toEqual({ owner: bruno, pauses: [] });
  });

  test("refused for good, or named in Exchange's own way: the organizer's", async () => {
    expect((await readShared({}, [["shared", 9020, 3]])).owner).toEqual(bruno);
    expect((await readShared({ owner: "/O=EXAMPLE/CN=BRUNO" }, [])).owner).toEqual(bruno);
  });

  test("unknown, never one's own, where neither can be had", async () => {
    expect((await readShared({ organizer: null }, [["shared", 9020, 3]])).owner).toBe("unknown");
    expect(
      (
        await readShared({}, [
          ["shared", 9020, 3],
          ["organizer.get", 9020, 1],
        ])
      ).owner,
    ).toBe("unknown");
  });

  test("where Outlook knows no organizer yet, it is the owner, and a delegate who is invited stays invited", async () => {
    const me = { displayName: "Alice Adams", emailAddress: "alice.adams@example.com" };
    const { appointment } = await open({ organizer: null, owner: bruno.address, required: [me] });
    expect(await appointment.read()).toMatchObject({
      organizer: { address: bruno.address },
      attendees: [{ address: me.emailAddress }],
    });
  });
});

describe("a series", () => {
  const recurrence = (more: object = {}) => ({
    recurrenceType: "weekly",
    recurrenceProperties: { interval: 2, days: ["mon", "thu"], firstDayOfWeek: "mon" },
    recurrenceTimeZone: { name: "W. Europe Standard Time", offset: 60 },
    seriesTime: {
      getStartDate: () => "2027-03-01",
      getEndDate: () => "2027-06-30",
      getStartTime: () => "T15:00:00.000",
      getDuration: () => 45,
    },
    ...more,
  });

  test("is told by its rule, in its own zone", async () => {
    const { appointment } = await open({ recurrence: recurrence() });
    expect((await appointment.read()).series).toEqual({
      part: "series",
      rule: {
        kind: "weekly",
        interval: 2,
        days: ["mon", "thu"],
        dayOfMonth: null,
        weekOfMonth: null,
        month: null,
        firstDay: "2027-03-01",
        lastDay: "2027-06-30",
        startMinutes: 900,
        durationMinutes: 45,
        timeZone: "Europe/Berlin",
      },
    });
  });

  test.each([
    ["monthly", { interval: 1, dayOfMonth: 15 }, { dayOfMonth: 15, weekOfMonth: null }],
    [
      "monthly",
      { interval: 1, dayOfWeek: "tue", weekNumber: "last", dayOfMonth: 1 },
      { dayOfMonth: null, weekOfMonth: "last", days: ["tue"] },
    ],
    ["yearly", { interval: 1, dayOfMonth: 2, month: "mar" }, { month: "mar", dayOfMonth: 2 }],
    ["weekday", undefined, { kind: "weekday", interval: 1 }],
  ])("%s %j", async (recurrenceType, recurrenceProperties, rule) => {
    const { appointment } = await open({ recurrence: recurrence({ recurrenceType, recurrenceProperties }) });
    expect((await appointment.read()).series).toMatchObject({ part: "series", rule });
  });

  test("one of it is known as that, also where Outlook does not say how it repeats", async () => {
    const { appointment } = await open({ seriesId: "AAMkSeries" });
    expect(appointment.isOccurrence()).toBe(true);
    expect((await appointment.read()).series).toEqual({ part: "occurrence", rule: null });
  });

  test.each([
    ["Customized Time Zone", "Pacific Standard Time", "America/Los_Angeles"],
    ["tzone://Microsoft/Custom", "Lord Howe Standard Time", "Australia/Lord_Howe"],
    ["(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien", "Europe/Zurich", "Europe/Zurich"],
    ["Mitteleuropäische Zeit", "Newfoundland Standard Time", "America/St_Johns"],
    ["", "Asia/Tokyo", "Asia/Tokyo"],
    ["Nepal Standard Time", "Asia/Tokyo", "Asia/Katmandu"],
  ])("in the zone “%s”, where Outlook shows times in %s, its zone is %s", async (name, timeZone, known) => {
    const { appointment } = await open({
      timeZone,
      recurrence: recurrence({ recurrenceTimeZone: { name, offset: 0 } }),
    });
    const { timeZone: zone = "" } = (await appointment.read()).series?.rule ?? {};
    const canonical = (one: string) =>
      new Intl.DateTimeFormat("en", { timeZone: one }).resolvedOptions().timeZone;
    expect(canonical(zone)).toBe(canonical(known));
  });

  test("without an end, or half written, it is told as far as it goes", async () => {
    const whole = recurrence();
    const endless = { ...whole.seriesTime, getEndDate: () => null };
    const { office, appointment } = await open({ recurrence: recurrence({ seriesTime: endless }) });
    expect((await appointment.read()).series).toMatchObject({ rule: { lastDay: null } });
    for (const half of [{ recurrenceType: "weekly" }, { ...whole, recurrenceType: "hourly" }]) {
      office.values.recurrence = half;
      expect((await appointment.read()).series).toEqual({ part: "series", rule: null });
    }
  });

  test("before Mailbox 1.7 nothing is known of it", async () => {
    const { office, host, appointment } = await open({ recurrence: recurrence() }, []);
    expect(host.tellsSeries).toBe(false);
    for (const seriesId of [null, "", undefined]) {
      office.item.seriesId = seriesId;
      expect(appointment.isOccurrence()).toBe(false);
      expect((await appointment.read()).series).toBeNull();
    }
  });

  test("one of it is known as that also before Mailbox 1.7, as on phones, and nothing is written there", async () => {
    const { office, appointment } = await open({ seriesId: "AAMkSeries" }, []);
    expect(appointment.isOccurrence()).toBe(true);
    expect((await appointment.read()).series).toEqual({ part: "occurrence", rule: null });
    await expect(appointment.saveProperties({ idempotencyKey: "k" })).rejects.toMatchObject({
      code: "OCCURRENCE",
    });
    expect(office.calls).not.toContain("recurrence.get");
    expect(office.calls).not.toContain("properties.save");
  });
});

describe("a message", () => {
  const people = [
    { displayName: "Bruno", emailAddress: "bruno@example.com" },
    { displayName: "Alice Adams", emailAddress: "ALICE.adams@example.com" },
  ];
  const openMessage = async (item: object, supported = ["1.7"]) => {
    const office = installFakeOffice({ ...values, to: people, cc: [people[0]] }, supported);
    for (const name of ["start", "end", "organizer", "recurrence"]) Reflect.deleteProperty(office.item, name);
    Object.assign(office.item, { itemType: "message" }, item);
    const host = await openHost();
    if (host.mode !== "message") throw new Error(`is ${host.mode}`);
    return { office, message: host.message };
  };

  test("that is read: its correspondents once each, without oneself, and a reply with the link", async () => {
    const replies: object[] = [];
    const { message } = await openMessage({
      subject: "Question",
      from: people[0],
      to: people,
      cc: [{ displayName: "", emailAddress: "" }],
      displayReplyAllForm: (form: object) => replies.push(form),
    });
    expect([message.isCompose, await message.readSubject()]).toEqual([false, "Question"]);
    expect(await message.readCorrespondents()).toEqual([{ name: "Bruno", address: "bruno@example.com" }]);
    await message.insertAtCursor({ format: "html", content: "<p>Join</p>" });
    expect(replies).toEqual([{ htmlBody: "<p>Join</p>" }]);
  });

  test("whose reply Office refuses says so", async () => {
    const { message } = await openMessage({
      subject: "Question",
      displayReplyAllForm: () => {
        throw new Error("too long");
      },
    });
    await expect(message.insertAtCursor({ format: "html", content: "" })).rejects.toMatchObject({
      code: "OFFICE_FAILED",
    });
  });

  test("that is written: the block goes where the cursor is, in the body's own format", async () => {
    const written: unknown[] = [];
    const list = {
      getAsync: (done: (result: object) => void) => done({ status: "succeeded", value: people }),
    };
    const { office, message } = await openMessage({ to: list, cc: list });
    Object.assign(office.item.body as object, {
      setSelectedDataAsync: (data: string, options: object, done: (result: object) => void) => {
        written.push([data, options]);
        done({ status: "succeeded" });
      },
    });
    office.values.bodyType = "text";
    expect(message.isCompose).toBe(true);
    expect(await message.readCorrespondents()).toEqual([{ name: "Bruno", address: "bruno@example.com" }]);
    const format = await message.readBodyFormat();
    await message.insertAtCursor({ format, content: "Join: x" });
    expect(written).toEqual([["Join: x", { coercionType: "text" }]]);
    expect(await message.readBody()).toEqual({ format: "text", content: office.values.body });
  });

  test("remembers in its form, where Outlook can, by what key a conference was begun there", async () => {
    const { office, message } = await openMessage({}, ["1.11"]);
    office.disturb("session.get", 9020);
    expect(await message.readIdempotencyKey()).toBeNull();
    message.saveIdempotencyKey("key-1");
    expect(await message.readIdempotencyKey()).toBe("key-1");
    const older = await openMessage({});
    older.message.saveIdempotencyKey("key-1");
    expect([await older.message.readIdempotencyKey(), older.office.values.session]).toEqual([
      null,
      undefined,
    ]);
  });

  test("that invites to an appointment is read like one", async () => {
    const office = installFakeOffice(values);
    Object.assign(office.item, {
      itemType: "message",
      subject: "Invitation",
      start: values.start,
      end: values.end,
      from: { displayName: "Bruno", emailAddress: "bruno@example.com" },
    });
    Reflect.deleteProperty(office.item, "organizer");
    const host = await openHost();
    expect(host).toMatchObject({
      mode: "read",
      reading: { isOrganizer: false, organizer: { name: "Bruno" } },
    });
  });
});
