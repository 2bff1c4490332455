/** Undoes this page's last change. */
import type { Conference, ConferenceRequest } from "../../contract/conference";
import { OutlookError, type Appointment } from "../../outlook/appointment/appointment";
import { ConferenceError, guard } from "../failure";
import type { UndoResult } from "../useCases";
import type { LastWrite } from "../writing/invitationText";
import { readPropertiesIfPossible } from "../writing/itemProperties";
import { saveWritten, undoWriting } from "../writing/writeConference";
import { writingOptionsOf, type UseCaseContext } from "./context";
import { deleteConference, removeInvitation } from "./remove";
import { sendUpdate } from "./update";
import { writeChange } from "./write";

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

interface FindUndoableOptions {
  context: UseCaseContext;
  conference: Conference;
}

/** The last change if it was to this conference and can be undone. A change that can't be undone now never can be again. */
export async function findUndoable({
  context,
  conference,
}: FindUndoableOptions): Promise<UndoableChange | null> {
  const { lastChange, appointment } = context;
  if (lastChange?.conference.id !== conference.id) return null;
  if (!(await canUndo(lastChange, appointment))) context.lastChange = null;
  return context.lastChange;
}

async function canUndo(change: UndoableChange, appointment: Appointment): Promise<boolean> {
  if (change.kind === "write") return change.write?.isFirst === true;
  return isUnsaved(change, appointment);
}

/** Outlook drops a form's session data when it is saved; a form that was never saved has no ID. */
async function isUnsaved(change: UndoableChange, appointment: Appointment): Promise<boolean> {
  const [itemHash, session] = await Promise.all([appointment.readItemHash(), appointment.readSession()]);
  if (itemHash !== change.itemHash) return false;
  return itemHash === "" || session?.conferenceId === change.conference.id;
}

/** Throws ConferenceError. */
export async function undoLastChange(context: UseCaseContext): Promise<UndoResult> {
  const { lastChange, onWritten } = context;
  if (!lastChange) throw new ConferenceError("SAVED_SINCE", "nothingDone");
  const result = await undo(lastChange, context);
  if (result.conference) onWritten(result.conference.id);
  context.lastChange = null;
  return result;
}

async function undo(change: UndoableChange, context: UseCaseContext): Promise<UndoResult> {
  const { appointment, onStep } = context;
  const { kind, conference, previousRequest } = change;
  if (kind === "write") {
    onStep("writing");
    await guard("nothingDone", () => restoreText(change, appointment));
    return { kind, conference, notes: [] };
  }
  if (!(await guard("nothingDone", () => isUnsaved(change, appointment))))
    throw new ConferenceError("SAVED_SINCE", "nothingDone", { conference });
  if (previousRequest) return undoUpdate(change, previousRequest, context);
  await deleteConference({ context, conference });
  await restoreTextIfUnchanged(change, appointment);
  return { kind: "add", conference: null, notes: await removeInvitation({ context, conference }) };
}

async function undoUpdate(
  change: UndoableChange,
  request: ConferenceRequest,
  context: UseCaseContext,
): Promise<UndoResult> {
  const { appointment, relay, onStep } = context;
  onStep("updating");
  const send = () => sendUpdate(change.conference, { appointment, relay, request });
  const conference = await guard("nothingDone", send, change.conference);
  const { write } = change;
  if (!write || !(await restoreTextIfUnchanged(change, appointment)))
    return { kind: "update", ...(await writeChange({ context, conference, change: null })) };
  await guard("halfWritten", async () => {
    const options = await writingOptionsOf(context, conference);
    await saveWritten(options, await readPropertiesIfPossible(appointment), write.ownedLines);
  });
  return { kind: "update", conference, notes: [] };
}

async function restoreText({ write }: UndoableChange, appointment: Appointment): Promise<void> {
  if (write) await undoWriting(appointment, write);
}

/** Restores the text byte for byte; false: it was edited since, so only the invitation may be changed. */
async function restoreTextIfUnchanged(change: UndoableChange, appointment: Appointment): Promise<boolean> {
  try {
    await restoreText(change, appointment);
    return true;
  } catch (failure) {
    if (!(failure instanceof OutlookError)) throw failure;
    return false;
  }
}
