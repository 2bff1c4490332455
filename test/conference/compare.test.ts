import fc from "fast-check";
import { findDifferences, findObstacles, toRequest } from "../../src/conference/compare";
import {
  chooseAccess,
  chooseEnrollment,
  chooseKey,
  createConferenceKey,
  defaultOptions,
} from "../../src/conference/options";
import {
  conferenceRequestSchema,
  optionsSchema,
  type ConferenceOptions,
} from "../../src/contract/conference";
import { now, request, snapshot, terms } from "./fakes";

test("each field that moved on is named with old and new", () => {
  const later = toRequest(
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
  const scheduled = toRequest({ ...snapshot, attendees }, defaultOptions, terms);
  const now = toRequest(
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
  scheduled.appointment.start = "2027-03-02T14:00:00Z";
  expect(findDifferences(scheduled, now)).toEqual([]);
});

test("a subject that is missing, blank or too long still makes a title", () => {
  const titleOf = (subject: string) =>
    toRequest({ ...snapshot, subject }, defaultOptions, { ...terms, titleFallback: "Fallback" }).appointment
      .title;
  expect(titleOf("")).toBe("Fallback");
  expect(titleOf("  ")).toBe("Fallback");
  expect(titleOf("x".repeat(300))).toHaveLength(255);
  // A character of two units at the edge is left out, not cut in half.
  expect(titleOf(`${"x".repeat(254)}😀`)).toBe("x".repeat(254));
  expect(titleOf("日".repeat(255))).toBe("日".repeat(255));
});

test("a subject of any script and length makes a title that is whole and as long as it may be", () => {
  const subjects = fc.oneof(
    fc.string({ unit: "grapheme", minLength: 200, maxLength: 300 }),
    fc.string({ unit: "binary", maxLength: 300 }),
  );
  fc.assert(
    fc.property(subjects, (subject) => {
      const { title } = toRequest({ ...snapshot, subject }, defaultOptions, {
        ...terms,
        titleFallback: "Fallback",
      }).appointment;
      // Half a character cannot be encoded.
      expect(() => encodeURIComponent(title)).not.toThrow();
      expect(title.length).toBeLessThanOrEqual(255);
      if (subject.trim() !== "") expect(subject.trim().startsWith(title)).toBe(true);
      expect(conferenceRequestSchema.shape.appointment.shape.title.safeParse(title).success).toBe(true);
    }),
  );
});

test("five minutes of grace for a start that has just passed", () => {
  const at = (ms: number) => findObstacles({ ...snapshot, start: new Date(now - ms) }, defaultOptions, now);
  expect(at(5 * 60_000)).toEqual([]);
  expect(at(5 * 60_000 + 1)).toEqual(["STARTS_IN_THE_PAST"]);
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
