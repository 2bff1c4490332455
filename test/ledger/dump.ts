import Sqlite from "libsql";
import pg from "pg";

// A ledger's database as the SQL statements that make it again.

type Cell = string | number | Uint8Array | null;

const tables = ["kysely_migration", "kysely_migration_lock"];
const ownTables = ["conferences", "requests", "keyProbe", "markerSupport", "leaderLocks"];

/** `location`: a file (SQLite) or an address (PostgreSQL). */
export async function dump(location: string): Promise<string> {
  return location.startsWith("postgres") ? dumpPostgres(location) : dumpSqlite(location);
}

/** Carries out the statements of a dump in an empty database. */
export async function load(location: string, statements: string): Promise<void> {
  if (location.startsWith("postgres"))
    return withClient(location, async (client) => {
      await client.query(statements);
    });
  const database = new Sqlite(location);
  database.exec(statements);
  database.close();
}

function dumpSqlite(file: string): string {
  const database = new Sqlite(file);
  const definitions = database
    .prepare("select sql from sqlite_master where sql is not null order by rowid")
    .all() as { sql: string }[];
  const inserts = [...tables, ...ownTables].flatMap((table) =>
    (database.prepare(`select * from "${table}"`).all() as Record<string, Cell>[]).map((row) =>
      insert(table, row, (bytes) => `x'${bytes}'`),
    ),
  );
  database.close();
  return text([...definitions.map(({ sql }) => sql), ...inserts]);
}

async function dumpPostgres(address: string): Promise<string> {
  return withClient(address, async (client) => {
    const find = async (query: string) => (await client.query<Record<string, string>>(query)).rows;
    const lines: string[] = [];
    for (const table of [...tables, ...ownTables]) {
      const id = `'"${table}"'::regclass`;
      const columns = await find(
        `select quote_ident(attname) || ' ' || format_type(atttypid, atttypmod)
         || case when attnotnull then ' not null' else '' end
         || coalesce(' default ' || pg_get_expr(adbin, adrelid), '') as line
         from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
         where attrelid = ${id} and attnum > 0 order by attnum`,
      );
      const constraints = await find(
        `select 'constraint ' || quote_ident(conname) || ' ' || pg_get_constraintdef(oid) as line
         from pg_constraint where conrelid = ${id} and contype <> 'n' order by conname`,
      );
      lines.push(
        `create table "${table}" (${[...columns, ...constraints].map(({ line }) => line).join(", ")})`,
      );
      const indexes = await find(
        `select pg_get_indexdef(indexrelid) as line from pg_index where indrelid = ${id}
         and indexrelid not in (select conindid from pg_constraint) order by indexrelid`,
      );
      const settings = await find(
        `select 'alter table "${table}" alter column ' || quote_ident(attname) || ' set storage external' as line
         from pg_attribute where attrelid = ${id} and attnum > 0 and attstorage = 'e' order by attnum`,
      );
      const options = await find(
        `select 'alter table "${table}" set (' || array_to_string(reloptions, ', ') || ')' as line
         from pg_class where oid = ${id} and reloptions is not null`,
      );
      lines.push(...[...indexes, ...settings, ...options].map(({ line }) => line!));
    }
    for (const table of [...tables, ...ownTables]) {
      const { rows } = await client.query<Record<string, Cell>>(`select * from "${table}"`);
      lines.push(...rows.map((row) => insert(table, row, (bytes) => `'\\x${bytes}'`)));
    }
    return text(lines);
  });
}

function insert(table: string, row: Record<string, Cell>, literal: (hex: string) => string): string {
  const values = Object.values(row).map((cell) => {
    if (cell === null || typeof cell === "number") return String(cell);
    return typeof cell === "string"
      ? `'${cell.replaceAll("'", "''")}'`
      : literal(Buffer.from(cell).toString("hex"));
  });
  const names = Object.keys(row).map((name) => `"${name}"`);
  return `insert into "${table}" (${names.join(", ")}) values (${values.join(", ")})`;
}

const text = (statements: readonly string[]) => statements.map((statement) => `${statement};\n`).join("");

async function withClient<Result>(
  address: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
