import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { useContext } from "react";
import { translated } from "../../conference/translated";
import type { AppointmentSnapshot } from "../../outlook/appointment/appointment";
import { LanguageContext } from "../texts/language";
import { plural } from "../texts/texts";

type Entry = AppointmentSnapshot["skippedAttendees"][number];

interface LeftOutTexts {
  title: (count: number) => string;
  reason: Record<Entry["reason"], string>;
}

const leftOutTexts = translated<LeftOutTexts>(
  {
    title: (count) => `${plural(count, "entry", "entries")} left out:`,
    reason: {
      noAddress: "has no e-mail address",
      distributionList: "is a list: invite its members one by one",
    },
  },
  {
    title: (count) => (count === 1 ? "1 Eintrag ausgelassen:" : `${count} Einträge ausgelassen:`),
    reason: {
      noAddress: "hat keine E-Mail-Adresse",
      distributionList: "ist eine Liste: Laden Sie die Mitglieder einzeln ein",
    },
  },
  {
    title: (count) => `إدخالات مستبعدة (${count}):`,
    reason: {
      noAddress: "ليس له عنوان بريد إلكتروني",
      distributionList: "قائمة: ادعُ أعضاءها فردًا فردًا",
    },
  },
);

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
  const texts = leftOutTexts(tag);
  return (
    <div>
      <span className={styles.quiet}>{texts.title(skippedAttendees.length)}</span>
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
