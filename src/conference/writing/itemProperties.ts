/** Reads and saves the item's properties where they may be unavailable. */
import { OutlookError, type Appointment, type ItemProperties } from "../../outlook/appointment/appointment";

/** {}: there are none, or they are unavailable. Throws OutlookError. */
export async function readPropertiesIfPossible(appointment: Appointment): Promise<ItemProperties> {
  return (await readPropertiesOrLost(appointment)).properties;
}

/** `isLost`: the properties are unavailable. Throws OutlookError. */
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

/** Saves; a conference whose properties can't be saved is found again by the item's hash and by its invitation. */
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

/** Whether Outlook refuses the properties for good: text and relay must do. */
export function arePropertiesUnavailable(failure: unknown): boolean {
  return failure instanceof OutlookError && failure.code === "PROPERTIES_UNAVAILABLE";
}

/** Saves changed properties before a request is sent, so that its answer can't be lost for good. */
export async function changeProperties(
  appointment: Appointment,
  properties: ItemProperties,
  change: ItemProperties,
): Promise<void> {
  const next = { ...properties, ...change };
  if (JSON.stringify(next) !== JSON.stringify(properties)) await appointment.saveProperties(next);
}
