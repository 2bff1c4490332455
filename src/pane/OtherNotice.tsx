import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from "@fluentui/react-components";
import type { Controller } from "./controller";
import { useTexts } from "./language";
import Notice from "./Notice";
import type { Phase } from "./state";

interface OtherNoticeProps {
  phase: Extract<Phase, { status: "copied" | "occurrence" }>;
  controller: Pick<Controller, "separate" | "share">;
}

/** The conference that is there is that of another appointment, or of the series. */
export default function OtherNotice({ phase, controller }: OtherNoticeProps) {
  const texts = useTexts();
  if (phase.status === "occurrence") {
    return (
      <Notice intent="info">{phase.conference ? texts.other.occurrence : texts.other.occurrenceNone}</Notice>
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
