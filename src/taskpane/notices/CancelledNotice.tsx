import { useContext } from "react";
import { cancelledTexts } from "../../locales/messages";
import { LanguageContext } from "../common/language";
import Notice from "../common/Notice";

/** A conference that has outlived its appointment. */
export default function CancelledNotice() {
  const { tag } = useContext(LanguageContext);
  return <Notice intent="warning">{cancelledTexts(tag).warning}</Notice>;
}
