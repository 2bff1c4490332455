import { makeStyles, tokens } from "@fluentui/react-components";
import { useContext, useState, type KeyboardEvent } from "react";
import { popupTexts } from "../../locales/messages";
import { CopyButton } from "../common/CopyButton";
import { LanguageContext } from "../common/language";
import Notice from "../common/Notice";

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
  const { tag, texts: common } = useContext(LanguageContext);
  const texts = popupTexts(tag);
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
      <Notice intent="warning" action={{ label: common.dismiss, onClick }}>
        {texts.text} <CopyButton label={texts.link} value={url} />
      </Notice>
    </div>
  );
}
