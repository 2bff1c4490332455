import { openHost } from "../../src/outlook/host";
import { createOfficeCallQueue } from "../../src/outlook/platform/officeCallQueue";
import { readOwner } from "../../src/outlook/appointment/owner";
import { installFakeOffice } from "./fakeOffice";
import { values, open } from "./itemScene";

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
