import type { PostgresPool } from "kysely";
import type { PoolClient } from "pg";

/** A pool of connections that outlives its server: each connection that fails is replaced by the next caller's. */
export async function createPostgresPool(address: string): Promise<PostgresPool> {
  const { DatabaseError, Pool, types } = (await import("pg")).default;
  const pool = new Pool({
    connectionString: address,
    max: 10,
    connectionTimeoutMillis: 3000,
    query_timeout: 5000,
    keepAlive: true,
    // bigint: our times are far from where a number ends.
    types: {
      getTypeParser: (id, format): unknown =>
        id === types.builtins.INT8 ? Number : types.getTypeParser(id, format),
    },
  });
  // A broken connection fails the statement that uses it, which tells the caller. Node ends the process where nobody
  // listens to the event as well: the pool listens for idle connections, we listen for those in use.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));

  const isOnlyRefused = (failure: unknown) =>
    failure instanceof DatabaseError && aboutStatement.test(failure.code ?? "");

  /**
   * The client of a connection that is closed, instead of used again, once a statement failed otherwise: after a fail-over
   * the other side may be gone without a word, and each later statement would wait in vain; or it is a standby now.
   */
  function careful(client: PoolClient): PoolClient {
    let isBroken = false;
    return new Proxy(client, {
      get: (_, name) => {
        if (name === "release")
          return (isUnwanted?: boolean) => client.release(isBroken || isUnwanted === true);
        const member: unknown = Reflect.get(client, name);
        if (name !== "query" || typeof member !== "function") return member;
        return async (...values: unknown[]): Promise<unknown> => {
          try {
            return await Reflect.apply(member, client, values);
          } catch (failure) {
            isBroken ||= !isOnlyRefused(failure);
            throw failure;
          }
        };
      },
    });
  }

  return { connect: async () => careful(await pool.connect()), end: () => pool.end() };
}

/** Classes of SQLSTATE that are about the statement and its data: the connection works. */
const aboutStatement = /^(22|23|40|42)/;
