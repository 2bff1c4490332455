import { defaultOptions } from "../../src/conference/model/options";
import { type Appointment } from "../../src/outlook/appointment/appointment";
import { createFakeAppointment, createFakeRelay, createTestUseCases, type FakeState } from "./fakes";

export function open(
  start: Partial<FakeState> = {},
  overrides: (state: FakeState) => Partial<Appointment> = () => ({}),
) {
  const fake = createFakeRelay();
  const { appointment, state } = createFakeAppointment({ location: "Room 1", ...start });
  Object.assign(appointment, overrides(state));
  return { ...fake, appointment, state, useCases: createTestUseCases(appointment, fake.relay).useCases };
}

export const withKey = { ...defaultOptions, conferenceKey: "k7k7" };

export const add = (state: FakeState, before: string, after = "") => {
  state.body = { ...state.body, content: before + state.body.content + after };
};
