import { makeStyles, tokens } from "@fluentui/react-components";
import { Suspense, type ReactNode } from "react";
import type { Obstacle } from "../../conference/model/differences";
import type { Controller } from "../compose/composeController";
import { useTexts } from "../texts/language";
import { piece } from "../common/lazyComponent";
import type { PaneState } from "../compose/paneState";

// Message bars are not needed for the first look at an appointment.
const Notice = piece(() => import(/* webpackPrefetch: true */ "../common/Notice"));
const ObstacleNotice = piece(() => import("./BlockingErrors"));
const CancelledNotice = piece(() => import("./CancelledNotice"));
const OtherWays = piece(() => import("./OtherProvidersNotice"));
const Notes = piece(() => import("./WriteNotes"));
const Outcome = piece(loadOutcome);
const Failure = piece(() => import(/* webpackPrefetch: true */ "../failure/Failure"));

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
  controller: Controller;
  obstacles: Obstacle[];
  isLeftOver: boolean;
  /** Whether a conference could be added now. */
  isFree: boolean;
  /** What is said of the whole pane. */
  children: ReactNode;
}

/** The outcome of the last action, and what to know before the next one. */
export function Notices({ state, controller, obstacles, isLeftOver, isFree, children }: NoticesProps) {
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
              <Notes notes={phase.removed} />
            </>
          )}
          {phase.status === "scheduled" && (
            <Outcome phase={phase} text={state.text} controller={controller} />
          )}
          {isFree && snapshot && (
            <OtherWays readBody={controller.readBody} location={snapshot.location} told={controller.told} />
          )}
          {isLeftOver && <CancelledNotice />}
          {obstacles.map((obstacle) => (
            <ObstacleNotice key={obstacle} obstacle={obstacle} site={site} />
          ))}
        </Suspense>
      </div>
    </>
  );
}
