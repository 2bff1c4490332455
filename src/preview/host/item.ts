/** A recipient as Outlook hands one to add-ins. */
export interface Recipient {
  name: string;
  address: string;
}

export interface Notification {
  key: string;
  /** 0 informational, 1 progress, 2 error (numbers of the protocol). */
  type: number;
  message: string;
}

/** The emulated appointment and what Outlook knows around it. Times in UTC milliseconds. */
export interface Item {
  subject: string;
  start: number;
  end: number;
  /** IANA name of the zone in which the form shows the times. */
  timeZone: string;
  location: string;
  required: Recipient[];
  optional: Recipient[];
  organizer: Recipient;
  bodyType: "html" | "text";
  /** The exact string; only the user's own typing re-serialises it. */
  body: string;
  /** Custom properties as JSON. */
  properties: string;
  notifications: Notification[];
  /** Roaming settings: JSON strings by name. */
  settings: Record<string, string>;
  id: string | null;
  language: string;
  isDark: boolean;
}

export interface ItemStore {
  get: () => Item;
  set: (change: Partial<Item>) => void;
  /** Called after every change with what was and what is. */
  subscribe: (listener: (before: Item, now: Item) => void) => () => void;
}

export function createItemStore(initial: Item): ItemStore {
  let item = initial;
  const listeners = new Set<(before: Item, now: Item) => void>();
  return {
    get: () => item,
    set: (change) => {
      const before = item;
      item = { ...item, ...change };
      for (const listener of listeners) listener(before, item);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
