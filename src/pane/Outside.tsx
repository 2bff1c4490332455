import { Body1, makeStyles, Title3, tokens } from "@fluentui/react-components";
import { useTexts } from "./language";

const useStyles = makeStyles({
  page: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
    maxWidth: "32em",
    margin: "0 auto",
    padding: tokens.spacingHorizontalXXL,
  },
});

/** What somebody sees who opens the page in a plain browser. */
export default function Outside() {
  const texts = useTexts();
  const styles = useStyles();
  return (
    <main className={styles.page}>
      <Title3 as="h1">{texts.outsideTitle}</Title3>
      <Body1>{texts.outside}</Body1>
    </main>
  );
}
