import { defaultOptions } from "../../src/conference/model/options";
import type { Appointment } from "../../src/outlook/appointment/appointment";
import {
  createFakeAppointment,
  createFakeRelay,
  createKeys,
  createTestUseCases,
  type FakeState,
} from "./fakes";

/** An appointment with its conference, the relay that knows both, and how another appointment comes of it. */
export async function original(start: Partial<FakeState> = { itemHash: "original" }) {
  const fake = createFakeRelay();
  const first = createFakeAppointment({ location: "Room 1", ...start });
  const newKey = createKeys();
  const pane = (appointment: Appointment) =>
    createTestUseCases(appointment, fake.relay, undefined, newKey).useCases;
  await pane(first.appointment).schedule(defaultOptions);
  const copy = (change: Partial<FakeState>, overrides: Partial<Appointment> = {}) =>
    createFakeAppointment({ ...structuredClone(first.state), session: null, ...change }, overrides);
  return { ...fake, first, pane, copy };
}
