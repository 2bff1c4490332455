import { readFileSync } from "node:fs";
import * as z from "zod/mini";
import type { PersonOfThePreview } from "./people";
import { ConfigError } from "./settings";

/** Something that is seen: no space, control or zero-width character alone. */
const text = z.string().check(z.trim(), z.regex(/[^\s\p{C}]/u));

const peopleSchema = z
  .array(
    z.object({
      userId: text,
      guid: text,
      firstName: text,
      lastName: text,
      address: text.check(z.includes("@")),
    }),
  )
  .check(z.minLength(1));

/** Each of these must tell two people apart: the relay, the simulator or a user knows them by it. */
const identities: Record<string, (person: PersonOfThePreview) => string> = {
  userId: ({ userId }) => userId,
  guid: ({ guid }) => guid,
  address: ({ address }) => address,
  name: ({ firstName, lastName }) => `${firstName} ${lastName}`,
};

/** Reads the people of PREVIEW_PEOPLE. Throws ConfigError; its message names the entry and the field, never the value. */
export function readPeople(file: string): readonly PersonOfThePreview[] {
  let people: readonly PersonOfThePreview[];
  try {
    people = peopleSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    const [entry, field] = cause instanceof z.core.$ZodError ? (cause.issues[0]?.path ?? []) : [];
    const where =
      typeof entry !== "number"
        ? ""
        : ` Person ${entry + 1}: ${field === undefined ? "wrong" : `"${String(field)}" is missing, empty or wrong`}.`;
    throw new ConfigError(
      `PREVIEW_PEOPLE must name a JSON file: a list of people with userId, guid, firstName, lastName and address.${where}`,
      { cause },
    );
  }
  for (const [field, identityOf] of Object.entries(identities)) checkUnique(people, field, identityOf);
  checkApart(people);
  return people;
}

/** Conferences are looked up by either of these: what is one person's may not be another's in any of them. */
const lookedUpBy = ["userId", "guid", "address"] as const;

function checkApart(people: readonly PersonOfThePreview[]): void {
  people.forEach((person, index) => {
    for (const field of lookedUpBy) {
      const same = (other: PersonOfThePreview) =>
        lookedUpBy.find((name) => fold(other[name]) === fold(person[field]));
      const other = people.findIndex((one) => one !== person && same(one) !== undefined);
      const [found, theirs] = [people[other], other + 1];
      if (found)
        throw new ConfigError(
          `PREVIEW_PEOPLE: the ${field} of person ${index + 1} is the ${same(found)} of person ${theirs}. Give each person their own.`,
        );
    }
  });
}

function checkUnique(
  people: readonly PersonOfThePreview[],
  field: string,
  identityOf: (person: PersonOfThePreview) => string,
): void {
  const seen = new Map<string, number>();
  people.forEach((person, index) => {
    const identity = fold(identityOf(person));
    const other = seen.get(identity);
    if (other !== undefined)
      throw new ConfigError(
        `PREVIEW_PEOPLE: people ${other + 1} and ${index + 1} have the same ${field}. Give each person a ${field} of their own.`,
      );
    seen.set(identity, index);
  });
}

/** Directories and mail systems ignore case, so two spellings are one person. */
function fold(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replace(/\s+/g, " ")
    .toLowerCase();
}
