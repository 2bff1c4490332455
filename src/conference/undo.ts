import type { Conference, ConferenceRequest } from "../contract/conference";
import { OutlookError, type Appointment } from "../outlook/appointment/appointment";
import type { RelayClient } from "../relay/client";
import type { LastWrite, WriteNote } from "./writing/invitationText";
import { ConferenceError, guard } from "./failure";
import type { Done, Step, UndoResult } from "./useCases";
import { readPropertiesIfPossible } from "./writing/itemProperties";
import { sendUpdate } from "./schedule";
import { rememberWritten, undoWriting, type WritingOptions } from "./writing/writeConference";

/** What a page did last. */
export interface UndoableChange {
  /** "write": it put the links of a conference that was there already into the text. */
  kind: "add" | "update" | "write";
  /** The conference as it was made, changed or written. */
  conference: Conference;
  /** Stands for the item before that; "": it was never saved; null: Outlook does not say. */
  itemHash?: string | null;
  /** The request before an update. */
  earlier?: ConferenceRequest;
  /** What was changed in the text; missing: nothing, or it cannot be put back byte for byte. */
  write?: LastWrite | undefined;
}

interface UndoOptions {
  appointment: Appointment;
  relay: RelayClient;
  at: (conference: Conference) => Promise<WritingOptions>;
  onStep: (step: Step) => void;
  takeOut: (conference: Conference) => Promise<WriteNote[]>;
  write: (conference: Conference) => Promise<Done>;
}

/** Whether a deed can be undone. Once the appointment was saved or sent, others may have the link. */
export async function canUndo(deed: UndoableChange, appointment: Appointment): Promise<boolean> {
  if (deed.kind === "write") return deed.write?.isFirst === true;
  return isUnsaved(deed, appointment);
}

/** Outlook forgets what was done in a form once that is saved; a form that was never saved has no ID. */
async function isUnsaved(
  { conference, itemHash }: UndoableChange,
  appointment: Appointment,
): Promise<boolean> {
  const [now, session] = await Promise.all([appointment.readItemHash(), appointment.readSession()]);
  return now === itemHash && (now === "" || session?.conferenceId === conference.id);
}

/** Undoes a deed. Throws ConferenceError. */
export async function undo(deed: UndoableChange, options: UndoOptions): Promise<UndoResult> {
  const { appointment, relay, at, onStep, takeOut, write } = options;
  const { kind, conference, earlier } = deed;
  if (kind === "write") {
    onStep("writing");
    await guard("nothingDone", () => putBack(deed, appointment));
    return { deed: kind, conference, notes: [] };
  }
  if (!(await guard("nothingDone", () => isUnsaved(deed, appointment))))
    throw new ConferenceError("SAVED_SINCE", "nothingDone", { conference });
  if (!earlier) {
    onStep("removing");
    await guard("nothingDone", () => relay.remove(conference.id), conference, "maybeDeleted");
    await putBackIfSame(deed, appointment);
    return { deed: "add", conference: null, notes: await takeOut(conference) };
  }
  onStep("updating");
  const send = () => sendUpdate(conference, { appointment, relay, request: earlier });
  const restored = await guard("nothingDone", send, conference);
  if (!deed.write || !(await putBackIfSame(deed, appointment)))
    return { deed: "update", ...(await write(restored)) };
  const { lines } = deed.write;
  await guard("halfWritten", async () =>
    rememberWritten(await at(restored), await readPropertiesIfPossible(appointment), lines),
  );
  return { deed: "update", conference: restored, notes: [] };
}

async function putBack({ write }: UndoableChange, appointment: Appointment): Promise<void> {
  if (write) await undoWriting(appointment, write);
}

/** Puts the text back byte for byte where nobody has typed since; else (false) only our own lines may be changed. */
async function putBackIfSame(deed: UndoableChange, appointment: Appointment): Promise<boolean> {
  try {
    await putBack(deed, appointment);
    return true;
  } catch (failure) {
    if (!(failure instanceof OutlookError)) throw failure;
    return false;
  }
}
