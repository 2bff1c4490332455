import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from "@fluentui/react-components";
import { Exceptions } from "./Exceptions";
import type { Controller } from "./controller";
import type { Formats } from "./format";
import { useTexts } from "./language";
import Notice from "./Notice";
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
  const texts = useTexts();
  if (phase.status === "occurrence") {
    const { conference } = phase;
    const { snapshot, lookedAt: now } = seen;
    return (
      <>
        <Notice intent="info">{conference ? texts.other.occurrence : texts.other.occurrenceNone}</Notice>
        {conference && snapshot && <Exceptions {...{ snapshot, conference, now, formats }} />}
      </>
    );
  }
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{texts.other.copiedTitle}</MessageBarTitle>
        {texts.other.copied}
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
