import { Badge, Body1, Caption1, makeStyles, Subtitle1, tokens } from "@fluentui/react-components";
import type { AppointmentSnapshot } from "../outlook/appointment";
import type { Formats } from "./format";
import { texts } from "./texts";

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  head: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalS,
  },
  label: { color: tokens.colorNeutralForeground2 },
  title: { overflowWrap: "anywhere", unicodeBidi: "plaintext" },
  quiet: { color: tokens.colorNeutralForeground3 },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
});

interface SummaryProps {
  snapshot: AppointmentSnapshot;
  formats: Formats;
  titleFallback: string;
  me: string;
  chip: "upToDate" | "outOfDate" | null;
}

/** What the appointment says right now, and whether the conference says the same. */
export function Summary({ snapshot, formats, titleFallback, me, chip }: SummaryProps) {
  const styles = useStyles();
  const { subject, start, end, organizer, attendees, leftOut } = snapshot;
  const isForOther = organizer !== null && organizer.address.toLowerCase() !== me.toLowerCase();
  return (
    <section className={styles.section} aria-label={texts.summary}>
      <div className={styles.head}>
        <Caption1 className={styles.label}>{chip ? texts.scheduledSummary : texts.summary}</Caption1>
        {chip === "upToDate" && (
          <Badge appearance="tint" color="success">
            {texts.upToDate}
          </Badge>
        )}
        {chip === "outOfDate" && (
          <Badge appearance="tint" color="warning">
            {texts.outOfDate}
          </Badge>
        )}
      </div>
      <Subtitle1 as="h1" className={styles.title}>
        {subject.trim() || titleFallback}
      </Subtitle1>
      {subject.trim() === "" && <Caption1>{texts.noSubject(titleFallback)}</Caption1>}
      <Body1>{formats.day(start)}</Body1>
      <Body1>{formats.times(start, end)}</Body1>
      <Caption1 className={styles.quiet}>{formats.zone(start)}</Caption1>
      {organizer && (
        <Body1>
          {isForOther ? texts.organizerForOther(organizer.name) : texts.organizer(organizer.name)}
        </Body1>
      )}
      <Body1>{texts.attendees(attendees.length)}</Body1>
      {leftOut.length > 0 && (
        <div>
          <Caption1>{texts.leftOut(leftOut.length)}</Caption1>
          <ul className={styles.list}>
            {leftOut.map(({ name, reason }, index) => (
              <li key={index}>
                <Caption1>
                  {name} {texts.leftOutReason[reason]}
                </Caption1>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
