import { makeStyles, tokens } from "@fluentui/react-components";
import { lazy, Suspense } from "react";
import type { Obstacle } from "../conference/compare";
import type { Controller } from "./controller";
import type { Formats } from "./format";
import type { Phase, Task } from "./state";
import { useTexts } from "./language";
import type { Texts } from "./texts";

// Message bars are not needed for the first look at an appointment.
const Notice = lazy(() => import("./Notice"));
const ObstacleNotice = lazy(() => import("./ObstacleNotice"));
const OtherNotice = lazy(() => import("./OtherNotice"));
const Failure = lazy(() => import("./Failure"));

const useStyles = makeStyles({
  notices: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
    ":empty": { display: "none" },
  },
});

interface NoticesProps {
  phase: Phase;
  controller: Controller;
  formats: Formats;
}

/** What came of the last thing that was done, and what the user should know about it. */
export function Notices({ phase, controller, formats }: NoticesProps) {
  const texts = useTexts();
  const styles = useStyles();
  if (phase.status === "failed") {
    return (
      <Suspense fallback={null}>
        <Failure phase={phase} controller={controller} formats={formats} />
      </Suspense>
    );
  }
  return (
    <div role="status" aria-live="polite" className={styles.notices}>
      <Suspense fallback={null}>
        {phase.status === "none" && phase.justRemoved && (
          <Notice intent="success">{texts.removedDone}</Notice>
        )}
        {(phase.status === "copied" || phase.status === "occurrence") && (
          <OtherNotice phase={phase} controller={controller} />
        )}
        {phase.status === "scheduled" && <Outcome phase={phase} controller={controller} />}
      </Suspense>
    </div>
  );
}

function Outcome({
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
      {notes.map((note) => (
        <Notice key={note} intent="warning">
          {texts.note[note]}
        </Notice>
      ))}
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

/** What keeps the primary button from working. */
export function Obstacles({ obstacles }: { obstacles: Obstacle[] }) {
  const styles = useStyles();
  return (
    <div className={styles.notices}>
      <Suspense fallback={null}>
        {obstacles.map((obstacle) => (
          <ObstacleNotice key={obstacle} obstacle={obstacle} />
        ))}
      </Suspense>
    </div>
  );
}
