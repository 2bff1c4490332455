import { Body1, makeStyles, Title3, tokens } from "@fluentui/react-components";
import { useContext } from "react";
import { translated } from "../../conference/translated";
import { LanguageContext } from "../texts/language";

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

const outsideTexts = translated(
  {
    title: "This page belongs in Outlook",
    text: "Open an appointment in Outlook's calendar and choose “Conference options” from the ribbon or from the add-ins menu. The web conference is then planned right beside the appointment.",
  },
  {
    title: "Diese Seite gehört in Outlook",
    text: "Öffnen Sie in Outlooks Kalender einen Termin und wählen Sie „Konferenzoptionen“ im Menüband oder im Menü der Add-Ins. Die Webkonferenz wird dann gleich neben dem Termin geplant.",
  },
  {
    title: "هذه الصفحة مكانها في Outlook",
    text: "افتح موعدًا في تقويم Outlook واختر «خيارات المؤتمر» من الشريط أو من قائمة الوظائف الإضافية. عندئذٍ يُخطَّط لمؤتمر الويب بجانب الموعد مباشرة.",
  },
);

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
