import { makeStyles, tokens } from "@fluentui/react-components";
import { useContext, useEffect, useMemo, useSyncExternalStore } from "react";
import { createFlow } from "../conference/flow";
import type { Host } from "../outlook/host";
import { createAsk, pause } from "../relay/ask";
import { createRelayClient } from "../relay/client";
import { parseConference } from "../relay/parse";
import { createServices } from "../relay/services";
import { ComposeView } from "./ComposeView";
import { createController, type Controller } from "./controller";
import { createFormats } from "./format";
import { LanguageContext, useTexts } from "./language";
import type { Texts } from "./texts";

const useStyles = makeStyles({
  page: {
    display: "flex",
    flexDirection: "column",
    minHeight: "100vh",
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
  return (
    <main className={styles.page}>
      <ComposeView
        state={state}
        controller={controller}
        formats={formats}
        titleFallback={texts.titleFallback(host.me.name)}
        me={host.me.address}
        openLink={host.openLink}
      />
    </main>
  );
}

function assemble(host: Extract<Host, { mode: "compose" }>, texts: Texts): Controller {
  const ask = createAsk({
    origin: window.location.origin,
    fetch: (url, init) => fetch(url, init),
    signIn: host.signIn,
  });
  const relay = createRelayClient({ ask, parse: parseConference });
  return createController({
    appointment: host.appointment,
    recall: host.recall,
    remember: host.remember,
    now: Date.now,
    services: createServices(ask),
    findUnclaimed: async () => (await import("../relay/unclaimed")).findUnclaimed(ask),
    flow: (onStep) =>
      createFlow({
        appointment: host.appointment,
        relay,
        titleFallback: texts.titleFallback(host.me.name),
        organizerName: host.me.name,
        now: Date.now,
        newKey: () => crypto.randomUUID(),
        wait: pause,
        onStep,
      }),
  });
}
