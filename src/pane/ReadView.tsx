import { Body1, Button, Caption1, makeStyles, Subtitle1, tokens } from "@fluentui/react-components";
import { lazy, Suspense, useContext, useEffect, useState } from "react";
import { readInvitation, type ReadInvitation } from "../invitation/read";
import type { Report as FinishedConference } from "../contract/services";
import type { Host } from "../outlook/host";
import type { Services } from "../relay/services";
import { createFormats } from "./format";
import { LanguageContext, useTexts } from "./language";

const Notice = lazy(() => import("./Notice"));
const Report = lazy(() => import("./Report"));

const useStyles = makeStyles({
  page: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
  },
  title: { overflowWrap: "anywhere", unicodeBidi: "plaintext" },
});

type Found =
  { status: "looking" } | { status: "failed" } | { status: "none" } | ({ status: "found" } & ReadInvitation);

interface ReadViewProps {
  host: Extract<Host, { mode: "read" }>;
  services: Pick<Services, "configuration" | "report">;
  now: () => number;
}

/** Reading an appointment: what its invitation says and the way in; before the door opens when it does; afterwards a report. */
export function ReadView({ host, services, now }: ReadViewProps) {
  const texts = useTexts();
  const { tag } = useContext(LanguageContext);
  const styles = useStyles();
  const [found, setFound] = useState<Found>({ status: "looking" });
  const [report, setReport] = useState<FinishedConference | null>(null);
  const [opensAt, setOpensAt] = useState<Date | null>(null);
  const { reading } = host;
  const [isOver] = useState(() => reading.end.getTime() <= now());
  const conferenceId = found.status === "found" ? found.conferenceId : null;
  useEffect(() => {
    if (conferenceId === null) return;
    // Both are extras: whoever has no part in the conference, or reaches no relay, still has the link.
    if (isOver) services.report(conferenceId).then(setReport, () => undefined);
    else
      services.configuration().then(
        ({ earlyJoinMinutes }) => {
          const opening = reading.start.getTime() - (earlyJoinMinutes ?? 0) * 60_000;
          if (earlyJoinMinutes !== null && opening > now()) setOpensAt(new Date(opening));
        },
        () => undefined,
      );
  }, [conferenceId, isOver, now, reading, services]);
  useEffect(() => {
    reading.readBody().then(
      (body) => {
        const invitation = readInvitation(body);
        setFound(invitation ? { status: "found", ...invitation } : { status: "none" });
      },
      () => setFound({ status: "failed" }),
    );
  }, [reading]);
  const formats = createFormats(tag, host.timeZone);
  return (
    <main className={styles.page}>
      <Subtitle1 as="h1" className={styles.title}>
        {reading.subject}
      </Subtitle1>
      <Body1>{formats.day(reading.start)}</Body1>
      <Body1>{formats.times(reading.start, reading.end)}</Body1>
      <Suspense fallback={null}>
        {found.status === "none" && <Notice intent="info">{texts.reading.none}</Notice>}
        {found.status === "failed" && <Notice intent="error">{texts.reading.failed}</Notice>}
      </Suspense>
      {found.status === "found" && (
        <>
          <Caption1>
            {texts.conferenceId}: {found.conferenceId}
          </Caption1>
          {!isOver && (
            <Button appearance="primary" size="large" onClick={() => host.openLink(found.joinUrl)}>
              {texts.reading.join}
            </Button>
          )}
          {opensAt && <Caption1>{texts.reading.opens(formats.moment(opensAt))}</Caption1>}
          {isOver && !report && <Caption1>{texts.reading.over}</Caption1>}
          <Suspense fallback={null}>
            {report && <Report report={report} formats={formats} openLink={host.openLink} />}
          </Suspense>
        </>
      )}
    </main>
  );
}
