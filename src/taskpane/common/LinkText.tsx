import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";

const useStyles = makeStyles({
  link: {
    ...typographyStyles.body1,
    display: "inline-flex",
    maxWidth: "100%",
    unicodeBidi: "isolate",
    userSelect: "all",
    color: tokens.colorNeutralForeground1,
  },
  head: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "pre" },
  tail: { flexShrink: 0, whiteSpace: "pre" },
  whole: { overflowWrap: "anywhere" },
});

const tailLength = 12;

/** Whether two links would look the same with their middle left out. */
export function areAlike(one: string, other: string | null): boolean {
  return other !== null && one !== other && one.slice(-tailLength) === other.slice(-tailLength);
}

/** A link on one line: its middle gives way, because links of one site differ at the end. `isWhole`: all of it, on several lines. */
export function LinkText({ url, isWhole }: { url: string; isWhole: boolean }) {
  const styles = useStyles();
  return (
    <span
      className={styles.link}
      dir="ltr"
      title={url}
      // Two boxes are copied as two lines.
      onCopy={(event) => {
        event.clipboardData.setData("text/plain", url);
        event.preventDefault();
      }}
    >
      {isWhole ? (
        <span className={styles.whole}>{url}</span>
      ) : (
        <>
          <span className={styles.head}>{url.slice(0, -tailLength)}</span>
          <span className={styles.tail}>{url.slice(-tailLength)}</span>
        </>
      )}
    </span>
  );
}
