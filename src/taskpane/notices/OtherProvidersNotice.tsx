import { useContext, useEffect, useState } from "react";
import { watchOtherProviders } from "../../conference/otherProviders";
import { translated } from "../../conference/translated";
import type { Appointment } from "../../outlook/appointment/appointment";
import { LanguageContext } from "../texts/language";
import Notice from "../common/Notice";

const otherWaysTexts = translated(
  (names: string) =>
    `This appointment already has a link to ${names}. If you add a web conference, people have two ways to join.`,
  (names) =>
    `Dieser Termin hat schon einen Link zu ${names}. Mit einer Webkonferenz gäbe es zwei Wege, teilzunehmen.`,
  (names) => `في هذا الموعد رابط إلى ${names}. إن أضفت مؤتمر ويب فستكون هناك طريقتان للانضمام.`,
);

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
  const say = otherWaysTexts(tag);
  return names.length > 0 ? <Notice intent="warning">{say(names.join(texts.comma))}</Notice> : null;
}
