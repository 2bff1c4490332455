import { createOfficeCallQueue } from "../../outlook/platform/officeCallQueue";
import type { OfficeEvent } from "./command";
import type { LaunchEvents } from "../events/launchEvents";
import { sayNotLoaded } from "../notLoaded";
import { createRibbonFunction } from "./ribbonFunction";

// Office.js wants to be waited for; the names must be known before it is, since a command may come at once.
const ready = Office.onReady();
const call = createOfficeCallQueue();
const open = async () => (await import("./openSurface")).openRibbonContext(call);
const common = { open, sayNotLoaded };
const add = { ...common, load: async () => (await import("./addWebConference")).runAdd };

async function loadEvents(): Promise<LaunchEvents> {
  const { createLaunchEvents } = await import("../events/launchEvents");
  return createLaunchEvents({
    open: async () => {
      const [{ openEventContext }] = await Promise.all([import("../../outlook/eventContext"), ready]);
      return openEventContext(call);
    },
    autoUpdate: async (context) => (await import("../events/autoUpdate")).autoUpdate(context, call),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    now: Date.now,
  });
}
let events: Promise<LaunchEvents> | null = null;

/** Outlook tells the user after 5 seconds that a send takes long. */
const loadDeadlineMs = 3_000;

/** A handler that the first event loads. One that cannot be loaded in time says nothing, and keeps nobody from sending. */
const onEvent = (name: keyof LaunchEvents) => (event: OfficeEvent<unknown>) => {
  let isEnded = false;
  const end = () => {
    if (!isEnded) event.completed({ allowEvent: true });
    isEnded = true;
  };
  const timer = setTimeout(end, loadDeadlineMs);
  events ??= loadEvents();
  events.then(
    (loaded) => {
      clearTimeout(timer);
      if (!isEnded) loaded[name](event);
    },
    () => {
      clearTimeout(timer);
      events = null;
      end();
    },
  );
};

const functions = {
  addWebConference: createRibbonFunction(add),
  // Mobile's switch for online meetings: the same button. What was not done leaves the switch off.
  addOnMobile: createRibbonFunction({ ...add, answer: (allowEvent) => ({ allowEvent }) }),
  removeWebConference: createRibbonFunction({
    ...common,
    load: async () => (await import("./removeWebConference")).runRemove,
  }),
  joinWebConference: createRibbonFunction({
    ...common,
    load: async () => (await import("./joinWebConference")).runJoin,
  }),
  startAsHost: createRibbonFunction({
    ...common,
    load: async () => (await import("./joinWebConference")).runHost,
  }),
  meetNow: createRibbonFunction({ ...common, load: async () => (await import("./meetNow")).runMeet }),
  onNewAppointment: onEvent("onNewAppointment"),
  onAppointmentOpened: onEvent("onAppointmentOpened"),
  onTimeChanged: onEvent("onTimeChanged"),
  onAttendeesChanged: onEvent("onAttendeesChanged"),
  onRecurrenceChanged: onEvent("onRecurrenceChanged"),
  onAppointmentSend: onEvent("onAppointmentSend"),
} satisfies Record<keyof LaunchEvents, unknown> & Record<string, unknown>;
for (const [name, run] of Object.entries(functions)) Office.actions.associate(name, run);

// Deletes expired entries of Meet now when any page of the add-in starts.
void import("../../conference/instant/pendingMeetings").then(
  ({ createSharedPendingMeetings }) => createSharedPendingMeetings(),
  () => undefined,
);
