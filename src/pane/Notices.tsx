import { makeStyles, tokens } from "@fluentui/react-components";
import { Suspense, type ReactNode } from "react";
import type { Obstacle } from "../conference/compare";
import type { Controller } from "./controller";
import type { Formats } from "./format";
import type { PaneState } from "./state";
import { useTexts } from "./language";
import { piece } from "./piece";

// Message bars are not needed for the first look at an appointment.
const Notice = piece(() => import(/* webpackPrefetch: true */ "./Notice"));
const ObstacleNotice = piece(() => import("./ObstacleNotice"));
const OtherNotice = piece(() => import("./OtherNotice"));
const Notes = piece(() => import("./Notes"));
const Outcome = piece(() => import("./Outcome"));
const Failure = piece(() => import(/* webpackPrefetch: true */ "./Failure"));
const MissingNotice = piece(() => import(/* webpackPrefetch: true */ "./MissingNotice"));

const useStyles = makeStyles({
  notices: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
    ":empty": { display: "none" },
  },
});

interface NoticesProps {
  state: Pick<PaneState, "phase" | "text" | "snapshot" | "lookedAt" | "missing">;
  controller: Controller;
  formats: Formats;
  /** What is said of the whole pane. */
  children: ReactNode;
}

/** What came of the last thing that was done, and what the user should know about it. */
export function Notices({ state, controller, formats, children }: NoticesProps) {
  const { phase, missing } = state;
  const texts = useTexts();
  const styles = useStyles();
  return (
    <>
      <Suspense fallback={null}>
        {phase.status === "failed" && (
          <Failure
            phase={phase}
            controller={controller}
            formats={formats}
            subject={state.snapshot?.subject ?? ""}
          />
        )}
      </Suspense>
      <div role="status" aria-live="polite" className={styles.notices}>
        <Suspense fallback={null}>
          {children}
          {missing.size > 0 && <MissingNotice missing={missing} retry={controller.reload} />}
          {phase.status === "none" && phase.removed && (
            <>
              <Notice intent="success">{texts.removedDone}</Notice>
              <Notes notes={phase.removed} />
            </>
          )}
          {(phase.status === "copied" || phase.status === "occurrence") && (
            <OtherNotice phase={phase} seen={state} controller={controller} formats={formats} />
          )}
          {phase.status === "scheduled" && (
            <Outcome phase={phase} text={state.text} controller={controller} />
          )}
        </Suspense>
      </div>
    </>
  );
}

/** What keeps the primary button from working. */
export function Obstacles({ obstacles, site }: { obstacles: Obstacle[]; site: PaneState["site"] }) {
  const styles = useStyles();
  return (
    <div className={styles.notices}>
      <Suspense fallback={null}>
        {obstacles.map((obstacle) => (
          <ObstacleNotice key={obstacle} obstacle={obstacle} site={site} />
        ))}
      </Suspense>
    </div>
  );
}
