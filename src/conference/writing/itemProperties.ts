import { OutlookError, type Appointment, type ItemProperties } from "../../outlook/appointment/appointment";

/** What the appointment remembers; where its properties cannot be had, nothing. Throws OutlookError. */
export async function readPropertiesIfPossible(appointment: Appointment): Promise<ItemProperties> {
  return (await readPropertiesOrLost(appointment)).memory;
}

/** What the appointment remembers, and whether its properties cannot be had at all. Throws OutlookError. */
export async function readPropertiesOrLost(
  appointment: Appointment,
): Promise<{ memory: ItemProperties; isLost: boolean }> {
  try {
    return { memory: await appointment.readProperties(), isLost: false };
  } catch (failure) {
    if (arePropertiesUnavailable(failure)) return { memory: {}, isLost: true };
    throw failure;
  }
}

/** Remembers; an item that can remember nothing is found again by its mark, and by the invitation in its text. */
export async function savePropertiesIfPossible(
  appointment: Appointment,
  memory: ItemProperties,
): Promise<void> {
  try {
    await appointment.saveProperties(memory);
  } catch (failure) {
    if (!arePropertiesUnavailable(failure)) throw failure;
  }
}

/** Whether the appointment's properties cannot be had: what stands in its text and in the relay must do. */
export function arePropertiesUnavailable(failure: unknown): boolean {
  return failure instanceof OutlookError && failure.code === "PROPERTIES_UNAVAILABLE";
}
