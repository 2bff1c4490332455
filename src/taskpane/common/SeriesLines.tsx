import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { useContext } from "react";
import { renewalOf, conferenceWindowOf, type WindowTerms } from "../../conference/model/conferenceWindow";
import type { AppointmentSnapshot } from "../../outlook/appointment/appointment";
import type { Formats } from "./format";
import { LanguageContext } from "./language";
import { seriesTexts } from "../../locales/messages";
import { describeRule } from "./describeRule";

const useStyles = makeStyles({
  quiet: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
});

interface SeriesLinesProps {
  snapshot: Pick<AppointmentSnapshot, "start" | "end" | "series">;
  formats: Formats;
  /** null: only the rule is told. */
  terms: WindowTerms | null;
}

/** How the appointment repeats, and what that means for its web conference; without a series: that Outlook does not say. */
export default function SeriesLines({ snapshot, formats, terms }: SeriesLinesProps) {
  const styles = useStyles();
  const { tag } = useContext(LanguageContext);
  const texts = seriesTexts(tag);
  if (!snapshot.series) return <span className={styles.quiet}>{texts.untold}</span>;
  const { rule } = snapshot.series;
  if (!rule) return <span>{texts.unknown}</span>;
  const conferenceWindow = terms && conferenceWindowOf(snapshot, terms);
  return (
    <>
      <span>{describeRule(rule, tag)}</span>
      {conferenceWindow && (
        <span className={styles.quiet}>
          {texts.policy({
            from: formats.longMoment(conferenceWindow.start),
            to: formats.longMoment(conferenceWindow.end),
          })}
        </span>
      )}
      {conferenceWindow?.renews && (
        <span>{texts.renew({ until: formats.longMoment(conferenceWindow.renews) })}</span>
      )}
      {terms && conferenceWindow?.isCut && !conferenceWindow.renews && (
        <span className={styles.quiet}>
          {texts.cut({
            days: terms.seriesDays,
            from: formats.longMoment(renewalOf(conferenceWindow.end, terms.seriesDays, rule.timeZone)),
            to: formats.longMoment(conferenceWindow.end),
          })}
        </span>
      )}
    </>
  );
}
