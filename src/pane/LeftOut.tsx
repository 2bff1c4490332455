import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { AppointmentSnapshot } from "../outlook/appointment";
import { useTexts } from "./language";

const useStyles = makeStyles({
  quiet: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
});

/** The attendees whom a conference cannot take, and why. */
export default function LeftOut({ leftOut }: Pick<AppointmentSnapshot, "leftOut">) {
  const texts = useTexts();
  const styles = useStyles();
  return (
    <div className={styles.quiet}>
      {texts.leftOut(leftOut.length)}
      <ul className={styles.list}>
        {leftOut.map(({ name, reason }, index) => (
          <li key={index}>
            {name} {texts.leftOutReason[reason]}
          </li>
        ))}
      </ul>
    </div>
  );
}
