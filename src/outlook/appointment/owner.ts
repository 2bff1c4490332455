import type { Person } from "../../contract/conference";
import type { OfficeCall } from "../platform/officeCallQueue";
import { pause } from "../../pause";

/** Owner of the appointment's calendar; null: the mailbox's user; "unknown": another user, and Outlook does not say who. */
export type Owner = Person | null | "unknown";

interface OwnerOptions {
  item: Office.AppointmentCompose;
  me: Person;
  call: OfficeCall;
  wait?: (ms: number) => Promise<void>;
}

/** Never "unknown" in one's own calendar: there nothing is asked. Below Mailbox 1.8 the organizer tells, as far as it can. */
export async function readOwner({ me, wait = pause, ...options }: OwnerOptions): Promise<Owner> {
  const knows = (version: string) => Office.context.requirements.isSetSupported("Mailbox", version);
  // Only there where the item is in a shared calendar.
  const isShared = knows("1.8") && typeof options.item.getSharedPropertiesAsync === "function";
  if (!knows("1.7") || (knows("1.8") && !isShared)) return null;
  const { isSame, readOrganizer, readSharedOwner } = await import("./sharedOwner");
  const owner = await (isShared ? readSharedOwner({ ...options, wait }) : readOrganizer(options));
  if (owner) return isSame(owner, me) ? null : owner;
  return isShared ? "unknown" : null;
}
