import fc from "fast-check";
import {
  findDifferences,
  findBlockingErrors,
  toUpdateRequest,
  toScheduleRequest,
} from "../../../src/conference/model/differences";
import {
  chooseAccess,
  chooseEnrollment,
  chooseKey,
  createConferenceKey,
  defaultOptions,
} from "../../../src/conference/model/options";
import {
  conferenceRequestSchema,
  optionsSchema,
  type ConferenceOptions,
} from "../../../src/contract/conference";
import type { ConferenceRequest } from "../../../src/relay/dates";
import { now, request, snapshot, terms } from "../fakes";

test("each field that moved on is named with old and new", () => {
  const later = toScheduleRequest(
    {
      ...snapshot,
      subject: "Review",
      start: new Date("2027-03-02T15:00:00Z"),
      end: new Date("2027-03-02T16:00:00Z"),
      attendees: [{ name: "Dina", address: "dina@example.com", kind: "optional" }],
    },
    { ...defaultOptions, sendEmail: true },
    terms,
  );
  expect(findDifferences(request, later)).toEqual([
    { field: "title", from: "Quarterly review", to: "Review" },
    { field: "start", from: snapshot.start, to: new Date("2027-03-02T15:00:00Z") },
    { field: "end", from: snapshot.end, to: new Date("2027-03-02T16:00:00Z") },
    {
      field: "attendees",
      added: [expect.objectContaining({ name: "Dina" })],
      removed: [expect.objectContaining({ name: "Bruno Keller" })],
    },
    { field: "options", from: defaultOptions, to: { ...defaultOptions, sendEmail: true } },
  ]);
});

test("order, capitals of addresses and the form of a time make no difference", () => {
  const attendees = [
    { name: "B", address: "B@example.com", kind: "required" as const },
    { name: "A", address: "a@example.com", kind: "optional" as const },
  ];
  const scheduled = toScheduleRequest({ ...snapshot, attendees }, defaultOptions, terms);
  const now = toScheduleRequest(
    {
      ...snapshot,
      attendees: [
        { ...attendees[1]!, address: "A@EXAMPLE.COM" },
        { ...attendees[0]!, address: "b@example.com" },
      ],
    },
    defaultOptions,
    terms,
  );
  scheduled.appointment.start = new Date("2027-03-02T14:00:00Z");
  expect(findDifferences(scheduled, now)).toEqual([]);
});

test("a subject that is missing, blank or too long still makes a title", () => {
  const titleOf = (subject: string) =>
    toScheduleRequest({ ...snapshot, subject }, defaultOptions, { ...terms, titleFallback: "Fallback" })
      .appointment.title;
  expect(titleOf("")).toBe("Fallback");
  expect(titleOf("  ")).toBe("Fallback");
  expect(titleOf("x".repeat(300))).toHaveLength(255);
  // A character of two units at the edge is left out, not cut in half.
  expect(titleOf(`${"x".repeat(254)}😀`)).toBe("x".repeat(254));
  expect(titleOf("日".repeat(255))).toBe("日".repeat(255));
});

const titled = (change: Partial<typeof snapshot>, scheduled: typeof terms.scheduled = null) =>
  toScheduleRequest({ ...snapshot, ...change }, defaultOptions, {
    ...terms,
    titleFallback: "Fallback",
    scheduled,
  }).appointment.title;

test.each([
  ["zero-width spaces and joiners", "\u200b\u200c\u200d\u2060\ufeff"],
  ["soft hyphens", "\u00ad\u00ad"],
  ["control characters", "\0\u0007\u001b\u0085"],
  ["combining marks alone", "\u0301\u0308\u20dd\u064b"],
  ["marks of direction", "\u202e\u2066\u2069\u061c\u200f"],
  ["fillers of Hangul", "\u3164\uffa0\u115f\u1160"],
  ["blanks of Braille", "\u2800\u2800"],
  ["signs that choose a shape", "\ufe0f\u{e0100}\u180b\u034f"],
  ["tags and half characters", "\u{e0041}\ud83d"],
  ["spaces of many kinds", "\u00a0\u2003\u3000\u1680\u202f"],
  ["characters that Unicode will never use", "\ufffe\ufdd0"],
])("a subject of %s is none", (_, subject) => {
  expect(titled({ subject })).toBe("Fallback");
  expect(titled({ subject }, request)).toBe("Quarterly review");
});

test.each(["e\u0301", "\u200bx", "1", "—", "😀", "لا", "สวัสดี", "\u2801", "한", "?"])(
  "“%s” can be seen",
  (subject) => {
    expect(titled({ subject })).toBe(subject);
  },
);

test("a private appointment's subject stays in Outlook, also where it was scheduled by it before", () => {
  expect(titled({ isPrivate: true })).toBe("Web conference");
  expect(titled({ isPrivate: true }, request)).toBe("Web conference");
  expect(titled({ isPrivate: true, subject: "" })).toBe("Web conference");
});

test("a subject of any script and length makes a title that is whole and as long as it may be", () => {
  const subjects = fc.oneof(
    fc.string({ unit: "grapheme", minLength: 200, maxLength: 300 }),
    fc.string({ unit: "binary", maxLength: 300 }),
  );
  fc.assert(
    fc.property(subjects, (subject) => {
      const { title } = toScheduleRequest({ ...snapshot, subject }, defaultOptions, {
        ...terms,
        titleFallback: "Fallback",
      }).appointment;
      // Half a character cannot be encoded.
      expect(() => encodeURIComponent(title)).not.toThrow();
      expect(title.length).toBeLessThanOrEqual(255);
      if (title !== "Fallback") expect(subject.trim().startsWith(title)).toBe(true);
      expect(conferenceRequestSchema.shape.appointment.shape.title.safeParse(title).success).toBe(true);
    }),
  );
});

test("five minutes of grace for a start that has just passed", () => {
  const start = new Date(now - 5 * 60_000);
  const { appointment } = toScheduleRequest({ ...snapshot, start }, defaultOptions, terms);
  expect(appointment.start).toEqual(start);
});

describe("a single appointment that has begun", () => {
  const time = (text: string) => new Date(`2027-03-01T${text}:00Z`);
  const begun = { ...snapshot, start: time("08:30"), end: time("10:00") };
  const today = { ...snapshot, start: new Date("2027-02-28T23:00:00Z"), end: time("23:00") };
  const times = (one: typeof snapshot, scheduled: ConferenceRequest | null = null, when = now) => {
    const { appointment } = toScheduleRequest(one, defaultOptions, { ...terms, scheduled, now: when });
    return [appointment.start, appointment.end].map((one) => one.toISOString());
  };
  const at = (start: Date, end: Date): ConferenceRequest => ({
    ...request,
    appointment: { ...request.appointment, start, end },
  });

  test.each([
    ["for some time", begun],
    ["and lasts all day", today],
  ])("%s has a conference from now on, for the same times within a minute", (_, one) => {
    expect(findBlockingErrors(one, defaultOptions, now)).toEqual([]);
    const end = one.end.toISOString();
    expect(times(one)).toEqual(["2027-03-01T09:01:00.000Z", end]);
    expect(times(one, null, now + 1)).toEqual(["2027-03-01T09:02:00.000Z", end]);
    expect(times(one, null, now + 60_000)).toEqual(["2027-03-01T09:02:00.000Z", end]);
  });

  test.each([
    ["that it had before it began", "08:30"],
    ["that was now when it was added", "08:41"],
  ])("keeps the start %s, and a change asks for what is left", (_, started) => {
    const scheduled = at(time(started), begun.end);
    expect(times(begun, scheduled)).toEqual([time(started), begun.end].map((one) => one.toISOString()));
    const longer = { ...begun, end: time("10:30") };
    const change = { ...terms, scheduled };
    expect(findDifferences(scheduled, toScheduleRequest(longer, defaultOptions, change))).toMatchObject([
      { field: "end" },
    ]);
    expect(toUpdateRequest(longer, defaultOptions, change).appointment).toMatchObject({
      start: time("09:01"),
      end: time("10:30"),
    });
  });

  test("and was moved there takes its conference to now", () => {
    expect(times(begun, request)[0]).toBe("2027-03-01T09:01:00.000Z");
  });

  test("and is over, or as good as over, is refused; what is scheduled is in step with it", () => {
    for (const end of [time("08:45"), time("09:01")]) {
      const over = { ...begun, end };
      expect(findBlockingErrors(over, defaultOptions, now)).toEqual(["STARTS_IN_THE_PAST"]);
      expect(times(over, at(begun.start, end))).toEqual([begun.start, end].map((one) => one.toISOString()));
    }
    expect(findBlockingErrors({ ...begun, end: time("09:02") }, defaultOptions, now)).toEqual([]);
  });
});

test("no sequence of choices makes options that the guide rules out", () => {
  const choice = fc.oneof(
    fc
      .constantFrom("invited" as const, "registered" as const, "anyone" as const)
      .map((access) => ({ access })),
    fc.boolean().map((enrollment) => ({ enrollment })),
    fc.boolean().map((wanted) => ({ wanted })),
  );
  fc.assert(
    fc.property(fc.array(choice), (choices) => {
      const options = choices.reduce<ConferenceOptions>((current, one) => {
        if ("access" in one) return chooseAccess(current, one.access);
        return "enrollment" in one
          ? chooseEnrollment(current, one.enrollment)
          : chooseKey(current, one.wanted);
      }, defaultOptions);
      expect(optionsSchema.safeParse(options).success).toBe(true);
    }),
  );
});

test("keys can be read aloud and are not made twice", () => {
  const keys = Array.from({ length: 1000 }, createConferenceKey);
  expect(new Set(keys).size).toBe(1000);
  for (const key of keys) expect(key).toMatch(/^[abcdefghjkmnpqrstuvwxyz2-9]{8}$/);
});
