import { useContext, useEffect, useState } from "react";
import { watchOtherProviders } from "../../conference/otherProviders";
import { otherProvidersTexts } from "../../locales/messages";
import type { Appointment } from "../../outlook/appointment/appointment";
import { LanguageContext } from "../common/language";
import Notice from "../common/Notice";

interface OtherProvidersNoticeProps {
  readBody: Appointment["readBody"];
  location: string;
  /** Hears the names that are shown. */
  told: Set<string>;
}

/** Warns of a second way in before there is one. */
export default function OtherProvidersNotice({ readBody, location, told }: OtherProvidersNoticeProps) {
  const { tag, texts } = useContext(LanguageContext);
  const [names, setNames] = useState<string[]>([]);
  useEffect(() => watchOtherProviders({ readBody }, location, setNames), [readBody, location]);
  useEffect(() => names.forEach((name) => told.add(name)), [names, told]);
  const { warning } = otherProvidersTexts(tag);
  return names.length > 0 ? (
    <Notice intent="warning">{warning({ names: names.join(texts.comma) })}</Notice>
  ) : null;
}
