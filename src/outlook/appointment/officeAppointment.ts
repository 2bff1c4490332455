import type { Person } from "../../contract/conference";
import { OutlookError, type Appointment, type SessionState } from "./appointment";
import { hashOfItemId } from "./itemHash";
import { coercionOf, readBody } from "./bodyFormat";
import { quietly, type OfficeCall } from "../platform/officeCallQueue";
import type { Owner } from "./owner";
import { createCustomProperties } from "./customProperties";
import { personOf, sortAttendees } from "./recipients";
import type { Series } from "./series";

interface OfficeAppointmentOptions {
  item: Office.AppointmentCompose;
  mailbox: Office.Mailbox;
  call: OfficeCall;
  /** The calendar's owner; read only if Outlook knows no organizer. */
  readOwner: () => Promise<Owner>;
  /** The zone in which Outlook shows times. */
  timeZone: string;
}

const maxBodyLength = 1_000_000;
const itemNotSaved = 9046;
/** The name of ours in the form's session data. */
const sessionName = "webConference";
// No event tells of a changed subject, and before Mailbox 1.7 of nothing at all.
const lookAgainMs = 2000;

/** The appointment that is being edited, over Office.js (Mailbox 1.5; what came later is asked for at run time). */
export function createOfficeAppointment(options: OfficeAppointmentOptions): Appointment {
  const { item, mailbox, call, readOwner, timeZone } = options;
  const knows = (version: string) => Office.context.requirements.isSetSupported("Mailbox", version);
  const me: Person = { name: mailbox.userProfile.displayName, address: mailbox.userProfile.emailAddress };
  // Phones know it, too, though not the rest of Mailbox 1.7.
  const isOccurrence = () => typeof item.seriesId === "string" && item.seriesId !== "";
  // Not needed before something is written.
  const places = async () =>
    (await import("./locationWriter")).createLocationWriter({ item, call, isEnhanced: knows("1.8") });
  const properties = createCustomProperties({ item, call, isOccurrence });

  const readRecipients = (recipients: Office.Recipients) =>
    call<Office.EmailAddressDetails[] | null | undefined>("read the attendees", (done) =>
      recipients.getAsync(done),
    );
  const readTime = (time: Office.Time) => call<Date>("read the times", (done) => time.getAsync(done));
  async function readOrganizer(): Promise<Person | null> {
    if (!knows("1.7")) return me;
    const organizer = personOf(
      await call<Office.EmailAddressDetails>("read the organizer", (done) => item.organizer.getAsync(done)),
    );
    if (organizer.address !== "") return organizer;
    // Some hosts know none before an appointment is saved: it will be whose calendar it is in.
    const owner = await readOwner();
    return owner === "unknown" ? null : (owner ?? me);
  }

  async function readSeries(): Promise<Series | null> {
    if (!knows("1.7")) return isOccurrence() ? { part: "occurrence", rule: null } : null;
    const recurrence = await call<Office.Recurrence | null>("read the recurrence", (done) =>
      item.recurrence.getAsync(done),
    );
    if (!recurrence && !isOccurrence()) return null;
    const rule = recurrence && (await (await import("./recurrence")).ruleOf(recurrence, timeZone));
    return { part: isOccurrence() ? "occurrence" : "series", rule };
  }

  async function readPrivacy(): Promise<boolean> {
    if (!knows("1.14")) return false;
    const sensitivity = await call<string>("read the sensitivity", (done) => item.sensitivity.getAsync(done));
    return /^(private|confidential)$/i.test(sensitivity);
  }

  return {
    read: async () => {
      const [subject, start, end, location, required, optional, organizer, series, isPrivate] =
        await Promise.all([
          call<string>("read the subject", (done) => item.subject.getAsync(done)),
          readTime(item.start),
          readTime(item.end),
          call<string>("read the location", (done) => item.location.getAsync(done)),
          readRecipients(item.requiredAttendees),
          readRecipients(item.optionalAttendees),
          readOrganizer(),
          readSeries(),
          readPrivacy(),
        ]);
      const people = sortAttendees(required, optional, organizer);
      return { subject, start, end, location, organizer, series, isPrivate, ...people };
    },

    readBody: () => readBody(item, call),

    prependToBody: async ({ content, format }) => {
      await call("write into the body", (done) =>
        item.body.prependAsync(content, { coercionType: coercionOf(format) }, done),
      );
    },

    replaceBody: async ({ content, format }, madeFrom) => {
      if (content.length > maxBodyLength) throw new OutlookError("BODY_TOO_LARGE", "write into the body");
      const now = await readBody(item, call);
      if (now.content !== madeFrom.content || now.format !== format)
        throw new OutlookError("BODY_CHANGED", "write into the body");
      await call("write into the body", (done) =>
        item.body.setAsync(content, { coercionType: coercionOf(format) }, done),
      );
    },

    addLocation: async (ours, earlier) => (await places()).add(ours, earlier),
    removeLocation: async (ours) => (await places()).remove(ours),

    readItemHash: async () => {
      if (!knows("1.8")) return null;
      try {
        return await hashOfItemId(
          await call<string>("read the item's ID", (done) => item.getItemIdAsync(done)),
        );
      } catch (failure) {
        if (!(failure instanceof OutlookError)) throw failure;
        return failure.officeCode === itemNotSaved ? "" : null;
      }
    },

    readSeriesItemHash: () =>
      isOccurrence() && item.seriesId ? hashOfItemId(item.seriesId) : Promise.resolve(null),
    readSession: async () => {
      if (!knows("1.11")) return undefined;
      try {
        return parseSession(
          await call<string>("read the session's data", (done) =>
            item.sessionData.getAsync(sessionName, done),
          ),
        );
      } catch (failure) {
        if (!(failure instanceof OutlookError)) throw failure;
        // Where nothing was written Outlook fails, too.
        return failure.code === "NO_ANSWER" ? undefined : null;
      }
    },
    saveSession: (session) => {
      if (!knows("1.11")) return;
      quietly(call, "write the session's data", (done) =>
        item.sessionData.setAsync(sessionName, JSON.stringify(session), done),
      );
    },
    isOccurrence,
    readProperties: () => properties.read(),
    saveProperties: (memory) => properties.save(memory),

    onChange: (listener) => {
      const events = knows("1.7") ? eventsOf() : [];
      // An event that cannot be had is no failure: the pane looks again by itself.
      for (const event of events) {
        quietly(call, "listen", (done) => item.addHandlerAsync(event, listener, done));
      }
      const timer = setInterval(listener, lookAgainMs);
      return () => {
        clearInterval(timer);
        for (const event of events) {
          quietly(call, "stop listening", (done) => item.removeHandlerAsync(event, done));
        }
      };
    },
  };
}

/** Ignores other programs' values. */
function parseSession(saved: unknown): SessionState | null {
  try {
    const session: unknown = JSON.parse(String(saved));
    return isSession(session) ? session : null;
  } catch {
    return null;
  }
}

function isSession(value: unknown): value is SessionState {
  return typeof value === "object" && value !== null && "conferenceId" in value;
}

function eventsOf(): Office.EventType[] {
  const { AppointmentTimeChanged, RecipientsChanged, RecurrenceChanged } = Office.EventType;
  return [AppointmentTimeChanged, RecipientsChanged, RecurrenceChanged];
}
