import { useContext } from "react";
import { neutralTitle } from "../../conference/model/title";
import { translated } from "../../conference/translated";
import { LanguageContext } from "../texts/language";

const titleTexts = translated(
  {
    none: (title: string) => `No subject yet: the conference will be called “${title}”.`,
    private: (title: string) =>
      `This appointment is private: the conferencing site gets the title “${title}” in place of its subject.`,
  },
  {
    none: (title) => `Noch kein Betreff: Die Konferenz wird „${title}“ heißen.`,
    private: (title) =>
      `Dieser Termin ist privat: Das Konferenzsystem erhält statt des Betreffs den Titel „${title}“.`,
  },
  {
    none: (title) => `لا يوجد موضوع بعد: سيُسمّى المؤتمر «${title}».`,
    private: (title) => `هذا الموعد خاص: يحصل موقع المؤتمرات على العنوان «${title}» بدلاً من موضوعه.`,
  },
);

interface TitleLineProps {
  isPrivate: boolean;
  /** The title where there is no subject. */
  fallback: string;
}

/** The conference's title, if it differs from the appointment's subject. */
export default function TitleLine({ isPrivate, fallback }: TitleLineProps) {
  const { tag } = useContext(LanguageContext);
  const texts = titleTexts(tag);
  return <>{isPrivate ? texts.private(neutralTitle) : texts.none(fallback)}</>;
}
