import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { Difference } from "../conference/compare";
import type { Formats } from "./format";
import { useTexts } from "./language";

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  title: { ...typographyStyles.subtitle2, margin: 0 },
  list: { margin: 0, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  value: { ...typographyStyles.body1, margin: 0, overflowWrap: "anywhere" },
  label: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
  old: { textDecorationLine: "line-through", color: tokens.colorNeutralForeground3 },
});

/** Which fields have moved on, old and new. */
export function Differences({ differences, formats }: { differences: Difference[]; formats: Formats }) {
  const texts = useTexts();
  const styles = useStyles();
  return (
    <section className={styles.section} aria-label={texts.changed}>
      <h2 className={styles.title}>{texts.changed}</h2>
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
  if (difference.field === "options") {
    return <dd className={styles.value}>{texts.optionsChanged}</dd>;
  }
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
  const show = (value: string | Date) => (typeof value === "string" ? value : formats.moment(value));
  return (
    <dd className={styles.value}>
      <span className={styles.old}>{show(difference.from)}</span> → <span>{show(difference.to)}</span>
    </dd>
  );
}
