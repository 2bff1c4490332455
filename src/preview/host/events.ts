import type { Completed, Conversation } from "./conversation";
import type { Item, ItemStore } from "./item";
import { platforms } from "./platforms";
import type { QuirkPlayer } from "./quirkPlayer";

/** Event-based activation: Outlook starts the add-in's handlers in a page that nobody sees. */
export interface LaunchEvents {
  /** Asks whether the item may be sent; {} where no handler is asked. */
  send: () => Promise<Completed>;
  /** Tells of an item that was opened. */
  opened: () => void;
  close: () => void;
}

interface LaunchEventsOptions {
  store: ItemStore;
  quirks: Pick<QuirkPlayer, "isSilent">;
  /** Loads the add-in's page of handlers; answers how to run one and how to end it. */
  start: () => { run: Conversation["run"]; close: () => void };
  /** Names of the handlers by event, from the manifest. */
  handlers: ReadonlyMap<string, string>;
}

/** Outlook waits no longer for an answer to a send. */
const sendDeadlineMs = 10_000;

export function createLaunchEvents({ store, quirks, start, handlers }: LaunchEventsOptions): LaunchEvents {
  let runtime: ReturnType<typeof start> | null = null;
  const isOn = ({ surface, platform, areEventsOn }: Item) =>
    areEventsOn && surface === "compose" && platforms[platform].hasEvents;

  async function fire(event: string): Promise<Completed> {
    const handler = handlers.get(event);
    if (handler === undefined || !isOn(store.get()) || quirks.isSilent(event)) return {};
    runtime ??= start();
    return runtime.run(handler, event);
  }

  const unsubscribe = store.subscribe((before, now) => {
    if (before.opening !== now.opening || now.isMovedUnseen) return;
    const { isSilent } = quirks;
    if ((before.start !== now.start || before.end !== now.end) && !isSilent("olkAppointmentTimeChanged"))
      void fire("OnAppointmentTimeChanged");
    if (
      (before.required !== now.required || before.optional !== now.optional) &&
      !isSilent("olkRecipientsChanged")
    )
      void fire("OnAppointmentAttendeesChanged");
    if (before.recurrence !== now.recurrence && !isSilent("olkRecurrenceChanged"))
      void fire("OnAppointmentRecurrenceChanged");
  });

  const close = () => {
    runtime?.close();
    runtime = null;
  };
  return {
    opened: () => {
      close();
      void fire(store.get().id === null ? "OnNewAppointmentOrganizer" : "OnAppointmentOrganizer");
    },
    send: () => {
      let timer: ReturnType<typeof setTimeout>;
      const late = new Promise<Completed>(
        (resolve) => (timer = setTimeout(() => resolve({}), sendDeadlineMs)),
      );
      return Promise.race([fire("OnAppointmentSend"), late]).finally(() => clearTimeout(timer));
    },
    close: () => {
      unsubscribe();
      close();
    },
  };
}
