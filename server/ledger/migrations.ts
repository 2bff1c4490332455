import { sql, type Kysely, type Migration } from "kysely";

/** Each is carried out once, in this order, by whichever relay comes first; none is ever changed again. */
export const migrations: Record<string, Migration> = {
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
};

/** What the second migration finds and adds. */
interface Before {
  conferences: { state: string; claim: string; lookAgainAt: number; endsAt: number };
}
