import { makeStyles, tokens } from "@fluentui/react-components";
import { Suspense, type ReactNode } from "react";
import type { BlockingError } from "../../conference/model/differences";
import type { ComposeController } from "../compose/composeController";
import { useTexts } from "../common/language";
import { lazyComponent } from "../common/lazyComponent";
import type { PaneState } from "../compose/paneState";

// Message bars are not needed for the first look at an appointment.
const Notice = lazyComponent(() => import(/* webpackPrefetch: true */ "../common/Notice"));
const BlockingErrors = lazyComponent(() => import("./BlockingErrors"));
const CancelledNotice = lazyComponent(() => import("./CancelledNotice"));
const OtherProvidersNotice = lazyComponent(() => import("./OtherProvidersNotice"));
const WriteNotes = lazyComponent(() => import("./WriteNotes"));
const SuccessMessages = lazyComponent(loadOutcome);
const Failure = lazyComponent(() => import(/* webpackPrefetch: true */ "../failure/Failure"));

export function loadOutcome() {
  return import("./SuccessMessages");
}

const useStyles = makeStyles({
  // A region that is not displayed is not announced when its first text comes, so an empty one takes no room instead.
  notices: {
    display: "flex",
    flexDirection: "column",
    "& > *": { flexShrink: 0, marginTop: tokens.spacingVerticalS },
  },
});

interface NoticesProps {
  state: PaneState;
  controller: ComposeController;
  blockingErrors: BlockingError[];
  isLeftOver: boolean;
  /** Whether a conference could be added now. */
  isFree: boolean;
  /** Notices about the whole pane. */
  children: ReactNode;
}

/** The outcome of the last action, and what to know before the next one. */
export function Notices({ state, controller, blockingErrors, isLeftOver, isFree, children }: NoticesProps) {
  const { phase, snapshot, site } = state;
  const texts = useTexts();
  const styles = useStyles();
  return (
    <>
      <div className={styles.notices}>
        <Suspense fallback={null}>
          {phase.status === "failed" && (
            <Failure phase={phase} controller={controller} subject={snapshot?.subject ?? ""} />
          )}
        </Suspense>
      </div>
      <div role="status" aria-atomic={false} className={styles.notices}>
        <Suspense fallback={null}>
          {children}
          {phase.status === "none" && phase.removed && (
            <>
              <Notice intent="success">{texts.removedDone}</Notice>
              <WriteNotes notes={phase.removed} />
            </>
          )}
          {phase.status === "scheduled" && (
            <SuccessMessages phase={phase} text={state.text} controller={controller} />
          )}
          {isFree && snapshot && (
            <OtherProvidersNotice
              readBody={controller.readBody}
              location={snapshot.location}
              told={controller.told}
            />
          )}
          {isLeftOver && <CancelledNotice />}
          {blockingErrors.map((blockingError) => (
            <BlockingErrors key={blockingError} blockingError={blockingError} site={site} />
          ))}
        </Suspense>
      </div>
    </>
  );
}
