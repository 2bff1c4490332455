import { openHost } from "../../src/outlook/host";
import { installFakeOffice } from "./fakeOffice";

export const values = {
  subject: "Review",
  start: new Date("2027-03-02T14:00:00Z"),
  end: new Date("2027-03-02T15:00:00Z"),
  location: "Room 1",
  organizer: { displayName: "Alice Adams", emailAddress: "alice.adams@example.com" },
  required: [] as object[],
  optional: [] as object[],
  body: "<p>Agenda</p>",
  bodyType: "html",
  properties: {},
  recurrence: null as unknown,
  places: [] as object[],
};

export async function open(change: Record<string, unknown> = {}, supported = ["1.7", "1.8"]) {
  const office = installFakeOffice({ ...values, ...change }, supported);
  const host = await openHost();
  if (host.mode !== "compose") throw new Error("not composing");
  return { office, host, appointment: host.appointment };
}
