import { Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { useContext } from "react";
import type { Candidate } from "../contract/conference";
import { choiceTexts } from "./choiceTexts";
import { ConferenceItem } from "./ConferenceItem";
import type { Controller } from "./controller";
import type { Formats } from "./format";
import { LanguageContext } from "./language";

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  title: { ...typographyStyles.subtitle2, margin: 0 },
  list: {
    ...typographyStyles.body1,
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
    listStyleType: "none",
    margin: 0,
    padding: 0,
  },
});

interface CandidatesProps {
  candidates: readonly Candidate[];
  decide: Controller["decide"];
  formats: Formats;
}

/** Which of several conferences is this appointment's; only the user can tell. */
export function Candidates({ candidates, decide, formats }: CandidatesProps) {
  const { tag, texts: common } = useContext(LanguageContext);
  const { toThis } = common;
  const texts = choiceTexts(tag).candidates;
  const styles = useStyles();
  return (
    <section className={styles.section} aria-label={texts.title}>
      <h2 className={styles.title}>{texts.title}</h2>
      <ul className={styles.list}>
        {candidates.map(({ id, title, start, end }) => {
          const when = describeTimes({ start, end, formats, unknown: texts.noTime });
          return (
            <ConferenceItem key={id} title={title} when={when}>
              <Button
                size="small"
                aria-label={toThis(texts.use, [title, ...when].join(", "))}
                onClick={() => decide(id)}
              >
                {texts.use}
              </Button>
            </ConferenceItem>
          );
        })}
      </ul>
      <Button onClick={() => decide(null)}>{texts.none}</Button>
    </section>
  );
}

interface TimesOptions extends Pick<Candidate, "start" | "end"> {
  formats: Formats;
  unknown: string;
}

function describeTimes({ start, end, formats, unknown }: TimesOptions): string[] {
  if (start === null) return [unknown];
  const from = new Date(start);
  return end === null ? [formats.moment(from)] : [formats.day(from), formats.times(from, new Date(end))];
}
