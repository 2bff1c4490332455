import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createCipher } from "../../server/ledger/cipher";
import { openDatabase } from "../../server/ledger/database";
import { createLedger } from "../../server/ledger/ledger";
import { createFakeSite, createTestRelay, now, relaySite, request } from "../support/relay";
import { onBothDatabases } from "./databases";
import { dump, load } from "./dump";

// Every later version reads the format that a released version stored. `LEDGER_FIXTURE=make npx jest test/ledger/storedFormat.test.ts`
// writes the fixture of a new format; the fixture of a released one is never changed.

const fixtures = path.join(__dirname, "../fixtures/ledger-1");
const cipher = createCipher(Buffer.alloc(32, "a key for tests only"));
const attendees = Array.from({ length: 60 }, (_, n) => ({
  name: `Attendee ${n}`,
  address: `attendee.${n}@example.com`,
  kind: "required" as const,
}));
/** One request that is sealed with the rest of its entry, and one that is kept apart. */
const conferences = [
  { key: "00000000-0000-4000-8000-000000000001", id: "1000", request },
  {
    key: "00000000-0000-4000-8000-000000000002",
    id: "1001",
    request: { ...request, appointment: { ...request.appointment, attendees } },
  },
];

async function open(location: string) {
  const database = await openDatabase(location, cipher);
  const ledger = createLedger({ database, cipher, site: "default", now: () => now });
  const fake = createFakeSite();
  const relay = await createTestRelay(fake.site, { sites: [relaySite(fake.site, { ledger })] });
  return { database, fake, send: relay.send };
}

const fixtureOf = (location: string) =>
  path.join(fixtures, location.startsWith("postgres") ? "postgres.sql" : "sqlite.sql");

onBothDatabases((newLocation) => {
  if (process.env.LEDGER_FIXTURE === "make") {
    test("the fixture is made", async () => {
      const location = await newLocation();
      const { database, send } = await open(location);
      for (const { key, request: body } of conferences)
        expect((await send("POST", "/api/conferences", { body, key })).status).toBe(201);
      await database.destroy();
      writeFileSync(fixtureOf(location), await dump(location));
    });
    return;
  }

  test("a stored conference can be read, updated and removed", async () => {
    const location = await newLocation();
    await load(location, readFileSync(fixtureOf(location), "utf8"));
    const { database, fake, send } = await open(location);
    for (const { id, key, request: body } of conferences) {
      await fake.standard.scheduleConference({ adhocAttributes: [] } as never);
      const found = await send("GET", `/api/conferences?key=${key}`);
      expect(await found.json()).toMatchObject({
        id,
        version: 1,
        claim: "none",
        joinUrl: `https://rtc.example.com/join/${id}`,
        hostUrl: `https://rtc.example.com/host/${id}`,
        scheduled: body,
        createdAt: new Date(now).toISOString(),
      });
      const moved = { ...body, appointment: { ...body.appointment, title: "Moved" } };
      expect((await send("PUT", `/api/conferences/${id}`, { body: moved, ifMatch: '"1"' })).status).toBe(200);
      expect(fake.scheduled.get(id)).toMatchObject({ title: "Moved" });
      expect(await (await send("GET", `/api/conferences/${id}`)).json()).toMatchObject({
        version: 2,
        scheduled: moved,
      });
      expect((await send("DELETE", `/api/conferences/${id}`, { ifMatch: '"2"' })).status).toBe(204);
      expect((await send("GET", `/api/conferences/${id}`)).status).toBe(404);
    }
    await database.destroy();
  });
});
