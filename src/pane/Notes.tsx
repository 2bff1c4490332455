import type { WriteNote } from "../conference/appointmentText";
import { useTexts } from "./language";
import Notice from "./Notice";

/** What the user should know of a write that succeeded. */
export default function Notes({ notes }: { notes: WriteNote[] }) {
  const texts = useTexts();
  return notes.map((note) => (
    <Notice key={note} intent="warning">
      {texts.note[note]}
    </Notice>
  ));
}
