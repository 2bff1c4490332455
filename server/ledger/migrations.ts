import { sql, SqliteAdapter, type Kysely, type Migration } from "kysely";
import type { Cipher } from "./cipher";
import { contentAssociatedData, hashConferenceId } from "./entry";

/** Where the probe stands that tells whether a key fits. */
export const probePlace = "keyProbe";

/** Each is carried out once, in this order, by whichever relay comes first; none is ever changed again. */
export const createMigrations = (cipher: Cipher): Record<string, Migration> => ({
  "2026-11-conferences": {
    up: async (database) => {
      await database.schema
        .createTable("conferences")
        .addColumn("site", "text", (column) => column.notNull())
        .addColumn("owner", "text", (column) => column.notNull())
        .addColumn("key", "text", (column) => column.notNull())
        .addColumn("requestHash", "text", (column) => column.notNull())
        .addColumn("state", "text", (column) => column.notNull())
        .addColumn("conferenceId", "text")
        .addColumn("content", "text", (column) => column.notNull())
        .addColumn("changedAt", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("conferencesKey", ["site", "owner", "key"])
        .execute();
      await database.schema
        .createIndex("conferencesById")
        .on("conferences")
        .columns(["site", "conferenceId"])
        .execute();
      await database.schema
        .createTable("probe")
        .addColumn("sealed", "text", (column) => column.notNull())
        .execute();
    },
  },
  "2026-11-exactly-one": {
    up: async (database: Kysely<Before>) => {
      // One column a statement: SQLite takes no more.
      const add = (name: string, type: "bigint" | "integer" | "text", standard: number | string | null) =>
        database.schema
          .alterTable("conferences")
          .addColumn(name, type, (column) =>
            standard === null ? column : column.notNull().defaultTo(standard),
          )
          .execute();
      await add("version", "integer", 1);
      await add("claim", "text", "none");
      await add("endsAt", "bigint", 0);
      await add("lookAgainAt", "bigint", null);
      await add("isDoubtful", "integer", 0);
      await add("heldBy", "text", null);
      await add("heldUntil", "bigint", 0);
      // Nobody asked then whether an invitation was written; that it was is the safe guess.
      await database.updateTable("conferences").set({ claim: "written" }).execute();
      await database
        .updateTable("conferences")
        .set({ lookAgainAt: 0 })
        .where("state", "=", "intended")
        .execute();
      // When they end is sealed: counted from their last change, longer than anybody plans ahead.
      await database
        .updateTable("conferences")
        .set({ endsAt: sql<number>`"changedAt" + 31536000000` })
        .execute();
      // With the state, so that states are counted without a look at the conferences themselves.
      await database.schema.dropIndex("conferencesById").execute();
      await database.schema
        .createIndex("conferencesById")
        .on("conferences")
        .columns(["site", "conferenceId", "state"])
        .execute();
      await database.schema
        .createIndex("conferencesOnce")
        .unique()
        .on("conferences")
        .columns(["site", "conferenceId"])
        .where(sql.ref("state"), "<>", "removed")
        .where(sql.ref("conferenceId"), "is not", null)
        .execute();
      await database.schema
        .createIndex("conferencesDue")
        .on("conferences")
        .columns(["site", "lookAgainAt"])
        .where(sql.ref("lookAgainAt"), "is not", null)
        .execute();
      await database.schema
        .createIndex("conferencesUnclaimed")
        .on("conferences")
        .columns(["site", "owner"])
        .where(sql.ref("claim"), "<>", "written")
        .execute();
      await database.schema.createIndex("conferencesOver").on("conferences").column("endsAt").execute();
      await database.schema
        .createTable("duties")
        .addColumn("name", "text", (column) => column.primaryKey())
        .addColumn("heldBy", "text", (column) => column.notNull())
        .addColumn("heldUntil", "bigint", (column) => column.notNull())
        .execute();
    },
  },
  "2026-11-marks": {
    up: async (database) => {
      await database.schema.alterTable("conferences").addColumn("mark", "text").execute();
      await database.schema
        .createIndex("conferencesMarked")
        .on("conferences")
        .columns(["site", "owner", "mark"])
        .where(sql.ref("mark"), "is not", null)
        .execute();
    },
  },
  "2026-12-bound-to-rows": {
    up: async (database: Kysely<Unbound>) => {
      await database.schema
        .createTable("keyProbe")
        .addColumn("id", "integer", (column) => column.primaryKey())
        .addColumn("sealed", "text", (column) => column.notNull())
        .execute();
      const probe = await database.selectFrom("probe").select("sealed").executeTakeFirst();
      // Another key stops here, before it would take every row for a damaged one.
      if (probe) {
        const sealed = cipher.seal(cipher.open(probe.sealed, ""), probePlace);
        await database.insertInto("keyProbe").values({ id: 1, sealed }).execute();
      }
      await database.schema.dropTable("probe").execute();
      await bindContents(database, cipher);
      await database.schema.alterTable("conferences").dropColumn("requestHash").execute();
    },
  },
  "2026-12-echoes": {
    up: async (database) => {
      await database.schema
        .createTable("echoes")
        .addColumn("site", "text", (column) => column.primaryKey())
        .addColumn("isEchoed", "integer", (column) => column.notNull())
        .addColumn("seenAt", "bigint", (column) => column.notNull())
        .execute();
    },
  },
  "2026-12-hashed-conferences": {
    up: async (database: Kysely<Hashed>) => {
      await database.schema
        .alterTable("conferences")
        .renameColumn("conferenceId", "conferenceHash")
        .execute();
      // One conference may stand in several rows: in one that lasts, and in those that were removed.
      const known = await database
        .selectFrom("conferences")
        .select(["site", "conferenceHash"])
        .distinct()
        .where("conferenceHash", "is not", null)
        .execute();
      for (const { site, conferenceHash: id } of known) {
        await database
          .updateTable("conferences")
          .set({ conferenceHash: hashConferenceId(site, id, cipher) })
          .where("site", "=", site)
          .where("conferenceHash", "=", id)
          .execute();
      }
    },
  },
  // A large request comes here when it is written; those that are in their row already are read there.
  "2026-12-requests": {
    up: async (database) => {
      const isPostgres = !(database.getExecutor().adapter instanceof SqliteAdapter);
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
      // What is sealed cannot be made smaller: PostgreSQL need not try. Contents stay in their rows up to 8 KB.
      await sql`alter table "requests" alter column "sealed" set storage external`.execute(database);
      await sql`alter table "conferences" alter column "content" set storage external`.execute(database);
      await sql`alter table "conferences" set (toast_tuple_target = 8160)`.execute(database);
    },
  },
});

/** Seals all contents anew for the rows they stand in, with the hash that stood in the open beside them. */
async function bindContents(database: Kysely<Unbound>, cipher: Cipher): Promise<void> {
  const rowsAtOnce = 500;
  const first = database
    .selectFrom("conferences")
    .select(["site", "owner", "key", "requestHash", "content"])
    .orderBy("site")
    .orderBy("owner")
    .orderBy("key")
    .limit(rowsAtOnce);
  for (let rows = await first.execute(); rows.length > 0;) {
    for (const { requestHash, content, ...row } of rows) {
      const bound = bind(content, requestHash, contentAssociatedData(row), cipher);
      if (bound === null) continue;
      await database
        .updateTable("conferences")
        .set({ content: bound })
        .where((where) => where.and(row))
        .execute();
    }
    const last = rows.at(-1);
    if (!last || rows.length < rowsAtOnce) return;
    rows = await first
      .where((where) =>
        where(where.refTuple("site", "owner", "key"), ">", where.tuple(last.site, last.owner, last.key)),
      )
      .execute();
  }
}

/** null: it could not be read before either, and stays as it is. */
function bind(content: string, requestHash: string, place: string, cipher: Cipher): string | null {
  try {
    const read: unknown = JSON.parse(cipher.open(content, ""));
    return cipher.seal(JSON.stringify(Object.assign({ requestHash }, read)), place);
  } catch {
    return null;
  }
}

/** What the second migration finds and adds. */
interface Before {
  conferences: { state: string; claim: string; lookAgainAt: number; endsAt: number };
}

/** What the one that hashes conference IDs finds. */
interface Hashed {
  conferences: { site: string; conferenceHash: string };
}

/** What the one that binds contents to their rows finds and adds. */
interface Unbound {
  conferences: { site: string; owner: string; key: string; requestHash: string; content: string };
  probe: { sealed: string };
  keyProbe: { id: number; sealed: string };
}
