import type { WriteNote } from "../conference/appointmentText";
import { useContext } from "react";
import { LanguageContext } from "./language";
import Notice from "./Notice";
import { outcomeTexts } from "./outcomeTexts";

/** What the user should know of a write that succeeded. */
export default function Notes({ notes }: { notes: WriteNote[] }) {
  const texts = outcomeTexts(useContext(LanguageContext).tag);
  return notes.map((note) => (
    <Notice key={note} intent="warning">
      {texts.note[note]}
    </Notice>
  ));
}
