import { OutlookError, type Appointment, type ItemProperties } from "../../outlook/appointment/appointment";

/** What the appointment remembers; where its properties cannot be had, nothing. Throws OutlookError. */
export async function readPropertiesIfPossible(appointment: Appointment): Promise<ItemProperties> {
  return (await readPropertiesOrLost(appointment)).properties;
}

/** What the appointment remembers, and whether its properties cannot be had at all. Throws OutlookError. */
export async function readPropertiesOrLost(
  appointment: Appointment,
): Promise<{ properties: ItemProperties; isLost: boolean }> {
  try {
    return { properties: await appointment.readProperties(), isLost: false };
  } catch (failure) {
    if (arePropertiesUnavailable(failure)) return { properties: {}, isLost: true };
    throw failure;
  }
}

/** Remembers; an item that can remember nothing is found again by its hash, and by the invitation in its text. */
export async function savePropertiesIfPossible(
  appointment: Appointment,
  properties: ItemProperties,
): Promise<void> {
  try {
    await appointment.saveProperties(properties);
  } catch (failure) {
    if (!arePropertiesUnavailable(failure)) throw failure;
  }
}

/** Whether the appointment's properties cannot be had: what stands in its text and in the relay must do. */
export function arePropertiesUnavailable(failure: unknown): boolean {
  return failure instanceof OutlookError && failure.code === "PROPERTIES_UNAVAILABLE";
}
