import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { Difference } from "../conference/compare";
import type { ConferenceOptions } from "../contract/conference";
import type { Formats } from "./format";
import { useTexts } from "./language";
import { describeOptions } from "./optionsText";

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  title: { ...typographyStyles.subtitle2, margin: 0 },
  list: { margin: 0, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  value: { ...typographyStyles.body1, margin: 0, overflowWrap: "anywhere" },
  label: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
  old: { textDecorationLine: "line-through", color: tokens.colorNeutralForeground3 },
});

interface DifferencesProps {
  title: string;
  differences: Difference[];
  formats: Formats;
}

/** Which fields have moved on, old and new. */
export default function Differences({ title, differences, formats }: DifferencesProps) {
  const texts = useTexts();
  const styles = useStyles();
  return (
    <section className={styles.section} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      <dl className={styles.list}>
        {differences.map((difference) => (
          <div key={difference.field}>
            <dt className={styles.label}>{texts.change[difference.field]}</dt>
            <Value difference={difference} formats={formats} />
          </div>
        ))}
      </dl>
    </section>
  );
}

function Value({ difference, formats }: { difference: Difference; formats: Formats }) {
  const texts = useTexts();
  const styles = useStyles();
  if (difference.field === "attendees") {
    const names = (people: { name: string }[]) => people.map(({ name }) => name).join(", ");
    return (
      <>
        {difference.added.length > 0 && (
          <dd className={styles.value}>{texts.added(names(difference.added))}</dd>
        )}
        {difference.removed.length > 0 && (
          <dd className={styles.value}>{texts.removed(names(difference.removed))}</dd>
        )}
      </>
    );
  }
  const isInOneYear = new Set([difference.from, difference.to].map(yearOf)).size === 1;
  const moment = (instant: Date) => (isInOneYear ? formats.moment(instant) : formats.longMoment(instant));
  const show = (value: string | Date | ConferenceOptions) => {
    if (typeof value === "string") return value;
    return value instanceof Date ? moment(value) : describeOptions(value, texts);
  };
  const [from, to] = [show(difference.from), show(difference.to)];
  return (
    <dd className={styles.value}>
      {from === to ? (
        texts.optionsChanged
      ) : (
        <>
          <span className={styles.old}>{from}</span> → <span>{to}</span>
        </>
      )}
    </dd>
  );
}

function yearOf(value: unknown): number | null {
  return value instanceof Date ? value.getUTCFullYear() : null;
}
