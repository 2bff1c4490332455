import { useContext } from "react";
import { neutralTitle } from "../conference/title";
import { LanguageContext } from "./language";

const english = (title: string) =>
  `This appointment is private: the conferencing site gets the title “${title}” in place of its subject.`;
const byLanguage: Partial<Record<string, typeof english>> = {
  de: (title) =>
    `Dieser Termin ist privat: Das Konferenzsystem erhält statt des Betreffs den Titel „${title}“.`,
  ar: (title) => `هذا الموعد خاص: يحصل نظام المؤتمرات على العنوان «${title}» بدلاً من موضوعه.`,
};

/** Says that the subject of a private appointment stays in Outlook. */
export default function PrivateLine() {
  const { tag } = useContext(LanguageContext);
  return <span>{(byLanguage[tag.split("-")[0] ?? ""] ?? english)(neutralTitle)}</span>;
}
