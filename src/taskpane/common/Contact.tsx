import { makeStyles } from "@fluentui/react-components";

const useStyles = makeStyles({
  line: { display: "block", overflowWrap: "anywhere", unicodeBidi: "isolate", userSelect: "text" },
});

/** Whom to ask about a failure; nothing where nobody is named. */
export function Contact({ contact }: { contact: string | null }) {
  const styles = useStyles();
  return contact === null ? null : <span className={styles.line}>{contact}</span>;
}
