import { createLocationWriter } from "../../src/outlook/appointment/locationWriter";
import { createOfficeCallQueue } from "../../src/outlook/platform/officeCallQueue";
import { installFakeOffice } from "./fakeOffice";

const [ours, earlier] = ["Web conference 42", "Web conference 41"];

function open(values: Record<string, unknown>, isEnhanced: boolean) {
  const office = installFakeOffice(values);
  const item = office.item as unknown as Office.AppointmentCompose;
  return { office, writer: createLocationWriter({ item, call: createOfficeCallQueue(), isEnhanced }) };
}

describe("a location that is one text", () => {
  test("gets our words behind the others, in the place of earlier ones, and loses exactly them", async () => {
    const { office, writer } = open({ location: `Room 1; ${earlier}` }, false);
    expect(await writer.add(ours, earlier)).toBe("done");
    expect(office.values.location).toBe(`Room 1; ${ours}`);
    expect(await writer.remove(ours)).toBe(true);
    expect(office.values.location).toBe("Room 1");
  });

  test("is not written where our words are there already, or have no room", async () => {
    const full = "x".repeat(250);
    const { office, writer } = open({ location: `${ours}; Room 1` }, false);
    expect(await writer.add(ours, undefined)).toBe("done");
    office.values.location = full;
    expect(await writer.add(ours, undefined)).toBe("refused");
    expect(office.values.location).toBe(full);
    expect(office.calls).not.toContain("location.set");
  });

  test("that Outlook refuses to change is no failure", async () => {
    const { office, writer } = open({ location: "" }, false);
    office.disturb("location.set", 7000);
    expect(await writer.add(ours, undefined)).toBe("refused");
  });
});

describe("a location of rooms and words", () => {
  const room = { id: "room1@example.com", type: "room" };

  test("keeps its room when our words come and go", async () => {
    const { office, writer } = open({ places: [room] }, true);
    expect(await writer.add(ours, undefined)).toBe("done");
    expect(office.values.places).toEqual([room, { id: ours, type: "custom" }]);
    expect(await writer.remove(ours)).toBe(true);
    expect(office.values.places).toEqual([room]);
  });

  test("whose words are kept as one gets the other words back, with one retry", async () => {
    const { office, writer } = open({ places: [{ id: `Lobby; ${earlier}`, type: "custom" }] }, true);
    office.disturb("places.add", 5000);
    expect(await writer.add(ours, earlier)).toBe("done");
    expect(office.values.places).toMatchObject([{ id: "Lobby" }, { id: ours }]);
  });
});
