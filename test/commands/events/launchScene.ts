import { createLaunchEvents, type LaunchEvents } from "../../../src/commands/events/launchEvents";
import type { EventContext } from "../../../src/outlook/eventContext";
import { now, request } from "../../conference/fakes";

type Options = Partial<Parameters<typeof createLaunchEvents>[0]>;

export function eventsOf(context: EventContext | null, options: Options = {}) {
  return createLaunchEvents({
    open: () => Promise.resolve(context),
    autoUpdate: null,
    wait: () => Promise.resolve(),
    now: () => now,
    ...options,
  });
}

/** Fires an event; answers what Outlook is told when the handler says that it is done. */
export const fire = (events: LaunchEvents, name: keyof LaunchEvents) =>
  new Promise((resolve) => events[name]({ completed: resolve }));

export const send = (context: EventContext | null, options: Options = {}) =>
  fire(eventsOf(context, options), "onAppointmentSend");

export const hour = 3_600_000;

export const later = { start: new Date("2027-03-02T15:00:00Z"), end: new Date("2027-03-02T15:30:00Z") };

/** Half an hour from an instant. */
export const twice = (start: Date) => {
  const end = new Date(start.getTime() + hour / 2);
  return { ...request, appointment: { ...request.appointment, start, end } };
};

export async function flush(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
