import type { CompiledQuery } from "kysely";
import { fileOf, type Database } from "./database";
import type { SqliteFile } from "./sqlite";

/**
 * Carries out a statement that writes; answers how many rows it changed, as soon as it is committed. With SQLite that is
 * before it is on the disk (`onDisk`). With SQLite `andThen` counts together with it, and is left out where it changes nothing;
 * PostgreSQL says that in one statement.
 */
export type Write = (statement: CompiledQuery, andThen?: CompiledQuery) => Promise<number>;

interface Waiting {
  statements: CompiledQuery[];
  resolve: (changes: number) => void;
  reject: (failure: unknown) => void;
}

const queues = new WeakMap<Database, Write>();

/**
 * How a database is written to. SQLite has one writer: what comes in at the same time is committed together. PostgreSQL does
 * that by itself.
 */
export function writesOf(database: Database): Write {
  const known = queues.get(database);
  if (known) return known;
  const file = fileOf(database);
  const write: Write = file
    ? createQueue(file)
    : async (statement) => Number((await database.executeQuery(statement)).numAffectedRows ?? 0n);
  queues.set(database, write);
  return write;
}

function createQueue(file: SqliteFile): Write {
  let waiting: Waiting[] = [];
  const flush = () => {
    const batch = waiting;
    waiting = [];
    commit(file, batch);
  };
  return (statement, andThen) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ statements: andThen ? [statement, andThen] : [statement], resolve, reject });
    });
}

/** One that fails leaves the others alone; where the commit fails none of them was written. */
function commit(file: SqliteFile, batch: readonly Waiting[]): void {
  const run = ({ sql, parameters }: Pick<CompiledQuery, "sql" | "parameters">) =>
    Number(file.database.prepare(sql).run(parameters).changes);
  const control = (sql: string) => run({ sql, parameters: [] });
  const runBoth = ([first, second]: readonly CompiledQuery[]) => {
    const changes = first ? run(first) : 0;
    if (second && changes > 0) run(second);
    return changes;
  };
  const [only, ...others] = batch;
  if (only?.statements.length === 1 && others.length === 0) {
    try {
      only.resolve(runBoth(only.statements));
    } catch (failure) {
      only.reject(failure);
    }
    return;
  }
  const told: (() => void)[] = [];
  try {
    control("begin");
    for (const { statements, resolve, reject } of batch) {
      const isPair = statements.length > 1;
      try {
        if (isPair) control("savepoint pair");
        const changes = runBoth(statements);
        if (isPair) control("release pair");
        told.push(() => resolve(changes));
      } catch (failure) {
        // Such as a full disk: nothing of the batch is written.
        if (!file.isInTransaction()) throw failure;
        if (isPair) for (const sql of ["rollback to pair", "release pair"]) control(sql);
        told.push(() => reject(failure));
      }
    }
    control("commit");
    for (const tell of told) tell();
  } catch (failure) {
    for (const { reject } of batch) reject(failure);
    if (file.isInTransaction()) control("rollback");
  }
}
