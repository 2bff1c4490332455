import type { Call, Reply } from "./calls";
import { createConversation, type Completed, type Conversation } from "./conversation";
import type { Item, ItemStore } from "./item";
import { createLaunchEvents, type LaunchEvents } from "./events";
import { createQuirkPlayer, type QuirkPlayer } from "./quirkPlayer";

/** The emulated Outlook. Tests reach it as `window.previewHost`. */
export interface PreviewHost {
  store: ItemStore;
  converse: (onTabExit?: (direction: "forward" | "back") => void) => Conversation;
  /** Runs a ribbon function in a hidden frame of the add-in's commands page. */
  runFunction: (name: string, controlId: string) => Promise<Completed>;
  events: LaunchEvents;
  /** Opens an item, as its platform and its quirks have it. */
  open: (item: Item) => void;
  read: () => Item;
  edit: (change: Partial<Item>) => void;
  /** Drags the appointment to another time in the calendar: no event tells of it (docs/outlook-quirks.md, 2). */
  move: (ms: number) => void;
  /** The next `times` calls of a dispatch number fail with Office's error number, or stay unanswered. */
  disturb: (dispatchId: number, how: number | "silence", times?: number) => void;
  /** Dispatch numbers of all calls so far. */
  calls: () => readonly number[];
  quirks: QuirkPlayer;
  /** Addresses that Outlook was asked to open, where the browser did not. It opens none. */
  windows: () => readonly string[];
}

interface PreviewHostOptions {
  store: ItemStore;
  signIn: () => Promise<string>;
  /** Names of the add-in's handlers by event, from its manifest. */
  handlers: ReadonlyMap<string, string>;
}

export function createPreviewHost({ store, signIn, handlers }: PreviewHostOptions): PreviewHost {
  const calls: number[] = [];
  const quirks = createQuirkPlayer(store);
  const gate = { inFlight: 0 };
  const windows: string[] = [];
  const disturbances = new Map<number, { reply: Reply | null; times: number }>();

  function intercept(call: Call): Reply | null | undefined {
    calls.push(call.id);
    const disturbance = disturbances.get(call.id);
    if (!disturbance || disturbance.times === 0) return undefined;
    disturbance.times -= 1;
    return disturbance.reply;
  }

  const signInWithQuirks = () =>
    quirks.failsSignIn() ? Promise.reject(new Error("the first sign-in fails")) : signIn();

  const converse = (onTabExit?: (direction: "forward" | "back") => void) =>
    createConversation({
      ...{ store, quirks, gate, signIn: signInWithQuirks, intercept },
      onOpenWindow: (url) => windows.push(url),
      ...(onTabExit && { onTabExit }),
    });

  /** The add-in's page without a face. */
  function startCommands() {
    const conversation = converse();
    const frame = document.createElement("iframe");
    frame.name = conversation.frameName;
    frame.hidden = true;
    frame.src = "/preview/commands.html";
    document.body.append(frame);
    const detach = conversation.attach(frame);
    return {
      run: conversation.run,
      close: () => {
        detach();
        frame.remove();
      },
    };
  }
  const events = createLaunchEvents({ store, quirks, start: startCommands, handlers });

  return {
    store,
    converse,
    events,
    runFunction: async (name, controlId) => {
      const { run, close } = startCommands();
      try {
        return await run(name, controlId);
      } finally {
        close();
      }
    },
    open: (item) => {
      store.set({ ...quirks.prepare(item), session: {} });
      events.opened();
    },
    read: store.get,
    edit: store.set,
    move: (ms) => {
      const { start, end, properties } = store.get();
      store.set({ start: start + ms, end: end + ms, properties, isMovedUnseen: true });
      store.set({ isMovedUnseen: false });
    },
    disturb: (dispatchId, how, times = 1) =>
      disturbances.set(dispatchId, {
        reply: how === "silence" ? null : { error: true, errorCode: how },
        times,
      }),
    calls: () => calls,
    quirks,
    windows: () => windows,
  };
}
