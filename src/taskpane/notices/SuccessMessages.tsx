import { useContext } from "react";
import type { ComposeController } from "../compose/composeController";
import { LanguageContext } from "../common/language";
import WriteNotes from "./WriteNotes";
import Notice from "../common/Notice";
import { failedTexts } from "../../locales/messages";
import { outcomeTexts } from "../../locales/messages";
import type { PaneState, Phase, Task } from "../compose/paneState";

/** The result of the last action, with Undo where it can be undone. */
export default function SuccessMessages({
  phase,
  text,
  controller,
}: {
  phase: Extract<Phase, { status: "scheduled" }>;
  text: PaneState["text"];
  controller: ComposeController;
}) {
  const { tag, texts } = useContext(LanguageContext);
  const outcome = outcomeTexts(tag);
  const { conference, notes, after, canUndo } = phase;
  const done = doneText(after, outcome);
  return (
    <>
      {done !== null && (
        <Notice
          intent="success"
          {...(canUndo && { action: { label: texts.undo, onClick: controller.undo } })}
        >
          {done}
        </Notice>
      )}
      {text.invitation !== "current" && (
        <Notice intent="warning" action={{ label: failedTexts(tag).writeAgain, onClick: controller.write }}>
          {text.invitation === "none" ? outcome.notWritten : outcome.oldLinks}
          {text.invitation === "old" && !text.hasKey && ` ${outcome.keyMissing}`}
        </Notice>
      )}
      {conference.warnings.map((warning) => (
        <Notice key={warning} intent="warning">
          {outcome.warning[warning]}
        </Notice>
      ))}
      <WriteNotes notes={notes} />
    </>
  );
}

function doneText(task: Task, texts: ReturnType<typeof outcomeTexts>): string | null {
  switch (task) {
    case "schedule":
      return texts.scheduled;
    case "update":
      return texts.updated;
    case "write":
      return texts.finished;
    case "refresh":
      return texts.refreshed;
    case "undo":
      return texts.undone;
    case "undoUpdate":
      return texts.updateUndone;
    default:
      return null;
  }
}
