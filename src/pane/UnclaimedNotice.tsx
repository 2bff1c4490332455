import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from "@fluentui/react-components";
import { useContext } from "react";
import type { Unclaimed } from "../conference/flow";
import { choiceTexts } from "./choiceTexts";
import { ConferenceItem } from "./ConferenceItem";
import type { Controller } from "./controller";
import type { Formats } from "./format";
import { LanguageContext } from "./language";
import Remove from "./Remove";

const useStyles = makeStyles({
  title: { display: "block" },
  list: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
    listStyleType: "none",
    margin: `${tokens.spacingVerticalS} 0`,
    padding: 0,
  },
});

const shownAtMost = 3;

interface UnclaimedNoticeProps {
  unclaimed: readonly Unclaimed[];
  controller: Pick<Controller, "adopt" | "discard">;
  formats: Formats;
}

/** Conferences that were left over: use one here, or delete it. */
export default function UnclaimedNotice({ unclaimed, controller, formats }: UnclaimedNoticeProps) {
  const { tag, texts: common } = useContext(LanguageContext);
  const { toThis } = common;
  const texts = choiceTexts(tag).unclaimed;
  const styles = useStyles();
  const hidden = unclaimed.length - shownAtMost;
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle className={styles.title}>{texts.title(unclaimed.length)}</MessageBarTitle>
        <ul className={styles.list}>
          {unclaimed.slice(0, shownAtMost).map((one) => {
            const { title, start, end } = one.conference.scheduled.appointment;
            const from = new Date(start);
            const when = [formats.day(from), formats.times(from, new Date(end))];
            const name = [title, ...when].join(", ");
            return (
              <ConferenceItem key={one.conference.id} title={title} when={when}>
                <Button
                  size="small"
                  aria-label={toThis(texts.use, name)}
                  onClick={() => controller.adopt(one)}
                >
                  {texts.use}
                </Button>
                <Remove
                  label={texts.remove}
                  name={name}
                  size="small"
                  onRemove={() => controller.discard(one)}
                />
              </ConferenceItem>
            );
          })}
        </ul>
        {hidden > 0 && texts.more(hidden)}
      </MessageBarBody>
    </MessageBar>
  );
}
