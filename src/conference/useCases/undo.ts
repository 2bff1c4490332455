/** Undoes this page's last change. */
import type { ConferenceRequest } from "../../relay/dates";
import { OutlookError, type Appointment } from "../../outlook/appointment/appointment";
import { ConferenceError, guard } from "../failure";
import type { UndoResult } from "./results";
import { readPropertiesIfPossible } from "../writing/itemProperties";
import { saveWritten, undoWriting } from "../writing/writeConference";
import { writingOptionsOf, type UseCaseContext } from "./context";
import { deleteConference, removeInvitation } from "./remove";
import { sendUpdate } from "./update";
import { isUnsaved, type UndoableChange } from "./undoableChange";
import { writeChange } from "./write";

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
