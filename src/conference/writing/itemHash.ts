/** The hash of an item's ID, by which a copy is told from its original. */
import type { Appointment, ItemProperties } from "../../outlook/appointment/appointment";

/** null: the item was never saved, or Outlook does not say. */
export async function readItemHashOrNull(appointment: Appointment): Promise<string | null> {
  return (await appointment.readItemHash()) || null;
}

/** Saved instead of a hash while an item is given a separate conference, until that is written. */
export const pendingCopy = "-";

/** Whether the properties were saved for another item, of which this one is a copy. */
export function isCopy(
  { itemHash: savedItemHash, openedItemHash }: ItemProperties,
  itemHash: string | null,
): boolean {
  const saved = savedItemHash ?? openedItemHash;
  return savedItemHash === pendingCopy || (saved !== undefined && itemHash !== null && itemHash !== saved);
}
