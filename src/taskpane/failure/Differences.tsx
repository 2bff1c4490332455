import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { Difference } from "../../conference/model/differences";
import { differencesTexts } from "../../locales/messages";
import type { Formats } from "../common/format";
import { useContext } from "react";
import { LanguageContext } from "../common/language";
import { describeOptions } from "../compose/describeOptions";
import type { Texts } from "../common/language";

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  title: { ...typographyStyles.subtitle2, margin: 0 },
  list: { margin: 0, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  value: { ...typographyStyles.body1, margin: 0, overflowWrap: "anywhere" },
  label: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
  old: { textDecorationLine: "line-through", color: tokens.colorNeutralForeground3 },
});

const peopleShown = 5;

interface DifferencesProps {
  title: string;
  differences: Difference[];
  formats: Formats;
}

/** Which fields have moved on, old and new. */
export default function Differences({ title, differences, formats }: DifferencesProps) {
  const words = differencesTexts(useContext(LanguageContext).tag);
  const styles = useStyles();
  return (
    <section className={styles.section} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      <dl className={styles.list}>
        {differences.map((difference) => (
          <div key={difference.field}>
            <dt className={styles.label}>{words.change[difference.field]}</dt>
            <Value difference={difference} formats={formats} />
          </div>
        ))}
      </dl>
    </section>
  );
}

function Value({ difference, formats }: { difference: Difference; formats: Formats }) {
  const { tag, texts, direction } = useContext(LanguageContext);
  const words = differencesTexts(tag);
  const styles = useStyles();
  if (difference.field === "attendees") {
    const names = (people: { name: string }[]) => {
      const shown = people.slice(0, peopleShown).map(({ name }) => name);
      const hidden = people.length - shown.length;
      return [...shown, ...(hidden > 0 ? [texts.moreAttendees({ count: hidden })] : [])].join(texts.comma);
    };
    return (
      <>
        {difference.added.length > 0 && (
          <dd className={styles.value}>{words.added({ names: names(difference.added) })}</dd>
        )}
        {difference.removed.length > 0 && (
          <dd className={styles.value}>{words.removed({ names: names(difference.removed) })}</dd>
        )}
      </>
    );
  }
  const [from, to] = show(difference, formats, texts);
  return (
    <dd className={styles.value}>
      {from === to ? (
        words.optionsChanged
      ) : (
        <>
          <bdi className={styles.old}>{from}</bdi> {direction === "rtl" ? "←" : "→"} <bdi>{to}</bdi>
        </>
      )}
    </dd>
  );
}

type Change = Exclude<Difference, { field: "attendees" }>;

/** Old and new in words. */
function show(difference: Change, formats: Formats, texts: Texts): [from: string, to: string] {
  switch (difference.field) {
    case "title":
      return [difference.from, difference.to];
    case "options":
      return [describeOptions(difference.from, texts), describeOptions(difference.to, texts)];
    default: {
      const { from, to } = difference;
      if (formats.longMoment(from) === formats.longMoment(to))
        return [formats.zonedMoment(from), formats.zonedMoment(to)];
      return from.getUTCFullYear() === to.getUTCFullYear()
        ? [formats.moment(from), formats.moment(to)]
        : [formats.longMoment(from), formats.longMoment(to)];
    }
  }
}
