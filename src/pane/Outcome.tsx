import type { Controller } from "./controller";
import { useTexts } from "./language";
import Notes from "./Notes";
import Notice from "./Notice";
import type { Phase, Task } from "./state";
import type { Texts } from "./texts";

/** What came of the last thing that was done with a conference, and what could be done about it. */
export default function Outcome({
  phase,
  controller,
}: {
  phase: Extract<Phase, { status: "scheduled" }>;
  controller: Controller;
}) {
  const texts = useTexts();
  const { conference, isWritten, notes, after, canUndo } = phase;
  const done = doneText(after, texts);
  return (
    <>
      {done !== null && (
        <Notice
          intent="success"
          {...(canUndo && after !== "undo" && { action: { label: texts.undo, onClick: controller.undo } })}
        >
          {done}
        </Notice>
      )}
      {!isWritten && (
        <Notice intent="warning" action={{ label: texts.writeAgain, onClick: controller.write }}>
          {texts.notWritten}
        </Notice>
      )}
      {conference.warnings.map((warning) => (
        <Notice key={warning} intent="warning">
          {texts.warning[warning]}
        </Notice>
      ))}
      <Notes notes={notes} />
    </>
  );
}

function doneText(task: Task, texts: Texts): string | null {
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
    default:
      return null;
  }
}
