import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readConfig } from "../../server/config/config";
import { people as builtIn } from "../../server/config/people";

const ann = { userId: "ann", guid: "G1", firstName: "Ann", lastName: "Ek", address: "ann@example.org" };
const bo = { userId: "bo", guid: "G2", firstName: "Bo", lastName: "Ek", address: "bo@example.org" };

function read(content: unknown) {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "people-")), "people.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return readConfig({ PREVIEW_PEOPLE: file }).people;
}

test("people of one's own are read from a file, in its order", () => {
  expect(read([bo, ann])).toEqual([bo, ann]);
  expect(read([{ ...ann, userId: " ann ", guid: "G1\n" }])).toEqual([ann]);
});

test("the people in the box pass the same check", () => {
  expect(read(builtIn)).toEqual(builtIn);
});

test.each(["userId", "guid", "firstName", "lastName", "address"] as const)(
  "a person whose %s is empty, blank or missing stops the start, and the line names entry and field",
  (field) => {
    const without = Object.fromEntries(Object.entries(bo).filter(([name]) => name !== field));
    for (const wrong of [
      { ...bo, [field]: "" },
      { ...bo, [field]: " \t" },
      { ...bo, [field]: " \u200b" },
      { ...bo, [field]: null },
      without,
    ])
      expect(() => read([ann, wrong])).toThrow(
        new RegExp(
          `^PREVIEW_PEOPLE must name a JSON file.*Person 2: "${field}" is missing, empty or wrong\\.$`,
        ),
      );
  },
);

test.each([
  ["guid", { guid: "G1" }],
  ["guid", { guid: "g1 " }],
  ["guid", { guid: "G\u200b1" }],
  ["userId", { userId: "ANN" }],
  ["address", { address: "Ann@Example.org" }],
  ["name", { firstName: "ann", lastName: "EK" }],
])("two people of the same %s (%j) stop the start with a line that names both", (field, same) => {
  expect(() => read([ann, { ...bo, ...same }])).toThrow(
    `PREVIEW_PEOPLE: people 1 and 2 have the same ${field}. Give each person a ${field} of their own.`,
  );
});

test.each([
  ["userId", "address", { userId: "Ann@Example.org" }],
  ["address", "userId", { address: "ann@example.org" }],
  ["guid", "userId", { guid: "ANN" }],
  ["userId", "guid", { userId: "g1" }],
])(
  "a %s that is another person's %s stops the start: one would read the other's conferences",
  (field, other, same) => {
    const first = field === "address" ? { ...ann, userId: "ann@example.org", address: "a@example.org" } : ann;
    expect(() => read([first, { ...bo, ...same }])).toThrow(
      `PREVIEW_PEOPLE: the ${other} of person 1 is the ${field} of person 2. Give each person their own.`,
    );
  },
);

test("a person's own userId may be their address", () => {
  const self = { ...ann, userId: ann.address };
  expect(read([self, bo])).toEqual([self, bo]);
});

test.each([
  ["nobody", "[]"],
  ["no list", "{}"],
  ["no JSON", "nonsense"],
  ["a text as a person", '["ann"]'],
])("%s stops the start", (_, content) => {
  expect(() => read(content)).toThrow("PREVIEW_PEOPLE must name a JSON file");
});

test("the line holds no address, name or ID of a person", () => {
  const fail = () => read([ann, { ...bo, guid: ann.guid }]);
  expect(fail).not.toThrow(/G1|ann|example/);
});
