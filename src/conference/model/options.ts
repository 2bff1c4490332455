import type { Access, ConferenceOptions } from "../../contract/conference";
import type { SiteConfiguration } from "../../contract/services";

/** Defaults of the one-click button and of the pane. Outlook itself sends the invitations. */
export const defaultOptions: ConferenceOptions = {
  access: "anyone",
  enrollment: false,
  conferenceKey: null,
  dialIn: "",
  publishAttendees: false,
  sendEmail: false,
  publiclyListed: false,
};

/** Chooses who may join; enrolment is for registered people only (guide, Table 3-22). */
export function chooseAccess(options: ConferenceOptions, access: Access): ConferenceOptions {
  return { ...options, access, enrollment: options.enrollment && access !== "anyone" };
}

/** Switches enrolment; it brings a conference key and leaves out people who are not registered (guide, Table 3-22). */
export function chooseEnrollment(options: ConferenceOptions, enrollment: boolean): ConferenceOptions {
  if (!enrollment) return { ...options, enrollment };
  return {
    ...options,
    enrollment,
    access: options.access === "anyone" ? "registered" : options.access,
    conferenceKey: options.conferenceKey ?? createConferenceKey(),
  };
}

/** Switches the conference key; enrolment keeps it on. */
export function chooseKey(options: ConferenceOptions, wanted: boolean): ConferenceOptions {
  if (!wanted) return { ...options, conferenceKey: options.enrollment ? options.conferenceKey : null };
  return { ...options, conferenceKey: options.conferenceKey ?? createConferenceKey() };
}

/** Makes options fit what the site wants and allows (guide, Table 3-12). */
export function fitToSite(options: ConferenceOptions, site: SiteConfiguration | null): ConferenceOptions {
  const access =
    site?.guestAccessEnabled === false && options.access === "anyone" ? "registered" : options.access;
  const conferenceKey =
    site?.conferenceKeyRequired === true
      ? (options.conferenceKey ?? createConferenceKey())
      : options.conferenceKey;
  return { ...options, access, conferenceKey };
}

// Without letters and digits that are mistaken for one another when somebody reads the key aloud.
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

/** A key that cannot be guessed (39 bits) and can be typed. */
export function createConferenceKey(): string {
  return Array.from(
    crypto.getRandomValues(new Uint8Array(8)),
    (byte) => alphabet[byte % alphabet.length],
  ).join("");
}
