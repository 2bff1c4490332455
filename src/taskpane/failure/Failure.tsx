import {
  Caption1,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from "@fluentui/react-components";
import { useContext } from "react";
import { isLeftOver as isLeftOverIn } from "../../conference/model/cancelled";
import { describeFailure } from "../../conference/describeFailure";
import { Contact } from "../common/Contact";
import type { ComposeController } from "../compose/composeController";
import { failedTexts } from "../../locales/messages";
import { FailureActions } from "./FailureActions";
import { LanguageContext } from "../common/language";
import type { Phase } from "../compose/paneState";

const useStyles = makeStyles({
  line: { display: "block" },
  actions: { flexWrap: "wrap", "& > button": { whiteSpace: "nowrap" } },
});

interface FailureProps {
  phase: Extract<Phase, { status: "failed" }>;
  controller: ComposeController;
  /** How the appointment is called now. */
  subject: string;
}

/** A failure: its cause, the state it left, and the actions that help. */
export default function Failure({ phase, controller, subject }: FailureProps) {
  const { tag, texts, failures } = useContext(LanguageContext);
  const failed = failedTexts(tag);
  const styles = useStyles();
  const { failure, conference } = phase;
  const isLeftOver = conference !== null && isLeftOverIn(subject, conference);
  const { requestId } = failure.details;
  const { title, standing, contact } = describeFailure(failure, failures);
  const isStopped = failure.code === "WAITING_STOPPED";
  const isWarning = isStopped || failure.code === "OTHER_WAY";
  // The sentence for a write says to try again, which helps no undoing.
  const isLate = phase.task === "undo" && failure.code === "BODY_CHANGED";
  return (
    <MessageBar intent={isWarning ? "warning" : "error"} layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle className={styles.line}>{isLate ? failed.notUndone : title}</MessageBarTitle>
        {/* Looking makes no conference. */}
        {!(isStopped && phase.task === "open") && <span className={styles.line}>{standing}</span>}
        <Contact contact={contact} />
        {requestId !== undefined && (
          <Caption1 className={styles.line}>{texts.requestId({ id: requestId })}</Caption1>
        )}
      </MessageBarBody>
      <MessageBarActions className={styles.actions}>
        <FailureActions phase={phase} controller={controller} isLeftOver={isLeftOver} />
      </MessageBarActions>
    </MessageBar>
  );
}
