import type { Launched } from "../../../src/outlook/eventContext";
import { stampOf } from "../../../src/conference/model/scheduledSnapshot";
import type {
  AppointmentMemory,
  AppointmentSnapshot,
  Session,
} from "../../../src/outlook/appointment/appointment";
import { request, snapshot } from "../../conference/fakes";

/** What an appointment remembers whose conference was scheduled as `request` says. */
export const inStep: AppointmentMemory = { key: "k", conferenceId: "42", stamp: stampOf(request, 366) };

/** An appointment for which an event has started us. */
export function createLaunched(
  change: Partial<AppointmentSnapshot> = {},
  {
    memory = inStep,
    mark = "this item's",
    session = null,
    ...overrides
  }: Partial<Launched> & {
    memory?: AppointmentMemory;
    mark?: string | null;
    session?: Session | null | undefined;
  } = {},
) {
  /** What the item's bar shows, line by line; "(pane)" after those with a button to the pane. */
  const bar: string[] = [];
  const state = { snapshot: { ...snapshot, ...change }, memory };
  const launched: Launched = {
    appointment: {
      isOccurrence: () => state.snapshot.series?.part === "occurrence",
      read: () => Promise.resolve(state.snapshot),
      readSession: () => Promise.resolve(session),
      readMark: () => Promise.resolve(mark),
      readMemory: () => Promise.resolve(state.memory),
      saveMemory: (next) => Promise.resolve(void (state.memory = next)),
    },
    language: "en-US",
    timeZone: "Europe/Zurich",
    notifications: {
      show: (kind, message, open) =>
        Promise.resolve(void bar.push(`${kind}: ${message}${open === undefined ? "" : " (pane)"}`)),
      clear: () => Promise.resolve(void bar.push("cleared")),
    },
    recall: () => null,
    hasAlertButton: true,
    ...overrides,
  };
  return { launched, bar, state };
}
