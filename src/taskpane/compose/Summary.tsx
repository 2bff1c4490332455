import { makeStyles, mergeClasses, tokens, typographyStyles } from "@fluentui/react-components";
import { lazy, Suspense } from "react";
import type { WindowTerms } from "../../conference/model/conferenceWindow";
import { titleOf } from "../../conference/model/title";
import type { Person } from "../../contract/conference";
import type { SiteConfiguration } from "../../contract/services";
import type { AppointmentSnapshot } from "../../outlook/appointment/appointment";
import type { Formats } from "../common/format";
import { useTexts } from "../common/language";
import type { Presence } from "./paneState";

const SeriesLines = lazy(() => import("../common/SeriesLines"));
const TitleLine = lazy(() => import("./TitleLine"));
const SkippedAttendees = lazy(() => import("../people/SkippedAttendees"));
const StartsNowLine = lazy(() => import("./StartsNowLine"));
const Attendees = lazy(() => import("../people/Attendees"));

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
    minHeight: "20px",
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
});

interface SummaryProps {
  /** The state of appointment and conference, as a chip. */
  label: string;
  snapshot: AppointmentSnapshot;
  formats: Formats;
  titleFallback: string;
  presence: ReadonlyMap<string, Presence>;
  chip: "upToDate" | "outOfDate" | null;
  /** By what the conference of a series is open; null: it is not told. */
  terms: WindowTerms | null;
  /** In whose calendar the appointment is; null: the user's own, or Outlook does not say. */
  owner: Person | null;
  /** Whether Outlook says if an appointment repeats. */
  tellsSeries: boolean;
  /** For whom the relay lets the user act; null: nobody else, or not known. */
  actingFor: SiteConfiguration["actingFor"];
}

/** The appointment's title, times and people, and whether the conference agrees with them. */
export function Summary({
  label,
  snapshot,
  formats,
  titleFallback,
  presence,
  chip,
  terms,
  owner,
  tellsSeries,
  actingFor,
}: SummaryProps) {
  const texts = useTexts();
  const styles = useStyles();
  const { subject, start, end, organizer, attendees, skippedAttendees, isPrivate } = snapshot;
  // Where Outlook knows no organizer yet, or names an alias, this is still for whom the relay is asked.
  const other = actingFor ?? owner;
  const chipOf = (state: "upToDate" | "outOfDate") => (
    <span className={mergeClasses(styles.chip, styles[state])}>{texts[state]}</span>
  );
  return (
    <section className={styles.section} aria-label={label}>
      <div className={styles.head}>
        <span className={styles.label}>{label}</span>
        {/* "Out of date" is announced. "Up to date" follows an action that announces its own result. */}
        <span role="status">{chip === "outOfDate" && chipOf(chip)}</span>
        {chip === "upToDate" && chipOf(chip)}
      </div>
      <h1 className={styles.title} tabIndex={-1}>
        {titleOf(subject, titleFallback)}
      </h1>
      {(isPrivate || titleOf(subject, "") === "") && (
        <Suspense fallback={null}>
          <span className={styles.quiet}>
            <TitleLine isPrivate={isPrivate} fallback={titleFallback} />
          </span>
        </Suspense>
      )}
      <span>{formats.day(start)}</span>
      <span>{formats.times(start, end)}</span>
      <span className={styles.quiet}>{formats.zone(start)}</span>
      {(snapshot.series || !tellsSeries) && (
        <Suspense fallback={null}>
          <SeriesLines snapshot={snapshot} formats={formats} terms={terms} />
        </Suspense>
      )}
      {terms && !snapshot.series?.rule && start.getTime() < terms.now && (
        <Suspense fallback={null}>
          <StartsNowLine snapshot={snapshot} formats={formats} terms={terms} />
        </Suspense>
      )}
      {other && <span>{texts.organizerForOther({ name: other.name })}</span>}
      {!other && organizer && <span>{texts.organizer({ name: organizer.name })}</span>}
      {actingFor?.may.includes("host") === false && (
        <span className={styles.quiet}>{texts.hostIsOwner({ name: actingFor.name })}</span>
      )}
      <span>{texts.attendees({ count: attendees.length })}</span>
      {attendees.length > 0 && (
        <Suspense fallback={<div style={{ height: heightOf(attendees.length) }} />}>
          <Attendees attendees={attendees} presence={presence} />
        </Suspense>
      )}
      {skippedAttendees.length > 0 && (
        <Suspense fallback={null}>
          <SkippedAttendees skippedAttendees={skippedAttendees} />
        </Suspense>
      )}
    </section>
  );
}

/** How high a list of attendees is until somebody unfolds it: five of them, and the button for the others. */
const heightOf = (count: number) => 24 * Math.min(count, 5) + (count > 5 ? 28 : 0);
