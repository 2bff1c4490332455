import { createOfficeCallQueue } from "../../src/outlook/platform/officeCallQueue";
import { installFakeOffice } from "./fakeOffice";
import { values, open } from "./appointmentScene";

const person = (displayName: string, emailAddress: string, recipientType = "user") => ({
  displayName,
  emailAddress,
  recipientType,
});

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
