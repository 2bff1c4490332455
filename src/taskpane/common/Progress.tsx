import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { Suspense, useEffect, useState } from "react";
import { lazyComponent } from "./lazyComponent";
import type { WaitReason } from "./SlowProgress";

const SlowProgress = lazyComponent(() => import(/* webpackPrefetch: true */ "./SlowProgress"));

const useStyles = makeStyles({
  line: { ...typographyStyles.body1, display: "block", paddingBlock: tokens.spacingVerticalXS },
  bar: { width: "100%", height: "4px", accentColor: tokens.colorCompoundBrandBackground },
});

/** From when the pane says that it is still at work, and from when it says what is slow. */
const [stillMs, slowMs] = [2_000, 10_000];

interface ProgressProps {
  /** undefined: nothing is said before it takes long. */
  label?: string;
  waitsFor: WaitReason;
  /** Ends the waiting, where the user can do so. */
  stop?: () => void;
}

/** The browser's own progress bar, and the step in words: a whole component for it would be loaded every time. */
export function Progress({ label, waitsFor, stop }: ProgressProps) {
  const styles = useStyles();
  const [waitedMs, setWaitedMs] = useState(0);
  useEffect(() => {
    const timers = [stillMs, slowMs].map((ms) => setTimeout(setWaitedMs, ms, ms));
    return () => timers.forEach(clearTimeout);
  }, []);
  return (
    <>
      {label !== undefined && (
        <label className={styles.line}>
          {label}
          <progress className={styles.bar} />
        </label>
      )}
      <Suspense fallback={null}>
        {waitedMs > 0 && <SlowProgress waitsFor={waitsFor} isSlow={waitedMs === slowMs} stop={stop} />}
      </Suspense>
    </>
  );
}
