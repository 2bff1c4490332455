import { Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { useState } from "react";
import { useTexts } from "./language";

const useStyles = makeStyles({
  question: {
    ...typographyStyles.body1,
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
  },
  answers: { display: "flex", gap: tokens.spacingHorizontalS },
});

/** Asks before it deletes: nobody can join any more, and the site cannot undo it. */
export function Remove({ isDisabled, onRemove }: { isDisabled: boolean; onRemove: () => void }) {
  const texts = useTexts();
  const styles = useStyles();
  const [isAsking, setIsAsking] = useState(false);
  if (!isAsking) {
    return (
      <Button appearance="subtle" disabled={isDisabled} onClick={() => setIsAsking(true)}>
        {texts.remove}
      </Button>
    );
  }
  const remove = () => {
    setIsAsking(false);
    onRemove();
  };
  return (
    <div className={styles.question} role="group" aria-label={texts.removeQuestion}>
      <span>{texts.removeQuestion}</span>
      <div className={styles.answers}>
        <Button disabled={isDisabled} onClick={remove}>
          {texts.removeYes}
        </Button>
        <Button appearance="subtle" autoFocus onClick={() => setIsAsking(false)}>
          {texts.removeNo}
        </Button>
      </div>
    </div>
  );
}
