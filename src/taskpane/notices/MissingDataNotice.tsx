import {
  Button,
  Caption1,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from "@fluentui/react-components";
import { useContext, useState } from "react";
import { toConferenceError, ConferenceError, type ConferenceErrorCode } from "../../conference/failure";
import { describeFailure } from "../../conference/describeFailure";
import { canRetryAfter } from "../../conference/retryable";
import { OutlookError } from "../../outlook/appointment/appointment";
import { RelayError } from "../../relay/ask";
import { LanguageContext } from "../common/language";
import type { MissingData } from "../common/optionalData";
import { missingTexts } from "../../locales/messages";

const useStyles = makeStyles({ line: { display: "block" } });

/** Answers that mean that there is nothing to load for this user. */
const refusals: ReadonlySet<ConferenceErrorCode> = new Set<ConferenceErrorCode>([
  "NOT_FOUND",
  "NOT_FINISHED",
  "CONFERENCE_UNKNOWN",
  "SERVICE_NOT_PROVISIONED",
  "NOT_A_DELEGATE",
  "NOT_A_CONFERENCE_USER",
  "NO_SITE",
  "OWNER_UNKNOWN",
]);

interface MissingDataNoticeProps {
  missing: MissingData;
  /** Loads again what is missing; resolves when that is done. */
  retry: () => Promise<unknown>;
}

/** Names the reports and lists that could not be loaded, says why, and offers to try again. */
export default function MissingDataNotice({ missing, retry }: MissingDataNoticeProps) {
  const { tag, texts, failures } = useContext(LanguageContext);
  const { title, parts } = missingTexts(tag);
  const styles = useStyles();
  const [isTrying, setIsTrying] = useState(false);
  const failed = [...missing]
    .map(([part, thrown]) => ({ part, failure: toFailure(thrown) }))
    .filter(({ failure }) => !refusals.has(failure.code));
  // All of them usually fail for the same reason.
  const last = failed.at(-1)?.failure;
  if (!last) return null;
  const names = new Intl.ListFormat(tag).format(failed.map(({ part }) => parts[part]));
  const { requestId } = last.details;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle className={styles.line}>{title({ parts: names })}</MessageBarTitle>
        <span className={styles.line}>{describeFailure(last, failures).title}</span>
        {requestId !== undefined && (
          <Caption1 className={styles.line}>{texts.requestId({ id: requestId })}</Caption1>
        )}
      </MessageBarBody>
      {failed.some(({ failure }) => canRetryAfter(failure.code)) && (
        <MessageBarActions>
          <Button
            size="small"
            disabledFocusable={isTrying}
            onClick={() => {
              setIsTrying(true);
              void retry().finally(() => setIsTrying(false));
            }}
          >
            {texts.retry}
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}

function toFailure(thrown: unknown): ConferenceError {
  if (thrown instanceof RelayError) return new ConferenceError(thrown.code, "nothingDone", thrown.details);
  if (thrown instanceof OutlookError) return new ConferenceError(thrown.code, "nothingDone");
  return toConferenceError(thrown, "nothingDone");
}
