import { readFileSync } from "node:fs";
import path from "node:path";
import { defaultOptions } from "../../src/conference/model/options";
import { openHost } from "../../src/outlook/host";
import { installFakeOffice } from "../outlook/fakeOffice";
import { conferenceIn, createFakeRelay, createTestUseCases } from "./fakes";

/** An appointment with its conference, as a version of the add-in has stored it. */
interface StoredAppointment {
  properties: { webConference: string };
  session: string | null;
  body: string;
  places: { id: string; type: string }[];
}

const idempotencyKey = "3f0c7a52-9a4e-4b1f-8d5c-0e6b7a1d2c3f";
const empty = { properties: {}, session: null, body: "<p>Agenda</p>", places: [] };
const readStored = (file: string) =>
  JSON.parse(readFileSync(path.join(__dirname, "../fixtures", file), "utf8")) as StoredAppointment;

async function openStored(stored: Omit<StoredAppointment, "properties"> & { properties: object }) {
  const office = installFakeOffice(
    {
      ...structuredClone(stored),
      subject: "Quarterly review",
      start: new Date("2027-03-02T14:00:00Z"),
      end: new Date("2027-03-02T14:30:00Z"),
      organizer: { displayName: "Alice Adams", emailAddress: "alice.adams@example.com" },
      required: [{ displayName: "Bruno Keller", emailAddress: "bruno.keller@example.com" }],
      optional: [],
      bodyType: "html",
      recurrence: null,
      location: "",
      itemId: "AAMkAGI2",
    },
    ["1.7", "1.8", "1.11"],
  );
  const host = await openHost();
  if (host.mode !== "compose") throw new Error("not composing");
  const fake = createFakeRelay();
  const { useCases } = createTestUseCases(host.appointment, fake.relay, undefined, () => idempotencyKey);
  return { ...fake, useCases, office };
}

/** Every version reads what earlier released versions have stored. A new format gets a new file; the old ones stay. */
describe.each(["appointment-1.json"])("an appointment as %s has it", (file) => {
  async function open() {
    const stored = readStored(file);
    const opened = await openStored(stored);
    const conference = conferenceIn(opened, idempotencyKey, { claim: "written" });
    return { ...opened, stored, conference };
  }

  test("opens as scheduled and written, and nothing is written", async () => {
    const { useCases, office, stored, conference } = await open();
    expect(await useCases.open()).toEqual({
      status: "scheduled",
      conference,
      notes: [],
      isWritten: true,
      finished: null,
    });
    expect(office.values).toMatchObject({ body: stored.body, places: stored.places });
    expect(office.calls.filter((call) => /set|save|prepend|add|remove/.test(call))).toEqual(["session.set"]);
  });

  test("is updated: same conference, same key, one invitation", async () => {
    const { useCases, office, stored, conference, conferences } = await open();
    await useCases.open();
    await useCases.update(conference, { ...defaultOptions, conferenceKey: "n3w-key" });
    expect(conferences.get("42")).toMatchObject({
      version: 2,
      scheduled: { options: { conferenceKey: "n3w-key" } },
    });
    expect(office.values.body).toMatch(/^<div id[^]*n3w-key[^]*<\/div><p>Agenda<\/p>$/);
    expect(office.values.places).toEqual(stored.places);
    const { webConference = "" } = office.values.properties as Record<string, string>;
    expect(JSON.parse(webConference)).toMatchObject({ idempotencyKey, conferenceId: "42", version: "2" });
  });

  test("is removed without a trace", async () => {
    const { useCases, office, conference, conferences } = await open();
    await useCases.open();
    expect(await useCases.remove(conference)).toEqual([]);
    expect(conferences.size).toBe(0);
    expect(office.values).toMatchObject({ body: "<p>Agenda</p>", places: [], properties: {} });
  });
});

test("this version stores the newest format", async () => {
  const { useCases, office } = await openStored(empty);
  await useCases.schedule(defaultOptions);
  const { properties, session } = readStored("appointment-1.json");
  const { webConference = "" } = office.values.properties as Record<string, string>;
  expect(JSON.parse(webConference)).toEqual(JSON.parse(properties.webConference));
  expect(JSON.parse(String(office.values.session))).toEqual(JSON.parse(String(session)));
});
