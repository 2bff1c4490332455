import { useContext } from "react";
import { neutralTitle } from "../../conference/model/title";
import { titleTexts } from "../../locales/messages";
import { LanguageContext } from "../common/language";

interface TitleLineProps {
  isPrivate: boolean;
  /** The title where there is no subject. */
  fallback: string;
}

/** The conference's title, if it differs from the appointment's subject. */
export default function TitleLine({ isPrivate, fallback }: TitleLineProps) {
  const { tag } = useContext(LanguageContext);
  const texts = titleTexts(tag);
  return <>{isPrivate ? texts.private({ title: neutralTitle }) : texts.none({ title: fallback })}</>;
}
