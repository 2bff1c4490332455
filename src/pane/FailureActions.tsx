import { Button } from "@fluentui/react-components";
import type { Controller } from "./controller";
import { useTexts } from "./language";
import type { Phase } from "./state";

interface FailureActionsProps {
  phase: Extract<Phase, { status: "failed" }>;
  controller: Controller;
}

/** What helps after a failure, by what stands. */
export function FailureActions({ phase, controller }: FailureActionsProps) {
  const texts = useTexts();
  const retry = (
    <Button size="small" onClick={controller.retry}>
      {texts.retry}
    </Button>
  );
  switch (phase.failure.standing) {
    case "notWritten":
      return (
        <>
          <Button size="small" onClick={controller.write}>
            {texts.writeAgain}
          </Button>
          <Button size="small" onClick={controller.remove}>
            {texts.takeBack}
          </Button>
        </>
      );
    case "changedElsewhere":
      return (
        <>
          <Button size="small" onClick={controller.useNewer}>
            {texts.useNewer}
          </Button>
          <Button size="small" onClick={controller.replaceNewer}>
            {texts.replaceNewer}
          </Button>
        </>
      );
    case "lost":
      return (
        <Button size="small" onClick={controller.forget}>
          {texts.takeOut}
        </Button>
      );
    case "undecided":
      return null;
    case "unknown":
    case "notTakenOut":
      return retry;
    case "nothingDone":
      return (
        <>
          {phase.task === "update" && phase.failure.code === "CANNOT_CHANGE_NOW" && (
            <Button size="small" onClick={controller.separate}>
              {texts.anew}
            </Button>
          )}
          {(phase.task !== "undo" || phase.failure.code !== "BODY_CHANGED") && retry}
          {phase.task !== "open" && (
            <Button size="small" appearance="transparent" onClick={controller.dismiss}>
              {texts.dismiss}
            </Button>
          )}
        </>
      );
  }
}
