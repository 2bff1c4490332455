import { FluentProvider, makeStyles, tokens, webDarkTheme, webLightTheme } from "@fluentui/react-components";
import { useState, useSyncExternalStore } from "react";
import type { Recipient } from "../host/item";
import type { PreviewHost } from "../host/previewHost";
import type { RibbonButton } from "../host/ribbon";
import { AppointmentForm } from "./AppointmentForm";
import { Notifications } from "./Notifications";
import { Pane } from "./Pane";
import { Ribbon } from "./Ribbon";

const useStyles = makeStyles({
  window: {
    display: "flex",
    flexDirection: "column",
    height: "100vh",
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground1,
  },
  work: { display: "flex", flexGrow: 1, minHeight: 0, position: "relative" },
  form: {
    flexGrow: 1,
    minWidth: 0,
    margin: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow4,
    overflow: "auto",
    display: "flex",
    flexDirection: "column",
  },
});

interface PreviewProps {
  host: PreviewHost;
  ribbon: RibbonButton[];
  people: Recipient[];
  startOver: () => void;
}

/** Outlook in a page: ribbon, appointment form, and the add-in's pane beside it. */
export function Preview({ host, ribbon, people, startOver }: PreviewProps) {
  const styles = useStyles();
  const item = useSyncExternalStore(host.store.subscribe, host.store.get);
  const [panePath, setPanePath] = useState<string | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [running, setRunning] = useState(false);
  const [generation, setGeneration] = useState(0);

  const press = (button: RibbonButton) => {
    if (button.action.kind === "pane") {
      setPanePath(`/preview${button.action.path}`);
      return;
    }
    setRunning(true);
    void host.runFunction(button.action.name, button.id).finally(() => setRunning(false));
  };
  return (
    <FluentProvider theme={item.isDark ? webDarkTheme : webLightTheme}>
      <div className={styles.window}>
        <Ribbon
          item={item}
          edit={host.edit}
          buttons={ribbon}
          isRunning={running}
          onPress={press}
          onSave={() => {
            host.edit({ id: item.id ?? crypto.randomUUID() });
            setSaid("Saved to your calendar.");
          }}
          onSend={() => {
            host.edit({ id: item.id ?? crypto.randomUUID() });
            setSaid(`Sent to ${item.required.length + item.optional.length} people.`);
          }}
          onNew={() => {
            setPanePath(null);
            setSaid(null);
            startOver();
            setGeneration(generation + 1);
          }}
        />
        <div className={styles.work}>
          <main className={styles.form}>
            <Notifications item={item} said={said} edit={host.edit} onDismiss={() => setSaid(null)} />
            <AppointmentForm key={generation} item={item} edit={host.edit} people={people} />
          </main>
          {panePath !== null && (
            <Pane
              key={`${generation} ${item.language} ${item.timeZone}`}
              host={host}
              path={panePath}
              onClose={() => setPanePath(null)}
            />
          )}
        </div>
      </div>
    </FluentProvider>
  );
}
