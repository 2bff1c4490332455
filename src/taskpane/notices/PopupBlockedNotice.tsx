import { makeStyles, tokens } from "@fluentui/react-components";
import { useContext, useState, type KeyboardEvent } from "react";
import { translated } from "../../conference/translated";
import { CopyButton } from "../common/CopyButton";
import { LanguageContext } from "../texts/language";
import Notice from "../common/Notice";

const heldBackTexts = translated(
  {
    text: "If no window has opened, your browser held it back. Allow pop-ups for Outlook and try again, or copy the link and open it yourself.",
    link: "link",
    close: "Close",
  },
  {
    text: "Falls sich kein Fenster geöffnet hat, hat Ihr Browser es zurückgehalten. Erlauben Sie Pop-ups für Outlook und versuchen Sie es noch einmal, oder kopieren Sie den Link und öffnen Sie ihn selbst.",
    link: "Link",
    close: "Schließen",
  },
  {
    text: "إن لم تُفتح نافذة فقد منعها متصفحك. اسمح بالنوافذ المنبثقة لـ Outlook وأعد المحاولة، أو انسخ الرابط وافتحه بنفسك.",
    link: "الرابط",
    close: "إغلاق",
  },
);

const useStyles = makeStyles({
  // Above the page: what was just pressed stays where it is.
  over: {
    position: "fixed",
    insetInline: 0,
    top: 0,
    zIndex: 1,
    margin: tokens.spacingHorizontalS,
    boxShadow: tokens.shadow16,
  },
});

/** A link for which the browser gave no window, until it is closed: then the focus is where it was. */
export default function PopupBlockedNotice({ url, close }: { url: string; close: () => void }) {
  const { tag } = useContext(LanguageContext);
  const texts = heldBackTexts(tag);
  const styles = useStyles();
  const [pressed] = useState(document.activeElement);
  const onClick = () => {
    if (pressed instanceof HTMLElement) pressed.focus();
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    // Else Outlook would take the focus out of the pane.
    event.stopPropagation();
    onClick();
  };
  return (
    <div role="alert" className={styles.over} onKeyDown={onKeyDown}>
      <Notice intent="warning" action={{ label: texts.close, onClick }}>
        {texts.text} <CopyButton label={texts.link} value={url} />
      </Notice>
    </div>
  );
}
