import type { Attendee, Person } from "../../contract/conference";
import { addressPattern, limits } from "../../contract/limits";
import type { AppointmentSnapshot } from "./appointment";

/** Leaves out who cannot be invited: no address, a second time, the organizer, a list that stands for others. */
export function sortAttendees(
  required: Office.EmailAddressDetails[] | null | undefined,
  optional: Office.EmailAddressDetails[] | null | undefined,
  organizer: Person | null,
): Pick<AppointmentSnapshot, "attendees" | "skippedAttendees"> {
  const attendees: Attendee[] = [];
  const skippedAttendees: AppointmentSnapshot["skippedAttendees"] = [];
  const seen = new Set([organizer?.address.toLowerCase()]);
  const everybody = [
    ...(required ?? []).map((details) => ({ details, kind: "required" as const })),
    ...(optional ?? []).map((details) => ({ details, kind: "optional" as const })),
  ];
  for (const { details, kind } of everybody) {
    const { name, address } = personOf(details);
    if (details.recipientType === "distributionList") {
      skippedAttendees.push({ name, reason: "distributionList" });
    } else if (!addressPattern.test(address) || address.length > limits.address) {
      skippedAttendees.push({ name, reason: "noAddress" });
    } else if (!seen.has(address.toLowerCase())) {
      // Outlook may list the organizer and a twice invited person again; that is nobody's loss.
      seen.add(address.toLowerCase());
      attendees.push({ name: name.slice(0, limits.name), address, kind });
    }
  }
  return { attendees, skippedAttendees };
}

/** Outlook leaves names and addresses out where it has none, also where its types say otherwise. */
export function personOf(details: Partial<Office.EmailAddressDetails> | null | undefined): Person {
  const address = details?.emailAddress?.trim() ?? "";
  return { name: details?.displayName?.trim() || address, address };
}
