import type { Person } from "../contract/conference";
import { addressPattern } from "../contract/limits";
import { OutlookError } from "./appointment";
import type { OfficeCall } from "./officeCall";
import { personOf } from "./recipients";

interface OwnerOptions {
  item: Office.AppointmentCompose;
  me: Person;
  call: OfficeCall;
}

/** Whose calendar an appointment is in; null: one's own, or Outlook does not say. */
export async function readOwner({ item, me, call }: OwnerOptions): Promise<Person | null> {
  const knows = (version: string) => Office.context.requirements.isSetSupported("Mailbox", version);
  if (!knows("1.7")) return null;
  const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
  try {
    const organizer = personOf(
      await call<Office.EmailAddressDetails>("read the organizer", (done) => item.organizer.getAsync(done)),
    );
    // Only there where the item is in a shared calendar.
    const isShared = knows("1.8") && typeof item.getSharedPropertiesAsync === "function";
    const address = isShared
      ? (
          await call<Office.SharedProperties>("read whose calendar it is", (done) =>
            item.getSharedPropertiesAsync(done),
          )
        ).owner
      : organizer.address;
    // Exchange's own way to name somebody (/O=…) tells nothing apart.
    if (!addressPattern.test(address) || isSame(address, me.address)) return null;
    return isSame(address, organizer.address) ? organizer : { name: address, address };
  } catch (failure) {
    if (failure instanceof OutlookError) return null;
    throw failure;
  }
}
