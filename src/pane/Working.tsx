import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";

const useStyles = makeStyles({
  line: { ...typographyStyles.body1, display: "block", padding: tokens.spacingVerticalXS },
  bar: { width: "100%", height: "4px", accentColor: tokens.colorCompoundBrandBackground },
});

/** The browser's own progress bar, and the step in words: a whole component for it would be loaded every time. */
export function Working({ label }: { label: string }) {
  const styles = useStyles();
  return (
    <label className={styles.line}>
      {label}
      <progress className={styles.bar} />
    </label>
  );
}
