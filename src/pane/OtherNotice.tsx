import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from "@fluentui/react-components";
import { useContext } from "react";
import type { Controller } from "./controller";
import { Exceptions } from "./Exceptions";
import type { Formats } from "./format";
import { LanguageContext } from "./language";
import Notice from "./Notice";
import { otherTexts } from "./otherTexts";
import type { PaneState, Phase } from "./state";

interface OtherNoticeProps {
  phase: Extract<Phase, { status: "copied" | "occurrence" }>;
  /** The appointment as it was last seen; null until Outlook has answered. */
  seen: Pick<PaneState, "snapshot" | "lookedAt">;
  controller: Pick<Controller, "separate" | "share">;
  formats: Formats;
}

/** The conference that is there is that of another appointment, or of the series. */
export default function OtherNotice({ phase, seen, controller, formats }: OtherNoticeProps) {
  const { tag, texts } = useContext(LanguageContext);
  const other = otherTexts(tag);
  if (phase.status === "occurrence") {
    const { conference } = phase;
    const { snapshot, lookedAt: now } = seen;
    return (
      <>
        <Notice intent="info">{conference ? other.occurrence : other.occurrenceNone}</Notice>
        {conference && snapshot && <Exceptions {...{ snapshot, conference, now, formats }} />}
      </>
    );
  }
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{other.copiedTitle}</MessageBarTitle>
        {other.copied}
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" appearance="primary" onClick={controller.separate}>
          {texts.separate}
        </Button>
        <Button size="small" onClick={controller.share}>
          {texts.share}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
