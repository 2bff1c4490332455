import type { Person } from "../../contract/conference";
import type { ItemProperties } from "./appointment";
import { OutlookError } from "./appointment";
import type { OfficeCall } from "../platform/officeCallQueue";
import { createCustomProperties } from "./customProperties";
import { personOf } from "./recipients";
import { ruleOf } from "./recurrence";
import type { Series } from "./series";

/** An appointment, or a message that invites to one, that is only read. Times are instants. */
export interface ReadAppointment {
  subject: string;
  start: Date;
  end: Date;
  isOrganizer: boolean;
  organizer: Person | null;
  /** null: it happens once. */
  readSeries(): Promise<Series | null>;
  readBody(): Promise<string>;
  /** {} where Outlook has none: an attendee's item never has the organizer's. */
  readProperties(): Promise<ItemProperties>;
}

/** A message that invites to an appointment: the types of Office.js know it as a message only. */
export type InvitationItem = Office.MessageRead &
  Pick<Office.AppointmentRead, "start" | "end" | "recurrence">;

interface ReadAppointmentOptions {
  item: Office.AppointmentRead | InvitationItem;
  mailbox: Office.Mailbox;
  call: OfficeCall;
  /** The zone in which Outlook shows times. */
  timeZone: string;
}

export function createReadAppointment({
  item,
  mailbox,
  call,
  timeZone,
}: ReadAppointmentOptions): ReadAppointment {
  // Of some items Outlook does not say what its types promise.
  const said: { details?: Office.EmailAddressDetails; recurrence?: Office.Recurrence | null } = {
    details: "organizer" in item ? item.organizer : item.from,
    recurrence: item.recurrence,
  };
  const organizer = said.details ? personOf(said.details) : null;
  const me = mailbox.userProfile.emailAddress.toLowerCase();
  const properties = createCustomProperties({ item, call, isOccurrence: () => true });
  return {
    subject: item.subject,
    start: item.start,
    end: item.end,
    isOrganizer: organizer?.address.toLowerCase() === me,
    organizer,
    readSeries: async () => {
      const { recurrence } = said;
      const isOccurrence = typeof item.seriesId === "string" && item.seriesId !== "";
      if (!recurrence && !isOccurrence) return null;
      const rule = recurrence ? await ruleOf(recurrence, timeZone) : null;
      return { part: isOccurrence ? "occurrence" : "series", rule };
    },
    readBody: () =>
      call<string>("read the body", (done) => item.body.getAsync(Office.CoercionType.Html, done)),
    readProperties: async () => {
      try {
        return await properties.read();
      } catch (failure) {
        if (failure instanceof OutlookError) return {};
        throw failure;
      }
    },
  };
}
