import type { Appointment } from "./appointment/appointment";
import { createNotifications, type Notifications } from "./platform/notifications";
import { createOfficeAppointment } from "./appointment/officeAppointment";
import type { OfficeCall } from "./platform/officeCallQueue";
import { readOwner } from "./appointment/owner";
import { platformOf, shownZone } from "./platform/platform";

/** The appointment for which an event has started us: no page, no sign-in, perhaps no browser. */
export interface EventContext {
  appointment: Pick<
    Appointment,
    "isOccurrence" | "readSession" | "read" | "readItemHash" | "readProperties" | "saveProperties"
  >;
  /** Display language such as "en-US". */
  language: string;
  /** The zone in which Outlook shows times. */
  timeZone: string;
  notifications: Notifications;
  /** A small setting of this mailbox; null when it was not set. */
  getSetting: (name: string) => string | null;
  /** Whether a Smart Alert can have a button that opens the pane (Mailbox 1.14). */
  hasAlertButton: boolean;
}

/** Looks where we are without waiting for Office.js: in classic Outlook on Windows it is never "ready". */
export async function openEventContext(call: OfficeCall): Promise<EventContext | null> {
  const { mailbox, requirements, displayLanguage, roamingSettings } = Office.context;
  const item = mailbox.item;
  if (!item || !isWrittenAppointment(item)) return null;
  const knows = (version: string) => requirements.isSetSupported("Mailbox", version);
  const { displayName: name, emailAddress: address } = mailbox.userProfile;
  const timeZone = await shownZone(platformOf(mailbox), mailbox.userProfile.timeZone);
  return {
    appointment: createOfficeAppointment({
      item,
      mailbox,
      call,
      timeZone,
      readOwner: () => readOwner({ item, me: { name, address }, call }),
    }),
    language: displayLanguage,
    timeZone,
    notifications: createNotifications({
      messages: item.notificationMessages,
      call,
      paneControl: knows("1.10") ? "Compose.Options" : null,
    }),
    getSetting: (setting) => {
      const value: unknown = roamingSettings.get(setting);
      return typeof value === "string" ? value : null;
    },
    hasAlertButton: knows("1.14"),
  };
}

function isWrittenAppointment(
  item: NonNullable<Office.Mailbox["item"]>,
): item is Office.AppointmentCompose & typeof item {
  const type: string = item.itemType;
  return type === "appointment" && typeof item.subject !== "string";
}
