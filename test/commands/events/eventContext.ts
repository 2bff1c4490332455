import type { EventContext } from "../../../src/outlook/eventContext";
import { scheduledSnapshotOf } from "../../../src/conference/model/scheduledSnapshot";
import type {
  ItemProperties,
  AppointmentSnapshot,
  SessionState,
} from "../../../src/outlook/appointment/appointment";
import { request, snapshot } from "../../conference/fakes";

/** The properties of an appointment whose conference was scheduled by `request`. */
export const inStep: ItemProperties = {
  idempotencyKey: "k",
  conferenceId: "42",
  scheduledSnapshot: scheduledSnapshotOf(request, 366),
};

/** An appointment for which an event has started us. */
export function createEventContext(
  change: Partial<AppointmentSnapshot> = {},
  {
    properties = inStep,
    itemHash = "this item's",
    session = null,
    ...overrides
  }: Partial<EventContext> & {
    properties?: ItemProperties;
    itemHash?: string | null;
    session?: SessionState | null | undefined;
  } = {},
) {
  /** The item's bar, line by line; "(pane)" after those with a button to the pane. */
  const bar: string[] = [];
  const state = { snapshot: { ...snapshot, ...change }, properties };
  const context: EventContext = {
    appointment: {
      isOccurrence: () => state.snapshot.series?.part === "occurrence",
      read: () => Promise.resolve(state.snapshot),
      readSession: () => Promise.resolve(session),
      readItemHash: () => Promise.resolve(itemHash),
      readProperties: () => Promise.resolve(state.properties),
      saveProperties: (next) => Promise.resolve(void (state.properties = next)),
    },
    language: "en-US",
    timeZone: "Europe/Zurich",
    notifications: {
      show: (kind, message, open) =>
        Promise.resolve(void bar.push(`${kind}: ${message}${open === undefined ? "" : " (pane)"}`)),
      clear: () => Promise.resolve(void bar.push("cleared")),
    },
    getSetting: () => null,
    hasAlertButton: true,
    ...overrides,
  };
  return { context, bar, state };
}
