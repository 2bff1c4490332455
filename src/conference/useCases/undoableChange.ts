/** A change of this page, and whether it can still be undone. */
import type { Conference, ConferenceRequest } from "../../relay/dates";
import type { Appointment } from "../../outlook/appointment/appointment";
import type { LastWrite } from "../writing/invitationText";

/** A change that can be undone until the appointment is saved or sent. */
export interface UndoableChange {
  /** "write": the invitation of an existing conference was written. */
  kind: "add" | "update" | "write";
  /** The conference after the change. */
  conference: Conference;
  /** Hash of the item before the change; "": it was never saved; null: Outlook does not say. */
  itemHash?: string | null;
  /** The request before an update. */
  previousRequest?: ConferenceRequest;
  /** The change to the text; missing: none, or it can't be undone byte for byte. */
  write?: LastWrite | undefined;
}

export async function isUndoable(change: UndoableChange, appointment: Appointment): Promise<boolean> {
  if (change.kind === "write") return change.write?.isFirst === true;
  return isUnsaved(change, appointment);
}

/** Outlook drops a form's session data when it is saved; a form that was never saved has no ID. */
export async function isUnsaved(change: UndoableChange, appointment: Appointment): Promise<boolean> {
  const [itemHash, session] = await Promise.all([appointment.readItemHash(), appointment.readSession()]);
  if (itemHash !== change.itemHash) return false;
  return itemHash === "" || session?.conferenceId === change.conference.id;
}
