import { Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { useContext, useState, type KeyboardEvent } from "react";
import { removeTexts } from "../../locales/messages";
import { useDangerStyles } from "../theme/danger";
import { LanguageContext } from "../common/language";

const useStyles = makeStyles({
  question: {
    ...typographyStyles.body1,
    display: "flex",
    flexDirection: "column",
    flexBasis: "100%",
    gap: tokens.spacingVerticalS,
  },
  answers: {
    display: "flex",
    gap: tokens.spacingHorizontalS,
    "& > button": { flexGrow: 1, flexBasis: "30%" },
  },
});

interface RemoveProps {
  label: string;
  /** Which conference, where there are several. */
  name?: string;
  size?: "small" | "medium";
  /** Whether it is what most likely is wanted. */
  isMain?: boolean;
  isDisabled?: boolean;
  onRemove: () => void;
}

/** Asks before it deletes: nobody can join any more, and the site cannot undo it. */
export default function Remove({
  label,
  name,
  size = "medium",
  isMain = false,
  isDisabled = false,
  onRemove,
}: RemoveProps) {
  const { tag, texts: common } = useContext(LanguageContext);
  const texts = removeTexts(tag);
  const styles = useStyles();
  const danger = useDangerStyles();
  const [isAsking, setIsAsking] = useState(false);
  const [wasAsked, setWasAsked] = useState(false);
  const leave = () => {
    setWasAsked(true);
    setIsAsking(false);
  };
  if (!isAsking) {
    return (
      <Button
        className={isMain ? danger.deletes : danger.asks}
        appearance={isMain ? "primary" : "outline"}
        size={size}
        disabledFocusable={isDisabled}
        // Closing the question moves the focus back to the button that asked it.
        autoFocus={wasAsked}
        {...(name !== undefined && { "aria-label": common.toThis({ action: label, what: name }) })}
        onClick={() => setIsAsking(true)}
      >
        {label}
      </Button>
    );
  }
  const remove = () => {
    leave();
    onRemove();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    // Else Outlook would take the focus out of the pane.
    event.stopPropagation();
    leave();
  };
  return (
    <div className={styles.question} role="group" aria-label={texts.question} onKeyDown={onKeyDown}>
      <span>{texts.question}</span>
      <div className={styles.answers}>
        <Button className={danger.deletes} size={size} disabledFocusable={isDisabled} onClick={remove}>
          {texts.yes}
        </Button>
        <Button size={size} autoFocus onClick={leave}>
          {texts.no}
        </Button>
      </div>
    </div>
  );
}
