import { Body1, Button, Field, Radio, RadioGroup, Subtitle1 } from "@fluentui/react-components";
import { lazy, Suspense, useContext, useEffect, useSyncExternalStore } from "react";
import { describeFailure } from "../../conference/describeFailure";
import { isSendAllowedAfter } from "../../conference/sendCheck";
import type { Access, Person } from "../../contract/conference";
import Attendees from "../people/Attendees";
import ClientLinks from "../common/ClientLinks";
import { Contact } from "../common/Contact";
import { LanguageContext } from "../common/language";
import { begunIn, type InstantController } from "./instantController";
import { optionsFormTexts } from "../../locales/messages";
import { meetTexts } from "../../locales/messages";
import Notice from "../common/Notice";
import { MeetingStarted } from "./MeetingStarted";
import { Progress } from "../common/Progress";
import { usePageStyles } from "../theme/page";

const MissingDataNotice = lazy(() => import("../notices/MissingDataNotice"));
const SignedInLine = lazy(() => import("../notices/SignedInLine"));

/** An instant conference has no invited people, so access by invitation is left out. */
const accesses = ["registered", "anyone"] as const satisfies Access[];

interface InstantViewProps {
  isCompose: boolean;
  /** The mailbox's user. */
  me: Person;
  openLink: (url: string) => boolean;
  controller: InstantController;
}

/** A conference at once: who may join, one button, then the way in and the link for the people on the message. */
export function InstantView({ isCompose, me, openLink, controller }: InstantViewProps) {
  const { tag, texts: common, failures } = useContext(LanguageContext);
  const texts = meetTexts(tag);
  const own = optionsFormTexts(tag);
  const styles = usePageStyles();
  const { access, site, correspondents, presence, phase, missing } = useSyncExternalStore(
    controller.subscribe,
    controller.state,
  );
  useEffect(() => controller.start(), [controller]);
  const begun = begunIn(phase);
  const isStarting = phase.status === "starting";
  const isOffered = site?.services.instantConferences !== false;
  const failure = phase.status === "failed" ? describeFailure(phase.failure, failures) : null;
  const isStopped = phase.status === "failed" && phase.failure.code === "WAITING_STOPPED";
  const requestId = phase.status === "failed" ? phase.failure.details.requestId : undefined;
  return (
    <main className={styles.page}>
      <Subtitle1 as="h1" tabIndex={-1}>
        {texts.title}
      </Subtitle1>
      {!begun && isOffered && <Body1>{texts.about}</Body1>}
      {!isOffered && <Notice intent="info">{texts.notOffered}</Notice>}
      {!begun && isOffered && (
        <>
          <Field label={own.accessLabel} hint={own.accessHint[access]}>
            <RadioGroup
              value={access}
              disabled={isStarting}
              onChange={(_, { value }) => {
                const chosen = accesses.find((known) => known === value);
                if (chosen) controller.choose(chosen);
              }}
            >
              {accesses.map((known) =>
                known === "anyone" && site?.guestAccessEnabled === false ? null : (
                  <Radio key={known} value={known} label={common.access[known]} />
                ),
              )}
            </RadioGroup>
          </Field>
          <Button
            data-main=""
            appearance="primary"
            size="large"
            disabledFocusable={isStarting}
            onClick={controller.begin}
          >
            {phase.status === "failed" && isSendAllowedAfter(phase.failure.code) ? common.retry : texts.start}
          </Button>
        </>
      )}
      <Suspense fallback={null}>
        {site?.caller && <SignedInLine caller={site.caller} me={me} owner={null} />}
      </Suspense>
      <div role="alert">
        {failure && (
          <Notice intent={isStopped ? "warning" : "error"}>
            {failure.title} {failure.standing}
            <Contact contact={failure.contact} />
            {requestId !== undefined && ` ${common.requestId({ id: requestId })}`}
          </Notice>
        )}
      </div>
      <div role="status">
        {isStarting && <Progress label={texts.starting} waitsFor="site" stop={controller.stop} />}
        {phase.status === "started" &&
          (phase.isOffered ? (isCompose ? texts.inMessage : texts.inReply) : texts.started)}
      </div>
      {begun && (
        <MeetingStarted
          {...{ begun, isCompose, texts }}
          enter={() => {
            if (openLink(begun.hostUrl)) controller.enter();
          }}
          offer={controller.offer}
        />
      )}
      {/* The people come later than what is pressed, and stand below it. */}
      <Attendees attendees={correspondents} presence={presence} />
      {isOffered && site && site.clients.length > 0 && (
        <ClientLinks clients={site.clients} openLink={openLink} />
      )}
      <div role="status">
        <Suspense fallback={null}>
          {missing.size > 0 && <MissingDataNotice missing={missing} retry={controller.reload} />}
        </Suspense>
      </div>
    </main>
  );
}
