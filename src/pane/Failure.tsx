import {
  Button,
  Caption1,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from "@fluentui/react-components";
import { useContext } from "react";
import { describeFailure } from "../conference/failureTexts";
import type { Controller, Phase } from "./controller";
import { LanguageContext, useTexts } from "./language";

const useStyles = makeStyles({ line: { display: "block" } });

interface FailureProps {
  phase: Extract<Phase, { status: "failed" }>;
  controller: Controller;
}

/** What happened, what was and was not done, and what to press. */
export default function Failure({ phase, controller }: FailureProps) {
  const texts = useTexts();
  const styles = useStyles();
  const { failure, task } = phase;
  const { title, standing } = describeFailure(failure, useContext(LanguageContext).failures);
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle className={styles.line}>{title}</MessageBarTitle>
        <span className={styles.line}>{standing}</span>
        {failure.details.requestId !== undefined && (
          <Caption1 className={styles.line}>{texts.requestId(failure.details.requestId)}</Caption1>
        )}
      </MessageBarBody>
      <MessageBarActions>
        {failure.standing === "notWritten" && (
          <>
            <Button size="small" onClick={controller.write}>
              {texts.writeAgain}
            </Button>
            <Button size="small" onClick={controller.remove}>
              {texts.takeBack}
            </Button>
          </>
        )}
        {failure.standing === "lost" && (
          <Button size="small" onClick={controller.forget}>
            {texts.takeOut}
          </Button>
        )}
        {(failure.standing === "unknown" || failure.standing === "notTakenOut" || task === "open") &&
          failure.standing !== "lost" && (
            <Button size="small" onClick={controller.retry}>
              {texts.retry}
            </Button>
          )}
        {failure.standing === "nothingDone" && task !== "open" && (
          <>
            <Button size="small" onClick={controller.retry}>
              {texts.retry}
            </Button>
            <Button size="small" appearance="transparent" onClick={controller.dismiss}>
              {texts.dismiss}
            </Button>
          </>
        )}
      </MessageBarActions>
    </MessageBar>
  );
}
