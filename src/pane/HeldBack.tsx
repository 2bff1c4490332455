import { useContext } from "react";
import { CopyButton } from "./CopyButton";
import { LanguageContext } from "./language";
import Notice from "./Notice";

const english = {
  text: "If no window has opened, your browser held it back. Allow pop-ups for Outlook and try again, or copy the link and open it yourself.",
  link: "link",
};
const byLanguage: Partial<Record<string, typeof english>> = {
  de: {
    text: "Falls sich kein Fenster geöffnet hat, hat Ihr Browser es zurückgehalten. Erlauben Sie Pop-ups für Outlook und versuchen Sie es noch einmal, oder kopieren Sie den Link und öffnen Sie ihn selbst.",
    link: "Link",
  },
  ar: {
    text: "إن لم تُفتح نافذة فقد منعها متصفحك. اسمح بالنوافذ المنبثقة لـ Outlook وأعد المحاولة، أو انسخ الرابط وافتحه بنفسك.",
    link: "الرابط",
  },
};

/** A link for which the browser gave no window. */
export default function HeldBack({ url }: { url: string }) {
  const { tag } = useContext(LanguageContext);
  const texts = byLanguage[tag.split("-")[0] ?? ""] ?? english;
  return (
    <div role="alert">
      <Notice intent="warning">
        {texts.text} <CopyButton label={texts.link} value={url} />
      </Notice>
    </div>
  );
}
