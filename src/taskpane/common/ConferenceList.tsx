import { makeStyles, mergeClasses, tokens, typographyStyles } from "@fluentui/react-components";
import { useContext, useState, type ReactNode } from "react";
import type { Candidate, Conference } from "../../relay/dates";
import { choiceTexts } from "../../locales/messages";
import type { Formats } from "./format";
import { LanguageContext } from "./language";

const useStyles = makeStyles({
  summary: {
    ...typographyStyles.body1,
    cursor: "pointer",
    ":focus-visible": { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}` },
  },
  list: {
    ...typographyStyles.body1,
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
    listStyleType: "none",
    margin: `${tokens.spacingVerticalS} 0 0`,
    padding: 0,
  },
  // The appointment stays in sight.
  limited: { maxHeight: "40vh", overflowY: "auto" },
  item: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS },
  title: { ...typographyStyles.body1Strong, overflowWrap: "anywhere", unicodeBidi: "plaintext" },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

type Listed = Candidate & Pick<Conference, "createdAt">;

/** The parts of a conference that identify it in a list. */
export function listedOf({ id, createdAt, scheduled }: Conference): Listed {
  const { title, start, end } = scheduled.appointment;
  return { id, title, start, end, ...(createdAt !== undefined && { createdAt }) };
}

interface ConferenceListProps<Item extends Listed> {
  conferences: readonly Item[];
  formats: Formats;
  /** The line to which the list is folded; null: it is not. */
  fold: string | null;
  /** Further lines about one, such as who is invited. */
  more?: (conference: Item) => string[];
  /** The actions for one conference; its `name` makes their labels unique. null: no actions. */
  actions: ((conference: Item, name: string) => ReactNode) | null;
}

/** Conferences among which the user chooses, each with all by which it can be told from the others. */
export function ConferenceList<Item extends Listed>(props: ConferenceListProps<Item>) {
  const { conferences, formats, fold, more = () => [], actions } = props;
  const { tag, texts } = useContext(LanguageContext);
  const { noTime, created } = choiceTexts(tag);
  const styles = useStyles();
  const [isOpen, setIsOpen] = useState(false);
  const list = (
    <ul className={mergeClasses(styles.list, fold !== null && styles.limited)}>
      {conferences.map((conference) => {
        const { id, title, createdAt } = conference;
        const known = [...timesOf(conference, formats, noTime), `${texts.conferenceId}: ${id}`];
        const age = createdAt === undefined ? [] : [created({ when: formats.longMoment(createdAt) })];
        return (
          <li key={id} className={styles.item}>
            <span className={styles.title}>{title}</span>
            {[...known, ...age, ...more(conference)].map((line) => (
              <span key={line}>{line}</span>
            ))}
            {actions && (
              <div className={styles.actions}>{actions(conference, [title, ...known].join(", "))}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
  if (fold === null) return list;
  return (
    <details onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary className={styles.summary}>{fold}</summary>
      {isOpen && list}
    </details>
  );
}

function timesOf({ start, end }: Listed, formats: Formats, unknown: string): string[] {
  if (start === null) return [unknown];
  return end === null ? [formats.longMoment(start)] : [formats.day(start), formats.times(start, end)];
}
