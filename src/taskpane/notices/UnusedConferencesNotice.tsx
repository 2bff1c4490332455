import { Button, MessageBar, MessageBarBody } from "@fluentui/react-components";
import { useContext } from "react";
import type { UnusedConference } from "../../conference/useCases";
import { choiceTexts } from "../../locales/messages";
import { ConferenceList, listedOf } from "../common/ConferenceList";
import type { ComposeController } from "../compose/composeController";
import type { Formats } from "../common/format";
import { LanguageContext } from "../common/language";
import Remove from "../compose/Remove";

interface UnusedConferencesNoticeProps {
  unclaimed: readonly UnusedConference[];
  controller: Pick<ComposeController, "adopt" | "discard">;
  formats: Formats;
}

/** Conferences that were left over, folded to one line: use one here, or delete it. */
export default function UnusedConferencesNotice({
  unclaimed,
  controller,
  formats,
}: UnusedConferencesNoticeProps) {
  const { tag, texts } = useContext(LanguageContext);
  const { unused, use, remove } = choiceTexts(tag);
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        <ConferenceList
          fold={unused({ count: unclaimed.length })}
          conferences={unclaimed.map((one) => ({ ...listedOf(one.conference), one }))}
          formats={formats}
          actions={({ one }, name) => (
            <>
              <Button
                size="small"
                aria-label={texts.toThis({ action: use, what: name })}
                onClick={() => controller.adopt(one)}
              >
                {use}
              </Button>
              <Remove label={remove} name={name} size="small" onRemove={() => controller.discard(one)} />
            </>
          )}
        />
      </MessageBarBody>
    </MessageBar>
  );
}
