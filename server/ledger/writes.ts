import { SqliteAdapter, type Compilable, type QueryResult } from "kysely";
import type { Database } from "./database";

/** Carries out a statement that writes; resolves when it is committed. With SQLite that is before it is on the disk (`onDisk`). */
export type Write = <Row>(statement: Compilable<Row>) => Promise<QueryResult<Row>>;

interface Waiting {
  /** Answers how to tell whoever waits. */
  run: (database: Pick<Database, "executeQuery">) => Promise<() => void>;
  fail: (failure: unknown) => void;
}

const queues = new WeakMap<Database, Write>();

/**
 * How a database is written to. SQLite has one writer: what comes in at the same time is committed together. PostgreSQL does
 * that by itself.
 */
export function writesOf(database: Database): Write {
  const known = queues.get(database);
  if (known) return known;
  const isSqlite = database.getExecutor().adapter instanceof SqliteAdapter;
  const write: Write = isSqlite
    ? createQueue(database)
    : (statement) => database.executeQuery(statement.compile());
  queues.set(database, write);
  return write;
}

function createQueue(database: Database): Write {
  let waiting: Waiting[] = [];
  let isBusy = false;

  async function flush(): Promise<void> {
    isBusy = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await commit(database, batch);
    }
    isBusy = false;
  }

  return (statement) =>
    new Promise((resolve, reject) => {
      const compiled = statement.compile();
      waiting.push({
        run: async (on) => {
          try {
            const result = await on.executeQuery(compiled);
            return () => resolve(result);
          } catch (failure) {
            return () => reject(failure instanceof Error ? failure : new Error("the database failed"));
          }
        },
        fail: reject,
      });
      if (!isBusy && waiting.length === 1) setImmediate(() => void flush());
    });
}

/** One that fails leaves the others alone; where the commit fails none of them was written. */
async function commit(database: Database, batch: readonly Waiting[]): Promise<void> {
  const [only, ...others] = batch;
  if (only && others.length === 0) {
    const tell = await only.run(database);
    tell();
    return;
  }
  const told: (() => void)[] = [];
  try {
    await database.transaction().execute(async (transaction) => {
      for (const { run } of batch) told.push(await run(transaction));
    });
    for (const tell of told) tell();
  } catch (failure) {
    for (const { fail } of batch) fail(failure);
  }
}
