import type { Appointment, AppointmentMemory } from "../outlook/appointment";

/** What stands for the item, where it is known. */
export async function markIn(appointment: Appointment): Promise<string | null> {
  return (await appointment.readMark()) || null;
}

/** Stands in the place of a mark from when an item is given a conference of its own until that stands in its text. */
export const apart = "-";

/** Whether what is remembered was saved for another item, of which this one is a copy. */
export function isCopy({ mark: remembered }: AppointmentMemory, mark: string | null): boolean {
  return remembered === apart || (remembered !== undefined && mark !== null && mark !== remembered);
}

/** A key for an item that cannot remember one: the same for as long as it is the same item (UUID, version 8). */
export function keyOf(mark: string): string {
  const digits = `${mark.slice(0, 12)}8${mark.slice(13, 16)}a${mark.slice(17)}`;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
