import type { Appointment, AppointmentMemory } from "../../outlook/appointment/appointment";

/** What stands for the item, where it is known. */
export async function markIn(appointment: Appointment): Promise<string | null> {
  return (await appointment.readMark()) || null;
}

/** Stands in the place of a mark from when an item is given a conference of its own until that stands in its text. */
export const apart = "-";

/** Whether what is remembered was saved for another item, of which this one is a copy. */
export function isCopy({ mark: claimed, openedAs }: AppointmentMemory, mark: string | null): boolean {
  const remembered = claimed ?? openedAs;
  return claimed === apart || (remembered !== undefined && mark !== null && mark !== remembered);
}
