import { openHost } from "../../src/outlook/host";
import type { Appointment } from "../../src/outlook/appointment";
import { createOfficeCall } from "../../src/outlook/officeCall";
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
    leftOut: [],
    series: null,
  });
  await Promise.all([appointment.read(), appointment.readBody(), appointment.readMemory()]);
  expect(office.maxInFlight()).toBe(3);
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
    leftOut: [
      { name: "Sales", reason: "distributionList" },
      { name: "Contacts", reason: "noAddress" },
      { name: "Exchange", reason: "noAddress" },
    ],
  });
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
  expect(await appointment.readMemory()).toEqual({});
  const memory = {
    key: "k",
    conferenceId: "42",
    location: "Web conference 42",
    version: "3",
    fingerprint: "AbCdEfGhIjKlMnOp",
  };
  await appointment.saveMemory(memory);
  expect(await appointment.readMemory()).toEqual(memory);
  await appointment.saveMemory({});
  expect(office.values.properties).toEqual({});
});

test.each([["not JSON"], ["[]"], ['{"key":1}'], ['{"other":"k"}'], ["null"], [7]])(
  "properties of somebody else's making (%s) count as none",
  async (saved) => {
    const { appointment } = await open({ properties: { webConference: saved } });
    expect(await appointment.readMemory()).toEqual({});
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
] as const)("%s failing with %i is %s", async (operation, number, code) => {
  const { office, appointment } = await open();
  office.disturb(operation, number);
  const work = operation.startsWith("body")
    ? appointment.prependToBody({ format: "html", content: "" })
    : appointment.read();
  await expect(work).rejects.toMatchObject({ name: "OutlookError", code, officeCode: number });
});

test("a call that Office never answers ends by itself, and does not block the next ones", async () => {
  installFakeOffice(values());
  const call = createOfficeCall({ timeoutMs: 5 });
  const silent = Array.from({ length: 4 }, () => call("wait", () => undefined));
  for (const result of await Promise.allSettled(silent)) {
    expect(result).toMatchObject({ reason: { code: "NO_ANSWER" } });
  }
  await expect(call("work", (done) => done({ status: "succeeded", value: 1 } as never))).resolves.toBe(1);
});

test("a call for which Office throws is a failure like any other", async () => {
  installFakeOffice(values());
  const call = createOfficeCall();
  await expect(
    call("write", () => {
      throw new Error("Elevated permission is required");
    }),
  ).rejects.toMatchObject({ code: "OFFICE_FAILED" });
});

test("changes are told by Office's events, and by looking again where there is none", async () => {
  jest.useFakeTimers({ doNotFake: ["queueMicrotask"] });
  try {
    const { office, appointment } = await open();
    const told = jest.fn();
    const stop = appointment.onChange(told);
    office.fire("time");
    office.fire("recipients");
    expect(told).toHaveBeenCalledTimes(2);
    jest.advanceTimersByTime(2000);
    expect(told).toHaveBeenCalledTimes(3);
    stop();
    jest.advanceTimersByTime(10_000);
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
    host.openLink("https://rtc.example.com/join/1");
    expect(office.calls).toContain("open https://rtc.example.com/join/1");
    const opened: unknown[] = [];
    Object.assign(globalThis, { window: { open: (...args: unknown[]) => opened.push(args) } });
    (await open()).host.openLink("https://rtc.example.com/join/2");
    expect(opened).toEqual([["https://rtc.example.com/join/2", "_blank", "noopener"]]);
    Reflect.deleteProperty(globalThis, "window");
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
    await host.hush();
    expect(office.values.notification).toBeUndefined();
    office.disturb("notification.remove", 9024);
    await host.hush();
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

  test("tells light from dark by the theme's background", async () => {
    const { office, host } = await open();
    const told = jest.fn();
    host.onThemeChange(told);
    office.fire("theme", { officeTheme: { bodyBackgroundColor: "#1f1f1f" } });
    office.fire("theme", { officeTheme: { bodyBackgroundColor: "#FFFFFF" } });
    expect(told.mock.calls).toEqual([["dark"], ["light"]]);
  });
});
