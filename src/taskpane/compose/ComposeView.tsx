import { Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { Suspense, useContext, useEffect, useState } from "react";
import type { Person } from "../../contract/conference";
import type { ComposeController } from "./composeController";
import type { Formats } from "../common/format";
import { loadOutcome, Notices } from "../notices/Notices";
import { Options } from "./Options";
import { assess, windowTermsOf, type PaneState } from "./paneState";
import { Summary } from "./Summary";
import { startTexts } from "../../locales/messages";
import { LanguageContext } from "../common/language";
import { Progress } from "../common/Progress";
import { lazyComponent } from "../common/lazyComponent";

// These load once there is a conference.
const loadRemove = () => import("./Remove");
const loadResult = () => import("./ConferenceDetails");
const Differences = lazyComponent(() => import("../failure/Differences"));
const FailureChoice = lazyComponent(() => import("../failure/FailureChoice"));
const MissingDataNotice = lazyComponent(
  () => import(/* webpackPrefetch: true */ "../notices/MissingDataNotice"),
);
const SharedConferenceNotice = lazyComponent(() => import("../notices/SharedConferenceNotice"));
const Remove = lazyComponent(loadRemove);
const ConferenceDetails = lazyComponent(loadResult);
const SignedInLine = lazyComponent(() => import("../notices/SignedInLine"));
const UnusedConferencesNotice = lazyComponent(() => import("../notices/UnusedConferencesNotice"));

/** Where only the buttons can stay in sight: a small window, or one that is enlarged. */
const isLow = "@media (max-height: 399px)";
const line = `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`;

/** As far from the edge as what is beside a scrollbar. */
const aligned = { overflow: "hidden", scrollbarGutter: "stable" } as const;

const useStyles = makeStyles({
  content: {
    position: "relative",
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalL,
    flexGrow: 1,
    minHeight: "25vh",
    padding: tokens.spacingHorizontalL,
    borderBottom: line,
    overflowY: "auto",
    // A scrollbar that comes takes no room from the text.
    scrollbarGutter: "stable",
    "& > *": { flexShrink: 0 },
    [isLow]: { overflowY: "visible", scrollbarGutter: "auto", flexShrink: 0 },
  },
  // Announces what comes into it, and takes no room until then.
  region: { ":empty": { marginBottom: `calc(-1 * ${tokens.spacingVerticalL})` } },
  // Messages stand above the buttons: there they come and go without moving what is read or pressed.
  messages: {
    display: "contents",
    "& > *": { ...aligned, flexShrink: 0, padding: `0 ${tokens.spacingHorizontalL}` },
    "& > section": { marginTop: tokens.spacingVerticalS },
  },
  buttons: {
    ...aligned,
    display: "flex",
    flexShrink: 0,
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingHorizontalM} ${tokens.spacingHorizontalL}`,
    "& > button": { flexGrow: 1, whiteSpace: "nowrap" },
    ":empty": { display: "none" },
    [isLow]: {
      position: "sticky",
      bottom: 0,
      scrollbarGutter: "auto",
      paddingBlock: tokens.spacingVerticalS,
      flexWrap: "nowrap",
      "& > button": { minWidth: 0, whiteSpace: "normal", ...typographyStyles.caption1Strong },
      borderTop: line,
      backgroundColor: tokens.colorNeutralBackground1,
      // A question has more lines than may stay in sight.
      ":has([role='group'])": { position: "static" },
    },
  },
});

interface ComposeViewProps {
  state: PaneState;
  controller: ComposeController;
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
  const { tag, texts } = useContext(LanguageContext);
  const styles = useStyles();
  const { snapshot, options, phase, text, site, presence, unclaimed, missing } = state;
  const { blockingErrors, differences, conference, chip, isLeftOver, canAdd, canChange } = assess(
    state,
    titleFallback,
  );
  const isOpening = phase.status === "opening";
  const isWorking = phase.status === "working" || isOpening;
  // The parts of a scheduled conference load together, so that none of them moves the others.
  useEffect(() => {
    if (isWorking) Promise.all([loadOutcome(), loadRemove(), loadResult()]).catch(() => undefined);
  }, [isWorking]);
  const [areOptionsOpen, setAreOptionsOpen] = useState(false);
  const [keyAsked, setKeyAsked] = useState(0);
  /** An empty key is told at its field, where the button leads; other blockingErrors above the button. */
  const others = blockingErrors.filter((blockingError) => blockingError !== "KEY_MISSING");
  const send = (work: () => void) => () => {
    if (others.length === blockingErrors.length) {
      work();
      return;
    }
    setAreOptionsOpen(true);
    setKeyAsked(keyAsked + 1);
  };
  const main = {
    appearance: "primary",
    size: canChange ? "medium" : "large",
    "data-main": "",
    disabled: others.length > 0 || !snapshot,
    disabledFocusable: isWorking,
  } as const;
  return (
    <>
      <div className={styles.content}>
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
            terms={phase.status === "occurrence" ? null : windowTermsOf(state, differences.length > 0)}
          />
        )}
        <div role="status" aria-atomic={false} className={styles.region}>
          <Suspense fallback={null}>
            {(phase.status === "copied" || phase.status === "occurrence") && (
              <SharedConferenceNotice phase={phase} seen={state} controller={controller} formats={formats} />
            )}
          </Suspense>
        </div>
        {/* Below the options, a part that loads late moves nothing. */}
        {!isOpening && phase.status !== "occurrence" && (
          <Options
            options={options}
            site={site}
            choose={controller.choose}
            isDisabled={isWorking}
            isOpen={areOptionsOpen}
            setIsOpen={setAreOptionsOpen}
            keyAsked={keyAsked}
          />
        )}
        <Suspense fallback={null}>
          {phase.status === "failed" && (
            <FailureChoice phase={phase} decide={controller.decide} formats={formats} />
          )}
        </Suspense>
        <Suspense fallback={null}>
          {conference && phase.status !== "copied" && (
            <ConferenceDetails conference={conference} text={text} site={site} openLink={openLink} />
          )}
        </Suspense>
        <Suspense fallback={null}>
          {phase.status === "none" && unclaimed.length > 0 && (
            <UnusedConferencesNotice unclaimed={unclaimed} controller={controller} formats={formats} />
          )}
        </Suspense>
        <div role="status">
          <Suspense fallback={null}>
            {missing.size > 0 && <MissingDataNotice missing={missing} retry={controller.reload} />}
          </Suspense>
        </div>
      </div>
      <div className={styles.messages} data-messages="">
        <div role="status" aria-atomic={false}>
          {phase.status === "working" && (
            <Progress
              label={texts.steps[phase.step]}
              waitsFor={phase.step === "reading" || phase.step === "writing" ? "outlook" : "site"}
              stop={controller.stop}
            />
          )}
          {isOpening && (
            <Progress
              label={startTexts(tag).opening}
              waitsFor={snapshot ? "either" : "outlook"}
              stop={controller.stop}
            />
          )}
        </div>
        <Notices
          state={state}
          controller={controller}
          blockingErrors={others}
          isLeftOver={isLeftOver}
          isFree={phase.status === "none"}
        >
          {site?.caller && site.caller.address !== me.address && (
            <SignedInLine caller={site.caller} me={me} owner={site.actingFor ?? owner} />
          )}
        </Notices>
        <Suspense fallback={null}>
          {differences.length > 0 && !isLeftOver && (
            <Differences title={texts.changed} differences={differences} formats={formats} />
          )}
        </Suspense>
      </div>
      <div className={styles.buttons}>
        {canAdd && (
          <Button {...main} onClick={send(controller.schedule)}>
            {texts.add}
          </Button>
        )}
        {differences.length > 0 && canChange && !isLeftOver && (
          <Button {...main} onClick={send(controller.update)}>
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
