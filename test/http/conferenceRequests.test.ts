import fc from "fast-check";
import { conferenceRequestSchema } from "../../src/contract/conference";
import { checkConferenceRequest } from "../../server/http/conferenceRequests";
import { jsonOf } from "../../server/ledger/requestJson";
import { request } from "../support/relay";

/** As a body of this content is judged; the request's JSON must be what it says. */
function check(body: unknown) {
  const parsed = checkConferenceRequest(body, JSON.stringify(body));
  if (parsed.success) expect(JSON.parse(jsonOf(parsed.data))).toEqual(parsed.data);
  return parsed;
}

const attendee = { name: "Bruno Keller", address: "bruno.keller@example.com", kind: "required" };
const withAttendees = (attendees: unknown) => ({
  ...request,
  appointment: { ...request.appointment, attendees },
});
/** Attendees as the contract wants them, and such that differ from that in something. */
const attendees = fc.array(
  fc.oneof(
    fc.record({
      name: fc.string({ maxLength: 300, unit: "binary" }),
      address: fc.oneof(
        fc.emailAddress(),
        fc.string({ maxLength: 300 }),
        fc.constantFrom("a@b", "@b", "a@", "a b@c", `${"a".repeat(250)}@bc`, `${"a".repeat(250)}@bcd`),
      ),
      kind: fc.constantFrom("required", "optional", "resource", null),
    }),
    fc.record(
      {
        name: fc.constant("A"),
        address: fc.constant("a@b"),
        kind: fc.constant("optional"),
        more: fc.anything(),
      },
      { requiredKeys: [] },
    ),
    fc.constant(JSON.parse(`{"name":"A","address":"a@b","__proto__":{"kind":"required"}}`) as unknown),
    fc.anything(),
  ),
  { maxLength: 3 },
);

test("whoever is invited is judged as by the contract's schema, in whatever order and with whatever else it comes", () => {
  fc.assert(
    fc.property(fc.oneof(attendees, fc.anything()), (invited) => {
      const body: unknown = withAttendees(invited);
      const [ours, theirs] = [check(body), conferenceRequestSchema.safeParse(body)];
      expect(ours.success).toBe(theirs.success);
      expect(ours.data).toEqual(theirs.data);
      expect(ours.error?.issues).toEqual(theirs.error?.issues);
    }),
    { numRuns: 1000 },
  );
});

test("a body that is no request is none, and what is wrong beside plain attendees is said", () => {
  for (const body of [
    null,
    [],
    "a",
    {},
    { appointment: null },
    { ...request, options: {} },
    { appointment: [] },
  ])
    expect(check(body).error?.issues).toEqual(conferenceRequestSchema.safeParse(body).error?.issues);
});

test("a thousand attendees are as many as there may be", () => {
  const parse = (count: number) => check(withAttendees(Array.from({ length: count }, () => attendee)));
  expect(parse(1000).data?.appointment.attendees).toHaveLength(1000);
  expect(parse(1001).success).toBe(false);
});

test.each([
  [
    "a title with spaces around it",
    { ...request, appointment: { ...request.appointment, title: "  Review " } },
  ],
  ["something that nobody asked for", { ...request, more: "x".repeat(1000) }],
  ["an option that nobody knows", { ...request, options: { ...request.options, secret: "x" } }],
])("%s goes into no ledger: the JSON of a request has what the contract has", (_, body) => {
  const { data } = check(body);
  expect(JSON.parse(jsonOf(data!))).toEqual(conferenceRequestSchema.parse(body));
});
