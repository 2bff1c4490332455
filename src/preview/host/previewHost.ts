import type { Call, Reply } from "./calls";
import { createConversation, type Completed, type Conversation } from "./conversation";
import type { Item, ItemStore } from "./item";
import { prepare, quirksOf } from "./quirks";

/** The emulated Outlook. Tests reach it as `window.previewHost`. */
export interface PreviewHost {
  store: ItemStore;
  converse: (onTabExit?: (direction: "forward" | "back") => void) => Conversation;
  /** Runs a ribbon function in a hidden frame of the add-in's commands page. */
  runFunction: (name: string, controlId: string) => Promise<Completed>;
  /** Opens an item, as its platform and its quirks have it. */
  open: (item: Item) => void;
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
  /** How often each call was made since the item was opened. */
  const counts = new Map<number, number>();
  const disturbances = new Map<number, { reply: Reply | null; times: number }>();

  function intercept(call: Call): Reply | null | undefined {
    calls.push(call.id);
    const disturbance = disturbances.get(call.id);
    if (disturbance && disturbance.times > 0) {
      disturbance.times -= 1;
      return disturbance.reply;
    }
    const times = (counts.get(call.id) ?? 0) + 1;
    counts.set(call.id, times);
    for (const { answer } of quirksOf(store.get())) {
      const reply = answer?.(call, { store, times });
      if (reply !== undefined) return reply;
    }
    return undefined;
  }

  let hasSignedIn = false;
  const signInWithQuirks = () => {
    const fails = !hasSignedIn && quirksOf(store.get()).some(({ failsSignIn }) => failsSignIn);
    hasSignedIn = true;
    return fails ? Promise.reject(new Error("the first sign-in fails")) : signIn();
  };

  const converse = (onTabExit?: (direction: "forward" | "back") => void) =>
    createConversation({ store, signIn: signInWithQuirks, intercept, ...(onTabExit && { onTabExit }) });

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
        return await conversation.run(name, controlId);
      } finally {
        detach();
        frame.remove();
      }
    },
    open: (item) => {
      counts.clear();
      hasSignedIn = false;
      store.set(prepare(item));
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
