import { Button, makeStyles, type ButtonProps } from "@fluentui/react-components";
import { useContext, useEffect, useState } from "react";
import { copyTexts } from "../../locales/messages";
import { LanguageContext } from "./language";

const useStyles = makeStyles({
  // Both words share one cell, so that the button keeps its size.
  words: { display: "inline-grid", "& > *": { gridArea: "1 / 1" } },
  hidden: { visibility: "hidden" },
  onlyHeard: {
    position: "absolute",
    width: "1px",
    height: "1px",
    overflow: "hidden",
    clipPath: "inset(50%)",
  },
});

/** How long a button says that it has copied. */
const shownMs = 4_000;

interface CopyButtonProps {
  /** Completes the accessible name: "Copy: Join link". */
  label: string;
  value: string;
  appearance?: NonNullable<ButtonProps["appearance"]>;
  /** Whether it is the next thing to press where the conference was just added. */
  isMain?: boolean;
}

/** Copies a value and says whether that worked. */
export function CopyButton({ label, value, appearance = "subtle", isMain = false }: CopyButtonProps) {
  const { tag, texts } = useContext(LanguageContext);
  const words = copyTexts(tag);
  const styles = useStyles();
  // Remembered with the value: another value has not been copied yet.
  const [outcome, setOutcome] = useState<{ value: string; isCopied: boolean } | null>(null);
  useEffect(() => {
    if (!outcome?.isCopied) return undefined;
    const timer = setTimeout(setOutcome, shownMs, null);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () => {
    navigator.clipboard.writeText(value).then(
      () => setOutcome({ value, isCopied: true }),
      () => setOutcome({ value, isCopied: false }),
    );
  };
  const current = outcome?.value === value ? outcome : null;
  const isCopied = current?.isCopied === true;
  return (
    <>
      <Button
        size="small"
        appearance={appearance}
        aria-label={texts.toThis({ action: texts.copy, what: label })}
        onClick={copy}
        {...(isMain && { "data-main": "next" })}
      >
        <span className={styles.words}>
          <span className={isCopied ? styles.hidden : ""}>{texts.copy}</span>
          <span className={isCopied ? "" : styles.hidden}>{words.copied}</span>
        </span>
      </Button>
      <span role="status" className={current?.isCopied === false ? "" : styles.onlyHeard}>
        {isCopied ? words.copied : current && words.notCopied}
      </span>
    </>
  );
}
