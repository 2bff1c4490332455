import { Button } from "@fluentui/react-components";
import type { Controller } from "./controller";
import { useContext } from "react";
import { failedTexts } from "./failedTexts";
import { LanguageContext } from "./language";
import type { Phase } from "./state";

interface FailureActionsProps {
  phase: Extract<Phase, { status: "failed" }>;
  controller: Controller;
}

/** What helps after a failure, by what stands. */
export function FailureActions({ phase, controller }: FailureActionsProps) {
  const { tag, texts } = useContext(LanguageContext);
  const failed = failedTexts(tag);
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
            {failed.writeAgain}
          </Button>
          {phase.failure.details.isUnsent && (
            <Button size="small" onClick={controller.remove}>
              {failed.takeBack}
            </Button>
          )}
        </>
      );
    case "notRewritten":
    case "halfWritten":
      return (
        <Button size="small" onClick={controller.write}>
          {texts.retry}
        </Button>
      );
    case "changedElsewhere":
      return (
        <>
          <Button size="small" onClick={controller.useNewer}>
            {failed.useNewer}
          </Button>
          <Button size="small" onClick={controller.replaceNewer}>
            {failed.replaceNewer}
          </Button>
        </>
      );
    case "lost":
      return (
        <Button size="small" onClick={controller.forget}>
          {failed.takeOut}
        </Button>
      );
    case "undecided":
      return null;
    case "unknown":
    case "maybeDeleted":
    case "notTakenOut":
    case "halfTakenOut":
      return retry;
    case "nothingDone":
      return (
        <>
          {phase.task === "update" && phase.failure.code === "CANNOT_CHANGE_NOW" && (
            <Button size="small" onClick={controller.separate}>
              {failed.anew}
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
