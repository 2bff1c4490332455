import { CompiledQuery } from "kysely";
import { fileOf, type Database, type Row } from "./database";
import { writesOf } from "./writes";

/** Whose row it is, and who holds it. */
export interface Holder {
  owner: string;
  key: string;
  heldBy: string;
}

const steps = [
  ...["state", "version", "conferenceHash", "content"],
  ...["changedAt", "endsAt", "lookAgainAt", "isDoubtful"],
] as const;

/** What is written with each step of the work on an entry. */
type Step = Pick<
  Row,
  "state" | "version" | "conferenceHash" | "content" | "changedAt" | "endsAt" | "lookAgainAt" | "isDoubtful"
>;

/** The two writes of each schedule. `sealed`: a large request, where it must be written. */
export interface RowWrites {
  /** False: the owner has used the key before. */
  begin(
    holder: Holder,
    row: Step & Pick<Row, "claim" | "heldUntil">,
    sealed: Uint8Array | null,
  ): Promise<boolean>;
  /** Records a step; `isLast`: and lets go. False: somebody else holds the row. */
  step(holder: Holder, step: Step, sealed: Uint8Array | null, isLast: boolean): Promise<boolean>;
}

/** The statements are texts, made once: Kysely takes longer to write one than the database to carry it out. */
export function createRowWrites(database: Database, site: string): RowWrites {
  const write = writesOf(database);
  const isPostgres = fileOf(database) === null;
  const prepare = (text: string) => createStatement(text, isPostgres);

  /** A statement alone, and with the request that counts together with it. */
  function prepareBoth(text: string) {
    const alone = prepare(text);
    const request = `insert into "requests" ("site", "owner", "key", "sealed")`;
    const orReplace = `on conflict ("site", "owner", "key") do update set "sealed" = excluded."sealed"`;
    const together = isPostgres
      ? prepare(
          `with "written" as (${text} returning 1) ${request}
           select :site, :owner, :key, cast(:sealed as bytea) from "written" ${orReplace}`,
        )
      : prepare(`${request} values (:site, :owner, :key, :sealed) ${orReplace}`);
    return async (values: Values, sealed: Uint8Array | null): Promise<boolean> => {
      if (sealed === null) return (await write(alone(values))) > 0;
      const both = together({ ...values, sealed });
      return (await (isPostgres ? write(both) : write(alone(values), both))) > 0;
    };
  }

  const columns = ["site", "owner", "key", "heldBy", "heldUntil", "claim", ...steps];
  const begin = prepareBoth(
    `insert into "conferences" (${columns.map((name) => `"${name}"`).join(", ")})
     values (${columns.map((name) => `:${name}`).join(", ")}) on conflict ("site", "owner", "key") do nothing`,
  );
  const set = steps.map((name) => `"${name}" = :${name}`).join(", ");
  const ofHolder = `where "site" = :site and "owner" = :owner and "key" = :key and "heldBy" = :heldBy`;
  const save = prepareBoth(`update "conferences" set ${set} ${ofHolder}`);
  const finish = prepareBoth(`update "conferences" set ${set}, "heldBy" = null, "heldUntil" = 0 ${ofHolder}`);
  return {
    begin: (holder, row, sealed) => begin({ site, ...holder, ...row }, sealed),
    step: (holder, step, sealed, isLast) => (isLast ? finish : save)({ site, ...holder, ...step }, sealed),
  };
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
