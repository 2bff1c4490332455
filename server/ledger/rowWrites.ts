import { CompiledQuery } from "kysely";
import * as z from "zod/mini";
import { createBatches } from "./batches";
import { fileOf, type Database, type Row } from "./database";
import { bufferOf } from "./entry";
import { writesOf } from "./writes";

/** Whose row it is, and who holds it. */
export interface Holder {
  owner: string;
  key: string;
  leaseOwner: string;
}

const steps = [
  ...["state", "version", "conferenceHash", "content"],
  ...["changedAt", "endsAt", "nextAttemptAt", "mayHaveLateWrites"],
] as const;

/** The columns that each step of the work writes. */
type Step = Pick<
  Row,
  | "state"
  | "version"
  | "conferenceHash"
  | "content"
  | "changedAt"
  | "endsAt"
  | "nextAttemptAt"
  | "mayHaveLateWrites"
>;

/** The change of the row in `requests`: a large request is written there, "dropped" deletes it, null leaves it. */
type RequestChange = Uint8Array | "dropped" | null;

/** The two writes of each schedule. */
export interface RowWrites {
  /** False: the owner has used the key before. */
  begin(
    holder: Holder,
    row: Step & Pick<Row, "claim" | "leaseExpiresAt">,
    sealed: Uint8Array | null,
  ): Promise<boolean>;
  /** Records a step; `isLast`: and lets go. False: somebody else holds the row. */
  step(holder: Holder, step: Step, change: RequestChange, isLast: boolean): Promise<boolean>;
}

/** Bytes of a sealed request; a longer one travels faster as it is than in JSON. */
const longestInBatch = 32_000;

const columns = ["site", "owner", "key", "leaseOwner", "leaseExpiresAt", "claim", ...steps];
const namesOf = (names: readonly string[]) => names.map((name) => `"${name}"`).join(", ");
const orNothing = `on conflict ("site", "owner", "key") do nothing`;
const ofRow = `"site" = :site and "owner" = :owner and "key" = :key`;

/** The statements are texts, made once: Kysely takes longer to write one than the database to carry it out. */
export function createRowWrites(database: Database, site: string): RowWrites {
  const isPostgres = fileOf(database) === null;
  const alone = createSingleWrites(database, site, isPostgres);
  if (!isPostgres) return alone;
  const batched = createPostgresBatches(database, site);
  return {
    begin: (holder, row, sealed) =>
      sealed === null || sealed.length <= longestInBatch
        ? batched.begin({ ...holder, ...row, sealed: sealed && bufferOf(sealed).toString("base64") })
        : alone.begin(holder, row, sealed),
    step: (holder, step, change, isLast) =>
      change === null
        ? batched.step({ ...holder, ...step, isLast })
        : alone.step(holder, step, change, isLast),
  };
}

function createSingleWrites(database: Database, site: string, isPostgres: boolean): RowWrites {
  const write = writesOf(database);
  const prepare = (text: string) => createStatement(text, isPostgres);

  /** A statement alone, and with the change of `requests` that counts together with it. */
  function prepareAll(text: string) {
    const alone = prepare(text);
    const together = (inPostgres: string, inSqlite: string) =>
      prepare(isPostgres ? `with "written" as (${text} returning 1) ${inPostgres}` : inSqlite);
    const insert = `insert into "requests" ("site", "owner", "key", "sealed")`;
    const orReplace = `on conflict ("site", "owner", "key") do update set "sealed" = excluded."sealed"`;
    const keep = together(
      `${insert} select :site, :owner, :key, cast(:sealed as bytea) from "written" ${orReplace}`,
      `${insert} values (:site, :owner, :key, :sealed) ${orReplace}`,
    );
    const remove = `delete from "requests" where ${ofRow}`;
    const drop = together(`${remove} and exists (select from "written")`, remove);
    return async (values: Values, change: RequestChange): Promise<boolean> => {
      if (change === null) return (await write(alone(values))) > 0;
      const both = change === "dropped" ? drop(values) : keep({ ...values, sealed: change });
      return (await (isPostgres ? write(both) : write(alone(values), both))) > 0;
    };
  }

  const begin = prepareAll(
    `insert into "conferences" (${namesOf(columns)})
     values (${columns.map((name) => `:${name}`).join(", ")}) ${orNothing}`,
  );
  const set = steps.map((name) => `"${name}" = :${name}`).join(", ");
  const ofHolder = `where ${ofRow} and "leaseOwner" = :leaseOwner`;
  const save = prepareAll(`update "conferences" set ${set} ${ofHolder}`);
  const finish = prepareAll(
    `update "conferences" set ${set}, "leaseOwner" = null, "leaseExpiresAt" = 0 ${ofHolder}`,
  );
  return {
    begin: (holder, row, sealed) => begin({ site, ...holder, ...row }, sealed),
    step: (holder, step, change, isLast) => (isLast ? finish : save)({ site, ...holder, ...step }, change),
  };
}

const typeOf: Partial<Record<string, string>> = {
  leaseExpiresAt: "bigint",
  version: "bigint",
  changedAt: "bigint",
  endsAt: "bigint",
  nextAttemptAt: "bigint",
  mayHaveLateWrites: "bigint",
  isLast: "boolean",
};

/**
 * The rows of many requests in one statement, as JSON: PostgreSQL takes hardly longer for ten of them than for one. Not
 * prepared under a name: the plan must go by the size that the table has now.
 */
function createPostgresBatches(database: Database, site: string) {
  const names = [...columns.slice(1), "isLast", "sealed"];
  const types = names.map((name) => `"${name}" ${typeOf[name] ?? "text"}`);
  const given = `json_to_recordset($2::json) as "given" (${types.join(", ")})`;
  const writer = (text: string) => async (rows: readonly Holder[]) => {
    const { rows: found } = await database.executeQuery(
      CompiledQuery.raw(text, [site, JSON.stringify(rows)]),
    );
    const written = new Set(heldBySchema.parse(found).map(({ leaseOwner }) => leaseOwner));
    return rows.map(({ leaseOwner }) => written.has(leaseOwner));
  };
  const own = columns.slice(1).map((name) => `"${name}"`);
  const set = steps.map((name) => `"${name}" = "given"."${name}"`);
  const ofHolder = ["owner", "key", "leaseOwner"].map((name) => `"held"."${name}" = "given"."${name}"`);
  return {
    begin: createBatches<Holder & Step & Pick<Row, "claim" | "leaseExpiresAt"> & { sealed: string | null }>(
      writer(`with "given" as materialized (select * from ${given}), "written" as (
         insert into "conferences" (${namesOf(columns)}) select $1, ${own.join(", ")} from "given"
         ${orNothing} returning "leaseOwner"
       ), "apart" as (
         insert into "requests" ("site", "owner", "key", "sealed")
         select $1, "owner", "key", decode("sealed", 'base64') from "given" natural join "written"
         where "sealed" is not null
       ) select "leaseOwner" from "written"`),
      isAboutRow,
    ),
    step: createBatches<Holder & Step & { isLast: boolean }>(
      writer(`update "conferences" as "held" set ${set.join(", ")},
         "leaseOwner" = case when "given"."isLast" then null else "held"."leaseOwner" end,
         "leaseExpiresAt" = case when "given"."isLast" then 0 else "held"."leaseExpiresAt" end
       from ${given} where "held"."site" = $1 and ${ofHolder.join(" and ")} returning "given"."leaseOwner"`),
      isAboutRow,
    ),
  };
}

const heldBySchema = z.array(z.object({ leaseOwner: z.string() }));

/** Classes of SQLSTATE: data, constraints, and deadlocks. Nothing of the statement was written. */
function isAboutRow(failure: unknown): boolean {
  return failure instanceof Error && "code" in failure && /^(22|23|40)/.test(String(failure.code));
}

type Values = Readonly<Record<string, string | number | Uint8Array | null>>;

/** A statement with `:name` for each of its values. */
function createStatement(text: string, isPostgres: boolean): (values: Values) => CompiledQuery {
  const names: string[] = [];
  const sql = text.replace(/:(\w+)/g, (_, name: string) => {
    names.push(name);
    return isPostgres ? `$${names.length}` : "?";
  });
  return (values) =>
    CompiledQuery.raw(
      sql,
      names.map((name) => values[name]),
    );
}
