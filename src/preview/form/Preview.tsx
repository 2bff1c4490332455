import { FluentProvider, makeStyles, tokens, webDarkTheme, webLightTheme } from "@fluentui/react-components";
import { useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { Completed } from "../host/conversation";
import { saved, type Item } from "../host/item";
import { platforms } from "../host/platforms";
import type { PreviewHost } from "../host/previewHost";
import { pointOf, readName, readRibbon, type RibbonButton } from "../host/ribbon";
import { AppointmentForm } from "./AppointmentForm";
import { Calendar } from "./Calendar";
import { itemOf, type PreviewPeople } from "./items";
import { MessageForm } from "./MessageForm";
import { Notifications } from "./Notifications";
import { Pane } from "./Pane";
import { Reading } from "./Reading";
import { Ribbon } from "./Ribbon";
import { SmartAlert } from "./SmartAlert";
import type { Scene } from "./scenes";
import { View } from "./View";

const hour = 3_600_000;

const useStyles = makeStyles({
  window: {
    display: "flex",
    flexDirection: "column",
    height: "100vh",
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground1,
  },
  mobile: { width: "min(400px, 100vw)", marginInline: "auto" },
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
  manifest: string;
  people: PreviewPeople;
  start: Scene;
}

/** Outlook in a page: what is opened, the add-in's buttons, its pane, and what the preview lets one choose. */
export function Preview({ host, manifest, people, start }: PreviewProps) {
  const styles = useStyles();
  const item = useSyncExternalStore(host.store.subscribe, host.store.get);
  const [scene, setScene] = useState(start);
  const [panePath, setPanePath] = useState<string | null>(null);
  const [entered, setEntered] = useState(0);
  const opener = useRef<Element | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [running, setRunning] = useState(false);
  const [asked, setAsked] = useState<Completed | null>(null);
  const { isMobile } = platforms[item.platform];
  const buttons = useMemo(
    () => readRibbon(manifest, pointOf(item.surface, isMobile), item.language),
    [manifest, item.surface, item.language, isMobile],
  );
  const name = useMemo(() => readName(manifest, item.language), [manifest, item.language]);

  const showPane = (path: string, byKeyboard: boolean) => {
    opener.current = document.activeElement;
    setPanePath(`/preview${path}`);
    setEntered(byKeyboard ? entered + 1 : 0);
  };
  const closePane = () => {
    setPanePath(null);
    if (opener.current instanceof HTMLElement) opener.current.focus();
  };
  /** A control that this surface's ribbon does not have opens nothing. */
  const openPane = (control: string, byKeyboard = false) => {
    const button = buttons.find(({ id }) => id === control);
    if (button?.action.kind === "pane") showPane(button.action.path, byKeyboard);
  };
  const open = (next: Item) => {
    setPanePath(null);
    setSaid(null);
    setAsked(null);
    host.open({ ...next, opening: crypto.randomUUID(), notifications: [] });
  };
  const show = (next: Scene, change: Partial<Item>) => {
    setScene(next);
    const { platform, quirks, language, isDark, settings, areEventsOn, signedInAs } = { ...item, ...change };
    open(itemOf(next, people, { platform, quirks, language, isDark, settings, areEventsOn, signedInAs }));
  };
  const press = (button: RibbonButton, byKeyboard: boolean) => {
    if (button.action.kind === "pane") {
      showPane(button.action.path, byKeyboard);
      return;
    }
    setRunning(true);
    void host.runFunction(button.action.name, button.id).finally(() => setRunning(false));
  };
  const save = () => {
    host.edit(saved(item));
    setSaid("Saved to your calendar.");
  };
  const send = () => {
    setAsked(null);
    host.edit(saved(host.read()));
    const count = item.required.length + item.optional.length;
    setSaid(`Sent to ${count === 1 ? "one person" : `${count} people`}.`);
  };
  const ask = () => {
    setRunning(true);
    void host.events
      .send()
      .then((answer) => (answer.allowEvent === false ? setAsked(answer) : send()), send)
      .finally(() => setRunning(false));
  };
  const isAppointment = item.surface === "compose";
  const isWritten = isAppointment || item.surface === "messageCompose";
  return (
    <FluentProvider theme={item.isDark ? webDarkTheme : webLightTheme}>
      <div className={isMobile ? `${styles.window} ${styles.mobile}` : styles.window}>
        <View item={item} scene={scene} people={people} edit={host.edit} show={show}>
          <Calendar
            onNew={() => show("compose", {})}
            onMove={() => host.move(hour)}
            onCopy={() => {
              setScene("compose");
              open({ ...item, ...saved({ ...item, id: null }), surface: "compose" });
            }}
            onCancel={() => {
              host.edit({ subject: `Canceled: ${item.subject}` });
              if (host.quirks.asksOnCancel()) ask();
              else send();
            }}
            onReopen={() => open({ ...item, ...saved(item) })}
          />
        </View>
        <Ribbon
          sending={isWritten ? { onSave: save, onSend: isAppointment ? ask : send } : null}
          buttons={buttons}
          isRunning={running}
          onPress={press}
        />
        <div className={styles.work}>
          <main className={styles.form}>
            <Notifications
              item={item}
              said={said}
              edit={host.edit}
              onDismiss={() => setSaid(null)}
              onAction={openPane}
            />
            {isAppointment && (
              <AppointmentForm key={item.opening} item={item} edit={host.edit} people={people.others} />
            )}
            {item.surface === "messageCompose" && (
              <MessageForm key={item.opening} item={item} edit={host.edit} people={people.others} />
            )}
            {!isWritten && <Reading key={item.opening} item={item} />}
          </main>
          {panePath !== null && (
            <Pane
              key={`${item.opening} ${item.surface} ${item.language} ${item.timeZone}`}
              host={host}
              path={panePath}
              name={name}
              entered={entered}
              onClose={closePane}
            />
          )}
        </div>
        <SmartAlert
          asked={asked}
          onSend={send}
          onCancel={(control) => {
            setAsked(null);
            if (control !== undefined) openPane(control);
          }}
        />
      </div>
    </FluentProvider>
  );
}
