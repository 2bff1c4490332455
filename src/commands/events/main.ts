import { openEventContext } from "../../outlook/eventContext";
import { createOfficeCallQueue } from "../../outlook/platform/officeCallQueue";
import { createLaunchEvents } from "./launchEvents";

// The file that classic Outlook on Windows runs for events: no page, no imports, no onReady, and no sign-in.
const call = createOfficeCallQueue();
const { onAppointmentSend, ...changes } = createLaunchEvents({
  open: () => openEventContext(call),
  autoUpdate: null,
  wait: () => Promise.resolve(),
  now: Date.now,
});
Office.actions.associate("onAppointmentSend", onAppointmentSend);
for (const [name, look] of Object.entries(changes)) Office.actions.associate(name, look);
