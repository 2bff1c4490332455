import { useContext } from "react";
import { LanguageContext } from "./language";
import Notice from "./Notice";

const english =
  "This appointment was cancelled. Its web conference still exists: remove it if nobody needs it any more.";
const byLanguage: Partial<Record<string, string>> = {
  de: "Dieser Termin wurde abgesagt. Seine Webkonferenz gibt es noch: Entfernen Sie sie, wenn niemand sie mehr braucht.",
  ar: "أُلغي هذا الموعد. ما زال مؤتمر الويب الخاص به قائمًا: أزله إن لم يعد أحد بحاجة إليه.",
};

/** A conference that has outlived its appointment. */
export default function CancelledNotice() {
  const { tag } = useContext(LanguageContext);
  return <Notice intent="warning">{byLanguage[tag.split("-")[0] ?? ""] ?? english}</Notice>;
}
