import { sql, SqliteAdapter, type Kysely, type Migration } from "kysely";

/** The ledger's tables. A released migration is never changed: a change of the tables is one more (decision 27). */
export const migrations: Record<string, Migration> = {
  "2026-12-ledger-1": {
    up: async (database) => {
      const isPostgres = !(database.getExecutor().adapter instanceof SqliteAdapter);
      await createConferences(database);
      await createRequests(database, isPostgres);
      await database.schema
        .createTable("keyProbe")
        .addColumn("id", "integer", (column) => column.primaryKey())
        .addColumn("sealed", "text", (column) => column.notNull())
        .execute();
      await database.schema
        .createTable("markerSupport")
        .addColumn("site", "text", (column) => column.primaryKey())
        .addColumn("isEchoed", "integer", (column) => column.notNull())
        .addColumn("seenAt", "bigint", (column) => column.notNull())
        .execute();
      await database.schema
        .createTable("leaderLocks")
        .addColumn("name", "text", (column) => column.primaryKey())
        .addColumn("leaseOwner", "text", (column) => column.notNull())
        .addColumn("leaseExpiresAt", "bigint", (column) => column.notNull())
        .execute();
    },
  },
};

async function createConferences(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable("conferences")
    .addColumn("site", "text", (column) => column.notNull())
    .addColumn("owner", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("conferenceHash", "text")
    .addColumn("content", "text", (column) => column.notNull())
    .addColumn("changedAt", "bigint", (column) => column.notNull())
    .addColumn("version", "integer", (column) => column.notNull())
    .addColumn("claim", "text", (column) => column.notNull())
    .addColumn("mark", "text")
    .addColumn("endsAt", "bigint", (column) => column.notNull())
    .addColumn("nextAttemptAt", "bigint")
    .addColumn("mayHaveLateWrites", "integer", (column) => column.notNull())
    .addColumn("leaseOwner", "text")
    .addColumn("leaseExpiresAt", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("conferencesKey", ["site", "owner", "key"])
    .execute();
  const index = (name: string, columns: string[]) =>
    database.schema.createIndex(name).on("conferences").columns(columns);
  // With the state, so that states are counted without a look at the conferences themselves.
  await index("conferencesById", ["site", "conferenceHash", "state"]).execute();
  await index("conferencesOnce", ["site", "conferenceHash"])
    .unique()
    .where(sql.ref("state"), "<>", "removed")
    .where(sql.ref("conferenceHash"), "is not", null)
    .execute();
  await index("conferencesDue", ["site", "nextAttemptAt"])
    .where(sql.ref("nextAttemptAt"), "is not", null)
    .execute();
  await index("conferencesUnclaimed", ["site", "owner"]).where(sql.ref("claim"), "<>", "written").execute();
  await index("conferencesOver", ["endsAt"]).execute();
  await index("conferencesMarked", ["site", "owner", "mark"])
    .where(sql.ref("mark"), "is not", null)
    .execute();
}

/** Large requests, which are not written again with each change of their conference. */
async function createRequests(database: Kysely<unknown>, isPostgres: boolean): Promise<void> {
  await database.schema
    .createTable("requests")
    .addColumn("site", "text", (column) => column.notNull())
    .addColumn("owner", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("sealed", isPostgres ? "bytea" : "blob", (column) => column.notNull())
    .addPrimaryKeyConstraint("requestsKey", ["site", "owner", "key"])
    .addForeignKeyConstraint(
      "requestsOfConferences",
      ["site", "owner", "key"],
      "conferences",
      ["site", "owner", "key"],
      (constraint) => constraint.onDelete("cascade"),
    )
    .execute();
  if (!isPostgres) return;
  // Sealed bytes cannot be compressed: PostgreSQL need not try. Contents stay in their rows up to 8 KB.
  await sql`alter table "requests" alter column "sealed" set storage external`.execute(database);
  await sql`alter table "conferences" alter column "content" set storage external`.execute(database);
  await sql`alter table "conferences" set (toast_tuple_target = 8160)`.execute(database);
}
