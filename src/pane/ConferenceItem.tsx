import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  item: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS },
  title: { ...typographyStyles.body1Strong, overflowWrap: "anywhere", unicodeBidi: "plaintext" },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

interface ConferenceItemProps {
  title: string;
  /** Day and times, in words. */
  when: readonly string[];
  /** What can be done with it. */
  children: ReactNode;
}

/** One conference of several. */
export function ConferenceItem({ title, when, children }: ConferenceItemProps) {
  const styles = useStyles();
  return (
    <li className={styles.item}>
      <span className={styles.title}>{title}</span>
      {when.map((line) => (
        <span key={line}>{line}</span>
      ))}
      <div className={styles.actions}>{children}</div>
    </li>
  );
}
