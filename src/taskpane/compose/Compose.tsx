import { makeStyles, tokens } from "@fluentui/react-components";
import { useContext, useEffect, useMemo, useSyncExternalStore } from "react";
import { createTitleFallback } from "../../conference/model/title";
import { onPeerChange } from "../../conference/broadcast";
import { createAppointmentServices } from "../../conference/appointmentServices";
import type { Host } from "../../outlook/host";
import { ComposeView } from "./ComposeView";
import { createComposeController, type ComposeController } from "./composeController";
import { createFormats } from "../common/format";
import { LanguageContext, useTexts } from "../common/language";
import type { Texts } from "../common/language";

const useStyles = makeStyles({
  page: {
    display: "flex",
    flexDirection: "column",
    height: "100vh",
    "@media (max-height: 399px)": { height: "auto", minHeight: "100vh" },
    color: tokens.colorNeutralForeground1,
  },
});

/** Planning beside an appointment that is being edited: joins the state machine to Outlook, relay and view. */
export function Compose({ host }: { host: Extract<Host, { mode: "compose" }> }) {
  const texts = useTexts();
  const { tag } = useContext(LanguageContext);
  const styles = useStyles();
  const controller = useMemo(() => assemble(host, texts), [host, texts]);
  const formats = useMemo(() => createFormats(tag, host.timeZone), [host, tag]);
  const state = useSyncExternalStore(controller.subscribe, controller.state);
  useEffect(() => controller.start(), [controller]);
  const owner = host.owner === "unknown" ? null : host.owner;
  return (
    <main className={styles.page}>
      <ComposeView
        state={state}
        controller={controller}
        formats={formats}
        titleFallback={createTitleFallback(texts)((owner ?? host.me).name)}
        me={host.me}
        owner={owner}
        tellsSeries={host.tellsSeries}
        openLink={host.openLink}
      />
    </main>
  );
}

function assemble(host: Extract<Host, { mode: "compose" }>, texts: Texts): ComposeController {
  const { ask, services, createUseCases } = createAppointmentServices({
    host,
    titleFallback: createTitleFallback(texts),
  });
  return createComposeController({
    appointment: host.appointment,
    getSetting: host.getSetting,
    setSetting: host.setSetting,
    now: Date.now,
    services,
    findUnclaimed: async () => (await import("../../relay/unclaimed")).findUnusedConferences(ask),
    hearOthers: onPeerChange,
    clearNotification: () => void host.clearNotification(),
    createUseCases,
  });
}
