import { Body1, Caption1, makeStyles, Subtitle1 } from "@fluentui/react-components";
import { lazy, Suspense, useContext, useEffect, useMemo, useSyncExternalStore } from "react";
import type { Host } from "../../outlook/host";
import { createFormats } from "../common/format";
import { LanguageContext } from "../common/language";
import Notice from "../common/Notice";
import type { ReadController } from "./readController";
import { readTexts } from "../../locales/messages";
import SeriesLines from "../common/SeriesLines";
import { JoinPanel } from "./JoinPanel";
import { Progress } from "../common/Progress";
import { usePageStyles } from "../theme/page";

const Report = lazy(() => import("./Report"));
const MissingNotice = lazy(() => import("../notices/MissingDataNotice"));

const useStyles = makeStyles({
  waiting: { ":empty": { display: "none" } },
  title: { overflowWrap: "anywhere", unicodeBidi: "plaintext" },
});

interface ReadViewProps {
  host: Pick<Extract<Host, { mode: "read" }>, "reading" | "timeZone" | "openLink">;
  controller: ReadController;
}

/** Reading an appointment: what it is, how its conference stands and the way in; afterwards a report. */
export function ReadView({ host, controller }: ReadViewProps) {
  const { tag, texts: common } = useContext(LanguageContext);
  const texts = readTexts(tag);
  const styles = useStyles();
  const state = useSyncExternalStore(controller.subscribe, controller.state);
  const formats = useMemo(() => createFormats(tag, host.timeZone), [host, tag]);
  useEffect(() => controller.start(), [controller]);
  const { reading, openLink } = host;
  const { found, series, progress, report, missing, isLooking } = state;
  return (
    <main className={usePageStyles().page}>
      <Subtitle1 as="h1" tabIndex={-1} className={styles.title}>
        {reading.subject}
      </Subtitle1>
      <Body1>{formats.day(reading.start)}</Body1>
      <Body1>{formats.times(reading.start, reading.end)}</Body1>
      <Caption1>{formats.zone(reading.start)}</Caption1>
      {series && (
        <SeriesLines
          snapshot={{ start: reading.start, end: reading.end, series }}
          formats={formats}
          terms={null}
        />
      )}
      <div role="status" className={styles.waiting}>
        {isLooking && <Progress waitsFor={found.status === "looking" ? "outlook" : "either"} />}
      </div>
      {found.status === "none" && <Notice intent="info">{texts.none}</Notice>}
      {found.status === "failed" && (
        <Notice intent="error" action={{ label: common.retry, onClick: () => void controller.retry() }}>
          {texts.failed}
        </Notice>
      )}
      {found.status === "found" && (
        <>
          {series && <Caption1>{texts.shared}</Caption1>}
          {progress === "over" && !report && <Body1>{texts.over}</Body1>}
          {progress === "over" ? (
            <Suspense fallback={null}>
              {report && <Report report={report} formats={formats} openLink={openLink} />}
            </Suspense>
          ) : (
            <JoinPanel
              {...{ state, texts, formats, openLink }}
              joinUrl={found.joinUrl}
              foreignHost={found.foreignHost}
              host={reading.organizer}
              conferenceId={found.conferenceId}
            />
          )}
        </>
      )}
      <div role="status">
        <Suspense fallback={null}>
          {missing.size > 0 && <MissingNotice missing={missing} retry={controller.retry} />}
        </Suspense>
      </div>
    </main>
  );
}
