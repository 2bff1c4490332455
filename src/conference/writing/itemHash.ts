import type { Appointment, ItemProperties } from "../../outlook/appointment/appointment";

/** What stands for the item, where it is known. */
export async function itemHashOf(appointment: Appointment): Promise<string | null> {
  return (await appointment.readItemHash()) || null;
}

/** Stands in the place of an item's hash from when an item is given a conference of its own until that stands in its text. */
export const pendingCopy = "-";

/** Whether what is remembered was saved for another item, of which this one is a copy. */
export function isCopy(
  { itemHash: claimed, openedItemHash }: ItemProperties,
  itemHash: string | null,
): boolean {
  const remembered = claimed ?? openedItemHash;
  return (
    claimed === pendingCopy || (remembered !== undefined && itemHash !== null && itemHash !== remembered)
  );
}
