import { Body1, Button, Caption1, makeStyles, Subtitle1, tokens } from "@fluentui/react-components";
import { lazy, Suspense, useContext, useEffect, useState } from "react";
import { readInvitation, type ReadInvitation } from "../invitation/read";
import type { Host } from "../outlook/host";
import { createFormats } from "./format";
import { LanguageContext, useTexts } from "./language";

const Notice = lazy(() => import("./Notice"));

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

/** Reading an appointment: what its invitation says, and the way in. */
export default function ReadView({ host }: { host: Extract<Host, { mode: "read" }> }) {
  const texts = useTexts();
  const { tag } = useContext(LanguageContext);
  const styles = useStyles();
  const [found, setFound] = useState<Found>({ status: "looking" });
  const { reading } = host;
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
          <Button appearance="primary" size="large" onClick={() => host.openLink(found.joinUrl)}>
            {texts.reading.join}
          </Button>
        </>
      )}
    </main>
  );
}
