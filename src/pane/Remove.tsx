import { Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { useContext, useState } from "react";
import { translated } from "../conference/translated";
import { LanguageContext } from "./language";

const removeTexts = translated(
  {
    question: "Delete this web conference? Its link will stop working for everybody.",
    yes: "Delete it",
    no: "Keep it",
  },
  {
    question: "Diese Webkonferenz löschen? Ihr Link funktioniert dann für niemanden mehr.",
    yes: "Löschen",
    no: "Behalten",
  },
  {
    question: "هل تريد حذف مؤتمر الويب هذا؟ لن يعمل رابطه لأحد بعد ذلك.",
    yes: "حذف",
    no: "إبقاء",
  },
);

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
  const { tag, texts: common } = useContext(LanguageContext);
  const texts = removeTexts(tag);
  const styles = useStyles();
  const [isAsking, setIsAsking] = useState(false);
  if (!isAsking) {
    return (
      <Button
        appearance={isMain ? "primary" : "subtle"}
        size={size}
        disabled={isDisabled}
        {...(name !== undefined && { "aria-label": common.toThis(label, name) })}
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
    <div className={styles.question} role="group" aria-label={texts.question}>
      <span>{texts.question}</span>
      <div className={styles.answers}>
        <Button size={size} disabled={isDisabled} onClick={remove}>
          {texts.yes}
        </Button>
        <Button appearance="subtle" size={size} autoFocus onClick={() => setIsAsking(false)}>
          {texts.no}
        </Button>
      </div>
    </div>
  );
}
