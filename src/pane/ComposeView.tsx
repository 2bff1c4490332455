import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { assess, type Controller, type PaneState } from "./controller";
import { Differences } from "./Differences";
import type { Formats } from "./format";
import { Notices, Obstacles } from "./Notices";
import { Options } from "./Options";
import { Remove } from "./Remove";
import { Result } from "./Result";
import { Summary } from "./Summary";
import { useTexts } from "./language";
import { Working } from "./Working";

const useStyles = makeStyles({
  content: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalL,
    flexGrow: 1,
    padding: tokens.spacingHorizontalL,
  },
  footer: {
    position: "sticky",
    bottom: 0,
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
});

interface ComposeViewProps {
  state: PaneState;
  controller: Controller;
  formats: Formats;
  titleFallback: string;
  /** The signed-in person's address. */
  me: string;
  openLink: (url: string) => void;
}

/** One screen, no wizard: what will be scheduled, how, one primary button, and what came of it. */
export function ComposeView({ state, controller, formats, titleFallback, me, openLink }: ComposeViewProps) {
  const texts = useTexts();
  const styles = useStyles();
  const { snapshot, options, phase, site, presence } = state;
  const { obstacles, differences } = assess(state, titleFallback);
  const conference = "conference" in phase ? phase.conference : null;
  const isWorking = phase.status === "working" || phase.status === "opening";
  const canUpdate = conference !== null && differences.length > 0;
  const isLost = phase.status === "failed" && phase.failure.standing === "lost";
  // Until the appointment could be looked into, nobody knows whether it has a conference already.
  const canAdd = conference === null && !(phase.status === "failed" && (isLost || phase.task === "open"));
  return (
    <>
      <div className={styles.content}>
        <Notices phase={phase} controller={controller} />
        {snapshot && (
          <Summary
            snapshot={snapshot}
            formats={formats}
            titleFallback={titleFallback}
            me={me}
            presence={presence}
            chip={conference === null || isLost ? null : differences.length > 0 ? "outOfDate" : "upToDate"}
          />
        )}
        {conference && !isLost && differences.length > 0 && (
          <Differences differences={differences} formats={formats} />
        )}
        {conference && !isLost && <Result conference={conference} openLink={openLink} />}
        <Options options={options} site={site} choose={controller.choose} isDisabled={isWorking} />
      </div>
      <div className={styles.footer}>
        <Obstacles obstacles={obstacles} />
        <div role="status" aria-live="polite">
          {phase.status === "working" && <Working label={texts.steps[phase.step]} />}
          {phase.status === "opening" && <Working label={texts.opening} />}
        </div>
        {canAdd && (
          <Button
            appearance="primary"
            size="large"
            disabled={isWorking || obstacles.length > 0 || !snapshot}
            onClick={controller.schedule}
          >
            {texts.add}
          </Button>
        )}
        {canUpdate && !isLost && (
          <Button
            appearance="primary"
            size="large"
            disabled={isWorking || obstacles.length > 0}
            onClick={controller.update}
          >
            {texts.update}
          </Button>
        )}
        {conference && !isLost && <Remove isDisabled={isWorking} onRemove={controller.remove} />}
      </div>
    </>
  );
}
