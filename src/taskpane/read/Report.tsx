import { Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { useContext } from "react";
import type { Report as FinishedConference } from "../../relay/dates";
import { CopyButton } from "../common/CopyButton";
import type { Formats } from "../common/format";
import { LanguageContext } from "../common/language";
import { reportTexts } from "../../locales/messages";

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  head: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS },
  title: { ...typographyStyles.subtitle2, margin: 0 },
  // Somebody else's words: as they are, in their own direction, as many lines as they have.
  words: { margin: 0, whiteSpace: "pre-line", overflowWrap: "anywhere", unicodeBidi: "plaintext" },
  table: { width: "100%", borderCollapse: "collapse", ...typographyStyles.caption1 },
  cell: {
    textAlign: "start",
    verticalAlign: "top",
    padding: `${tokens.spacingVerticalXS} 0`,
    fontWeight: "inherit",
  },
  name: { overflowWrap: "anywhere", unicodeBidi: "plaintext" },
  times: {
    paddingInlineStart: tokens.spacingHorizontalS,
    textAlign: "end",
    whiteSpace: "nowrap",
    color: tokens.colorNeutralForeground2,
  },
  track: {
    position: "relative",
    height: "4px",
    marginTop: tokens.spacingVerticalXXS,
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackground5,
  },
  stay: {
    position: "absolute",
    top: 0,
    bottom: 0,
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorBrandBackground,
    // Windows' high contrast draws no backgrounds.
    forcedColorAdjust: "none",
  },
});

interface ReportProps {
  report: FinishedConference;
  formats: Formats;
  openLink: (url: string) => void;
}

/** The report of an ended conference: its course, its recording, and for its owner the attendance. */
export default function Report({ report, formats, openLink }: ReportProps) {
  const texts = reportTexts(useContext(LanguageContext).tag);
  const styles = useStyles();
  const { minutes, attendeeCount, ending, recordingUrl, attendees, rating, comments } = report;
  const { unreadableAttendees = 0 } = report;
  return (
    <section className={styles.section} aria-label={texts.title}>
      <span>{texts.endings[ending]}</span>
      {minutes !== null && attendeeCount !== null && (
        <span>{texts.summary({ minutes, people: attendeeCount })}</span>
      )}
      {rating && <span className={styles.words}>{texts.rating({ rating })}</span>}
      {recordingUrl !== null && (
        <Button appearance="primary" onClick={() => openLink(recordingUrl)}>
          {texts.recording}
        </Button>
      )}
      {comments && (
        <>
          <h2 className={styles.title}>{texts.comments}</h2>
          <p className={styles.words}>{comments}</p>
        </>
      )}
      {attendees !== null && attendees.length > 0 && (
        <>
          <div className={styles.head}>
            <h2 className={styles.title}>{texts.attendance}</h2>
            <CopyButton label={texts.attendance} value={toTable(report)} />
          </div>
          <table className={styles.table}>
            <tbody>
              {attendees.map(({ name, address, entered, exited, isGuest }, index) => (
                <tr key={index}>
                  <th scope="row" className={styles.cell}>
                    <div className={styles.name}>
                      {name || address || texts.nameless}
                      {isGuest && ` (${texts.guest})`}
                    </div>
                    <div className={styles.track} aria-hidden="true">
                      <div className={styles.stay} style={placeOf(report, entered, exited)} />
                    </div>
                  </th>
                  <td className={styles.cell}>
                    <div className={styles.times}>
                      {entered !== null && exited !== null && formats.times(entered, exited)}
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {unreadableAttendees > 0 && <span>{texts.unreadable({ people: unreadableAttendees })}</span>}
    </section>
  );
}

/** Where a stay lies within the conference, in percent of its length. */
function placeOf({ start, end }: FinishedConference, entered: Date | null, exited: Date | null) {
  if (start === null || end === null || entered === null || exited === null) return { width: 0 };
  const [from, to] = [start.getTime(), end.getTime()];
  const at = (moment: Date) =>
    Math.min(100, Math.max(0, (100 * (moment.getTime() - from)) / Math.max(1, to - from)));
  return { insetInlineStart: `${at(entered)}%`, insetInlineEnd: `${100 - at(exited)}%` };
}

/** Tab-separated, as spreadsheets take it; nothing in it is taken for a formula. */
function toTable({ attendees }: FinishedConference): string {
  const cell = (text: string) => text.replace(/[\t\r\n]+/g, " ").replace(/^(?=[=+\-@])/, "'");
  return (attendees ?? [])
    .map(({ name, address, entered, exited }) =>
      [name, address ?? "", entered?.toISOString() ?? "", exited?.toISOString() ?? ""].map(cell).join("\t"),
    )
    .join("\n");
}
