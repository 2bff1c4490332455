import { Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { useContext } from "react";
import type { Candidate } from "../../relay/dates";
import { choiceTexts } from "../../locales/messages";
import { ConferenceList } from "../common/ConferenceList";
import type { ComposeController } from "../compose/composeController";
import type { Formats } from "../common/format";
import { LanguageContext } from "../common/language";

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  title: { ...typographyStyles.subtitle2, margin: 0 },
});

interface CandidatesProps {
  candidates: readonly Candidate[];
  decide: ComposeController["decide"];
  formats: Formats;
}

/** Which of several conferences is this appointment's; only the user can tell. */
export function Candidates({ candidates, decide, formats }: CandidatesProps) {
  const { tag, texts: common } = useContext(LanguageContext);
  const { which, several, useThis, none } = choiceTexts(tag);
  const styles = useStyles();
  return (
    <section className={styles.section} aria-label={which}>
      <h2 className={styles.title}>{which}</h2>
      <ConferenceList
        fold={candidates.length > 1 ? several({ count: candidates.length }) : null}
        conferences={candidates}
        formats={formats}
        actions={({ id }, name) => (
          <Button
            size="small"
            aria-label={common.toThis({ action: useThis, what: name })}
            onClick={() => decide(id)}
          >
            {useThis}
          </Button>
        )}
      />
      <Button onClick={() => decide(null)}>{none}</Button>
    </section>
  );
}
