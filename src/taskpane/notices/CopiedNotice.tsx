import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from "@fluentui/react-components";
import { useContext } from "react";
import type { Conference } from "../../relay/dates";
import { choiceTexts } from "../../locales/messages";
import { ConferenceList, listedOf } from "../common/ConferenceList";
import type { ComposeController } from "../compose/composeController";
import type { Formats } from "../common/format";
import { LanguageContext } from "../common/language";
import { otherTexts } from "../../locales/messages";
import type { Phase } from "../compose/paneState";
import type { Texts } from "../common/language";

const useStyles = makeStyles({
  title: { display: "block" },
  actions: { flexWrap: "wrap", "& > button": { whiteSpace: "nowrap" } },
});

const peopleShown = 5;

interface CopiedNoticeProps {
  phase: Extract<Phase, { status: "copied" }>;
  controller: Pick<ComposeController, "separate" | "share" | "leave">;
  formats: Formats;
}

/** Asks whether the appointment has a conference that may be another one's, with all by which the user can tell. */
export default function CopiedNotice({ phase, controller, formats }: CopiedNoticeProps) {
  const { tag, texts } = useContext(LanguageContext);
  const other = otherTexts(tag);
  const { use, several } = choiceTexts(tag);
  const styles = useStyles();
  const { conference, others, isByText } = phase;
  const all = [conference, ...others];
  const isOnly = others.length === 0;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle className={styles.title}>
          {isByText ? other.quotedTitle({ count: all.length }) : other.copiedTitle}
        </MessageBarTitle>
        {isByText ? other.quoted : other.copied}
        <ConferenceList
          fold={isOnly ? null : several({ count: all.length })}
          conferences={all.map((one) => ({ ...listedOf(one), one }))}
          formats={formats}
          more={({ one }) => [peopleOf(one, texts)]}
          actions={
            isOnly
              ? null
              : ({ one }, name) => (
                  <Button
                    size="small"
                    aria-label={texts.toThis({ action: use, what: name })}
                    onClick={() => controller.share(one)}
                  >
                    {use}
                  </Button>
                )
          }
        />
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

function peopleOf({ scheduled }: Conference, texts: Texts): string {
  const { attendees } = scheduled.appointment;
  if (attendees.length === 0) return texts.attendees({ count: 0 });
  const shown = attendees.slice(0, peopleShown).map(({ name, address }) => name || address);
  const hidden = attendees.length - shown.length;
  return [...shown, ...(hidden > 0 ? [texts.moreAttendees({ count: hidden })] : [])].join(", ");
}
