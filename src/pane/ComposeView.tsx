import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { Suspense } from "react";
import type { Person } from "../contract/conference";
import type { Controller } from "./controller";
import type { Formats } from "./format";
import { Notices, Obstacles } from "./Notices";
import { Options } from "./Options";
import { assess, spanTermsOf, type PaneState } from "./state";
import { Summary } from "./Summary";
import { useTexts } from "./language";
import { Working } from "./Working";
import { piece } from "./piece";

// None of it is needed before there is a conference.
const CancelledNotice = piece(() => import("./CancelledNotice"));
const OtherWays = piece(() => import("./OtherWays"));
const Differences = piece(() => import("./Differences"));
const Remove = piece(() => import("./Remove"));
const Result = piece(() => import("./Result"));
const SignedInLine = piece(() => import("./SignedInLine"));
const UnclaimedNotice = piece(() => import("./UnclaimedNotice"));

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
    // There is nothing to press and nothing to tell.
    ":not(:has(> :not(:empty)))": { padding: 0, borderTopStyle: "none" },
  },
});

interface ComposeViewProps {
  state: PaneState;
  controller: Controller;
  formats: Formats;
  titleFallback: string;
  /** The mailbox's user. */
  me: Person;
  /** In whose calendar the appointment is; null: the user's own, or Outlook does not say. */
  owner: Person | null;
  /** Whether Outlook says if an appointment repeats. */
  tellsSeries: boolean;
  openLink: (url: string) => void;
}

/** One screen, no wizard: what will be scheduled, how, one primary button, and what came of it. */
export function ComposeView(props: ComposeViewProps) {
  const { state, controller, formats, titleFallback, me, owner, tellsSeries, openLink } = props;
  const texts = useTexts();
  const styles = useStyles();
  const { snapshot, options, phase, text, site, presence, unclaimed } = state;
  const { obstacles, differences, conference, chip, isLeftOver, canAdd, canChange } = assess(
    state,
    titleFallback,
  );
  const isWorking = phase.status === "working" || phase.status === "opening";
  return (
    <>
      <div className={styles.content}>
        <Notices state={state} controller={controller} formats={formats}>
          {site?.caller && site.caller.address !== me.address && (
            <SignedInLine caller={site.caller} me={me} owner={site.actingFor ?? owner} />
          )}
        </Notices>
        <Suspense fallback={null}>
          {isLeftOver && <CancelledNotice />}
          {phase.status === "none" && snapshot && (
            <OtherWays readBody={controller.readBody} location={snapshot.location} told={controller.told} />
          )}
        </Suspense>
        {snapshot && (
          <Summary
            label={
              chip === "upToDate"
                ? texts.scheduledSummary
                : conference || phase.status === "occurrence"
                  ? texts.asItIs
                  : texts.summary
            }
            snapshot={snapshot}
            formats={formats}
            titleFallback={titleFallback}
            presence={presence}
            chip={chip}
            owner={owner}
            tellsSeries={tellsSeries}
            actingFor={site?.actingFor ?? null}
            terms={phase.status === "occurrence" ? null : spanTermsOf(state, differences.length > 0)}
          />
        )}
        <Suspense fallback={null}>
          {differences.length > 0 && !isLeftOver && (
            <Differences title={texts.changed} differences={differences} formats={formats} />
          )}
          {conference && phase.status !== "copied" && (
            <Result conference={conference} text={text} site={site} openLink={openLink} />
          )}
          {phase.status === "none" && unclaimed.length > 0 && (
            <UnclaimedNotice unclaimed={unclaimed} controller={controller} formats={formats} />
          )}
        </Suspense>
        {phase.status !== "occurrence" && (
          <Options options={options} site={site} choose={controller.choose} isDisabled={isWorking} />
        )}
      </div>
      <div className={styles.footer}>
        <Obstacles obstacles={obstacles} site={site} />
        <div role="status" aria-live="polite">
          {phase.status === "working" && (
            <Working
              label={texts.steps[phase.step]}
              waitsFor={phase.step === "reading" || phase.step === "writing" ? "outlook" : "site"}
              stop={controller.stop}
            />
          )}
          {phase.status === "opening" && (
            <Working
              label={texts.opening}
              waitsFor={snapshot ? "either" : "outlook"}
              stop={controller.stop}
            />
          )}
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
        {differences.length > 0 && canChange && !isLeftOver && (
          <Button
            appearance="primary"
            size="large"
            disabled={isWorking || obstacles.length > 0}
            onClick={controller.update}
          >
            {texts.update}
          </Button>
        )}
        <Suspense fallback={null}>
          {canChange && (
            <Remove
              label={texts.remove}
              isMain={isLeftOver}
              isDisabled={isWorking}
              onRemove={controller.remove}
            />
          )}
        </Suspense>
      </div>
    </>
  );
}
