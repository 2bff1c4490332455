import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useContext } from "react";
import { LanguageContext } from "./language";
import { waitingTexts } from "../../locales/messages";

const useStyles = makeStyles({
  lines: {
    display: "flex",
    flexDirection: "column",
    alignItems: "start",
    gap: tokens.spacingVerticalXS,
    paddingBottom: tokens.spacingVerticalXS,
  },
});

/** Whose answer a step needs. */
export type WaitReason = "outlook" | "site" | "either";

interface SlowProgressProps {
  waitsFor: WaitReason;
  isSlow: boolean;
  /** Ends the waiting; undefined: only an answer does. */
  stop: (() => void) | undefined;
}

/** Says that the pane is still at work; once that is slow, for what it waits, and offers to stop waiting. */
export default function SlowProgress({ waitsFor, isSlow, stop }: SlowProgressProps) {
  const texts = waitingTexts(useContext(LanguageContext).tag);
  const styles = useStyles();
  return (
    <div className={styles.lines}>
      <span>{isSlow ? texts.slow[waitsFor] : texts.still}</span>
      {isSlow && stop && (
        <>
          <span>{texts.afterwards}</span>
          <Button size="small" onClick={stop}>
            {texts.stop}
          </Button>
        </>
      )}
    </div>
  );
}
