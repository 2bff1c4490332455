import type { PlatformName } from "./platforms";

/** A recipient as Outlook hands one to add-ins. */
export interface Recipient {
  name: string;
  address: string;
  /** Default: a person. */
  kind?: "user" | "distributionList" | "other";
}

export interface Notification {
  key: string;
  /** 0 informational, 1 progress, 2 error, 3 with a button (numbers of the protocol). */
  type: number;
  message: string;
  /** Its button: words, and the control that it stands for. */
  action?: { label: string; control: string };
}

/** How a series repeats, as the protocol has it. */
export interface Recurrence {
  recurrenceType: string;
  recurrenceProperties: Record<string, unknown> | null;
  recurrenceTimeZone: { name: string; offset?: number };
  seriesTimeJson: {
    startYear: number;
    startMonth: number;
    startDay: number;
    endYear?: number;
    endMonth?: number;
    endDay?: number;
    noEndDate?: boolean;
    startTimeMin: number;
    durationMin: number;
  };
}

/** The ID of the series whose occurrences are opened. */
export const seriesId = "AAMkAGI2-series";

/** The open item, and the mailbox's user. */
export type Surface = "compose" | "organizer" | "attendee" | "message" | "messageCompose";

/** The emulated item and what Outlook knows around it. Times in UTC milliseconds. */
export interface Item {
  surface: Surface;
  /** Another one each time that an item is opened. */
  opening: string;
  /** Whether events start the add-in, where the platform has them. */
  areEventsOn: boolean;
  platform: PlatformName;
  /** IDs of quirks that are switched on beside the platform's own. */
  quirks: readonly string[];
  subject: string;
  start: number;
  end: number;
  /** IANA name of the zone in which the form shows the times. */
  timeZone: string;
  /** The organizer's words; rooms stand apart. */
  location: string;
  rooms: readonly Recipient[];
  /** Of a message: To and Cc. */
  required: readonly Recipient[];
  optional: readonly Recipient[];
  /** Of a message: its sender. */
  organizer: Recipient;
  /** The mailbox's user. */
  me: Recipient;
  /** Address of whoever is signed in; null: the mailbox's user. */
  signedInAs: string | null;
  /** Whether the item is in somebody else's calendar. */
  isShared: boolean;
  recurrence: Recurrence | null;
  /** Whether it is one of a series. */
  isOccurrence: boolean;
  /** Missing: "normal". */
  sensitivity?: "normal" | "private" | "confidential";
  bodyType: "html" | "text";
  /** The exact string; only the user's own typing re-serialises it. */
  body: string;
  /** Custom properties as JSON. */
  properties: string;
  /** Session data: known to all pages for as long as the form is open and unsaved. */
  session: Record<string, string>;
  /** Properties that another page has saved, unseen by others until the item is saved. */
  unsavedProperties?: string | null;
  notifications: readonly Notification[];
  /** Roaming settings: JSON strings by name. */
  settings: Record<string, string>;
  id: string | null;
  language: string;
  isDark: boolean;
  /** Whether the change that is told of is one of which Outlook tells nobody. */
  isMovedUnseen?: boolean;
}

/** The changes that saving makes to an item. */
export function saved({ id, properties, unsavedProperties }: Item) {
  return {
    id: id ?? `AAMkAGI2-${crypto.randomUUID()}`,
    properties: unsavedProperties ?? properties,
    unsavedProperties: null,
    session: {},
  };
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
