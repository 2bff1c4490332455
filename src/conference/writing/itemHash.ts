import type { Appointment, ItemProperties } from "../../outlook/appointment/appointment";

/** What stands for the item, where it is known. */
export async function itemHashOf(appointment: Appointment): Promise<string | null> {
  return (await appointment.readItemHash()) || null;
}

/** Stands in the place of a mark from when an item is given a conference of its own until that stands in its text. */
export const pendingCopy = "-";

/** Whether what is remembered was saved for another item, of which this one is a copy. */
export function isCopy({ mark: claimed, openedAs }: ItemProperties, mark: string | null): boolean {
  const remembered = claimed ?? openedAs;
  return claimed === pendingCopy || (remembered !== undefined && mark !== null && mark !== remembered);
}
