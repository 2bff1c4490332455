import type { WriteNote } from "../../conference/writing/invitationText";
import { useContext } from "react";
import { LanguageContext } from "../common/language";
import Notice from "../common/Notice";
import { outcomeTexts } from "../../locales/messages";

/** Notes on a write that succeeded. */
export default function WriteNotes({ notes }: { notes: WriteNote[] }) {
  const texts = outcomeTexts(useContext(LanguageContext).tag);
  return notes.map((note) => (
    <Notice key={note} intent="warning">
      {texts.note[note]}
    </Notice>
  ));
}
