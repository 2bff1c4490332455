import { openHost } from "../../src/outlook/host";
import type { Appointment, OutlookError } from "../../src/outlook/appointment/appointment";
import { createOfficeCallQueue } from "../../src/outlook/platform/officeCallQueue";
import { installFakeOffice } from "./fakeOffice";

const values = () => ({
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
  recurrence: null,
  places: [] as object[],
});
const person = (displayName: string, emailAddress: string, recipientType = "user") => ({
  displayName,
  emailAddress,
  recipientType,
});

async function open(change: Record<string, unknown> = {}, supported?: string[]) {
  const office = installFakeOffice({ ...values(), ...change }, supported);
  const host = await openHost();
  if (host.mode !== "compose") throw new Error("not composing");
  return { office, host, appointment: host.appointment satisfies Appointment };
}

test("one look reads everything, with never more than three Office calls in flight", async () => {
  const { office, appointment } = await open({ required: [person("Bruno", "bruno@example.com")] });
  expect(await appointment.read()).toEqual({
    subject: "Review",
    start: new Date("2027-03-02T14:00:00Z"),
    end: new Date("2027-03-02T15:00:00Z"),
    location: "Room 1",
    organizer: { name: "Alice Adams", address: "alice.adams@example.com" },
    attendees: [{ name: "Bruno", address: "bruno@example.com", kind: "required" }],
    skippedAttendees: [],
    series: null,
    isPrivate: false,
  });
  await Promise.all([appointment.read(), appointment.readBody(), appointment.readProperties()]);
  expect(office.maxInFlight()).toBe(3);
});

test.each([
  ["private", true],
  ["confidential", true],
  ["normal", false],
  ["personal", false],
])("of an appointment that is %s it is known whether it is private: %s", async (sensitivity, isPrivate) => {
  const { appointment } = await open({ sensitivity }, ["1.7", "1.14"]);
  expect(await appointment.read()).toMatchObject({ isPrivate });
  const { office, appointment: older } = await open({ sensitivity });
  expect(await older.read()).toMatchObject({ isPrivate: false });
  expect(office.calls).not.toContain("sensitivity.get");
});

test("nobody is invited twice, the organizer not at all, and who cannot be is named", async () => {
  const { appointment } = await open({
    required: [
      person("Bruno", "bruno@example.com"),
      person("Alice", "ALICE.ADAMS@example.com"),
      person("Sales", "sales@example.com", "distributionList"),
      person("Contacts", ""),
      person("Exchange", "/O=EXAMPLE/OU=X/CN=RECIPIENTS/CN=BOB"),
    ],
    optional: [person("Bruno again", "Bruno@Example.com"), person("", "dina@example.com")],
  });
  expect(await appointment.read()).toMatchObject({
    attendees: [
      { name: "Bruno", kind: "required" },
      { name: "dina@example.com", address: "dina@example.com", kind: "optional" },
    ],
    skippedAttendees: [
      { name: "Sales", reason: "distributionList" },
      { name: "Contacts", reason: "noAddress" },
      { name: "Exchange", reason: "noAddress" },
    ],
  });
});

test("a subject of 255 characters in any script is read whole", async () => {
  for (const letter of ["x", "日", "ع"]) {
    const subject = letter.repeat(255);
    expect((await (await open({ subject })).appointment.read()).subject).toBe(subject);
  }
});

test("before Mailbox 1.7 the organizer is who is signed in, and no event is asked for", async () => {
  const { office, appointment } = await open({ organizer: undefined }, []);
  expect((await appointment.read()).organizer?.address).toBe("alice.adams@example.com");
  appointment.onChange(() => undefined)();
  expect(office.handlers.size).toBe(0);
});

test.each([
  ["html", "html"],
  ["text", "text"],
])("a body of type %s is read and written as such", async (bodyType, format) => {
  const { office, appointment } = await open({ bodyType });
  expect(await appointment.readBody()).toEqual({ format, content: "<p>Agenda</p>" });
  await appointment.prependToBody({ format: format as "html", content: "X" });
  expect(office.values.body).toBe("X<p>Agenda</p>");
});

test("a body beyond Outlook's million characters is refused before Outlook throws", async () => {
  const { office, appointment } = await open();
  await expect(
    appointment.replaceBody({ format: "html", content: "x".repeat(1_000_001) }, await appointment.readBody()),
  ).rejects.toMatchObject({
    code: "BODY_TOO_LARGE",
  });
  expect(office.values.body).toBe("<p>Agenda</p>");
});

test("what the appointment remembers is saved whole, and forgotten whole", async () => {
  const { office, appointment } = await open();
  expect(await appointment.readProperties()).toEqual({});
  const properties = {
    idempotencyKey: "k",
    conferenceId: "42",
    location: "Web conference 42",
    version: "3",
    requestHash: "AbCdEfGhIjKlMnOp",
  };
  await appointment.saveProperties(properties);
  expect(await appointment.readProperties()).toEqual(properties);
  await appointment.saveProperties({});
  expect(office.values.properties).toEqual({});
});

test.each([["not JSON"], ["[]"], ['{"idempotencyKey":1}'], ['{"other":"k"}'], ["null"], [7]])(
  "properties of somebody else's making (%s) count as none",
  async (saved) => {
    const { appointment } = await open({ properties: { webConference: saved } });
    expect(await appointment.readProperties()).toEqual({});
  },
);

test.each([
  ["subject.get", 7000, "NO_PERMISSION"],
  ["subject.get", 9020, "OFFICE_FAILED"],
  ["subject.get", 9030, "ITEM_CHANGED"],
  ["subject.get", 5001, "OUTLOOK_OFFLINE"],
  ["body.prepend", 9002, "BODY_FORMAT"],
  ["body.prepend", 9011, "OFFICE_FAILED"],
  ["body.prepend", 9017, "NO_PERMISSION"],
  ["body.prepend", 9033, "OCCURRENCE"],
  ["body.prepend", 9038, "NO_PERMISSION"],
  ["body.prepend", 9040, "OUTLOOK_OFFLINE"],
  ["body.prepend", 9041, "OUTLOOK_OFFLINE"],
  ["body.prepend", 9042, "OUTLOOK_OFFLINE"],
  ["body.prepend", 9047, "NO_PERMISSION"],
  ["body.prepend", 9049, "ITEM_CHANGED"],
  ["body.prepend", 9055, "NO_PERMISSION"],
  ["body.prepend", 9999, "OFFICE_FAILED"],
  ["body.prepend", 5000, "OFFICE_FAILED"],
  ["body.prepend", 5005, "ITEM_CHANGED"],
  ["body.prepend", 5011, "OUTLOOK_OFFLINE"],
  ["body.prepend", 5012, "OUTLOOK_OFFLINE"],
  ["body.prepend", 5102, "BUSY"],
  ["body.prepend", 5103, "BODY_TOO_LARGE"],
] as const)("%s failing with %i is %s", async (operation, number, code) => {
  const { office, appointment } = await open();
  office.disturb(operation, number);
  const work = operation.startsWith("body")
    ? appointment.prependToBody({ format: "html", content: "" })
    : appointment.read();
  await expect(work).rejects.toMatchObject({ name: "OutlookError", code, officeCode: number });
});

describe("calls that Office answers late or never", () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());
  const answer = { status: "succeeded", value: 1 } as never;
  /** Starts a call; says what has become of it so far. */
  function ask(call: ReturnType<typeof createOfficeCallQueue>) {
    const asked = {
      outcome: "waiting",
      start: jest.fn<undefined, [(result: never) => void]>(),
      answer: () => {},
    };
    asked.answer = () => asked.start.mock.calls[0]?.[0](answer);
    call("work", asked.start).then(
      () => (asked.outcome = "done"),
      (failure: unknown) => (asked.outcome = (failure as OutlookError).code),
    );
    return asked;
  }
  const outcomes = (asked: { outcome: string }[]) => asked.map(({ outcome }) => outcome);

  test("end by themselves, and are in flight until Office answers: never more than three", async () => {
    installFakeOffice(values());
    const call = createOfficeCallQueue();
    const asked = Array.from({ length: 8 }, () => ask(call));
    const started = () => asked.filter(({ start }) => start.mock.calls.length > 0);
    await jest.advanceTimersByTimeAsync(20_000);
    expect(outcomes(asked)).toEqual(Array(8).fill("NO_ANSWER"));
    // What has waited in vain for its turn was never started.
    expect(started()).toHaveLength(3);
    const later = ask(call);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(later.start).not.toHaveBeenCalled();
    asked[0]!.answer();
    await jest.advanceTimersByTimeAsync(0);
    expect(later.start).toHaveBeenCalledTimes(1);
    asked[0]!.answer();
    const last = ask(call);
    await jest.advanceTimersByTimeAsync(0);
    expect(last.start).not.toHaveBeenCalled();
    later.answer();
    await jest.advanceTimersByTimeAsync(0);
    expect([later.outcome, started().length]).toEqual(["done", 3]);
    expect(last.start).toHaveBeenCalledTimes(1);
  });

  test("are given up in the end: a host that never answers does not block everything for good", async () => {
    installFakeOffice(values());
    const call = createOfficeCallQueue();
    for (let made = 0; made < 3; made += 1) ask(call);
    await jest.advanceTimersByTimeAsync(59_999);
    const next = ask(call);
    expect(next.start).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    next.answer();
    await jest.advanceTimersByTimeAsync(0);
    expect(next.outcome).toBe("done");
  });
});

test("a page that is held up for longer than both limits still tells its caller that Office did not answer", async () => {
  installFakeOffice(values());
  const call = createOfficeCallQueue({ timeoutMs: 5, lostMs: 10 });
  const noAnswer = { code: "NO_ANSWER" };
  // After the first call its second timer is still running: it is due before any timer of the second call.
  await expect(call("work", () => undefined)).rejects.toMatchObject(noAnswer);
  const holdUp = () => {
    const until = performance.now() + 20;
    while (performance.now() < until);
  };
  await expect(call("work", holdUp)).rejects.toMatchObject(noAnswer);
});

test("a call for which Office throws is a failure like any other", async () => {
  installFakeOffice(values());
  const call = createOfficeCallQueue();
  await expect(
    call("write", () => {
      throw new Error("Elevated permission is required");
    }),
  ).rejects.toMatchObject({ code: "OFFICE_FAILED" });
});

test("listening, leaving and small settings count among the three calls, too", async () => {
  const { office, host, appointment } = await open();
  host.onThemeChange(() => undefined);
  const stop = appointment.onChange(() => undefined);
  host.setSetting("dialIn", "1");
  await Promise.all([appointment.read(), appointment.readBody()]);
  stop();
  await appointment.read();
  expect(office.calls).toEqual(
    expect.arrayContaining(["listen theme", "listen time", "settings.save", "leave time"]),
  );
  expect(office.maxInFlight()).toBe(3);
});

test("what cannot be listened to, or kept, is no failure", async () => {
  const { office, host, appointment } = await open();
  for (const operation of ["listen theme", "listen time", "settings.save"]) office.disturb(operation, 5003);
  host.onThemeChange(() => undefined);
  appointment.onChange(() => undefined)();
  host.setSetting("dialIn", "1");
  expect(await appointment.read()).toMatchObject({ subject: "Review" });
});

test("while other pages of ours are calling Outlook it is asked again", async () => {
  installFakeOffice(values());
  const pauses: number[] = [];
  const call = createOfficeCallQueue({
    wait: (ms) => {
      pauses.push(ms);
      return Promise.resolve();
    },
  });
  const asked = jest.fn();
  const busy = { status: "failed", error: { code: 5100 } } as never;
  const answers = [busy, busy, { status: "succeeded", value: 1 } as never];
  const ask = (done: (result: never) => void) => {
    asked();
    done(answers.shift() ?? busy);
  };
  await expect(call("work", ask)).resolves.toBe(1);
  expect(asked).toHaveBeenCalledTimes(3);
  await expect(call("work", ask)).rejects.toMatchObject({ code: "BUSY", officeCode: 5100 });
  expect(pauses).toEqual([100, 400, 100, 400, 1600]);
});

test.each([[undefined], [{ status: "failed" }], [{}]])(
  "an answer without an error (%j) is a failure, not a silence",
  async (answer) => {
    installFakeOffice(values());
    const call = createOfficeCallQueue();
    await expect(call("work", (done) => done(answer as never))).rejects.toMatchObject({
      code: "OFFICE_FAILED",
    });
  },
);

test("an answer that comes twice, or after all, changes nothing", async () => {
  jest.useFakeTimers();
  try {
    installFakeOffice(values());
    const call = createOfficeCallQueue({ timeoutMs: 5 });
    const one = { status: "succeeded", value: 1 } as never;
    const other = { status: "failed", error: { code: 9020 } } as never;
    const twice = call("work", (done) => {
      done(one);
      done(other);
    });
    await expect(twice).resolves.toBe(1);
    let late: (result: never) => void = () => undefined;
    const failed = expect(call("work", (done) => (late = done))).rejects.toMatchObject({ code: "NO_ANSWER" });
    await jest.advanceTimersByTimeAsync(5);
    await failed;
    late(one);
    await expect(call("work", (done) => done(one))).resolves.toBe(1);
  } finally {
    jest.useRealTimers();
  }
});

test("an organizer of whom Outlook says nothing is who is signed in; lists it leaves out are empty", async () => {
  const me = { name: "Alice Adams", address: "alice.adams@example.com" };
  for (const organizer of [undefined, null, { displayName: "", emailAddress: "" }]) {
    const { host, appointment } = await open({ organizer, required: undefined, optional: null });
    expect(host.owner).toBeNull();
    expect(await appointment.read()).toMatchObject({ organizer: me, attendees: [] });
  }
});

test("an organizer whom Exchange names in its own way is nobody else's calendar", async () => {
  const organizer = { displayName: "Alice", emailAddress: "/O=EXAMPLE/OU=X/CN=RECIPIENTS/CN=ALICE" };
  expect((await open({ organizer })).host.owner).toBeNull();
});

test("changes are told by Office's events, and by looking again where there is none", async () => {
  jest.useFakeTimers({ doNotFake: ["queueMicrotask"] });
  try {
    const { office, appointment } = await open();
    const told = jest.fn();
    const stop = appointment.onChange(told);
    await jest.advanceTimersByTimeAsync(0);
    office.fire("time");
    office.fire("recipients");
    expect(told).toHaveBeenCalledTimes(2);
    jest.advanceTimersByTime(2000);
    expect(told).toHaveBeenCalledTimes(3);
    stop();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(told).toHaveBeenCalledTimes(3);
    expect(office.handlers.size).toBe(0);
  } finally {
    jest.useRealTimers();
  }
});

describe("the host", () => {
  test("knows an appointment that is only read", async () => {
    const office = installFakeOffice(values());
    Object.assign(office.item, { subject: "Review", start: new Date(0), end: new Date(1) });
    const host = await openHost();
    expect(host).toMatchObject({ mode: "read", reading: { subject: "Review" } });
    if (host.mode === "read") expect(await host.reading.readBody()).toBe("<p>Agenda</p>");
  });

  test("is outside where there is no Outlook, no item, or no Office at all", async () => {
    installFakeOffice(values());
    Object.assign(Office, { onReady: () => Promise.resolve({ host: null }) });
    expect(await openHost()).toEqual({ mode: "outside" });
    installFakeOffice(values());
    Object.assign(Office.context.mailbox, { item: null });
    expect(await openHost()).toEqual({ mode: "outside" });
    Reflect.deleteProperty(globalThis, "Office");
    expect(await openHost()).toEqual({ mode: "outside" });
  });

  test("takes the mailbox's zone where the browser knows it, else the browser's own", async () => {
    expect((await open({ timeZone: "Asia/Tokyo" })).host.timeZone).toBe("Asia/Tokyo");
    expect((await open({ timeZone: "W. Europe Standard Time" })).host.timeZone).toBe("Europe/Berlin");
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    expect((await open({ timeZone: "Nowhere Standard Time" })).host.timeZone).toBe(own);
  });

  test.each([
    ["PC", "Outlook", "classic"],
    ["PC", "newOutlookWindows", "newWindows"],
    ["OfficeOnline", "OutlookWebApp", "web"],
    ["Mac", "MacOutlook", "mac"],
    ["iOS", "OutlookIOS", "ios"],
    ["Android", "OutlookAndroid", "android"],
    ["Elsewhere", "x", "other"],
  ])("is on %s (%s) %s", async (platform, hostName, expected) => {
    expect((await open({ platform, hostName })).host.platform).toBe(expected);
  });

  test.each(["PC", "Mac"])(
    "on %s it shows the computer's zone, whatever the mailbox's is",
    async (platform) => {
      const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
      expect((await open({ platform, timeZone: "Asia/Tokyo" })).host.timeZone).toBe(own);
    },
  );

  test("opens links in the browser where the host has a way to, else in a window of the page", async () => {
    const { office, host } = await open({}, ["OpenBrowserWindowApi 1.1"]);
    expect(host.openLink("https://rtc.example.com/join/1")).toBe(true);
    expect(office.calls).toContain("open https://rtc.example.com/join/1");
    const opened: unknown[] = [];
    const other = { opener: "this page" as unknown };
    const openWindow = (...args: unknown[]) => {
      opened.push(args);
      return other;
    };
    Object.assign(globalThis, { window: { open: openWindow } });
    expect((await open()).host.openLink("https://rtc.example.com/join/2")).toBe(true);
    expect(opened).toEqual([["https://rtc.example.com/join/2", "_blank"]]);
    expect(other.opener).toBeNull();
    Reflect.deleteProperty(globalThis, "window");
  });

  test("tells when the browser gave no window for a link", async () => {
    Object.assign(globalThis, { window: { open: () => null } });
    expect((await open()).host.openLink("https://rtc.example.com/join/2")).toBe(false);
    Reflect.deleteProperty(globalThis, "window");
  });

  test("the button on a message's line opens the message's pane; what is only read has none", async () => {
    const show = async (item: object) => {
      const { office } = await open({}, ["1.10"]);
      Object.assign(office.item, item);
      const host = await openHost();
      if (host.mode === "outside") throw new Error("not in Outlook");
      await host.notify("failed", "It did not work.", "Open");
      return office.values.notification;
    };
    expect(await show({ itemType: "message" })).toMatchObject({
      actions: [{ commandId: "MessageCompose.Options" }],
    });
    expect(await show({ itemType: "message", subject: "Budget" })).toMatchObject({ type: "error" });
  });

  test("offers a button to the pane where lines may have one, and a plain line where not", async () => {
    const { office, host } = await open({}, ["1.10"]);
    await host.notify("failed", "It did not work.", "Open");
    expect(office.values.notification).toEqual({
      type: "insight",
      message: "It did not work.",
      icon: "Icon.16",
      actions: [
        { actionType: "showTaskPane", actionText: "Open", commandId: "Compose.Options", contextData: {} },
      ],
    });
    office.disturb("notification", 9020);
    await host.notify("outOfDate", "Out of date.", "Open");
    expect(office.values.notification).toMatchObject({ type: "info", persistent: true });
    await host.clearNotification();
    expect(office.values.notification).toBeUndefined();
    office.disturb("notification.remove", 9024);
    await host.clearNotification();
  });

  test("signing in that never ends is given up", async () => {
    jest.useFakeTimers({ doNotFake: ["queueMicrotask"] });
    try {
      const { host } = await open();
      Object.assign(Office.auth, { getAccessToken: () => new Promise(() => undefined) });
      const failed = expect(host.signIn()).rejects.toMatchObject({ code: "NO_ANSWER" });
      await jest.advanceTimersByTimeAsync(120_000);
      await failed;
    } finally {
      jest.useRealTimers();
    }
  });

  test("keeps notifications within Outlook's 150 characters", async () => {
    const { office, host } = await open();
    await host.notify("failed", "x".repeat(200));
    expect(office.values.notification).toEqual({ type: "error", message: `${"x".repeat(149)}…` });
    await host.notify("done", "fine");
    expect(office.values.notification).toMatchObject({ type: "info", icon: "Icon.16", persistent: false });
  });

  test("does without a theme, and hears of one that was stale", async () => {
    const { office, host } = await open();
    const told = jest.fn();
    Object.assign(Office.context, { officeTheme: undefined });
    host.onThemeChange(told);
    expect(told).not.toHaveBeenCalled();
    Object.assign(Office.context, { officeTheme: { bodyBackgroundColor: "#ffffff" } });
    host.onThemeChange(told);
    await Promise.resolve();
    office.fire("theme", {});
    office.fire("theme", { officeTheme: { bodyBackgroundColor: "#000000" } });
    expect(told.mock.calls).toEqual([["light"], ["dark"]]);
  });

  test("without a way to sign in says so, and does not throw at once", async () => {
    const { host } = await open();
    Object.assign(Office, { auth: undefined });
    await expect(host.signIn()).rejects.toThrow();
  });

  test("tells light from dark by the theme's background", async () => {
    const { office, host } = await open();
    const told = jest.fn();
    host.onThemeChange(told);
    await Promise.resolve();
    office.fire("theme", { officeTheme: { bodyBackgroundColor: "#1f1f1f" } });
    office.fire("theme", { officeTheme: { bodyBackgroundColor: "#FFFFFF" } });
    expect(told.mock.calls).toEqual([["dark"], ["light"]]);
  });
});
