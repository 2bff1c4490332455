import { useContext } from "react";
import { translated } from "../../conference/translated";
import { LanguageContext } from "../texts/language";
import Notice from "../common/Notice";

const cancelledTexts = translated(
  "This appointment was cancelled. Its web conference still exists: remove it if nobody needs it any more.",
  "Dieser Termin wurde abgesagt. Seine Webkonferenz gibt es noch: Entfernen Sie sie, wenn niemand sie mehr braucht.",
  "أُلغي هذا الموعد. ما زال مؤتمر الويب الخاص به قائمًا: أزله إن لم يعد أحد بحاجة إليه.",
);

/** A conference that has outlived its appointment. */
export default function CancelledNotice() {
  const { tag } = useContext(LanguageContext);
  return <Notice intent="warning">{cancelledTexts(tag)}</Notice>;
}
