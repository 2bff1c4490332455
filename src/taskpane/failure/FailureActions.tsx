import { Button } from "@fluentui/react-components";
import { canRetryAfter } from "../../conference/retryable";
import type { ComposeController } from "../compose/composeController";
import { useContext } from "react";
import { useDangerStyles } from "../theme/danger";
import { failedTexts } from "../../locales/messages";
import { LanguageContext } from "../common/language";
import type { Phase } from "../compose/paneState";

interface FailureActionsProps {
  phase: Extract<Phase, { status: "failed" }>;
  controller: ComposeController;
  /** Whether the appointment was cancelled, so that nothing is to be brought up to date. */
  isLeftOver: boolean;
}

/** The actions after a failure, by its outcome. */
export function FailureActions({ phase, controller, isLeftOver }: FailureActionsProps) {
  const { tag, texts } = useContext(LanguageContext);
  const failed = failedTexts(tag);
  const danger = useDangerStyles();
  const { code, details, standing } = phase.failure;
  const isHopeless =
    !canRetryAfter(code) || (phase.task === "update" && isLeftOver && standing === "nothingDone");
  const again = (label: string, onClick: () => void) =>
    !isHopeless && (
      <Button size="small" onClick={onClick}>
        {label}
      </Button>
    );
  const retry = again(texts.retry, controller.retry);
  switch (standing) {
    case "notWritten":
      return (
        <>
          {again(failed.writeAgain, controller.write)}
          {details.isUnsent && (
            <Button size="small" className={danger.asks} onClick={controller.remove}>
              {failed.takeBack}
            </Button>
          )}
        </>
      );
    case "notRewritten":
    case "halfWritten":
      return again(texts.retry, controller.write);
    case "changedElsewhere":
      return (
        <>
          <Button size="small" onClick={controller.useNewer}>
            {failed.useNewer}
          </Button>
          {!isLeftOver && (
            <Button size="small" onClick={controller.replaceNewer}>
              {failed.replaceNewer}
            </Button>
          )}
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
          {phase.task === "update" && code === "CANNOT_CHANGE_NOW" && (
            <Button size="small" onClick={controller.separate}>
              {failed.anew}
            </Button>
          )}
          {code === "OTHER_WAY" && (
            <Button size="small" onClick={controller.retry}>
              {failed.addAnyway}
            </Button>
          )}
          {(phase.task !== "undo" || code !== "BODY_CHANGED") && retry}
          {phase.task !== "open" && (
            <Button size="small" onClick={controller.dismiss}>
              {texts.dismiss}
            </Button>
          )}
        </>
      );
  }
}
