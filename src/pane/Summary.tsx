import { makeStyles, mergeClasses, tokens, typographyStyles } from "@fluentui/react-components";
import { lazy, Suspense } from "react";
import type { SpanTerms } from "../conference/span";
import type { SiteConfiguration } from "../contract/services";
import type { AppointmentSnapshot } from "../outlook/appointment";
import type { Formats } from "./format";
import { useTexts } from "./language";
import type { Presence } from "./state";

const SeriesLines = lazy(() => import("./SeriesLines"));
const BegunLine = lazy(() => import("./BegunLine"));
const Attendees = lazy(() => import("./Attendees"));

const useStyles = makeStyles({
  section: {
    ...typographyStyles.body1,
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXS,
  },
  head: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalS,
  },
  label: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground2 },
  title: { ...typographyStyles.subtitle1, margin: 0, overflowWrap: "anywhere", unicodeBidi: "plaintext" },
  quiet: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
  chip: {
    ...typographyStyles.caption1Strong,
    padding: `0 ${tokens.spacingHorizontalS}`,
    border: `${tokens.strokeWidthThin} solid currentColor`,
    borderRadius: tokens.borderRadiusCircular,
    whiteSpace: "nowrap",
  },
  upToDate: {
    color: tokens.colorStatusSuccessForeground1,
    backgroundColor: tokens.colorStatusSuccessBackground1,
  },
  outOfDate: {
    color: tokens.colorStatusWarningForeground1,
    backgroundColor: tokens.colorStatusWarningBackground1,
  },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
});

interface SummaryProps {
  snapshot: AppointmentSnapshot;
  formats: Formats;
  titleFallback: string;
  me: string;
  presence: ReadonlyMap<string, Presence>;
  chip: "upToDate" | "outOfDate" | null;
  /** By what the conference of a series is open; null: it is not told. */
  terms: SpanTerms | null;
  /** For whom the relay lets the user act; null: nobody else, or not known. */
  actingFor: SiteConfiguration["actingFor"];
}

/** What the appointment says right now, and whether the conference says the same. */
export function Summary({
  snapshot,
  formats,
  titleFallback,
  me,
  presence,
  chip,
  terms,
  actingFor,
}: SummaryProps) {
  const texts = useTexts();
  const styles = useStyles();
  const { subject, start, end, organizer, attendees, leftOut } = snapshot;
  const isForOther = organizer !== null && organizer.address.toLowerCase() !== me.toLowerCase();
  // Below Mailbox 1.7 only the relay says whose calendar it is.
  const host = organizer ?? actingFor;
  return (
    <section className={styles.section} aria-label={texts.summary}>
      <div className={styles.head}>
        <span className={styles.label}>{chip ? texts.scheduledSummary : texts.summary}</span>
        {chip && <span className={mergeClasses(styles.chip, styles[chip])}>{texts[chip]}</span>}
      </div>
      <h1 className={styles.title}>{subject.trim() || titleFallback}</h1>
      {subject.trim() === "" && <span className={styles.quiet}>{texts.noSubject(titleFallback)}</span>}
      <span>{formats.day(start)}</span>
      <span>{formats.times(start, end)}</span>
      <span className={styles.quiet}>{formats.zone(start)}</span>
      {snapshot.series && (
        <Suspense fallback={null}>
          <SeriesLines snapshot={snapshot} formats={formats} terms={terms} />
        </Suspense>
      )}
      {terms && !snapshot.series && start.getTime() < terms.now && (
        <Suspense fallback={null}>
          <BegunLine snapshot={snapshot} formats={formats} terms={terms} />
        </Suspense>
      )}
      {host && (
        <span>
          {isForOther || actingFor ? texts.organizerForOther(host.name) : texts.organizer(host.name)}
        </span>
      )}
      {actingFor?.may.includes("host") === false && (
        <span className={styles.quiet}>{texts.hostIsOwner(actingFor.name)}</span>
      )}
      <span>{texts.attendees(attendees.length)}</span>
      {attendees.length > 0 && (
        <Suspense fallback={null}>
          <Attendees attendees={attendees} presence={presence} />
        </Suspense>
      )}
      {leftOut.length > 0 && (
        <div>
          <span className={styles.quiet}>{texts.leftOut(leftOut.length)}</span>
          <ul className={styles.list}>
            {leftOut.map(({ name, reason }, index) => (
              <li key={index}>
                <span className={styles.quiet}>
                  {name} {texts.leftOutReason[reason]}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
