import * as z from "zod";
import * as conferences from "../../src/contract/conference";
import { errorResponseSchema } from "../../src/contract/errors";
import * as services from "../../src/contract/services";
import { timeFields, withDates } from "../../src/relay/dates";
import { conferenceOf, request } from "../conference/fakes";

/** The fields of a JSON schema, at any depth, and whether each holds an instant. */
function fieldsOf(node: unknown): [name: string, isTime: boolean][] {
  if (typeof node !== "object" || node === null) return [];
  const { properties = {} } = node as { properties?: Record<string, object> };
  const own = Object.entries(properties).map(([name, field]): [string, boolean] => {
    const kinds = "anyOf" in field ? (field.anyOf as object[]) : [field];
    return [name, kinds.some((kind) => "format" in kind && kind.format === "date-time")];
  });
  return [...own, ...Object.values(node).flatMap(fieldsOf)];
}

test("the contract's times have these names, and nothing else in it has", () => {
  const fields = [...Object.values(conferences), ...Object.values(services), errorResponseSchema]
    .filter((one) => one instanceof z.core.$ZodType)
    .flatMap((schema) => fieldsOf(z.toJSONSchema(schema)));
  const namesOf = (wanted: boolean) => new Set(fields.flatMap(([name, is]) => (is === wanted ? [name] : [])));
  expect([...namesOf(true)].sort()).toEqual([...timeFields].sort());
  expect(timeFields.filter((name) => namesOf(false).has(name))).toEqual([]);
});

test("an answer's times become Dates, and go back as they came", () => {
  const conference = { ...conferenceOf(request), createdAt: new Date("2027-02-28T23:30:00Z") };
  const text = JSON.stringify({ conference, end: null, title: "2027-03-02T14:00:00.000Z" });
  const answer = withDates(JSON.parse(text) as object);
  expect(answer).toEqual({ conference, end: null, title: "2027-03-02T14:00:00.000Z" });
  expect(JSON.stringify(answer)).toBe(text);
});
