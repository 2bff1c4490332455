import {
  OutlookError,
  type Appointment,
  type AppointmentMemory,
} from "../../outlook/appointment/appointment";

/** What the appointment remembers; where its properties cannot be had, nothing. Throws OutlookError. */
export async function readOrNothing(appointment: Appointment): Promise<AppointmentMemory> {
  return (await readOrLost(appointment)).memory;
}

/** What the appointment remembers, and whether its properties cannot be had at all. Throws OutlookError. */
export async function readOrLost(
  appointment: Appointment,
): Promise<{ memory: AppointmentMemory; isLost: boolean }> {
  try {
    return { memory: await appointment.readMemory(), isLost: false };
  } catch (failure) {
    if (isForgetful(failure)) return { memory: {}, isLost: true };
    throw failure;
  }
}

/** Remembers; an item that can remember nothing is found again by its mark, and by the invitation in its text. */
export async function saveIfPossible(appointment: Appointment, memory: AppointmentMemory): Promise<void> {
  try {
    await appointment.saveMemory(memory);
  } catch (failure) {
    if (!isForgetful(failure)) throw failure;
  }
}

/** Whether the appointment's properties cannot be had: what stands in its text and in the relay must do. */
export function isForgetful(failure: unknown): boolean {
  return failure instanceof OutlookError && failure.code === "PROPERTIES_UNAVAILABLE";
}
