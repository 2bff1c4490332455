/** Writes the invitation of a conference into the appointment, and records the write for undo. */
import type { Conference } from "../../relay/dates";
import { guard } from "../failure";
import type { Done } from "./results";
import { writeConference } from "../writing/writeConference";
import { writingOptionsOf, type UseCaseContext } from "./context";
import { isUndoable, type UndoableChange } from "./undoableChange";

interface WriteOptions {
  context: UseCaseContext;
  conference: Conference;
  /** The change that the write belongs to; null: it can't be undone. */
  change: UndoableChange | null;
}

export async function writeChange({ context, conference, change }: WriteOptions): Promise<Done> {
  context.onStep("writing");
  context.lastChange = change;
  return guard(
    "notWritten",
    async () => {
      const { previousConferenceId } = context;
      const options = await writingOptionsOf(context, conference);
      const { notes, lastWrite } = await writeConference({ ...options, previousConferenceId });
      if (change) change.write = lastWrite ?? change.write;
      context.previousConferenceId = conference.id;
      context.onWritten(conference.id);
      return { conference, notes };
    },
    conference,
  );
}

/** Writes the invitation of a conference that is there already, or that could not be written when it was scheduled. */
export async function writeAgain({ context, conference }: Omit<WriteOptions, "change">): Promise<Done> {
  const change = (await findUndoable({ context, conference })) ?? { kind: "write", conference };
  return writeChange({ context, conference, change });
}

/** The last change if it was to this conference and can be undone. A change that can't be undone now never can be again. */
export async function findUndoable({
  context,
  conference,
}: Omit<WriteOptions, "change">): Promise<UndoableChange | null> {
  const { lastChange, appointment } = context;
  if (lastChange?.conference.id !== conference.id) return null;
  if (!(await isUndoable(lastChange, appointment))) context.lastChange = null;
  return context.lastChange;
}
