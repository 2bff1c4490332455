import { Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { useContext, useState } from "react";
import { LanguageContext } from "./language";
import { removeTexts } from "./removeTexts";

const useStyles = makeStyles({
  question: {
    ...typographyStyles.body1,
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
  },
  answers: { display: "flex", gap: tokens.spacingHorizontalS },
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
  const { tag, texts } = useContext(LanguageContext);
  const words = removeTexts(tag);
  const styles = useStyles();
  const [isAsking, setIsAsking] = useState(false);
  if (!isAsking) {
    return (
      <Button
        appearance={isMain ? "primary" : "subtle"}
        size={size}
        disabled={isDisabled}
        {...(name !== undefined && { "aria-label": texts.toThis(label, name) })}
        onClick={() => setIsAsking(true)}
      >
        {label}
      </Button>
    );
  }
  const remove = () => {
    setIsAsking(false);
    onRemove();
  };
  return (
    <div className={styles.question} role="group" aria-label={words.removeQuestion}>
      <span>{words.removeQuestion}</span>
      <div className={styles.answers}>
        <Button size={size} disabled={isDisabled} onClick={remove}>
          {words.removeYes}
        </Button>
        <Button appearance="subtle" size={size} autoFocus onClick={() => setIsAsking(false)}>
          {words.removeNo}
        </Button>
      </div>
    </div>
  );
}
