import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from "@fluentui/react-components";
import { useContext } from "react";
import type { Conference } from "../contract/conference";
import { choiceTexts } from "./choiceTexts";
import { ConferenceItem } from "./ConferenceItem";
import type { Controller } from "./controller";
import type { Formats } from "./format";
import { LanguageContext } from "./language";
import { otherTexts } from "./otherTexts";
import type { Phase } from "./state";
import type { Texts } from "./texts";

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
  actions: { flexWrap: "wrap", "& > button": { whiteSpace: "nowrap" } },
});

const peopleShown = 5;

interface CopiedNoticeProps {
  phase: Extract<Phase, { status: "copied" }>;
  controller: Pick<Controller, "separate" | "share" | "leave">;
  formats: Formats;
}

/** Asks whether the appointment has a conference that may be another one's, with all by which the user can tell. */
export default function CopiedNotice({ phase, controller, formats }: CopiedNoticeProps) {
  const { tag, texts } = useContext(LanguageContext);
  const other = otherTexts(tag);
  const { use } = choiceTexts(tag).unclaimed;
  const styles = useStyles();
  const { conference, others, isByText } = phase;
  const all = [conference, ...others];
  const isOnly = others.length === 0;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle className={styles.title}>
          {isByText ? other.quotedTitle(all.length) : other.copiedTitle}
        </MessageBarTitle>
        {isByText ? other.quoted : other.copied}
        <ul className={styles.list}>
          {all.map((one) => {
            const { title, lines } = describe(one, formats, texts);
            return (
              <ConferenceItem key={one.id} title={title} when={lines}>
                {!isOnly && (
                  <Button
                    size="small"
                    aria-label={texts.toThis(use, [title, ...lines].join(", "))}
                    onClick={() => controller.share(one)}
                  >
                    {use}
                  </Button>
                )}
              </ConferenceItem>
            );
          })}
        </ul>
      </MessageBarBody>
      <MessageBarActions className={styles.actions}>
        {isOnly && (
          <Button size="small" onClick={() => controller.share(conference)}>
            {use}
          </Button>
        )}
        <Button size="small" onClick={controller.separate}>
          {other.separate}
        </Button>
        <Button size="small" onClick={() => controller.leave(all)}>
          {other.leave}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}

function describe({ scheduled }: Conference, formats: Formats, texts: Texts) {
  const { title, start, end, attendees } = scheduled.appointment;
  const from = new Date(start);
  const shown = attendees.slice(0, peopleShown).map(({ name, address }) => name || address);
  const hidden = attendees.length - shown.length;
  const people =
    attendees.length === 0
      ? texts.attendees(0)
      : [...shown, ...(hidden > 0 ? [texts.moreAttendees(hidden)] : [])].join(", ");
  return { title, lines: [formats.day(from), formats.times(from, new Date(end)), people] };
}
