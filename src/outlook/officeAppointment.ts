import type { Attendee, Person } from "../contract/conference";
import { addressPattern, limits } from "../contract/limits";
import {
  OutlookError,
  type Appointment,
  type AppointmentMemory,
  type AppointmentSnapshot,
  type BodyFormat,
} from "./appointment";
import type { OfficeCall } from "./officeCall";

interface OfficeAppointmentOptions {
  item: Office.AppointmentCompose;
  mailbox: Office.Mailbox;
  call: OfficeCall;
}

const maxBodyLength = 1_000_000;
const propertyName = "webConference";
const remembered: ReadonlySet<string> = new Set<keyof AppointmentMemory>([
  "key",
  "conferenceId",
  "location",
  "version",
  "fingerprint",
]);
// No event tells of a changed subject, and before Mailbox 1.7 of nothing at all.
const lookAgainMs = 2000;

/** The appointment that is being edited, over Office.js (Mailbox 1.5; organizer and events from 1.7 on). */
export function createOfficeAppointment({ item, mailbox, call }: OfficeAppointmentOptions): Appointment {
  const knowsEvents = Office.context.requirements.isSetSupported("Mailbox", "1.7");
  const me: Person = { name: mailbox.userProfile.displayName, address: mailbox.userProfile.emailAddress };

  const readBodyFormat = async (): Promise<BodyFormat> => {
    const type = await call<Office.CoercionType>("read the body's format", (done) =>
      item.body.getTypeAsync(done),
    );
    return type === Office.CoercionType.Html ? "html" : "text";
  };
  const readRecipients = (recipients: Office.Recipients) =>
    call<Office.EmailAddressDetails[]>("read the attendees", (done) => recipients.getAsync(done));
  const readTime = (time: Office.Time) => call<Date>("read the times", (done) => time.getAsync(done));
  const readLocation = () => call<string>("read the location", (done) => item.location.getAsync(done));
  const readOrganizer = () =>
    knowsEvents
      ? call<Office.EmailAddressDetails>("read the organizer", (done) => item.organizer.getAsync(done)).then(
          ({ displayName, emailAddress }) => ({ name: displayName, address: emailAddress }),
        )
      : Promise.resolve(me);

  const loadProperties = () =>
    call<Office.CustomProperties>("read the appointment's properties", (done) =>
      item.loadCustomPropertiesAsync(done),
    );

  return {
    read: async () => {
      const [subject, start, end, location, required, optional, organizer] = await Promise.all([
        call<string>("read the subject", (done) => item.subject.getAsync(done)),
        readTime(item.start),
        readTime(item.end),
        readLocation(),
        readRecipients(item.requiredAttendees),
        readRecipients(item.optionalAttendees),
        readOrganizer(),
      ]);
      return { subject, start, end, location, organizer, ...sortAttendees(required, optional, organizer) };
    },

    readBody: async () => {
      const format = await readBodyFormat();
      const content = await call<string>("read the body", (done) =>
        item.body.getAsync(coercionOf(format), done),
      );
      return { format, content };
    },

    prependToBody: async ({ content, format }) => {
      await call("write into the body", (done) =>
        item.body.prependAsync(content, { coercionType: coercionOf(format) }, done),
      );
    },

    replaceBody: async ({ content, format }) => {
      if (content.length > maxBodyLength) throw new OutlookError("BODY_TOO_LARGE", "write into the body");
      await call("write into the body", (done) =>
        item.body.setAsync(content, { coercionType: coercionOf(format) }, done),
      );
    },

    readLocation,
    writeLocation: (location) => call("write the location", (done) => item.location.setAsync(location, done)),

    readMemory: async () => parseMemory((await loadProperties()).get(propertyName)),
    saveMemory: async (memory) => {
      const properties = await loadProperties();
      if (Object.keys(memory).length === 0) properties.remove(propertyName);
      else properties.set(propertyName, JSON.stringify(memory));
      await call("save the appointment's properties", (done) => properties.saveAsync(done));
    },

    onChange: (listener) => {
      const events = knowsEvents ? eventsOf() : [];
      // An event that cannot be had is no failure: the pane looks again by itself.
      for (const event of events) item.addHandlerAsync(event, listener);
      const timer = setInterval(listener, lookAgainMs);
      return () => {
        clearInterval(timer);
        for (const event of events) item.removeHandlerAsync(event);
      };
    },
  };
}

function eventsOf(): Office.EventType[] {
  return [Office.EventType.AppointmentTimeChanged, Office.EventType.RecipientsChanged];
}

function coercionOf(format: BodyFormat): Office.CoercionType {
  return format === "html" ? Office.CoercionType.Html : Office.CoercionType.Text;
}

/** Leaves out who cannot be invited: no address, a second time, the organizer, a list that stands for others. */
function sortAttendees(
  required: Office.EmailAddressDetails[],
  optional: Office.EmailAddressDetails[],
  organizer: Person | null,
): Pick<AppointmentSnapshot, "attendees" | "leftOut"> {
  const attendees: Attendee[] = [];
  const leftOut: AppointmentSnapshot["leftOut"] = [];
  const seen = new Set([organizer?.address.toLowerCase()]);
  const everybody = [
    ...required.map((details) => ({ details, kind: "required" as const })),
    ...optional.map((details) => ({ details, kind: "optional" as const })),
  ];
  for (const { details, kind } of everybody) {
    const address = details.emailAddress.trim();
    const name = details.displayName.trim() || address;
    if (isList(details.recipientType)) {
      leftOut.push({ name, reason: "distributionList" });
    } else if (!addressPattern.test(address) || address.length > limits.address) {
      leftOut.push({ name, reason: "noAddress" });
    } else if (!seen.has(address.toLowerCase())) {
      // Outlook may list the organizer and a twice invited person again; that is nobody's loss.
      seen.add(address.toLowerCase());
      attendees.push({ name: name.slice(0, limits.name), address, kind });
    }
  }
  return { attendees, leftOut };
}

function isList(recipientType: string): boolean {
  return recipientType === "distributionList";
}

/** Reads what an earlier run saved; anything else counts as nothing. */
function parseMemory(saved: unknown): AppointmentMemory {
  if (typeof saved !== "string") return {};
  try {
    const memory: unknown = JSON.parse(saved);
    if (typeof memory !== "object" || memory === null) return {};
    return Object.fromEntries(
      Object.entries(memory).filter(
        (entry): entry is [string, string] => remembered.has(entry[0]) && typeof entry[1] === "string",
      ),
    );
  } catch {
    return {};
  }
}
