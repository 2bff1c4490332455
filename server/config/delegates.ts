import { readFileSync } from "node:fs";
import * as z from "zod/mini";
import type { PersonOfThePreview } from "./people";
import type { Delegation } from "../conferences/delegations";
import { ConfigError } from "./settings";

const text = z.string().check(z.minLength(1));

/** A list of delegations (docs/delegates.md). Unknown names are refused: they are misspellings. */
export const delegatesSchema = z.array(
  z.strictObject({
    owner: z.strictObject({
      subject: text,
      tenant: z._default(z.nullable(z.string()), null),
      userId: text,
      name: text,
      address: z.string().check(z.includes("@")),
    }),
    delegates: z.array(text),
    may: z.array(z.enum(["schedule", "change", "host"])),
  }),
);

interface DelegatesOptions {
  /** DELEGATES_FILE; null: none is set. */
  file: string | null;
  sites: readonly { name: string; url: string | null; delegates: z.infer<typeof delegatesSchema> }[];
  people: readonly PersonOfThePreview[];
}

/** Those of DELEGATES_FILE and of each site; without a file and a deployment, the preview's too. Throws ConfigError. */
export function readDelegations({ file, sites, people }: DelegatesOptions): readonly Delegation[] {
  const ofSites = sites.flatMap(({ name, delegates }) =>
    delegates.map((given) => ({ ...given, site: name })),
  );
  if (file !== null) return [...readFile(file), ...ofSites];
  // People of a real deployment are asked before anybody acts for them.
  return sites.every(({ url }) => url === null) ? [...ofThePreview(people), ...ofSites] : ofSites;
}

/** The preview's shared calendar: its first person looks after the second one's conferences. */
function ofThePreview([first, second]: readonly PersonOfThePreview[]): Delegation[] {
  if (!first || !second) return [];
  const { guid, userId, firstName, lastName, address } = second;
  const owner = { subject: guid, tenant: null, userId, name: `${firstName} ${lastName}`, address };
  return [{ owner, delegates: [first.guid], may: ["schedule", "change", "host"] }];
}

function readFile(file: string): readonly Delegation[] {
  try {
    return delegatesSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    const place = cause instanceof z.core.$ZodError ? cause.issues[0]?.path.join(".") : undefined;
    const where = place === undefined || place === "" ? "" : ` It is wrong at ${place}.`;
    throw new ConfigError(
      `DELEGATES_FILE must name a JSON file with a list of delegations (docs/delegates.md).${where}`,
      { cause },
    );
  }
}
