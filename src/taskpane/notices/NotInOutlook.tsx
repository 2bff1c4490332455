import { Body1, makeStyles, Title3, tokens } from "@fluentui/react-components";
import { useContext } from "react";
import { outsideTexts } from "../../locales/messages";
import { LanguageContext } from "../common/language";

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

/** Shown if the page is opened in a plain browser. */
export default function NotInOutlook() {
  const { tag } = useContext(LanguageContext);
  const texts = outsideTexts(tag);
  const styles = useStyles();
  return (
    <main className={styles.page}>
      <Title3 as="h1">{texts.title}</Title3>
      <Body1>{texts.text}</Body1>
    </main>
  );
}
