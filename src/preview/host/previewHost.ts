import type { Reply } from "./calls";
import { createConversation, type Conversation } from "./conversation";
import type { Item, ItemStore } from "./item";

/** The emulated Outlook. Tests reach it as `window.previewHost`. */
export interface PreviewHost {
  store: ItemStore;
  converse: (onTabExit?: (direction: "forward" | "back") => void) => Conversation;
  /** Runs a ribbon function in a hidden frame of the add-in's commands page. */
  runFunction: (name: string, controlId: string) => Promise<void>;
  read: () => Item;
  edit: (change: Partial<Item>) => void;
  /** The next `times` calls of a dispatch number fail with Office's error number, or stay unanswered. */
  disturb: (dispatchId: number, how: number | "silence", times?: number) => void;
  /** Dispatch numbers of all calls so far. */
  calls: () => readonly number[];
}

interface PreviewHostOptions {
  store: ItemStore;
  signIn: () => Promise<string>;
}

export function createPreviewHost({ store, signIn }: PreviewHostOptions): PreviewHost {
  const calls: number[] = [];
  const disturbances = new Map<number, { reply: Reply | null; times: number }>();

  function intercept(dispatchId: number): Reply | null | undefined {
    calls.push(dispatchId);
    const disturbance = disturbances.get(dispatchId);
    if (!disturbance || disturbance.times === 0) return undefined;
    disturbance.times -= 1;
    return disturbance.reply;
  }

  const converse = (onTabExit?: (direction: "forward" | "back") => void) =>
    createConversation({ store, signIn, intercept, ...(onTabExit && { onTabExit }) });

  return {
    store,
    converse,
    runFunction: async (name, controlId) => {
      const conversation = converse();
      const frame = document.createElement("iframe");
      frame.name = conversation.frameName;
      frame.hidden = true;
      frame.src = "/preview/commands.html";
      document.body.append(frame);
      const detach = conversation.attach(frame);
      try {
        await conversation.run(name, controlId);
      } finally {
        detach();
        frame.remove();
      }
    },
    read: store.get,
    edit: store.set,
    disturb: (dispatchId, how, times = 1) =>
      disturbances.set(dispatchId, {
        reply: how === "silence" ? null : { error: true, errorCode: how },
        times,
      }),
    calls: () => calls,
  };
}
