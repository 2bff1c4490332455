import type { ConferenceRequest } from "../../relay/dates";

/**
 * A hash of a request in 16 characters, whatever the order of the attendees. It stands in the appointment, where others
 * may read it: conference key and dial-in text, which could be guessed from a hash, have no part in it.
 */
export async function requestHashOf({ appointment, options }: ConferenceRequest): Promise<string> {
  const { title, start, end, attendees } = appointment;
  const { access, enrollment, publishAttendees, sendEmail, publiclyListed } = options;
  const text = JSON.stringify([
    [title, start.getTime(), end.getTime()],
    attendees.map(({ address }) => address.toLowerCase()).sort(),
    [access, enrollment, publishAttendees, sendEmail, publiclyListed],
  ]);
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(hash, 0, 12)));
}
