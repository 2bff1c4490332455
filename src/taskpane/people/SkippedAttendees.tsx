import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { useContext } from "react";
import { skippedTexts } from "../../locales/messages";
import type { AppointmentSnapshot } from "../../outlook/appointment/appointment";
import { LanguageContext } from "../common/language";

const useStyles = makeStyles({
  quiet: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
});

/** Which entries of the appointment cannot be invited to its conference, and why. */
export default function SkippedAttendees({
  skippedAttendees,
}: Pick<AppointmentSnapshot, "skippedAttendees">) {
  const { tag } = useContext(LanguageContext);
  const styles = useStyles();
  const texts = skippedTexts(tag);
  return (
    <div>
      <span className={styles.quiet}>{texts.title({ count: skippedAttendees.length })}</span>
      <ul className={styles.list}>
        {skippedAttendees.map(({ name, reason }, index) => (
          <li key={index}>
            <span className={styles.quiet}>
              {name} {texts.reason[reason]}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
